// @ts-check
// The playground of one operation: its inputs on the rows that document them, the bar, the replies of this visit.

const REMEMBERED = 20;
/** Where relative servers are: where this page is. */
const ownOrigin = () => (location.protocol === "file:" ? undefined : location.origin);

/** All inputs of an operation. @type {(page: any, data: any) => any} */
const inputsOn = (page, data) => {
  /** @type {(name: string) => any} */
  const part = (name) => page.querySelector(`[data-rensei-part="${name}"]`);
  const server = serverInputs(data);
  const credentials = credentialInputs(data, server);
  if (credentials.any) (part("authorization") ?? server.node).append(credentials.node);
  /** @type {Map<any, Rensei.Field>} */
  const parameters = new Map();
  for (const each of data.parameters ?? []) {
    const { name, required, example, schema = {} } = each;
    const section = part(each.in);
    const row = section && rowOf(section, name);
    const container = nestOf(row);
    const made = field(schema, { name, required, schemas: data.schemas, example, container });
    const node = el("div.try", made.node);
    row ? row.insertBefore(node, container ?? null) : server.node.append(line(name, node));
    made.set(each.value === undefined ? undefined : parse(each.value));
    parameters.set(each, made);
  }
  const body = data.body && editor(data, part("body"));
  if (body && !body.node.isConnected) server.node.append(body.node);
  (page.querySelector(".rensei-request, .rensei-grid") ?? page).prepend(server.node);
  return {
    server,
    credentials,
    get: () => {
      /** @type {Record<string, Map<string, any>>} */
      const given = {};
      for (const [each, made] of parameters) {
        const value = made.get();
        if (value !== undefined) (given[each.in] ??= new Map()).set(each.name, value);
      }
      return {
        ...server.get(),
        parameters: given,
        mediaType: body?.mediaType() ?? "",
        body: body?.get() ?? null,
        credentials: Object.keys(credentials.secrets()),
      };
    },
    /** @param {any} given */
    set: (given) => {
      server.set(given);
      for (const [each, made] of parameters) made.set(given.parameters?.[each.in]?.get(each.name));
      body?.set(given.mediaType, given.body);
      credentials.show();
    },
    /** The reason why the call can't be made, and its input. */
    blocked: () => {
      const own = server.wrong();
      if (own) return [gettext("The base URL must begin with http:// or https://."), own];
      for (const [each, made] of parameters)
        if (each.in === "path" && ["", undefined, null].includes(made.get())) {
          const input = made.node.querySelector("input, select") ?? made.node;
          return [gettext("Give {} a value: the call would go to another path without it.", each.name), input];
        }
      return undefined;
    },
  };
};

/** @type {(page: any, data: any, actions: any) => any} */
const play = (page, data, actions) => {
  const toggle = actions.firstChild;
  const isOn = () => toggle.firstChild.checked;
  const address = page.querySelector(".rensei-path");
  const written = [...address.childNodes];
  const fields = inputsOn(page, data);
  const { server, credentials } = fields;
  const elapsed = el("span.elapsed");
  const cancel = button(gettext("Cancel"), () => running?.abort(), " ", elapsed, { hidden: true });
  const send = el(
    "button.button.primary.try",
    { type: "submit", "aria-keyshortcuts": "Control+Enter Meta+Enter" },
    gettext("Send"), " ", el("kbd", { "aria-hidden": "true" }, "⌃↵"),
  );
  const card = el("section.card.result.try", { "aria-label": gettext("Reply to your call"), hidden: true });
  const past = select(gettext("Earlier calls"), [], () => {
    const { given, drawn } = calls[past.selectedIndex];
    card.replaceChildren(...drawn);
    fill(given);
  });
  past.classList.add("rensei-try");
  past.hidden = true;
  const share = copier(
    () => load("request", "reply").then(({ linkOf }) => linkOf(page.id, fields.get(), data)),
    gettext("Copy link"), gettext("Copied, without credentials"),
  );
  const note = el("p");
  /** @type {any[]} */
  let calls = [];
  /** @type {AbortController | undefined} */
  let running;
  let changed = false;
  let waiting = 0;
  toggle.before(cancel);
  toggle.after(send);
  server.node.append(note, share);
  (page.querySelector(".rensei-stick, .rensei-request") ?? page).prepend(card, past);

  /** How calls go, in words. */
  const route = () => {
    const host = data.proxy && new URL(data.proxy.replace("{url}", ""), location.href).host;
    if (!host) return gettext("straight from this browser");
    return host === location.host ? gettext("through this site's proxy") : gettext("through {}", host);
  };
  /** Says what would be sent; before anything has changed, the build has said it. */
  const refresh = async () => {
    credentials.show();
    const missing = credentials.missing();
    const names = missing.join(gettext(" and "));
    note.textContent = gettext("Sent {}. What you type stays in this page's memory.", route())
      + (names && ` ${gettext("Without a credential for {}: nothing is sent in its place.", names)}`);
    let base = attempt(() => new URL(server.url(), ownOrigin()).href.replace(/\/+$/, ""), server.url());
    let target = data.target ?? data.path;
    if (changed) {
      const { baseUrl, request, writeSamples } = await load("request");
      const given = fields.get();
      // Samples name a variable for each credential, typed or not.
      const made = request(data, { ...given, credentials: [...missing, ...given.credentials] }, ownOrigin());
      base = baseUrl(data, given, ownOrigin());
      target = made.url.slice(base.length);
      writeSamples(page, data, made);
    }
    address.replaceChildren(...isOn() ? [el("span.host", base), el("wbr"), target] : written);
  };
  /** @param {any} event */
  const later = ({ type, target }) => {
    changed ||= type !== "click" && Boolean(target.closest(".rensei-try, .rensei-union"));
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(refresh);
  };
  for (const type of ["input", "change", "click"]) page.addEventListener(type, later);
  page.addEventListener("focusin", (/** @type {any} */ { target }) => {
    // Then Enter sends.
    if (target.matches("input.rensei-input")) target.setAttribute("form", actions.id);
  });

  /** Keeps a call, its reply as it was drawn, for as long as the page is open. @type {(status: string, given: any) => void} */
  const record = (status, given) => {
    const words = `${new Date().toLocaleTimeString()}: ${status}`;
    calls = [{ given, drawn: [...card.childNodes], words }, ...calls].slice(0, REMEMBERED);
    past.replaceChildren(...calls.map(({ words }) => el("option", words)));
    past.hidden = calls.length < 2;
  };
  const submit = async () => {
    if (running) return;
    const id = `${actions.id}-blocked`;
    document.getElementById(id)?.remove();
    const [words, input] = fields.blocked() ?? [];
    if (input) {
      input.after(el("p.fault", { id, role: "alert" }, words));
      input.setAttribute("aria-describedby", id);
      return input.focus();
    }
    running = new AbortController();
    const started = performance.now();
    const tick = () => { elapsed.textContent = `${((performance.now() - started) / 1000).toFixed(1)} s`; };
    const timer = setInterval(tick, 100);
    tick();
    cancel.hidden = false;
    send.disabled = true;
    card.setAttribute("aria-busy", "true");
    try {
      const { answer, request } = await load("request", "reply");
      const given = fields.get();
      const made = request(data, given, ownOrigin());
      record(await answer(page, data, card, made, credentials.secrets(), route(), running.signal), given);
    } finally {
      clearInterval(timer);
      running = undefined;
      cancel.hidden = true;
      send.disabled = false;
      card.removeAttribute("aria-busy");
    }
  };
  actions.onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    submit();
  };
  page.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !isOn()) return;
    event.preventDefault();
    submit();
  });
  refresh();
  /** Fills the inputs. @type {(given: any) => void} */
  const fill = (given) => {
    changed = true;
    fields.set(given);
    refresh();
  };
  return { data, fill, note };
};
