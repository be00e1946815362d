// @ts-check
// Bodies that come in pieces: server-sent events, lines of JSON, JSON text sequences.

/** More of one piece than this, in characters, is cut off. */
const LONGEST_PIECE = 1 << 20;

/** @typedef {{label: string, text: string, id?: string}} Piece */
/** An event by its lines (HTML, section 9.2.6). @type {(block: string) => Piece | undefined} */
const eventOf = (block) => {
  /** @type {Record<string, string[]>} */
  const fields = {};
  for (const line of block.split(/\r\n|\r|\n/)) {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    (fields[name] ??= []).push(value);
  }
  const { event = [], id = [], data } = fields;
  const last = id.at(-1);
  const label = [event.at(-1), last && `id ${last}`].filter(Boolean).join(", ");
  return data && { label, text: data.join("\n"), id: last };
};

/** @type {(text: string) => Piece | undefined} */
const lineOf = (text) => (text.trim() ? { label: "", text: text.trim() } : undefined);

/** A part of a multipart message by its head and body (RFC 2046, section 5.1). @type {(part: string) => Piece | undefined} */
const partOf = (part) => {
  const [head = "", ...rest] = part.split(/\r?\n\r?\n/);
  return rest.length ? { label: head.trim(), text: rest.join("\n\n").trim() } : undefined;
};

/** What takes a media type apart: `push(text)` gives the pieces that are whole, `rest()` the last one.
 * @type {(mediaType: string) => {push: (text: string) => Piece[], rest: () => Piece[]} | undefined} */
const pieces = (mediaType) => {
  const type = baseType(mediaType);
  const events = type === "text/event-stream";
  const [, boundary] = (type.startsWith("multipart/") && /boundary="?([^";]+)/i.exec(mediaType)) || [];
  const end = events
    ? /\r\n\r\n|\n\n|\r\r/
    : LINES.test(type)
      ? /\r?\n/
      : type === "application/json-seq"
        ? /\x1e/
        : boundary && `--${boundary}`;
  if (!end) return undefined;
  const read = events ? eventOf : boundary ? partOf : lineOf;
  let held = "";
  return {
    push: (text) => {
      const parts = (held + text).replace(/^\ufeff/, "").split(end);
      held = (parts.pop() ?? "").slice(0, LONGEST_PIECE);
      return parts.flatMap((part) => read(part) ?? []);
    },
    // An event without an end is none.
    rest: () => (events || boundary ? [] : [lineOf(held) ?? []].flat())
  };
};
