// @ts-check
// Instances as they go over the wire, by media type; the same as `request/_media.py`.

const LINES = /^application\/(x-)?(ndjson|jsonl|jsonlines)$/;

/** @type {(media: any, value: any) => string} */
const formText = (media, value) =>
  value instanceof Map
    ? [...value]
        .map(([name, item]) => {
          const how = media.encoding?.[name];
          if (how) return serialize(name, item, "form", { style: "form", ...how });
          return [item]
            .flat()
            .map((each) => `${quote(name)}=${quote(each === null ? "" : plain(each))}`)
            .join("&");
        })
        .filter(Boolean)
        .join("&")
    : plain(value);

/** @type {(name: string, item: any, how: any) => any} */
const formPart = (name, item, { contentType = "", filename = "" }) => {
  const part = { name, value: "", filename, content_type: contentType };
  if (isFile(item)) return { ...part, filename: item.name || filename || "file.bin", file: item };
  if (filename) return part;
  if (item instanceof Map || Array.isArray(item)) part.content_type ||= "application/json";
  return { ...part, value: item === null ? "" : isJson(contentType) ? write(item) : plain(item) };
};

/** @type {(item: any) => string} */
const eventText = (item) => {
  const fields = item instanceof Map && item.has("data") ? item : new Map([["data", item]]);
  return ["event", "id", "retry", "data"]
    .filter((name) => fields.has(name))
    .flatMap((name) =>
      plain(fields.get(name))
        .replace(/\r?\n$/, "")
        .split(/\r?\n/)
        .map((line) => `${name}: ${line}\n`)
    )
    .join("");
};

/** An instance as its media type writes it. @type {(media: any, value: any) => string} */
const mediaText = (media, value) => {
  const base = baseType(media.type);
  /** @type {(text: (item: any) => string) => string} */
  const each = (text) => [value].flat().map(text).join("");
  if (base === FORM) return formText(media, value);
  if (base === "text/event-stream") return each((item) => `${eventText(item)}\n`);
  if (base === "application/json-seq") return each((item) => `\x1e${write(item)}\n`);
  if (LINES.test(base)) return each((item) => `${write(item)}\n`);
  return typeof value === "string" && !isJson(base) && base !== "*/*" ? value : write(value, 2);
};

/** @type {(media: any, given: any) => any} */
const bodyOf = (media, given) => {
  if (!media || !given) return null;
  if (!("instance" in given)) return given;
  const { instance } = given;
  const base = baseType(media.type);
  if (!base.startsWith("multipart/"))
    return { text: mediaText(media, instance), value: isJson(base) || base === "*/*" ? [instance] : [] };
  if (!(instance instanceof Map)) return { parts: [formPart("file", "", { filename: "file.bin" })] };
  return {
    parts: [...instance].flatMap(([name, held]) =>
      [held].flat().map((item) => formPart(name, item, media.parts?.[name] ?? {}))
    )
  };
};

/** A typed text as an instance, so that a form can show it. @type {(media: any, text: string, schemas: any) => any} */
const instanceOf = ({ type, schema }, text, schemas) => {
  if (baseType(type) !== FORM) return parse(text);
  const held = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    const { types, items } = shape(shape(schema, schemas).properties.get(name), schemas);
    const list = types[0] === "array";
    const number =
      /^(integer|number)$/.test(list ? shape(items, schemas).types[0] : types[0]) && attempt(() => parse(value));
    const item = number instanceof Exact ? number : value;
    held.set(name, list ? [...(held.get(name) ?? []), item] : item);
  }
  return held;
};

/** Without what the schema does not require. @type {(value: any, schema: any, schemas: any) => any} */
const requiredOnly = (value, schema, schemas) => {
  const { items, properties, required, variants } = shape(schema, schemas);
  if (Array.isArray(value)) return value.map((item) => requiredOnly(item, items, schemas));
  if (!(value instanceof Map) || !properties.size) return value;
  const kept = [...value].filter(([name]) => required.has(name) || variants.length);
  return new Map(kept.map(([name, item]) => [name, requiredOnly(item, properties.get(name), schemas)]));
};
