// @ts-check
// Requests as programs, for calls that change on the page: the interpreter of sphinxext_rensei.samples once more, with
// names and steps as in _scope.py, _literal.py and _write.py. Languages are data.

/** A template with neighbouring texts as one, and none that is empty.
 * @type {(template: Rensei.Template) => Samples.Piece[]} */
const piecesOf = (template) => {
  /** @type {Samples.Piece[]} */
  const found = [];
  for (const piece of template) {
    const last = found.at(-1);
    if (typeof last === "string" && typeof piece === "string") found[found.length - 1] = last + piece;
    else if (piece) found.push(piece);
  }
  return found;
};

/** @type {(request: Samples.Request, language: Samples.Language) => any} */
const scope = (request, language) => {
  const { method, url, headers, body, credentials } = request;
  const { text = "", json, filename, parts = [] } = /** @type {Samples.AnyBody} */ (body ?? {});
  const value = json ? WRITERS.literal(text, language) : "";
  const templates = templatesOf(request);
  /** @type {Map<string, [string, Rensei.Template]>} */
  const merged = new Map();
  for (const [name, template] of templates.headers) {
    const key = name.toLowerCase();
    const [first, before] = merged.get(key) ?? [name, undefined];
    merged.set(key, [first, before ? [...before, ", ", ...template] : template]);
  }
  // What a language may say in another way.
  const isJson = value && headerOf(headers, "content-type") === "application/json";
  const kind = credentials.find(({ kind }) => kind === "basic" || kind === "digest")?.kind;
  const other = { authorization: kind, "content-type": isJson && "json" };
  const fields = [...merged].map(([key, [name, template]]) => {
    const latin = language.latin ? template.map((each) => (typeof each === "string" ? bytes(each) : each)) : template;
    const longer = Object(other)[key];
    return {
      key: longer ? `${key}:${longer}` : key,
      name,
      value: piecesOf(latin),
      line: piecesOf([`${name}: `, ...latin])
    };
  });
  /** @type {Record<string, object[]>} */
  const kinds = {};
  for (const { kind, variable, parameter } of credentials)
    (kinds[kind] ??= []).push({ variable, name: parameter, encoded: quote(parameter) });
  const lines = text.match(/[^\n]*\n|[^\n]+/g) ?? [];
  return {
    method,
    lower: method.toLowerCase(),
    capital: method.charAt(0).toUpperCase() + method.slice(1).toLowerCase(),
    url: piecesOf(templates.url),
    bare_url: url,
    fields: fields.filter(({ key }) => !language.apart?.includes(key)),
    apart: fields.filter(({ key }) => language.apart?.includes(key)),
    credentials: credentials.length ? kinds : null,
    accepts_json: /[/+]json$/.test(headerOf(headers, "accept").split(";")[0]),
    body:
      text || filename || parts.length
        ? {
            text,
            filename,
            parts: parts.map((part, at) => ({
              ...part,
              number: at + 1,
              label: part.filename ? "" : part.content_type
            }))
          }
        : null,
    ascii: /^[\0-\x7f]*$/.test(text),
    lines: lines.length > 1 ? lines.map((line) => ({ line })) : [],
    literal: value,
    repeated: new Set(parts.map(({ name }) => name.toLowerCase())).size < parts.length
  };
};

/** A text with variables. @type {(pieces: Samples.Piece[], language: Samples.Language) => string} */
const expression = (pieces, { interpolation: within, plus = " + ", quotes: { quote }, variables }) => {
  const texts = pieces.filter((piece) => typeof piece === "string");
  const inside = within && texts.length < pieces.length && texts.every((text) => fits(text, within.fits));
  const written = pieces.map((piece) => {
    if (typeof piece === "string") return inside ? piece : quoted(piece, quote);
    return (inside ? within.variable : variables[piece.encoding]).replaceAll("{}", piece.variable);
  });
  return inside ? within.start + written.join("") + within.end : written.join(plus) || quoted("", quote);
};

/** The value of a name; of a name inside a list, the values that are not empty. @type {(names: any, path: string) => any} */
const find = (names, path) =>
  path
    .split(".")
    .reduce((value, name) => (Array.isArray(value) ? value.flatMap((each) => each[name] || []) : value?.[name]), names);

/** Whether one of the terms of a condition holds. @type {(names: any, condition: string) => boolean} */
const holds = (names, condition) =>
  condition.split(" or ").some((term) => {
    const [, not, name, values] = /^(not )?(\S+)(?: in (.*))?$/.exec(term) ?? [];
    const value = find(names, name);
    const is = values ? values.split(" ").includes(value) : Array.isArray(value) ? value.length > 0 : Boolean(value);
    return is !== Boolean(not);
  });

/** A request as a program. @type {(language: Samples.Language, request: Samples.Request) => string} */
const sample = (language, request) => {
  // Texts and tags take turns.
  const pieces = language.template.split("~");
  let at = 0;
  /** A part up to its end, which is passed; nothing where it does not count. @type {(names?: any) => string} */
  const walk = (names) => {
    let text = "";
    for (;;) {
      text += pieces[at];
      const tag = pieces[at + 1] ?? ".";
      const [sign] = tag;
      const rest = tag.slice(1);
      at += 2;
      if (/[.:]/.test(sign)) return names ? text : "";
      if (sign === "?") {
        const is = names && holds(names, rest);
        text += walk(is && names);
        if (pieces[at - 1] === ":") text += walk(is ? undefined : names);
      } else if (sign === "*") {
        const start = at;
        const items = (names && find(names, rest)) ?? [];
        for (const item of items.length ? items : [undefined]) {
          at = start;
          text += walk(item && { ...names, ...item });
        }
      } else if (names) {
        const [name, ...filters] = tag.split("|");
        text += filters.reduce(
          (value, filter) =>
            filter === "expression" ? expression(value, language) : quoted(value, language.quotes[filter]),
          find(names, name)
        );
      }
    }
  };
  const text = walk(scope(request, language));
  const { newline = "\n" } = language;
  return text.endsWith(newline) ? text.slice(0, -newline.length) : text;
};

/** Writes the generated sample that is shown anew, in each place of a page; those of the author stay.
 * @type {(page: any, made: any) => Promise<void>} */
const writeSamples = async (page, { body, ...made }) => {
  const told = { ...made, body: body && "text" in body ? { text: body.text, json: body.value.length > 0 } : body };
  for (const label of all("[data-rensei-sample]", page)) {
    if (!label.control.checked) continue;
    const name = label.textContent;
    if (!rensei.languages[name]) await load("languages");
    const text = `${sample(rensei.languages[name], told)}\n`;
    const pre = label.nextElementSibling.querySelector("pre");
    if (pre.textContent !== text) pre.textContent = text;
  }
};
