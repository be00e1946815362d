// @ts-check
// Tokens of OAuth 2.0: authorization code with PKCE (RFC 7636), client credentials, password, refresh.
"use strict";

(() => {
  const { el, gettext, ngettext } = globalThis.rensei;
  const folder = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/[^/]*$/, "");
  const WAIT = 300_000;
  const NAMES = {
    authorizationCode: gettext("Authorization code"),
    clientCredentials: gettext("Client credentials"),
    password: gettext("Password"),
  };

  const encode = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");
  const random = () => encode(crypto.getRandomValues(new Uint8Array(32)));

  const ask = async (url, fields) => {
    const reply = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(Object.entries(fields).filter(([, value]) => value)),
      headers: { Accept: "application/json" },
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    });
    const found = await reply.json().catch(() => ({}));
    if (!reply.ok || !found.access_token)
      throw new Error(
        found.error_description ?? found.error ?? gettext("the token endpoint answered {}", reply.status),
      );
    return found;
  };

  /** What the callback page says, if it says it of this attempt. */
  const callback = (state, popup) =>
    new Promise((resolve, reject) => {
      const channel = new BroadcastChannel("rensei-oauth");
      const end = (settle, value) => {
        channel.close();
        clearInterval(watch);
        clearTimeout(timer);
        popup.close();
        settle(value);
      };
      const timer = setTimeout(() => end(reject, new Error(gettext("nobody answered in time"))), WAIT);
      const watch = setInterval(() => {
        if (popup.closed) end(reject, new Error(gettext("the window was closed")));
      }, 1000);
      channel.onmessage = ({ data }) => {
        const given = new URLSearchParams(typeof data === "string" ? data : "");
        // An answer to somebody else's question is none.
        if (given.get("state") !== state) return;
        if (given.get("code")) end(resolve, given.get("code"));
        else
          end(reject, new Error(given.get("error_description") ?? given.get("error") ?? gettext("no code was given")));
      };
    });

  const authorizationCode = async (flow, fields) => {
    if (!globalThis.isSecureContext)
      throw new Error(gettext("this needs a page that came by https, or from this machine"));
    const [state, verifier] = [random(), random()];
    const redirect = new URL(`${folder}rensei-callback.html`).href;
    // Opened at once, while the click still counts.
    const popup = window.open("about:blank", "_blank", "popup,width=520,height=680");
    if (!popup) throw new Error(gettext("the browser refused to open a window"));
    const challenge = encode(
      new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
    );
    const url = new URL(flow.authorizationUrl);
    const query = {
      response_type: "code",
      client_id: fields.client_id,
      redirect_uri: redirect,
      scope: fields.scope,
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    const answer = callback(state, popup);
    popup.location.href = url.href;
    const code = await answer;
    return ask(flow.tokenUrl, {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
      client_id: fields.client_id,
      client_secret: fields.client_secret,
    });
  };
  const FLOWS = {
    authorizationCode,
    clientCredentials: (flow, fields) => ask(flow.tokenUrl, { grant_type: "client_credentials", ...fields }),
    password: (flow, fields) => ask(flow.tokenUrl, { grant_type: "password", ...fields }),
  };

  /**
   * Offers the flows of a scheme.
   * @param {any} data
   * @param {string} name
   * @param {any} box
   * @param {(token: string) => void} give
   */
  const signIn = (data, name, box, give) => {
    box.querySelector(".rensei-sign")?.remove();
    const { flows } = data.schemes[name];
    const scopes = (data.security ?? []).find((each) => name in each)?.[name] ?? [];
    const known = Object.keys(flows).filter((flow) => flow in FLOWS && /^https?:/.test(flows[flow].tokenUrl));
    const said = el("p", { role: "status" });
    if (!known.length) {
      said.textContent = gettext("Its flows need more than a page can do; get a token elsewhere and put it in.");
      return box.append(el("div", { class: "rensei-sign" }, said));
    }
    const input = (label, type = "text", value = "") => {
      const held = el("input", {
        class: "rensei-input",
        type,
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": label,
        placeholder: label,
      });
      held.value = value;
      return held;
    };
    const flow = el(
      "select",
      { class: "rensei-input", "aria-label": gettext("Flow") },
      ...known.map((each) => el("option", { value: each }, NAMES[each])),
    );
    const fields = {
      client_id: input(gettext("client id")),
      client_secret: input(gettext("client secret, if there is one"), "password"),
      username: input(gettext("user name")),
      password: input(gettext("password"), "password"),
      scope: input(gettext("scopes"), "text", scopes.join(" ")),
    };
    const go = el("button", { type: "button", class: "rensei-button" }, gettext("Sign in"));
    const again = el("button", { type: "button", class: "rensei-button", hidden: true }, gettext("Refresh"));
    let refresh = "";
    const show = () => {
      for (const each of [fields.username, fields.password]) each.hidden = flow.value !== "password";
    };
    flow.addEventListener("change", show);
    show();
    const run = async (get) => {
      said.textContent = gettext("Waiting for the authorization server …");
      try {
        const { access_token: token, refresh_token: next = refresh, expires_in: seconds } = await get();
        give(token);
        refresh = next ?? "";
        again.hidden = !refresh;
        said.textContent = seconds
          ? ngettext("Signed in for {} second.", "Signed in for {} seconds.", seconds)
          : gettext("Signed in.");
      } catch (error) {
        said.textContent = gettext("No token: {}", error.message);
      }
    };
    const values = () =>
      Object.fromEntries(
        Object.entries(fields)
          .filter(([, each]) => !each.hidden)
          .map(([key, each]) => [key, each.value]),
      );
    go.addEventListener("click", () => run(() => FLOWS[flow.value](flows[flow.value], values())));
    again.addEventListener("click", () => {
      const { client_id, client_secret, scope } = values();
      run(() =>
        ask(flows[flow.value].refreshUrl ?? flows[flow.value].tokenUrl, {
          grant_type: "refresh_token",
          refresh_token: refresh,
          client_id,
          client_secret,
          scope,
        }),
      );
    });
    const where = new URL(`${folder}rensei-callback.html`).href;
    const register = gettext("Register this redirect address with your client:");
    const hint = known.includes("authorizationCode")
      ? [el("p", { class: "rensei-note" }, register, " ", el("code", {}, where))]
      : [];
    box.append(
      el(
        "div",
        { class: "rensei-sign" },
        flow,
        ...Object.values(fields),
        el("span", { class: "rensei-pair" }, go, again),
        ...hint,
        said,
      ),
    );
  };

  Object.assign(globalThis.rensei, { signIn });
})();
