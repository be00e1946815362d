// @ts-check
// Tokens of OAuth 2.0: authorization code with PKCE (RFC 7636), client credentials, password, refresh.

const redirect_uri = new URL("rensei-callback.html", own.src).href;

/** @type {(said: any, otherwise: string) => Error} */
const refusal = ({ error, error_description = error }, otherwise) => new Error(error_description ?? otherwise);

/** @type {(fields: Record<string, string | undefined>) => any[]} */
const known = (fields) => Object.entries(fields).filter(([, value]) => value);

/** @type {(url: string, fields: Record<string, string>) => Promise<any>} */
const ask = async (url, fields) => {
  const body = new URLSearchParams(known(fields));
  const reply = await fetch(url, { ...QUIETLY, method: "POST", body, headers: { Accept: "application/json" } });
  const found = await reply.json().catch(() => ({}));
  if (reply.ok && found.access_token) return found;
  throw refusal(found, gettext("Status {}", reply.status));
};

/** The code that the callback page says, if it says it of this attempt. Whether anybody still answers can't be told: to
 * the page that opened it, a window that its server shuts off looks closed. @type {(state: string) => Promise<string>} */
const codeFor = (state) =>
  new Promise((resolve, reject) => {
    const channel = new BroadcastChannel("rensei-oauth");
    channel.onmessage = ({ data }) => {
      const given = /** @type {any} */ (Object.fromEntries(new URLSearchParams(`${data}`)));
      // An answer to somebody else's question is none.
      if (given.state !== state) return;
      channel.close();
      if (given.code) resolve(given.code);
      else reject(refusal(given, data));
    };
  });

/** Asks for a code, in a window; gives what gets a token for it. @type {(address: string, fields: any) => Promise<any>} */
const granted = async (address, { client_id, scope }) => {
  if (!isSecureContext) throw new Error(gettext("the page must come by https"));
  const [state, code_verifier] = [encodeBytes(random()), encodeBytes(random())];
  // Opened at once, while the click still counts.
  const popup = open("about:blank", "_blank", "popup,width=520");
  if (!popup) throw new Error(gettext("the window was blocked"));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code_verifier));
  const url = new URL(address);
  const query = {
    response_type: "code",
    client_id,
    redirect_uri,
    scope,
    state,
    code_challenge: encodeBytes(new Uint8Array(digest)),
    code_challenge_method: "S256"
  };
  for (const [name, value] of known(query)) url.searchParams.set(name, value);
  const answered = codeFor(state);
  popup.location.href = url.href;
  return { code: await answered, redirect_uri, code_verifier, scope: "" };
};

/** Offers the flows of a scheme; the token goes into an input.
 * @type {(flows: any, scopes: string[], box: any, secret: any) => void} */
const signIn = (flows, scopes, box, secret) => {
  box.querySelector(".rensei-sign")?.remove();
  let refresh_token = "";
  /** @param {boolean} [refreshes] */
  const run = async (refreshes) => {
    const { tokenUrl, refreshUrl = tokenUrl, authorizationUrl } = flows[flow.value];
    const { username, password, ...fields } = /** @type {any} */ (Object.fromEntries(new FormData(form)));
    said.textContent = gettext("Waiting for the authorization server …");
    try {
      const code = !refreshes && authorizationUrl && (await granted(authorizationUrl, fields));
      const found = refreshes
        ? await ask(refreshUrl, { grant_type: "refresh_token", refresh_token, ...fields })
        : await ask(tokenUrl, { grant_type: flow.value, username, password, ...fields, ...code });
      const { access_token, expires_in: seconds } = found;
      secret.value = access_token;
      secret.dispatchEvent(new Event("input", { bubbles: true }));
      refresh_token = found.refresh_token ?? refresh_token;
      again.hidden = !refresh_token;
      said.textContent = seconds ? gettext("Signed in for {} s.", seconds) : gettext("Signed in.");
    } catch (error) {
      said.textContent = gettext("No token: {}", error.message);
    }
  };
  const again = button(gettext("Refresh"), () => run(true), { hidden: true });
  /** @type {(name: string, label: string, type?: string) => any} */
  const input = (name, label, type) => textInput(label, { name, placeholder: label, type });
  const persons = [input("username", gettext("user name")), input("password", gettext("password"), "password")];
  const scope = input("scope", gettext("scopes"));
  scope.value = scopes.join(" ");
  const show = () => {
    for (const each of persons) each.hidden = each.disabled = flow.value !== "password";
  };
  const flow = select(
    gettext("Flow"),
    Object.keys(flows).map((each) => [each, flows[each].title]),
    show
  );
  const said = el("p", { role: "status" });
  const onsubmit = () => {
    run();
    return false;
  };
  const form = el(
    "form.sign",
    { onsubmit },
    flow,
    input("client_id", gettext("client id")),
    input("client_secret", gettext("client secret"), "password"),
    persons,
    scope,
    el("span.pair", el("button.button", gettext("Sign in")), again),
    flows.authorization_code
      ? el("p.note", gettext("Redirect address:"), " ", el("code", redirect_uri))
      : "",
    said
  );
  show();
  box.append(form);
};
