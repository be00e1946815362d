// @ts-check
// Media types, and the ways to edit a body of one.

const FORM = "application/x-www-form-urlencoded";

/** Strings as they are, all else as JSON. @type {(value: any) => string} */
const plain = (value) => (typeof value === "string" ? value : write(value));
/** @type {(type: string) => string} */
const baseType = (type) => type.split(";")[0].trim().toLowerCase();
/** @type {(type: string) => boolean} */
const isJson = (type) => /^(application|text)\/json$|\+json$/.test(baseType(type));
/** @type {(value: any) => value is File} */
const isFile = (value) => value instanceof Blob;

/** Each with its words. @type {(media: any, schemas: any) => string[][]} */
const viewsOf = ({ type, schema, examples: [example] = /** @type {any[]} */ ([]) }, schemas) => {
  const base = baseType(type);
  const parts = base.startsWith("multipart/");
  const written = parts || isJson(base) || base === "*/*" || base === FORM;
  const { types, variants, file } = shape(schema, schemas);
  const views = [];
  if (schema && written && (parts || types[0] === "object" || variants.length)) views.push(["form", gettext("Form")]);
  if (written ? !parts : !(file || example?.filename)) views.push(["text", gettext("Text")]);
  if (!parts) views.push(["file", gettext("File")]);
  return views;
};
