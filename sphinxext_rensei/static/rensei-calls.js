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
      return [gettext("Give {} a value: the path needs it.", each.name), inputOf(node)];
  return [];
};

/** Whether the reader has to agree first. @type {(self: any) => boolean} */
const isGrave = ({ data: { form, method, servers = [] }, server }) =>
  form === "confirm" || (method === "DELETE" && servers[server.get().server]?.production);

/** What sends what the inputs say. @type {(self: any) => (change?: Change) => Promise<void>} */
const callsOf = (self) => {
  const { page, data, actions, origin } = self;
  const fault = el("p.fault", { id: `${actions.id}-fault`, role: "alert" });
  /** @type {AbortController | undefined} */
  let running;
  /** @type {any[]} */
  let calls = [];
  const elapsed = el("span.note");
  const cancel = button(gettext("Cancel"), () => running?.abort(), { hidden: true }, " ", elapsed);
  const card = el("section.card.result.try", { "aria-label": gettext("Reply") });
  const past = select(gettext("Earlier calls"), [], () => {
    const { given, drawn } = calls[past.selectedIndex];
    card.replaceChildren(...drawn);
    fill(self, given);
  });
  past.classList.add("rensei-try");
  past.hidden = true;
  actions.prepend(cancel);
  (page.querySelector(".rensei-stick") ?? page.querySelector(".rensei-request") ?? page).prepend(card, past);
  /** @type {(is: boolean) => void} */
  const busy = (is) => {
    // What is hidden loses the focus, and with it the reader's place.
    if (document.activeElement === cancel) actions.lastChild.focus();
    cancel.hidden = !is;
    card.ariaBusy = is ? "true" : null;
  };
  return async (change) => {
    fault.remove();
    const [words, input] = blocked(self);
    if (input) {
      fault.textContent = words;
      input.after(fault);
      input.setAttribute("aria-describedby", fault.id);
      return input.focus();
    }
    if (running) return;
    const given = givenBy(self);
    const made = request(data, given, origin);
    change?.(made);
    if (isGrave(self) && !confirm(gettext("Send {} {}?", made.method, made.url))) return;
    const started = Date.now();
    const tick = () => {
      elapsed.textContent = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    };
    const timer = setInterval(tick, 100);
    tick();
    running = new AbortController();
    busy(true);
    let status = "";
    try {
      status = await answer(self, card, made, running.signal);
    } finally {
      clearInterval(timer);
      running = undefined;
      busy(false);
      // In one column it is below the inputs, and longer than it was.
      card.scrollIntoView({ block: "nearest" });
    }
    // A call and its reply as it was drawn, for as long as the page is open.
    const told = `${new Date().toLocaleTimeString()}: ${status}`;
    calls = [{ given, drawn: [...card.childNodes], told }, ...calls].slice(0, REMEMBERED);
    past.replaceChildren(...calls.map((each) => new Option(each.told)));
    past.hidden = calls.length < 2;
  };
};

/** @typedef {(made: any) => void} Change */
/** @type {(self: any, change?: Change) => Promise<void>} `change` is what else is said, or said in another way */
const send = (self, change) => (self.send ??= callsOf(self))(change);
