// @ts-check
// Calls of one operation, one at a time, and what came of those of this visit.

const REMEMBERED = 20;

/** The reason why a call can't be made, and its input. @type {(self: any) => any[]} */
const blocked = ({ server, inputs }) => {
  const { base } = server.get();
  if (base !== undefined && !/^https?:\/\/[^/]/.test(base))
    return [gettext("The base URL must begin with http:// or https://."), server.own];
  for (const [each, { node, get }] of inputs)
    if (each.in === "path" && ["", undefined, null].includes(get()))
      return [
        gettext("Give {} a value: the call would go to another path without it.", each.name),
        node.querySelector("input, select") ?? node
      ];
  return [];
};

/** @type {(self: any) => any} */
const callsOf = (self) => {
  const { page, actions } = self;
  const elapsed = el("span.elapsed");
  const cancel = button(gettext("Cancel"), () => calls.running?.abort(), " ", elapsed);
  const card = el("section.card.result.try", { "aria-label": gettext("Reply to your call") });
  const past = select(gettext("Earlier calls"), [], () => {
    const { given, drawn } = calls.made[past.selectedIndex];
    card.replaceChildren(...drawn);
    fill(self, given);
  });
  past.classList.add("rensei-try");
  past.hidden = true;
  actions.prepend(cancel);
  (page.querySelector(".rensei-stick") ?? page.querySelector(".rensei-request") ?? page).prepend(card, past);
  /** @type {{running?: AbortController, made: any[], elapsed: any, cancel: any, card: any, past: any}} */
  const calls = { made: [], elapsed, cancel, card, past };
  return calls;
};

/** Sends what the inputs say. @type {(self: any) => Promise<void>} */
const send = async (self) => {
  const { page, data, actions, credentials, route, origin } = self;
  const id = `${actions.id}-blocked`;
  document.getElementById(id)?.remove();
  const [words, input] = blocked(self);
  if (input) {
    input.after(el("p.fault", { id, role: "alert" }, words));
    input.setAttribute("aria-describedby", id);
    return input.focus();
  }
  const calls = (self.calls ??= callsOf(self));
  if (calls.running) return;
  const { card, cancel, past } = calls;
  const started = performance.now();
  const tick = () => {
    calls.elapsed.textContent = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  };
  const timer = setInterval(tick, 100);
  tick();
  calls.running = new AbortController();
  cancel.hidden = false;
  actions.lastChild.disabled = true;
  card.ariaBusy = "true";
  const given = givenBy(self);
  let status = "";
  try {
    status = await answer(
      page,
      data,
      card,
      request(data, given, origin),
      credentials.secrets(),
      route,
      calls.running.signal
    );
  } finally {
    clearInterval(timer);
    calls.running = undefined;
    cancel.hidden = true;
    actions.lastChild.disabled = false;
    card.ariaBusy = null;
  }
  // A call and its reply as it was drawn, for as long as the page is open.
  calls.made = [
    { given, drawn: [...card.childNodes], words: `${new Date().toLocaleTimeString()}: ${status}` },
    ...calls.made
  ].slice(0, REMEMBERED);
  past.replaceChildren(...calls.made.map((/** @type {any} */ each) => el("option", each.words)));
  past.hidden = calls.made.length < 2;
};
