// @ts-check
// The choice of a server: a documented one with its variables, or a base URL of the reader's own.
"use strict";

(() => {
  const { el, gettext, isUsable } = globalThis.rensei;

  /** @param {any} data @param {string} form */
  const serverInputs = (data, form) => {
    const servers = data.servers ?? [];
    const id = `${form}-server`;
    const choice = el(
      "select",
      { class: "rensei-input", id, form },
      ...servers.map((each, at) =>
        el("option", { value: at }, each.description ? `${each.url}: ${each.description}` : each.url),
      ),
      el("option", { value: "own" }, gettext("Another base URL")),
    );
    const own = el("input", {
      class: "rensei-input",
      id: `${id}-own`,
      form,
      type: "url",
      placeholder: "https://api.example.com/v1",
      spellcheck: "false",
    });
    const ownLabel = el("label", { for: own.id }, gettext("Base URL"));
    const box = el(
      "div",
      { class: "rensei-setup rensei-try" },
      el("label", { for: id }, gettext("Server")),
      choice,
      ownLabel,
      own,
    );
    const usable = servers.findIndex(isUsable);
    choice.value = servers.length ? `${Math.max(usable, 0)}` : "own";
    /** @type {Map<string, any>} */
    const variables = new Map();
    const show = () => {
      for (const [, input] of variables) {
        input.labels[0]?.remove();
        input.remove();
      }
      variables.clear();
      own.hidden = ownLabel.hidden = choice.value !== "own";
      for (const [name, each] of Object.entries(servers[choice.value]?.variables ?? {})) {
        const attributes = { class: "rensei-input", id: `${id}-${name}`, form };
        const input = each.enum
          ? el("select", attributes, ...each.enum.map((value) => el("option", {}, value)))
          : el("input", attributes);
        input.value = each.default;
        variables.set(name, input);
        own.after(el("label", { for: input.id }, name), input);
      }
    };
    choice.addEventListener("change", show);
    show();
    const get = () =>
      choice.value === "own"
        ? { base: own.value.trim() }
        : {
            server: Number(choice.value),
            variables: Object.fromEntries([...variables].map(([name, input]) => [name, input.value])),
          };
    const set = (given) => {
      choice.value = given.base ? "own" : `${given.server ?? choice.value}`;
      own.value = given.base ?? "";
      show();
      for (const [name, value] of Object.entries(given.variables ?? {}))
        if (variables.has(name)) variables.get(name).value = value;
    };
    return { node: box, get, set, own };
  };

  Object.assign(globalThis.rensei, { serverInputs });
})();
