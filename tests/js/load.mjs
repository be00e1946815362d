// Loads the scripts of the pages as a browser does: in order, into one global namespace.
import { readFileSync } from "node:fs";
import vm from "node:vm";

export const read = (name) => readFileSync(new URL(`../../sphinxext_rensei/static/${name}`, import.meta.url), "utf8");

/** The namespace after some scripts. @param {...string} names */
export const load = (...names) => {
  delete globalThis.rensei;
  for (const name of names) vm.runInThisContext(read(name), { filename: name });
  return globalThis.rensei;
};

export const vectors = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
