// @ts-check
// Why a call failed, in words. A browser tells a page little; this says what can be known, and what to do.
"use strict";

(() => {
  const { el, gettext } = globalThis.rensei;
  const SIMPLE = ["accept", "accept-language", "content-language", "content-type"];
  const TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

  /** The headers that the API would have to answer with. */
  const needed = (made) => {
    const type = made.headers.find(([name]) => name === "Content-Type")?.[1];
    const names = [
      ...made.headers.map(([name]) => name).filter((name) => !SIMPLE.includes(name.toLowerCase())),
      ...(type && !TYPES.includes(type) ? ["Content-Type"] : []),
      ...made.credentials.map(({ kind, parameter }) =>
        kind === "header" ? parameter : kind === "query" || kind === "cookie" ? "" : "Authorization",
      ),
    ];
    const listed = [...new Set(names)].filter(Boolean).join(", ");
    return [
      `Access-Control-Allow-Origin: ${location.origin}`,
      `Access-Control-Allow-Methods: ${made.method}`,
      ...(listed ? [`Access-Control-Allow-Headers: ${listed}`] : []),
    ].join("\n");
  };

  /** Why, as far as it is known without another request. */
  const causes = (made, error, proxy) => {
    const target = new URL(proxy ? proxy.replace("{url}", "") : made.url, location.href);
    const local = /^(localhost|127\.|\[::1\])/.test(target.host);
    if (error.problem) {
      const { title, detail, status } = error.problem;
      const reason = [title, detail].filter(Boolean).join(": ") || gettext("it gave no reason");
      return [gettext("The proxy refused the call ({}): {}", status, reason)];
    }
    if (error.name === "TimeoutError") return [gettext("No answer came in time.")];
    if (!navigator.onLine && !local) return [gettext("This browser is offline.")];
    if (!/^https?:$/.test(target.protocol)) return [gettext("A page can't send to {} addresses.", target.protocol)];
    if (["TRACE", "TRACK", "CONNECT"].includes(made.method))
      return [gettext("Browsers let no page send {}.", made.method)];
    if (!proxy && made.body && ["GET", "HEAD"].includes(made.method))
      return [gettext("Browsers send no body with {}.", made.method)];
    if (globalThis.rensei.refused?.startsWith(target.origin))
      return [
        gettext("The policy of this site (Content-Security-Policy, connect-src) does not allow calls to this server."),
      ];
    if (location.protocol === "https:" && target.protocol === "http:" && !local)
      return [gettext("This page came by https, and browsers refuse its calls to plain http (mixed content).")];
    return [];
  };

  /** @param {any} card @param {any} made @param {any} error @param {string | undefined} proxy */
  const explain = (card, made, error, proxy) => {
    const known = causes(made, error, proxy);
    const target = new URL(proxy || made.url, location.href);
    const more = el("div");
    if (!known.length) {
      const button = el("button", { type: "button", class: "rensei-button" }, gettext("Find out why"));
      const said = el("p", { role: "status" });
      button.addEventListener("click", async () => {
        button.disabled = true;
        try {
          await fetch(target.origin, {
            mode: "no-cors",
            credentials: "omit",
            referrerPolicy: "no-referrer",
            cache: "no-store",
          });
          said.textContent = gettext(
            "The server can be reached, but does not let pages of this site call it (CORS). It would have to answer with:",
          );
          said.after(el("pre", { tabindex: "0" }, needed(made)));
        } catch {
          said.textContent = gettext(
            "{} can't be reached from here: a wrong address, a server that is down, or one that this network does not lead to.",
            target.host,
          );
        }
      });
      more.append(
        el(
          "p",
          {},
          gettext(
            "The browser does not say why: the server can't be reached, or does not let pages of this site call it (CORS).",
          ),
          " ",
          gettext("One request to its root, without your inputs, tells which."),
        ),
        button,
        said,
      );
    }
    const cap = el(
      "div",
      { class: "rensei-cap", role: "status" },
      el("span", { class: "rensei-status rensei-5xx" }, gettext("No reply")),
    );
    card.replaceChildren(
      cap,
      el(
        "div",
        { class: "rensei-why" },
        ...known.map((words) => el("p", {}, words)),
        more,
        el("p", { class: "rensei-note" }, gettext("The samples on this page send the same call without a browser.")),
      ),
    );
    card.hidden = false;
  };

  Object.assign(globalThis.rensei, { causes, explain, needed });
})();
