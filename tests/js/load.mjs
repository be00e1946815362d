// Loads the scripts of the pages as a browser does: in order, into one global namespace.
import { readFileSync } from "node:fs";
import vm from "node:vm";

export const read = (name) => readFileSync(new URL(`../../sphinxext_rensei/static/${name}`, import.meta.url), "utf8");

/** A message with its values, as `rensei.js` gives it where there is no catalog. @param {string} text @param {...any} values */
const gettext = (text, ...values) => text.replace(/\{\}/g, () => values.shift());
const ngettext = (one, many, count) => gettext(count === 1 ? one : many, count);

/** The namespace after some scripts. @param {...string} names */
export const load = (...names) => {
  globalThis.rensei = { gettext, ngettext };
  for (const name of names) vm.runInThisContext(read(name), { filename: name });
  return globalThis.rensei;
};

export const vectors = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
