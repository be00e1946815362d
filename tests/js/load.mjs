// Loads the scripts of the pages as the build bundles them: in order, in one scope.
// In RENSEI_LEAN, a folder, they are as the build writes them.
import { readFileSync } from "node:fs";

export const read = (name) => readFileSync(new URL(`../../sphinxext_rensei/static/${name}`, import.meta.url), "utf8");

/** A message with its values, as `rensei.js` gives it where there is no catalog. @param {string} text @param {...any} values */
const gettext = (text, ...values) => text.replace(/\{\}/g, () => values.shift());
const ngettext = (one, many, count) => gettext(count === 1 ? one : many, count);
const attempt = (action, otherwise) => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};

/** Everything that some scripts declare. @param {...string} names */
export const load = (...names) => {
  const written = names.map(read).join("\n");
  const lean = process.env.RENSEI_LEAN;
  const code = lean ? names.map((name) => readFileSync(`${lean}/${name}`, "utf8")).join("\n") : written;
  const declared = [...written.matchAll(/^(?:const|class) (\w+)/gm)].map(([, name]) => name);
  const run = new Function("gettext", "ngettext", "attempt", `"use strict";${code}\nreturn { ${declared} };`);
  return run(gettext, ngettext, attempt);
};

export const vectors = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
