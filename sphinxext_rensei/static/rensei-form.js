// @ts-check
// All inputs of an operation, on the rows that document them: server, credentials, parameters, body.
"use strict";

(() => {
  const { baseUrl, editor, el, field, parse } = globalThis.rensei;

  /** The documented row of a name, right inside a part of the page. @param {Element} container @param {string} name */
  const rowOf = (container, name) =>
    [...container.querySelectorAll(":scope > .rensei-rows > li")].find((row) => row.querySelector(":scope > .rensei-head > .rensei-name")?.textContent === name);

  /** Where relative servers are: where this page is. */
  const origin = () => location.protocol === "file:" ? undefined : location.origin;

  /** @param {any} data @param {string} form */
  const serverInputs = (data, form) => {
    const servers = data.servers ?? [];
    const id = `${form}-server`;
    const choice = el("select", { class: "rensei-input", id, form }, ...servers.map((each, at) =>
      el("option", { value: at }, each.description ? `${each.url}: ${each.description}` : each.url)), el("option", { value: "own" }, "Another base URL"));
    const own = el("input", { class: "rensei-input", id: `${id}-own`, form, type: "url", placeholder: "https://api.example.com/v1", spellcheck: "false" });
    const ownLabel = el("label", { for: own.id }, "Base URL");
    const box = el("div", { class: "rensei-setup rensei-try" }, el("label", { for: id }, "Server"), choice, ownLabel, own);
    const usable = servers.findIndex(globalThis.rensei.isUsable);
    choice.value = servers.length ? `${Math.max(usable, 0)}` : "own";
    /** @type {Map<string, any>} */
    const variables = new Map();
    const show = () => {
      for (const [, input] of variables) { input.labels[0]?.remove(); input.remove(); }
      variables.clear();
      own.hidden = ownLabel.hidden = choice.value !== "own";
      for (const [name, each] of Object.entries(servers[choice.value]?.variables ?? {})) {
        const attributes = { class: "rensei-input", id: `${id}-${name}`, form };
        const input = each.enum ? el("select", attributes, ...each.enum.map((value) => el("option", {}, value))) : el("input", attributes);
        input.value = each.default;
        variables.set(name, input);
        own.after(el("label", { for: input.id }, name), input);
      }
    };
    choice.addEventListener("change", show);
    show();
    const get = () => choice.value === "own" ? { base: own.value.trim() }
      : { server: Number(choice.value), variables: Object.fromEntries([...variables].map(([name, input]) => [name, input.value])) };
    const set = (given) => {
      choice.value = given.base ? "own" : `${given.server ?? choice.value}`;
      own.value = given.base ?? "";
      show();
      for (const [name, value] of Object.entries(given.variables ?? {})) if (variables.has(name)) variables.get(name).value = value;
    };
    return { node: box, get, set, own };
  };

  const secretsKept = new Map();

  /** What to do about a scheme that takes no text. @type {Record<string, string>} */
  const GUIDANCE = {
    certificate: "Your browser chooses the client certificate; a proxy has none. With curl: --cert and --key.",
    digest: "Digest needs an answer to the server's challenge, which a page can't give. With curl: --digest --user.",
    "": "This playground does not know how to send this scheme.",
    cookie: "Browsers let no page set a cookie of another site; it is sent through a proxy only.",
  };

  /** @param {any} data @param {Element | null} section @param {string} form @param {() => string} base */
  const credentialInputs = (data, section, form, base) => {
    const alternatives = (data.security ?? []).map((each) => Object.keys(each));
    const old = (names) => names.some((name) => data.schemes?.[name]?.deprecated);
    const choice = el("select", { class: "rensei-input", form, "aria-label": "Way to authenticate" }, ...alternatives.map((names, at) =>
      el("option", { value: at }, names.join(" and ") || "No credentials")));
    choice.value = `${Math.max(alternatives.findIndex((names) => !old(names)), 0)}`;
    const held = el("div", { class: "rensei-credentials" });
    const remember = el("input", { type: "checkbox", form });
    const box = el("div", { class: "rensei-try rensei-credentials" }, ...(alternatives.length > 1 ? [choice] : []), held,
      el("label", { class: "rensei-pair" }, remember, "Remember for this tab"));
    // A credential belongs to the server that it was typed for.
    const key = (name) => `rensei ${new URL(base(), location.href).origin} ${name}`;
    const kept = (name) => {
      try { return secretsKept.get(key(name)) ?? sessionStorage.getItem(key(name)) ?? ""; } catch { return ""; }
    };
    const keep = (name, secret) => {
      secretsKept.set(key(name), secret);
      try {
        if (remember.checked && secret) sessionStorage.setItem(key(name), secret);
        else sessionStorage.removeItem(key(name));
      } catch { /* Storage may be switched off: then the page's memory is all there is. */ }
    };
    const names = () => alternatives[choice.value] ?? [];
    const row = (name) => {
      const { kind = "", flows, type } = data.schemes?.[name] ?? {};
      const basic = kind === "basic";
      const words = GUIDANCE[kind];
      if (words && kind !== "cookie") return [el("p", { class: "rensei-note" }, el("b", {}, name), " ", words)];
      const attributes = { class: "rensei-input", form, autocomplete: "off", spellcheck: "false" };
      const user = basic ? [el("input", { ...attributes, "aria-label": `${name}: user name`, placeholder: "user name" })] : [];
      const secret = el("input", { ...attributes, type: "password", "aria-label": basic ? `${name}: password` : name, placeholder: basic ? "password" : "not sent while it is empty" });
      const [first = "", ...rest] = basic ? kept(name).split(":") : [kept(name)];
      if (basic) user[0].value = first;
      secret.value = basic ? rest.join(":") : first;
      const changed = () => keep(name, basic ? (user[0].value || secret.value ? `${user[0].value}:${secret.value}` : "") : secret.value);
      for (const input of [...user, secret]) input.addEventListener("input", changed);
      const sign = flows && type === "oauth2" ? [el("button", { type: "button", class: "rensei-button" }, "Get a token")] : [];
      sign[0]?.addEventListener("click", () => globalThis.rensei.load("rensei-auth.js").then((rensei) =>
        rensei.signIn(data, name, held, (token) => { secret.value = token; secret.dispatchEvent(new Event("input", { bubbles: true })); })));
      return [el("div", { class: "rensei-line" }, el("span", { class: "rensei-name" }, name), el("span", { class: "rensei-pair" }, ...user, secret, ...sign)),
        ...(kind === "cookie" ? [el("p", { class: "rensei-note" }, words)] : [])];
    };
    let shown = "";
    const show = () => {
      const now = names().map(key).join();
      if (now === shown) return;
      shown = now;
      held.replaceChildren(...names().flatMap(row));
    };
    choice.addEventListener("change", show);
    remember.addEventListener("change", () => { for (const name of names()) keep(name, kept(name)); });
    try { remember.checked = names().some((name) => sessionStorage.getItem(key(name))); } catch { /* as above */ }
    show();
    section?.append(box);
    const secrets = () => Object.fromEntries(names().map((name) => [name, kept(name)]).filter(([, secret]) => secret));
    return { node: box, show, secrets, missing: () => names().filter((name) => !kept(name)), any: alternatives.some((each) => each.length) };
  };

  /** @param {HTMLElement} page @param {any} data @param {string} form */
  const inputs = (page, data, form) => {
    const part = (name) => page.querySelector(`[data-rensei-part="${name}"]`);
    const server = serverInputs(data, form);
    const base = () => baseUrl(data, server.get(), origin());
    const credentials = credentialInputs(data, part("authorization"), form, base);
    for (const type of ["input", "change"]) server.node.addEventListener(type, credentials.show);
    if (!credentials.any) credentials.node.remove();
    else if (!credentials.node.isConnected) server.node.append(credentials.node);
    const parameters = new Map();
    for (const each of data.parameters ?? []) {
      const section = part(each.in);
      const row = section && rowOf(section, each.name);
      const made = field(each.schema ?? {}, { name: each.name, required: each.required, form, schemas: data.schemas, example: each.example, container: row?.querySelector(":scope > .rensei-nest") ?? undefined });
      const node = el("div", { class: "rensei-try" }, made.node);
      if (row) row.insertBefore(node, row.querySelector(":scope > .rensei-nest"));
      else server.node.append(el("span", {}, each.name), node);
      made.set(each.value === undefined ? undefined : parse(each.value));
      parameters.set(each, made);
    }
    const body = data.body && editor(data, part("body"), form);
    if (body && !body.node.isConnected) server.node.append(body.node);
    (page.querySelector(".rensei-request") ?? page.querySelector(".rensei-grid") ?? page).prepend(server.node);
    return {
      server, credentials, origin,
      get: () => {
        /** @type {Record<string, Map<string, any>>} */
        const given = {};
        for (const [each, made] of parameters) {
          const value = made.get();
          if (value !== undefined) (given[each.in] ??= new Map()).set(each.name, value);
        }
        return { ...server.get(), parameters: given, mediaType: body?.mediaType() ?? "", body: body?.get() ?? null, credentials: Object.keys(credentials.secrets()) };
      },
      /** @param {any} given */
      set: (given) => {
        server.set(given);
        for (const [each, made] of parameters) made.set(given.parameters?.[each.in]?.get(each.name));
        body?.set(given.mediaType, given.body);
        credentials.show();
      },
      /** The path parameter that has no value: its request would go to another path. */
      blank: () => [...parameters].find(([each, made]) => each.in === "path" && ["", undefined, null].includes(made.get()))?.[0].name,
      inputOf: (name) => [...parameters].find(([each]) => each.in === "path" && each.name === name)?.[1].node,
    };
  };

  Object.assign(globalThis.rensei, { inputs, rowOf });
})();
