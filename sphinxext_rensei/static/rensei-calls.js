// @ts-check
// Calls of one operation, one at a time, and what came of those of this visit.

const REMEMBERED = 20;

/** The reason why a call can't be made, and its input. @type {(self: any) => any[]} */
const blocked = ({ server, inputs }) => {
  const { base } = server.get();
  if (base !== undefined && !/^https?:\/\/[^/]/.test(base))
    return [gettext("The base URL must begin with http:// or https://."), server.own];
  for (const [each, { node, get }] of inputs)
    if (each.in === "path" && (get() ?? "") === "")
      return [
        gettext("Give {} a value: the path needs it.", each.name),
        node.querySelector("input, select") ?? node
      ];
  return [];
};

/** @type {(self: any) => any} */
const callsOf = (self) => {
  const { page, actions } = self;
  const elapsed = el("span.elapsed");
  const cancel = button(gettext("Cancel"), () => calls.running?.abort(), " ", elapsed);
  const card = el("section.card.result.try", { "aria-label": gettext("Reply") });
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

/** Whether the reader has to agree first. @type {(self: any) => boolean} */
const isGrave = ({ data: { form, method, servers = [] }, server }) =>
  form === "confirm" || (method === "DELETE" && servers[server.get().server]?.production);

/** Sends what the inputs say.
 * @param {any} self
 * @param {string} [last] the event that a stream is to go on after (HTML, section 9.2.4)
 */
const send = async (self, last) => {
  const { data, actions, origin } = self;
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
  const given = givenBy(self);
  const made = request(data, given, origin);
  if (isGrave(self) && !confirm(gettext("Send {} {}?", made.method, made.url))) return;
  if (last) made.headers.push(["Last-Event-ID", last]);
  const { card, cancel, past } = calls;
  const started = Date.now();
  const tick = () => {
    calls.elapsed.textContent = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  };
  const timer = setInterval(tick, 100);
  tick();
  calls.running = new AbortController();
  cancel.hidden = false;
  actions.lastChild.disabled = true;
  card.ariaBusy = "true";
  let status = "";
  try {
    status = await answer(self, card, made, calls.running.signal);
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
  past.replaceChildren(...calls.made.map(({ words = "" }) => new Option(words)));
  past.hidden = calls.made.length < 2;
};
