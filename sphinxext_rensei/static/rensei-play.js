// @ts-check
// The playground of one operation: its inputs on the rows that document them, and the bar.

/** @type {(page: any, text: string, actions: any) => Promise<any>} */
const play = async (page, text, actions) => {
  const data = readData(text);
  const { parameters = [], nested, body, proxy, form } = data;
  /** @type {(selector: string) => any} */
  const at = (selector) => page.querySelector(selector);
  if (body || nested) await load("more");
  const toggle = actions.firstChild;
  const address = at(".rensei-path");
  const written = [...address.childNodes];
  const isOn = () => toggle.firstChild.checked;
  /** @type {(name: string) => any} */
  const part = (name) => at(`[data-rensei-part="${name}"]`);

  const server = serverInputs(data);
  const credentials = credentialInputs(data, server);
  (part("authorization") ?? server.node).append(credentials.node);
  const inputs = parameters.map((/** @type {any} */ each) => {
    const { name, required, example, schema = {}, value, hidden } = each;
    const row = rowOf(part(each.in), name);
    const container = nestOf(row);
    const made = field(schema, { name, required, example, container });
    const node = el("div.try", made.node);
    if (row) row.insertBefore(node, container);
    else if (!hidden) server.node.append(el("span", name), node);
    made.set(value && parse(value));
    return [each, made];
  });
  const content = body && rensei.editor(data, part("body"));
  if (content && !content.node.isConnected) server.node.append(content.node);
  (at(".rensei-request") ?? at(".rensei-grid") ?? page).prepend(server.node);

  // The proxy that calls go through, if they do: as the author says, or the reader.
  const asked = checkbox(gettext("Through the proxy"));
  asked.checked = true;
  const asking = labelled(asked);
  const through = () => {
    const way = data.route ?? data.servers?.[server.get().server]?.route;
    asking.hidden = !proxy || way !== "ask";
    return way === "direct" || (way === "ask" && !asked.checked) ? undefined : proxy;
  };
  const route = () => {
    const host = through() && new URL(proxy.replace("{url}", ""), location.href).host;
    return !host
      ? gettext("straight from this browser")
      : host === location.host
        ? gettext("through this site's proxy")
        : gettext("through {}", host);
  };
  // Relative servers are where this page is.
  const origin = location.protocol === "file:" ? undefined : location.origin;
  const note = el("p");
  const sent = form !== "read-only";
  /** Says what would be sent. */
  const refresh = () => {
    credentials.show();
    const names = credentials.missing().join(gettext(" and "));
    const blank = gettext("Without a credential for {}.", names);
    note.textContent = sent
      ? gettext("Sent {}. What you type stays in this page's memory.", route()) + (names && ` ${blank}`)
      : gettext("For samples: nothing is sent.");
    const [base, target] = preview(self);
    address.replaceChildren(...(isOn() ? [el("span.host", base), el("wbr"), target] : written));
  };
  /** @type {any} */
  const self = { page, data, actions, server, credentials, inputs, content, note, through, route, origin, refresh };

  const keys = { "aria-keyshortcuts": "Control+Enter Meta+Enter" };
  if (sent)
    actions.append(
      el("button.button.primary.try", keys, gettext("Send"), " ", el("span", { "aria-hidden": "true" }, "⌃↵"))
    );
  actions.onsubmit = () => {
    if (sent)
      later("send", self)
        .then(() => "", ({ message }) => message)
        .then((said) => {
          toggle.nextSibling.textContent = said;
        });
    return false;
  };
  server.node.append(asking, note, copier(() => later("linkOf", self), gettext("Copy link"), gettext("Copied, without credentials")));
  // A language that is chosen anywhere is that of all samples.
  for (const type of ["input", "change"])
    document.addEventListener(type, (/** @type {any} */ { target }) => {
      self.changed ||= page.contains(target) && target.closest(".rensei-try, .rensei-union");
      // At once: the next letter must not go to another server than it was meant for.
      credentials.show();
      // Once what else the input means is done.
      setTimeout(refresh);
    });
  page.addEventListener("focusin", (/** @type {any} */ { target }) => {
    // Then Enter sends.
    if (target.matches("input.rensei-input") && !target.form) target.setAttribute("form", actions.id);
  });
  page.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isOn()) {
      event.preventDefault();
      actions.requestSubmit();
    }
  });
  refresh();
  return self;
};
