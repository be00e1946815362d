// @ts-check
// What needs a script on a reference page: copy buttons, one language for all samples, and the switch of the
// playground, whose parts are loaded when they are asked for.
// The page is complete without it; it only adds controls.

/** @type {(message: string, values: any[]) => string} */
const filled = (message, values) => message.replace(/\{\}/g, () => values.shift());

/** A message in the language of the site, with its values. @type {(message: string, ...values: any[]) => string} */
const gettext = (message, ...values) => filled(rensei.catalog?.words[message]?.[0] ?? message, values);

/** One of two messages, by a number, which they may hold.
 * @type {(one: string, many: string, count: number) => string} */
const ngettext = (one, many, count) =>
  filled(rensei.catalog?.words[one]?.[rensei.catalog.plural(count)] ?? (count === 1 ? one : many), [count]);

/** What an action gives; something else where it is not allowed, or not possible.
 * @type {(action: () => any, otherwise?: any) => any} */
const attempt = (action, otherwise) => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};

/** An element: `name.class` without the prefix of our classes; then attributes, handlers, and children in any order.
 * Texts never become markup. @type {(kind: string, ...parts: any[]) => any} */
const el = (kind, ...parts) => {
  const [name, ...classes] = kind.split(".");
  const made = /** @type {any} */ (document.createElement(name));
  if (classes.length) made.className = `rensei-${classes.join(" rensei-")}`;
  for (const part of parts.flat()) {
    if (typeof part === "string" || part instanceof Node) made.append(part);
    else
      for (const [key, value] of Object.entries(part ?? {})) {
        if (typeof value === "function") made[key] = value;
        else if (value !== undefined && value !== false) made.setAttribute(key, value);
      }
  }
  return made;
};

/** @type {(words: string, onclick?: (() => any) | null, ...more: any[]) => any} */
const button = (words, onclick, ...more) => el("button.button", { type: "button", onclick }, words, ...more);

/** A button that copies a text, and says so. @type {(text: () => any, words?: string, done?: string) => any} */
const copier = (text, words = gettext("Copy"), done = gettext("Copied")) => {
  const made = button(words, async () => {
    try {
      await navigator.clipboard.writeText(await text());
      made.textContent = done;
    } catch (error) {
      made.textContent = error instanceof RangeError ? error.message : gettext("Not allowed");
    }
    setTimeout(() => {
      made.textContent = words;
    }, 1500);
  });
  return made;
};

/** All the elements that a selector finds. @type {(selector: string, within?: ParentNode) => any[]} */
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** A fragment may point into what is folded; not every browser opens it by itself. */
const openTarget = () => {
  const name = location.hash.slice(1);
  const target = document.getElementById(attempt(() => decodeURIComponent(name), name));
  for (let around = target; around; around = around.parentElement) {
    if (around.matches("details")) /** @type {any} */ (around).open = true;
    const label = /** @type {any} */ (around.matches(".rensei-panel") && around.previousElementSibling);
    if (label?.control) label.control.checked = true;
  }
  target?.scrollIntoView();
};

// The language of samples ------------------------------------------------------------------------------------------

const LANGUAGE = "rensei-language";
const labels = all(".rensei-samples > label");
/** @type {(language: string | null) => void} */
const choose = (language) => {
  for (const label of labels) if (label.textContent === language) label.control.checked = true;
};
for (const label of labels) {
  label.control.onchange = () => {
    // Storage may be switched off; then nothing is remembered.
    attempt(() => localStorage.setItem(LANGUAGE, label.textContent));
    choose(label.textContent);
  };
}
choose(attempt(() => localStorage.getItem(LANGUAGE)));

// The playground ---------------------------------------------------------------------------------------------------

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {Record<string, Promise<any> | undefined>} */
const loading = {};
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("rensei", { createScriptURL: String });

/** Loads a script from where this one is, once. @type {(name: string) => Promise<any>} */
const load = (name) =>
  (loading[name] ??= new Promise((resolve, reject) => {
    // One version for all parts, so that a browser's cache never mixes those of two builds.
    const url = own.src.replace(/[^/]*$/, `rensei-${name}.js?v=${own.dataset.version}`);
    const onerror = () => {
      delete loading[name];
      script.remove();
      reject(new Error(gettext("A part of this page can't be loaded.")));
    };
    const script = el("script", { onload: resolve, onerror });
    script.src = policy?.createScriptURL(url) ?? url;
    document.head.append(script);
  }));

/** Calls what `rensei-more.js` offers. @type {(name: string, ...given: any[]) => Promise<any>} */
const later = async (name, ...given) => {
  await load("more");
  return rensei[name](...given);
};

/** @type {(page: any, block: Element) => void} */
const addSwitch = (page, block) => {
  /** @type {Promise<any> | undefined} */
  let started;
  const start = () => (started ??= load("call").then(() => rensei.play(page, block.textContent, actions)));
  const turn = () =>
    start().catch((fault) => {
      started = undefined;
      input.checked = false;
      said.textContent = fault.message;
    });
  const input = el("input", { type: "checkbox", role: "switch", onchange: turn });
  const toggle = el("label.toggle", input, el("i", { "aria-hidden": "true" }), gettext("Test it"));
  const said = el("span.fault", { role: "alert" });
  const actions = el("form.actions", { id: `${page.id}-form` }, toggle, said);
  page.querySelector(".rensei-address")?.append(actions);
  // A link with inputs turns the playground on; nothing is sent before the reader says so.
  if (location.hash.startsWith("#try="))
    load("call").then(() =>
      later("restore", page.id, () => {
        input.checked = true;
        return start();
      })
    );
};

for (const page of all(".rensei-page")) {
  page.classList.add("rensei-js");
  const block = page.querySelector(":scope > .rensei-data");
  if (block) addSwitch(page, block);
}
for (const pre of all(".rensei-page pre")) pre.tabIndex = 0;
if (navigator.clipboard)
  for (const tabs of all(".rensei-samples, .rensei-examples")) {
    const shown = () => all("pre", tabs).find((pre) => !pre.closest(":not(:checked) + label + .rensei-panel"));
    const copy = copier(() => shown()?.textContent.replace(/\n$/, ""));
    copy.classList.add("rensei-copy");
    tabs.querySelector(".rensei-cap")?.append(copy);
  }
openTarget();
addEventListener("hashchange", openTarget);
