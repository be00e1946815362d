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

Object.assign(WRITERS, { bodyOf, formText });
