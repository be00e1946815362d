// @ts-check
// The playground of one operation: its inputs on the rows that document them, and the bar.

/** @type {(page: any, data: any, actions: any) => any} */
const play = (page, data, actions) => {
  const { parameters = [], body, proxy, schemas } = data;
  /** @type {(selector: string) => any} */
  const at = (selector) => page.querySelector(selector);
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
    const { name, required, example, schema = {}, value } = each;
    const row = rowOf(part(each.in), name);
    const container = nestOf(row);
    const made = field(schema, { name, required, schemas, example, container });
    const node = el("div.try", made.node);
    if (row) row.insertBefore(node, container);
    else server.node.append(el("span", name), node);
    made.set(value && parse(value));
    return [each, made];
  });
  const content = body && editor(data, part("body"));
  if (content && !content.node.isConnected) server.node.append(content.node);
  (at(".rensei-request") ?? at(".rensei-grid") ?? page).prepend(server.node);

  /** What the reader means, as the request is made from it. */
  const get = () => {
    /** @type {Record<string, Map<string, any>>} */
    const given = {};
    for (const [each, made] of inputs) {
      const value = made.get();
      if (value !== undefined) (given[each.in] ??= new Map()).set(each.name, value);
    }
    const names = Object.keys(credentials.secrets());
    return {
      ...server.get(),
      parameters: given,
      mediaType: content?.mediaType(),
      body: content?.get(),
      credentials: names
    };
  };
  const host = proxy && new URL(proxy.replace("{url}", ""), location.href).host;
  const route = !host
    ? gettext("straight from this browser")
    : host === location.host
      ? gettext("through this site's proxy")
      : gettext("through {}", host);
  // Relative servers are where this page is.
  const origin = location.protocol === "file:" ? undefined : location.origin;
  const note = el("p");
  /** @type {any} */
  let changed;
  /** Says what would be sent; before anything has changed, the build has said it. */
  const refresh = async () => {
    credentials.show();
    const missing = credentials.missing();
    const names = missing.join(gettext(" and "));
    const blank = gettext("Without a credential for {}: nothing is sent in its place.", names);
    note.textContent = gettext("Sent {}. What you type stays in this page's memory.", route) + (names && ` ${blank}`);
    let base = server.url().replace(/\/+$/, "");
    let target = data.target ?? data.path;
    if (changed) {
      const { baseUrl, request, writeSamples } = await load("request");
      const given = get();
      // Samples name a variable for each credential, typed or not.
      const made = request(data, { ...given, credentials: [...missing, ...given.credentials] }, origin);
      base = baseUrl(data, given, origin);
      target = made.url.slice(base.length);
      writeSamples(page, data, made);
    }
    address.replaceChildren(...(isOn() ? [el("span.host", base), el("wbr"), target] : written));
  };
  /** Fills the inputs. @type {(given: any) => void} */
  const fill = (given) => {
    changed = true;
    server.set(given);
    for (const [each, made] of inputs) made.set(given.parameters?.[each.in]?.get(each.name));
    content?.set(given.mediaType, given.body);
    refresh();
  };
  const self = { page, data, actions, server, inputs, secrets: credentials.secrets, get, fill, note, route, origin };

  const keys = { type: "submit", "aria-keyshortcuts": "Control+Enter Meta+Enter" };
  actions.append(
    el("button.button.primary.try", keys, gettext("Send"), " ", el("kbd", { "aria-hidden": "true" }, "⌃↵"))
  );
  actions.onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    load("request", "reply").then(({ send }) => send(self));
  };
  const link = () => load("request", "reply").then(({ linkOf }) => linkOf(page.id, get(), data));
  server.node.append(note, copier(link, gettext("Copy link"), gettext("Copied, without credentials")));
  for (const type of ["input", "change"])
    page.addEventListener(type, (/** @type {any} */ { target }) => {
      changed ||= target.closest(".rensei-try, .rensei-union");
      requestAnimationFrame(refresh);
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
