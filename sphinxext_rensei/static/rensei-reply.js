// @ts-check
// What came back: status with its documented meaning, headers, body as it arrives, and whether it is as documented.
"use strict";

(() => {
  const {
    baseType,
    block,
    check,
    documented,
    download,
    el,
    gettext,
    isJson,
    judged,
    mediaOf,
    parse,
    pieces,
    pointer,
    preview,
    size,
    tabs,
    verdict,
    write,
  } = globalThis.rensei;
  /** Bytes that are kept for copying and saving, pieces of a stream that are shown, bytes that are made pretty. */
  const [KEPT, SHOWN, PRETTY] = [16 << 20, 200, 2 << 20];
  /** Of a longer piece of a stream, in characters, the beginning is shown. */
  const LONGEST = 10_000;
  const IMAGE = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon)$/;
  const TEXT = /^text\/|json|xml|javascript|yaml|x-www-form-urlencoded|event-stream/;

  /**
   * Shows a reply as it arrives; resolves when it is whole.
   * @param {any} page
   * @param {any} data
   * @param {any} card
   * @param {any} reply
   * @param {string} route
   */
  const show = async (page, data, card, reply, route) => {
    const type = baseType(reply.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "");
    const response = documented(data, reply.status);
    const meta = el("p", { class: "rensei-meta" });
    const events = el("ol", { class: "rensei-events" });
    const stream = pieces(type);
    const status = el(
      "span",
      { class: `rensei-status rensei-${`${reply.status}`[0]}xx` },
      `${reply.status} ${reply.reason}`.trim(),
    );
    const cap = el(
      "div",
      { class: "rensei-cap", role: "status" },
      status,
      el("span", {}, response?.description ?? ""),
    );
    card.replaceChildren(cap, meta, ...(stream ? [events] : []));
    card.hidden = false;
    // In one column the reply is below the inputs.
    card.scrollIntoView({ block: "nearest" });
    const tell = (...last) =>
      meta.replaceChildren(
        ...[`${Math.round(reply.elapsed)} ms`, size(total), type || gettext("no media type"), route].map((words) =>
          el("span", {}, words),
        ),
        ...last,
      );
    let total = 0;
    let cut = false;
    let shown = 0;
    const kept = /** @type {any[]} */ ([]);
    const faults = [];
    const decoder = new TextDecoder();
    const item = mediaOf(response, type)?.itemSchema;
    const add = (found) => {
      for (const { label, text } of found) {
        shown += 1;
        events.append(
          el(
            "li",
            {},
            el("span", { class: "rensei-note" }, label ? `${shown}: ${label}` : `${shown}`),
            el("pre", {}, text.slice(0, LONGEST)),
          ),
        );
        if (events.childElementCount > SHOWN) events.firstElementChild?.remove();
        if (item && shown <= SHOWN) {
          try {
            faults.push(
              ...check(parse(text), item, data.schemas, "writeOnly").map(({ at, words }) => ({
                words: gettext("Item {} {} {}", shown, pointer(at), words),
                id: "",
              })),
            );
          } catch {
            /* Data need not be JSON. */
          }
        }
      }
    };
    tell();
    const reader = reply.body?.getReader();
    let stopped = "";
    try {
      for (let drawn = 0; reader;) {
        const { value, done } = await reader.read();
        if (done) break;
        total += value.length;
        if (total <= KEPT) kept.push(value);
        else cut = true;
        if (stream) add(stream.push(decoder.decode(value, { stream: true })));
        if (performance.now() - drawn > 100) {
          tell();
          drawn = performance.now();
          // The tab answers its reader, however fast the bytes come.
          await new Promise((resolve) => setTimeout(resolve));
        }
      }
    } catch (error) {
      stopped = error.name === "AbortError" ? gettext("cancelled") : gettext("broke off: {}", error.message);
    }
    if (stream) add(stream.rest());
    const blob = new Blob(kept, { type });
    const textual = TEXT.test(type) || (!type && total < KEPT);
    const text = textual ? await blob.slice(0, PRETTY).text() : "";
    const whole = total <= PRETTY && !stopped;
    let pretty;
    if (isJson(type) && whole)
      try {
        pretty = write(parse(text), 2);
      } catch {
        pretty = undefined;
      }
    const found = stream ? faults : whole ? judged(page, data, reply, text, type) : [];
    tell(...(stopped ? [el("span", { class: "rensei-4xx" }, stopped)] : []), verdict(found, !stream && !whole));
    const held = [
      ...(stream
        ? [[gettext("Events ({})", shown), events]]
        : pretty !== undefined && text
          ? [[gettext("Body"), block(pretty, true)]]
          : []),
      ...(IMAGE.test(type) && !cut ? [[gettext("Preview"), preview(blob)]] : []),
      ...(textual && text
        ? [[pretty === undefined && !stream ? gettext("Body") : gettext("Raw"), block(text, false)]]
        : []),
      [
        gettext("Headers ({})", reply.headers.length),
        block(reply.headers.map((field) => field.join(": ")).join("\n"), false),
      ],
    ];
    const save = el(
      "button",
      { type: "button", class: "rensei-button rensei-copy" },
      cut ? gettext("Save the first {}", size(KEPT)) : gettext("Save"),
    );
    save.addEventListener("click", () => download(blob, reply, type));
    const copy = el("button", { type: "button", class: "rensei-button rensei-copy" }, gettext("Copy"));
    copy.addEventListener("click", () =>
      navigator.clipboard?.writeText(pretty ?? text).then(
        () => {
          copy.textContent = gettext("Copied");
        },
        () => {
          copy.textContent = gettext("Not allowed");
        },
      ),
    );
    cap.append(el("span", { class: "rensei-pair" }, ...(text ? [copy] : []), ...(total ? [save] : [])));
    const hidden = reply.hidden
      ? [
          el(
            "p",
            { class: "rensei-note" },
            gettext("The API decides which headers a page may see (Access-Control-Expose-Headers); there may be more."),
          ),
        ]
      : [];
    card.replaceChildren(cap, meta, tabs(gettext("View of the reply"), held), ...hidden);
    return { status: reply.status, total };
  };

  Object.assign(globalThis.rensei, { show });
})();
