// @ts-check
// All inputs of an operation, on the rows that document them: server, credentials, parameters, body.
"use strict";

(() => {
  const { baseUrl, credentialInputs, editor, el, field, parse, rowOf, serverInputs } = globalThis.rensei;

  /** Where relative servers are: where this page is. */
  const origin = () => (location.protocol === "file:" ? undefined : location.origin);

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
      const made = field(each.schema ?? {}, {
        name: each.name,
        required: each.required,
        form,
        schemas: data.schemas,
        example: each.example,
        container: row?.querySelector(":scope > .rensei-nest") ?? undefined,
      });
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
      server,
      credentials,
      origin,
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
      /** The path parameter that has no value: its request would go to another path. */
      blank: () =>
        [...parameters].find(([each, made]) => each.in === "path" && ["", undefined, null].includes(made.get()))?.[0]
          .name,
      inputOf: (name) => [...parameters].find(([each]) => each.in === "path" && each.name === name)?.[1].node,
    };
  };

  Object.assign(globalThis.rensei, { inputs });
})();
