// @ts-check
// Tokens of OAuth 2.0: authorization code with PKCE (RFC 7636), client credentials, password, refresh.

const WAIT = 3e5;
const redirect_uri =
  globalThis.document && new URL("rensei-callback.html", /** @type {any} */ (document.currentScript).src).href;

/** @type {(url: string, fields: Record<string, string>) => Promise<any>} */
const ask = async (url, fields) => {
  const body = new URLSearchParams(Object.entries(fields).filter(([, value]) => value));
  const reply = await fetch(url, { ...QUIETLY, method: "POST", body, headers: { Accept: "application/json" } });
  const found = await reply.json().catch(() => ({}));
  if (reply.ok && found.access_token) return found;
  throw new Error(found.error_description ?? found.error ?? gettext("the token endpoint answered {}", reply.status));
};

/** The code that the callback page says, if it says it of this attempt. @type {(state: string, popup: Window) => Promise<string>} */
const codeFor = (state, popup) =>
  new Promise((resolve, reject) => {
    const channel = new BroadcastChannel("rensei-oauth");
    /** @type {(settle: (value: any) => void, value: any) => void} */
    const end = (settle, value) => {
      channel.close();
      clearInterval(watch);
      popup.close();
      settle(value);
    };
    const latest = Date.now() + WAIT;
    const watch = setInterval(() => {
      if (popup.closed || Date.now() > latest) end(reject, new Error(gettext("nobody answered")));
    }, 1000);
    channel.onmessage = ({ data }) => {
      const given = new URLSearchParams(typeof data === "string" ? data : "");
      // An answer to somebody else's question is none.
      if (given.get("state") !== state) return;
      const code = given.get("code");
      if (code) end(resolve, code);
      else end(reject, new Error(given.get("error_description") ?? given.get("error") ?? gettext("no code was given")));
    };
  });

/** Flow -> its words, and what gets a token. @type {Record<string, [string, (flow: any, fields: any) => Promise<any>]>} */
const FLOWS = {
  authorizationCode: [
    gettext("Authorization code"),
    async (flow, { client_id, client_secret, scope }) => {
      if (!isSecureContext) throw new Error(gettext("the page must come by https"));
      const random = () => encodeBytes(crypto.getRandomValues(new Uint8Array(32)));
      const [state, code_verifier] = [random(), random()];
      // Opened at once, while the click still counts.
      const popup = open("about:blank", "_blank", "popup,width=520,height=680");
      if (!popup) throw new Error(gettext("the window was blocked"));
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code_verifier));
      const url = new URL(flow.authorizationUrl);
      const query = {
        response_type: "code",
        client_id,
        redirect_uri,
        scope,
        state,
        code_challenge: encodeBytes(new Uint8Array(digest)),
        code_challenge_method: "S256"
      };
      for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
      const answered = codeFor(state, popup);
      popup.location.href = url.href;
      const code = await answered;
      return ask(flow.tokenUrl, {
        grant_type: "authorization_code",
        code,
        redirect_uri,
        code_verifier,
        client_id,
        client_secret
      });
    }
  ],
  clientCredentials: [
    gettext("Client credentials"),
    (flow, fields) => ask(flow.tokenUrl, { grant_type: "client_credentials", ...fields })
  ],
  password: [gettext("Password"), (flow, fields) => ask(flow.tokenUrl, { grant_type: "password", ...fields })]
};

/** Offers the flows of a scheme; the token goes into an input.
 * @type {(scheme: any, security: any[], name: string, box: any, secret: any) => void} */
const signIn = ({ flows }, security, name, box, secret) => {
  box.querySelector(".rensei-sign")?.remove();
  const known = Object.keys(flows).filter((each) => each in FLOWS && /^https?:/.test(flows[each].tokenUrl));
  if (!known.length) return box.append(el("p.sign", gettext("A page can't follow its flows; get a token elsewhere.")));
  let refresh_token = "";
  /** @type {(get: (flow: any, fields: any) => Promise<any>) => Promise<void>} */
  const run = async (get) => {
    said.textContent = gettext("Waiting for the authorization server …");
    try {
      const found = await get(flows[flow.value], Object.fromEntries(new FormData(form)));
      const { access_token, expires_in: seconds } = found;
      secret.value = access_token;
      secret.dispatchEvent(new Event("input", { bubbles: true }));
      refresh_token = found.refresh_token ?? refresh_token;
      again.hidden = !refresh_token;
      said.textContent = seconds
        ? ngettext("Signed in for {} second.", "Signed in for {} seconds.", seconds)
        : gettext("Signed in.");
    } catch (error) {
      said.textContent = gettext("No token: {}", error.message);
    }
  };
  const again = button(
    gettext("Refresh"),
    () =>
      run(({ refreshUrl, tokenUrl }, { client_id, client_secret, scope }) =>
        ask(refreshUrl ?? tokenUrl, { grant_type: "refresh_token", refresh_token, client_id, client_secret, scope })
      ),
    { hidden: true }
  );
  /** @type {(name: string, label: string, type?: string) => any} */
  const input = (name, label, type) => textInput(label, { name, placeholder: label, type });
  const persons = [input("username", gettext("user name")), input("password", gettext("password"), "password")];
  const scope = input("scope", gettext("scopes"));
  scope.value = (security.find((each) => name in each)?.[name] ?? []).join(" ");
  const show = () => {
    for (const each of persons) each.hidden = each.disabled = flow.value !== "password";
  };
  const flow = select(
    gettext("Flow"),
    known.map((each) => [each, FLOWS[each][0]]),
    show
  );
  const said = el("p", { role: "status" });
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    run(FLOWS[flow.value][1]);
  };
  const form = el(
    "form.sign",
    { onsubmit },
    flow,
    input("client_id", gettext("client id")),
    input("client_secret", gettext("client secret, if there is one"), "password"),
    persons,
    scope,
    el("span.pair", el("button.button", gettext("Sign in")), again),
    flows.authorizationCode
      ? el("p.note", gettext("Redirect address to register:"), " ", el("code", redirect_uri))
      : "",
    said
  );
  show();
  box.append(form);
};
