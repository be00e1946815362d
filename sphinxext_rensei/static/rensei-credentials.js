// @ts-check
// Inputs for credentials, by the alternatives of the operation. They stay in the page's memory, each for the server
// that it was typed for, unless the reader lets the tab remember them.

/** @type {Map<string, string>} */
const memory = new Map();

/** @type {(data: any, server: any) => any} */
const credentialInputs = (data, server) => {
  const { security = [], schemes = {}, requirement = 0 } = data;
  const ways = security.map(Object.keys);
  const choice = select(
    gettext("Way to authenticate"),
    ways.map((names = [""], at = 0) => [at, names.join(gettext(" and ")) || gettext("No credentials")])
  );
  choice.hidden = ways.length < 2;
  choice.value = requirement;
  /** @type {() => string[]} */
  const names = () => ways[choice.value] ?? [];
  // A credential belongs to the server that it was typed for.
  /** @type {(name: string) => string} */
  const key = (name) => `rensei ${attempt(() => new URL(baseUrl(data, server.get(), location.origin)).origin)} ${name}`;
  // Storage may be switched off: then the page's memory is all there is.
  /** @type {(name: string) => string | null | undefined} */
  const stored = (name) => attempt(() => sessionStorage.getItem(key(name)));
  /** @type {(name: string) => string} */
  const secretOf = (name) => memory.get(key(name)) ?? stored(name) ?? "";
  /** @type {(name: string, secret: string) => void} */
  const keep = (name, secret) => {
    memory.set(key(name), secret);
    attempt(() => sessionStorage[remember.checked && secret ? "setItem" : "removeItem"](key(name), secret));
  };
  const remember = checkbox(gettext("Remember for this tab"), () => {
    for (const name of names()) keep(name, secretOf(name));
    // What is not to be remembered is all that was, of whatever page.
    attempt(() => {
      for (const each of Object.keys(sessionStorage))
        if (!remember.checked && each.startsWith("rensei ")) sessionStorage.removeItem(each);
    });
  });
  remember.checked = names().some(stored);

  /** @type {(name: string) => any} */
  const row = (name) => {
    const { kind, flows, note: words } = schemes[name];
    const note = words ? el("p.note", words) : "";
    if (!kind || /digest|certificate/.test(kind)) return note;
    const basic = kind === "basic";
    const oninput = () => keep(name, basic ? `${user.value}:${secret.value}`.replace(/^:$/, "") : secret.value);
    const user = textInput(`${name}: ${gettext("user name")}`, { placeholder: gettext("user name"), oninput });
    const secret = textInput(basic ? `${name}: ${gettext("password")}` : name, {
      type: "password",
      placeholder: basic ? gettext("password") : gettext("not sent"),
      oninput
    });
    const [first, ...rest] = basic ? secretOf(name).split(":") : ["", secretOf(name)];
    user.value = first;
    secret.value = rest.join(":");
    const sign = () => later("signIn", flows, security[choice.value][name], held, secret);
    const token = flows ? button(gettext("Get a token"), sign) : "";
    return el("div.line", el("span.name", name), el("span.pair", basic ? user : "", secret, token), note);
  };
  const held = el("div.list");
  let shown = "";
  const show = () => {
    const now = names().map(key).join();
    if (now !== shown) held.replaceChildren(...names().map(row));
    shown = now;
  };
  return {
    node: ways.flat().length ? el("div.try.credentials", choice, held, labelled(remember)) : "",
    show,
    names,
    secrets: () =>
      Object.fromEntries(
        names()
          .map((name) => [name, secretOf(name)])
          .filter(([, secret]) => secret)
      ),
    missing: () => names().filter((name) => !secretOf(name))
  };
};
