// @ts-check
// Instances as they go over the wire, by media type; the same as `request/_media.py`.
"use strict";

(() => {
  const { baseType, isJson, plain, quote, serialize, write } = globalThis.rensei;
  const FORM = "application/x-www-form-urlencoded";
  const LINES = ["application/jsonl", "application/x-ndjson", "application/ndjson", "application/x-jsonlines"];

  /** @param {any} media @param {any} value */
  const formText = (media, value) =>
    !(value instanceof Map)
      ? plain(value)
      : [...value]
          .map(([name, item]) => {
            const how = media.encoding?.[name];
            if (how) return serialize(name, item, "form", { ...how, style: how.style ?? "form" });
            const items = Array.isArray(item) ? item : [item];
            return items.map((each) => `${quote(name)}=${quote(each === null ? "" : plain(each))}`).join("&");
          })
          .filter(Boolean)
          .join("&");

  /** @param {any} value */
  const isFile = (value) => typeof value === "object" && value !== null && typeof value.arrayBuffer === "function";

  /** @param {any} media @param {any} value */
  const formParts = (media, value) =>
    !(value instanceof Map)
      ? [{ name: "file", value: "", filename: "file.bin", content_type: "" }]
      : [...value].flatMap(([name, held]) =>
          (Array.isArray(held) ? held : [held]).map((item) => {
            const { contentType = "", filename = "" } = media.parts?.[name] ?? {};
            if (isFile(item))
              return {
                name,
                value: "",
                filename: item.name || filename || "file.bin",
                content_type: contentType,
                file: item,
              };
            if (filename) return { name, value: "", filename, content_type: contentType };
            const nested = item instanceof Map || Array.isArray(item);
            const text = item === null ? "" : isJson(contentType) ? write(item) : plain(item);
            return {
              name,
              value: text,
              filename: "",
              content_type: contentType || (nested ? "application/json" : ""),
            };
          }),
        );

  /** @param {any} item */
  const event = (item) => {
    const fields = item instanceof Map && item.has("data") ? item : new Map([["data", item]]);
    return ["event", "id", "retry", "data"]
      .filter((name) => fields.has(name))
      .flatMap((name) =>
        plain(fields.get(name))
          .replace(/\r?\n$/, "")
          .split(/\r?\n/)
          .map((line) => `${name}: ${line}`),
      )
      .join("\n");
  };

  /** An instance as its media type writes it. @param {any} media @param {any} value @returns {string} */
  const mediaText = (media, value) => {
    const base = baseType(media.type);
    const items = Array.isArray(value) ? value : [value];
    if (isJson(base) || base === "*/*") return write(value, 2);
    if (base === FORM) return formText(media, value);
    if (base === "text/event-stream") return items.map((item) => `${event(item)}\n\n`).join("");
    if (base === "application/json-seq") return items.map((item) => `\x1e${write(item)}\n`).join("");
    if (LINES.includes(base)) return items.map((item) => `${write(item)}\n`).join("");
    return typeof value === "string" ? value : write(value, 2);
  };

  /** @param {any} media @param {any} given */
  const bodyOf = (media, given) => {
    if (!media || !given) return null;
    if (!("instance" in given)) return given;
    const base = baseType(media.type);
    if (base.startsWith("multipart/")) return { parts: formParts(media, given.instance) };
    const text = mediaText(media, given.instance);
    return { text, value: isJson(base) || base === "*/*" ? [given.instance] : [] };
  };

  Object.assign(globalThis.rensei, { bodyOf, formText, isFile, mediaText });
})();
