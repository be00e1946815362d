// @ts-check
// Bodies that come in pieces: server-sent events, lines of JSON, JSON text sequences.

/** More of one piece than this, in characters, is cut off. */
const LONGEST_PIECE = 1 << 20;

/** @typedef {{label: string, text: string}} Piece */
/** An event by its lines (HTML, section 9.2.6). @type {(block: string) => Piece | undefined} */
const eventOf = (block) => {
  /** @type {Record<string, string[]>} */
  const fields = {};
  for (const line of block.split(/\r\n|\r|\n/)) {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    (fields[name] ??= []).push(value);
  }
  const { event = [], id = [], data } = fields;
  const label = [event.at(-1), id.at(-1) && `id ${id.at(-1)}`].filter(Boolean).join(", ");
  return data && { label, text: data.join("\n") };
};

/** @type {(text: string) => Piece | undefined} */
const lineOf = (text) => (text.trim() ? { label: "", text: text.trim() } : undefined);

/** What takes a media type apart: `push(text)` gives the pieces that are whole, `rest()` the last one.
 * @type {(type: string) => {push: (text: string) => Piece[], rest: () => Piece[]} | undefined} */
const pieces = (type) => {
  const events = type === "text/event-stream";
  const end = events
    ? /\r\n\r\n|\n\n|\r\r/
    : LINES.test(type)
      ? /\r?\n/
      : type === "application/json-seq"
        ? /\x1e/
        : undefined;
  if (!end) return undefined;
  const read = events ? eventOf : lineOf;
  let held = "";
  return {
    push: (text) => {
      const parts = (held + text).replace(/^\ufeff/, "").split(end);
      held = (parts.pop() ?? "").slice(0, LONGEST_PIECE);
      return parts.flatMap((part) => read(part) ?? []);
    },
    // An event without an end is none.
    rest: () => (events ? [] : [lineOf(held) ?? []].flat())
  };
};
