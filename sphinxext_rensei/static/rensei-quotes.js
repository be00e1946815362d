// @ts-check
// Texts as languages of samples write them; the same as in sphinxext_rensei/samples/_literal.py.

const UNSEEN =
  /[\0-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/u;

/** Those of C and its kin, in double quotes. @type {Record<string, string>} */
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** @type {(text: string, pattern?: string) => boolean} */
const fits = (text, pattern) => !pattern || new RegExp(`^(?:${pattern})$`, "u").test(text);

/** @type {(text: string, quotes: Samples.Quote[]) => string} */
const quoted = (text, quotes) => {
  const way = quotes.find((each) => fits(text, each.fits)) ?? {};
  const { start = '"', end = '"', escapes = ESCAPES, unseen = "\\u{}" } = way;
  const escaped = [...text].map(
    (each) =>
      escapes[each]
      ?? (unseen && UNSEEN.test(each) ? unseen.replace("{}", each.charCodeAt(0).toString(16).padStart(4, "0")) : each)
  );
  return start + escaped.join("") + end;
};
