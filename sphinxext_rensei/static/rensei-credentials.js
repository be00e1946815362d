// @ts-check
// Inputs for credentials, by the alternatives of the operation. They stay in the page's memory, each for the server
// that it was typed for, unless the reader lets the tab remember them.
"use strict";

(() => {
  const { el, gettext } = globalThis.rensei;

  const secretsKept = new Map();

  /** What to do about a scheme that takes no text. @type {Record<string, string>} */
  const GUIDANCE = {
    certificate: gettext("Your browser chooses the client certificate; a proxy has none. With curl: --cert and --key."),
    digest: gettext(
      "Digest needs an answer to the server's challenge, which a page can't give. With curl: --digest --user.",
    ),
    "": gettext("This playground does not know how to send this scheme."),
    cookie: gettext("Browsers let no page set a cookie of another site; it is sent through a proxy only."),
  };

  /** @param {any} data @param {Element | null} section @param {string} form @param {() => string} base */
  const credentialInputs = (data, section, form, base) => {
    const alternatives = (data.security ?? []).map((each) => Object.keys(each));
    const old = (names) => names.some((name) => data.schemes?.[name]?.deprecated);
    const choice = el(
      "select",
      { class: "rensei-input", form, "aria-label": gettext("Way to authenticate") },
      ...alternatives.map((names, at) =>
        el("option", { value: at }, names.join(gettext(" and ")) || gettext("No credentials")),
      ),
    );
    choice.value = `${Math.max(
      alternatives.findIndex((names) => !old(names)),
      0,
    )}`;
    const held = el("div", { class: "rensei-credentials" });
    const remember = el("input", { type: "checkbox", form });
    const box = el(
      "div",
      { class: "rensei-try rensei-credentials" },
      ...(alternatives.length > 1 ? [choice] : []),
      held,
      el("label", { class: "rensei-pair" }, remember, gettext("Remember for this tab")),
    );
    // A credential belongs to the server that it was typed for.
    const key = (name) => `rensei ${new URL(base(), location.href).origin} ${name}`;
    const kept = (name) => {
      try {
        return secretsKept.get(key(name)) ?? sessionStorage.getItem(key(name)) ?? "";
      } catch {
        return "";
      }
    };
    const keep = (name, secret) => {
      secretsKept.set(key(name), secret);
      try {
        if (remember.checked && secret) sessionStorage.setItem(key(name), secret);
        else sessionStorage.removeItem(key(name));
      } catch {
        /* Storage may be switched off: then the page's memory is all there is. */
      }
    };
    const names = () => alternatives[choice.value] ?? [];
    const row = (name) => {
      const { kind = "", flows, type } = data.schemes?.[name] ?? {};
      const basic = kind === "basic";
      const words = GUIDANCE[kind];
      if (words && kind !== "cookie") return [el("p", { class: "rensei-note" }, el("b", {}, name), " ", words)];
      const attributes = { class: "rensei-input", form, autocomplete: "off", spellcheck: "false" };
      const user = basic
        ? [
            el("input", {
              ...attributes,
              "aria-label": gettext("{}: user name", name),
              placeholder: gettext("user name"),
            }),
          ]
        : [];
      const secret = el("input", {
        ...attributes,
        type: "password",
        "aria-label": basic ? gettext("{}: password", name) : name,
        placeholder: basic ? gettext("password") : gettext("not sent while it is empty"),
      });
      const [first = "", ...rest] = basic ? kept(name).split(":") : [kept(name)];
      if (basic) user[0].value = first;
      secret.value = basic ? rest.join(":") : first;
      const changed = () =>
        keep(name, basic ? (user[0].value || secret.value ? `${user[0].value}:${secret.value}` : "") : secret.value);
      for (const input of [...user, secret]) input.addEventListener("input", changed);
      const sign =
        flows && type === "oauth2"
          ? [el("button", { type: "button", class: "rensei-button" }, gettext("Get a token"))]
          : [];
      sign[0]?.addEventListener("click", () =>
        globalThis.rensei.load("rensei-auth.js").then((rensei) =>
          rensei.signIn(data, name, held, (token) => {
            secret.value = token;
            secret.dispatchEvent(new Event("input", { bubbles: true }));
          }),
        ),
      );
      return [
        el(
          "div",
          { class: "rensei-line" },
          el("span", { class: "rensei-name" }, name),
          el("span", { class: "rensei-pair" }, ...user, secret, ...sign),
        ),
        ...(kind === "cookie" ? [el("p", { class: "rensei-note" }, words)] : []),
      ];
    };
    let shown = "";
    const show = () => {
      const now = names().map(key).join();
      if (now === shown) return;
      shown = now;
      held.replaceChildren(...names().flatMap(row));
    };
    choice.addEventListener("change", show);
    remember.addEventListener("change", () => {
      for (const name of names()) keep(name, kept(name));
    });
    try {
      remember.checked = names().some((name) => sessionStorage.getItem(key(name)));
    } catch {
      /* as above */
    }
    show();
    section?.append(box);
    const secrets = () =>
      Object.fromEntries(
        names()
          .map((name) => [name, kept(name)])
          .filter(([, secret]) => secret),
      );
    return {
      node: box,
      show,
      secrets,
      missing: () => names().filter((name) => !kept(name)),
      any: alternatives.some((each) => each.length),
    };
  };

  Object.assign(globalThis.rensei, { credentialInputs });
})();
