// @ts-check
// Media types.

const FORM = "application/x-www-form-urlencoded";

/** Strings as they are, all else as JSON. @type {(value: any) => string} */
const plain = (value) => (typeof value === "string" ? value : write(value));
/** @type {(type: string) => string} */
const baseType = (type) => type.split(";")[0].trim().toLowerCase();
/** @type {(type: string) => boolean} */
const isJson = (type) => /^(application|text)\/json$|\+json$/.test(baseType(type));
/** @type {(headers: string[][], name: string) => string} */
const headerOf = (headers, name) => headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? "";
/** @type {(value: any) => value is File} */
const isFile = (value) => value instanceof Blob;

/** What writes bodies, where it is loaded. @type {any} */
const WRITERS = {};
