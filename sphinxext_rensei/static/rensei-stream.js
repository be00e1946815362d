// @ts-check
// Bodies that come in pieces: server-sent events, lines of JSON, JSON text sequences.
"use strict";

(() => {
  const LINES = /^application\/(x-)?(ndjson|jsonl|jsonlines)$/;
  /** More of one piece than this, in characters, is cut off. */
  const LONGEST = 1 << 20;

  /** An event by its lines (HTML, section 9.2.6). */
  const event = (block) => {
    /** @type {any} */
    const fields = { event: "", id: "", data: [] };
    for (const line of block.split(/\r\n|\r|\n/)) {
      const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (name === "data") fields.data.push(value);
      else if (name === "event" || name === "id") fields[name] = value;
    }
    return fields.data.length
      ? {
          label: [fields.event, fields.id && `id ${fields.id}`].filter(Boolean).join(", "),
          text: fields.data.join("\n"),
        }
      : undefined;
  };

  const line = (text) => (text.trim() ? { label: "", text: text.trim() } : undefined);

  /** Media type -> where pieces end, and what one holds. */
  const KINDS = [
    { fits: (type) => type === "text/event-stream", end: /\r\n\r\n|\n\n|\r\r/, read: event },
    { fits: (type) => LINES.test(type), end: /\r?\n/, read: line },
    { fits: (type) => type === "application/json-seq", end: /\x1e/, read: line },
  ];

  /** What takes a media type apart: `push(text)` gives the pieces that are whole, `rest()` the last one.
   * @param {string} type @returns {{push: (text: string) => any[], rest: () => any[]} | undefined} */
  const pieces = (type) => {
    const kind = KINDS.find(({ fits }) => fits(type));
    if (!kind) return undefined;
    let held = "";
    return {
      push: (text) => {
        const parts = (held + text).replace(/^\ufeff/, "").split(kind.end);
        held = (parts.pop() ?? "").slice(0, LONGEST);
        return parts.map(kind.read).filter(Boolean);
      },
      rest: () => [kind.read === event ? undefined : kind.read(held)].filter(Boolean),
    };
  };

  Object.assign(globalThis.rensei, { pieces });
})();
