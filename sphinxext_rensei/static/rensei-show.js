// @ts-check
// What came back: status with its documented meaning, headers, body as it arrives, and whether it is as documented.

/** Bytes that are kept for copying and saving, pieces of a stream that are shown, bytes that are made pretty. */
const [KEPT, SHOWN, PRETTY] = [16 << 20, 200, 2 << 20];
/** Of a longer piece of a stream, in characters, the beginning is shown. */
const LONGEST_SHOWN = 1e4;
const TEXT = /^text\/|json|xml|javascript|yaml|urlencoded/;

/** A stream's pieces as they come, and what is wrong with them.
 * @type {(events: any, item: any) => {faults: any[], last: () => string, add: (found: Piece[]) => number}} */
const eventList = (events, item) => {
  /** @type {any[]} */
  const faults = [];
  let count = 0;
  let last = "";
  return {
    faults,
    last: () => last,
    add: (found) => {
      for (const { label, text, id } of found) {
        count += 1;
        last = id || last;
        events.append(
          el("li", el("span.note", label ? `${count}: ${label}` : `${count}`), el("pre", text.slice(0, LONGEST_SHOWN)))
        );
        if (events.childElementCount > SHOWN) events.firstChild.remove();
        // Data need not be JSON.
        const wrong = count > SHOWN ? [] : attempt(() => check(parse(text), item, "writeOnly"), []);
        for (const { at, words } of wrong) faults.push({ words: gettext("Item {} {} {}", count, pointer(at), words) });
      }
      return count;
    }
  };
};

/** @type {(milliseconds?: number) => Promise<void>} */
const moment = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Shows a reply as it arrives; resolves when it is whole.
 * @type {(self: any, card: any, reply: any, route: string, signal: AbortSignal) => Promise<void>} */
const show = async (self, card, reply, route, signal) => {
  const { page, data } = self;
  const { status, reason, headers, elapsed, reader, hidden } = reply;
  const mediaType = headerOf(headers, "content-type");
  const type = baseType(mediaType);
  const response = documented(data, status) ?? {};
  const stream = pieces(mediaType);
  const events = el("ol.events");
  let paused = false;
  const pause = button(gettext("Pause"), () => {
    paused = !paused;
    pause.textContent = paused ? gettext("Go on") : gettext("Pause");
  });
  const { faults, add, last } = eventList(events, mediaOf(response, type)?.itemSchema);
  const meta = el("p.meta");
  const [first] = `${status}`;
  const cap = el(
    "div.cap",
    { role: "status" },
    el(`span.status.${first}xx`, `${status} ${reason}`.trim()),
    el("span", response.description ?? data.expected ?? ""),
    stream ? pause : ""
  );
  card.replaceChildren(cap, meta, stream ? events : "");
  // In one column the reply is below the inputs.
  card.scrollIntoView({ block: "nearest" });
  let total = 0;
  /** @type {(...last: any[]) => void} */
  const tell = (...last) => {
    const facts = [`${elapsed} ms`, sizeText(total), type || gettext("no media type"), route];
    meta.replaceChildren(...facts.map((words) => el("span", words)), ...last);
  };
  tell();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const kept = [];
  const decoder = new TextDecoder();
  let stopped = "";
  try {
    for (let drawn = 0; reader;) {
      const { value, done } = await reader.read();
      if (done) break;
      total += value.length;
      if (total <= KEPT) kept.push(value);
      if (stream) add(stream.push(decoder.decode(value, { stream: true })));
      while (paused && !signal.aborted) await moment(100);
      if (Date.now() - drawn > 100) {
        tell();
        drawn = Date.now();
        // The tab answers its reader, however fast the bytes come.
        await moment();
      }
    }
  } catch (error) {
    stopped = error.name === "AbortError" ? gettext("cancelled") : gettext("broke off: {}", error.message);
  }
  const blob = new Blob(kept, { type });
  const textual = TEXT.test(type) || (!type && total < KEPT);
  const text = textual ? await blob.slice(0, PRETTY).text() : "";
  const whole = total <= PRETTY && !stopped;
  const pretty = text && isJson(type) && whole ? attempt(() => write(parse(text), 2)) : undefined;
  const count = stream ? add(stream.rest()) : 0;
  const judgement =
    stream || whole
      ? verdict(stream ? faults : judged(page, data, reply, text, type))
      : el("span", gettext("too long to check"));
  tell(stopped ? el("span.4xx", stopped) : "", judgement);
  const save = button(total > KEPT ? gettext("Save the first {}", sizeText(KEPT)) : gettext("Save"), () =>
    download(blob, reply)
  );
  pause.remove();
  const goOn = (/** @type {any} */ made) => made.headers.push(["Last-Event-ID", last()]);
  const again = last() ? button(gettext("Go on after {}", last()), () => send(self, goOn)) : "";
  // Proxies report it; it is called when the reader says so, without what is meant for another server.
  const target = first === "3" ? headerOf(headers, "location") : "";
  const follow = (/** @type {any} */ made) => {
    const { href, origin } = new URL(target, made.url);
    if (origin !== new URL(made.url).origin) made.credentials = [];
    Object.assign(made, { url: href }, status < 307 && { method: "GET", body: null });
  };
  const onward = target ? button(gettext("Follow"), () => send(self, follow)) : "";
  cap.append(el("span.pair", onward, again, text ? copier(() => pretty ?? text) : [], total ? save : []));
  const fields = headers.map((/** @type {string[]} */ each) => each.join(": ")).join("\n");
  const views = /** @type {any[]} */ ([
    stream && [gettext("Events ({})", count), events],
    pretty && [gettext("Body"), blockOf(pretty, true)],
    type.startsWith("image/") && total <= KEPT && [gettext("Preview"), previewOf(blob)],
    text && [pretty || stream ? gettext("Raw") : gettext("Body"), blockOf(text)],
    [gettext("Headers ({})", headers.length), blockOf(fields)]
  ]).filter(Boolean);
  const hint = gettext("There may be more: pages see those of Access-Control-Expose-Headers.");
  card.replaceChildren(cap, meta, tabsOf(gettext("Reply"), views), hidden ? el("p.note", hint) : "");
};

/** Sends a request and shows what comes of it; gives that in a word or two.
 * @type {(self: any, card: any, made: any, signal: AbortSignal) => Promise<string>} */
const answer = async (self, card, made, signal) => {
  const proxy = self.through();
  try {
    const reply = await call(made, self.credentials.secrets(), proxy, signal);
    await show(self, card, reply, self.route(), signal);
    return `${reply.status}`;
  } catch (error) {
    if (error.name !== "AbortError") {
      // A policy tells what it refused a moment later.
      await moment();
      explain(card, made, error, proxy);
      return gettext("no reply");
    }
    card.replaceChildren(el("div.cap", { role: "status" }, gettext("Cancelled")));
    return gettext("cancelled");
  }
};
