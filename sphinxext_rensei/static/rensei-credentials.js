// @ts-check
// Inputs for credentials, by the alternatives of the operation. They stay in the page's memory, each for the server
// that it was typed for, unless the reader lets the tab remember them.

/** @type {Map<string, string>} */
const memory = new Map();

/** What to do about a scheme that takes no text, or not only. @type {Record<string, string>} */
const GUIDANCE = {
  certificate: gettext("Your browser chooses the client certificate; a proxy has none. With curl: --cert and --key."),
  digest: gettext("Digest needs an answer to the server's challenge, which a page can't give. With curl: --digest --user."),
  cookie: gettext("Browsers let no page set a cookie of another site; it is sent through a proxy only."),
  "": gettext("This playground does not know how to send this scheme."),
};

/** @type {(data: any, server: any) => any} */
const credentialInputs = (data, server) => {
  const { security = [], schemes = {} } = data;
  const alternatives = security.map(Object.keys);
  const choice = select(
    gettext("Way to authenticate"),
    alternatives.map((names = [""], at = 0) => [at, names.join(gettext(" and ")) || gettext("No credentials")]),
    () => show(),
  );
  choice.hidden = alternatives.length < 2;
  choice.value = Math.max(0, alternatives.findIndex((names = [""]) => !names.some((name) => schemes[name]?.deprecated)));
  const held = el("div.credentials");
  /** @type {() => string[]} */
  const names = () => alternatives[choice.value] ?? [];
  // A credential belongs to the server that it was typed for.
  /** @type {(name: string) => string} */
  const key = (name) => `rensei ${attempt(() => new URL(server.url(), location.href).origin)} ${name}`;
  // Storage may be switched off: then the page's memory is all there is.
  /** @type {(name: string) => string | null} */
  const remembered = (name) => attempt(() => sessionStorage.getItem(key(name)), null);
  /** @type {(name: string) => string} */
  const secretOf = (name) => memory.get(key(name)) ?? remembered(name) ?? "";
  /** @type {(name: string, secret: string) => void} */
  const keep = (name, secret) => {
    memory.set(key(name), secret);
    attempt(() => remember.checked && secret ? sessionStorage.setItem(key(name), secret) : sessionStorage.removeItem(key(name)));
  };
  const remember = checkbox(gettext("Remember for this tab"), () => {
    for (const name of names()) keep(name, secretOf(name));
  });
  remember.checked = names().some(remembered);

  /** @type {(name: string) => any[]} */
  const row = (name) => {
    const { kind = "", flows, type } = schemes[name] ?? {};
    const words = GUIDANCE[kind];
    const note = words ? el("p.note", el("b", name), " ", words) : [];
    if (words && kind !== "cookie") return [note];
    const basic = kind === "basic";
    const oninput = () => {
      const written = basic ? `${user.value}:${secret.value}` : secret.value;
      keep(name, written === ":" ? "" : written);
    };
    const user = textInput(gettext("{}: user name", name), { placeholder: gettext("user name"), oninput });
    const secret = textInput(basic ? gettext("{}: password", name) : name, {
      type: "password",
      placeholder: basic ? gettext("password") : gettext("not sent while it is empty"),
      oninput,
    });
    [, user.value = "", secret.value] = /** @type {any} */ ((basic ? /^([^:]*):?(.*)/s : /^()(.*)/s).exec(secretOf(name)));
    const sign = () => load("request", "reply").then(({ signIn }) => signIn(data, name, held, (/** @type {string} */ token) => {
      secret.value = token;
      secret.dispatchEvent(new Event("input", { bubbles: true }));
    }));
    const token = flows && type === "oauth2" ? button(gettext("Get a token"), sign) : [];
    return [el("div.line", el("span.name", name), el("span.pair", basic ? user : [], secret, token)), note].flat();
  };
  let shown = "";
  const show = () => {
    const now = names().map(key).join();
    if (now !== shown) held.replaceChildren(...names().flatMap(row));
    shown = now;
  };
  show();
  return {
    node: el("div.try.credentials", choice, held, el("label.pair", remember, gettext("Remember for this tab"))),
    any: alternatives.some((names = [""]) => names.length),
    show,
    secrets: () => Object.fromEntries(names().map((name) => [name, secretOf(name)]).filter(([, secret]) => secret)),
    missing: () => names().filter((name) => !secretOf(name)),
  };
};
