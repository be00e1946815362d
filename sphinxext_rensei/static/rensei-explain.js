// @ts-check
// Why a call failed, in words. A browser tells a page little; this says what can be known, and what to do.

// The last address that a policy of this page refused: no error of a call says so.
let refused = "";
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  if (effectiveDirective === "connect-src") refused = blockedURI;
});

/** The headers that the API would have to answer with. @type {(made: any) => string} */
const needed = (made) => {
  const names = templatesOf(made).headers.map(([name]) => name);
  // What pages may always send, and what they may never.
  const listed = names.filter((name) => !/^(accept|cookie)$/i.test(name)).join(", ");
  return (
    `Access-Control-Allow-Origin: ${location.origin}\nAccess-Control-Allow-Methods: ${made.method}`
    + (listed && `\nAccess-Control-Allow-Headers: ${listed}`)
  );
};

/** Why, as far as it is known without another request. @type {(made: any, error: any, called: URL, proxy?: string) => string | undefined} */
const causeOf = ({ method, body }, error, { protocol, host, origin }, proxy) => {
  const local = /^(localhost|127\.|\[::1\])/.test(host);
  if (error.problem) {
    const { title, detail, status } = error.problem;
    const reason = [title, detail].filter(Boolean).join(": ") || gettext("it gave no reason");
    return gettext("The proxy refused the call ({}): {}", status, reason);
  }
  if (!navigator.onLine && !local) return gettext("This browser is offline.");
  if (!/^https?:$/.test(protocol)) return gettext("A page can't send to {} addresses.", protocol);
  if (/^(TRAC[EK]|CONNECT)$/.test(method) || (!proxy && body && /^(GET|HEAD)$/.test(method)))
    return gettext("Browsers let no page send such a {}.", method);
  if (refused.startsWith(origin))
    return gettext("This site's policy (connect-src) does not allow this call.");
  if (location.protocol === "https:" && protocol === "http:" && !local)
    return gettext("Browsers let no https page call plain http (mixed content).");
  return undefined;
};

/** What tells more, when the reader asks. @type {(made: any, called: URL) => any[]} */
const questions = (made, { origin, host }) => {
  const said = el("p", { role: "status" });
  const ask = button(gettext("Find out why"), async () => {
    ask.disabled = true;
    try {
      await fetch(origin, { ...QUIETLY, mode: "no-cors" });
      said.textContent = gettext(
        "The server does not let pages of this site call it (CORS). It would have to answer with:"
      );
      said.after(el("pre", { tabindex: "0" }, needed(made)));
    } catch {
      said.textContent = gettext("{} can't be reached from here.", host);
    }
  });
  return [
    el(
      "p",
      gettext(
        "The server can't be reached, or does not let pages of this site call it (CORS)."
      ),
      " ",
      gettext("A request to its root, without your inputs, tells.")
    ),
    ask,
    said
  ];
};

/** @type {(card: any, made: any, error: any, proxy?: string) => void} */
const explain = (card, made, error, proxy) => {
  const called = new URL(proxy?.replace("{url}", "") ?? made.url, location.href);
  const known = causeOf(made, error, called, proxy);
  card.replaceChildren(
    el("div.cap", { role: "status" }, el("span.status.5xx", gettext("No reply"))),
    el(
      "div.why",
      known ? el("p", known) : questions(made, called),
      el("p.note", gettext("The samples send the same call without a browser."))
    )
  );
};
