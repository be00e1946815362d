// @ts-check
// What needs a script on a reference page: copy buttons, the filter of operations, one language for all samples, and
// the switch of the playground, whose parts are loaded when they are asked for.
// The page is complete without it; it only adds controls.
"use strict";

(() => {
  const KEY = "rensei-language";
  const rensei = /** @type {any} */ (globalThis).rensei ??= {};

  /** @param {string} text @param {any[]} values for each `{}` */
  const fill = (text, values) => text.replace(/\{\}/g, () => values.shift());

  /** A message in the language of the site, with its values.
   * @param {string} message @param {...any} values @returns {string} */
  const gettext = rensei.gettext = (message, ...values) =>
    fill(rensei.catalog?.words[message]?.[0] ?? message, values);

  /** One of two messages, by a number, which they may hold.
   * @param {string} one @param {string} many @param {number} count @returns {string} */
  const ngettext = rensei.ngettext = (one, many, count) =>
    fill(rensei.catalog?.words[one]?.[rensei.catalog.plural(count)] ?? (count === 1 ? one : many), [count]);

  /** @param {string} name @param {string} className @param {string} text */
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  /** Storage may be switched off; then nothing is remembered. */
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  /** @param {string} value */
  const remember = (value) => {
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // Nothing depends on it.
    }
  };

  /** @param {Element} tabs */
  const addCopyButton = (tabs) => {
    const cap = tabs.querySelector(".rensei-cap");
    if (!cap || !navigator.clipboard) return;
    const button = /** @type {HTMLButtonElement} */ (element("button", "rensei-button rensei-copy", gettext("Copy")));
    button.type = "button";
    button.addEventListener("click", async () => {
      const panel = tabs.querySelector(":scope > input:checked + label + .rensei-panel pre");
      try {
        await navigator.clipboard.writeText(panel?.textContent?.replace(/\n$/, "") ?? "");
        button.textContent = gettext("Copied");
      } catch {
        button.textContent = gettext("Not allowed");
      }
      setTimeout(() => { button.textContent = gettext("Copy"); }, 1500);
    });
    cap.append(button);
  };

  /** @param {string} language */
  const choose = (language) => {
    for (const label of document.querySelectorAll(".rensei-samples > label")) {
      const input = label.previousElementSibling;
      if (label.textContent === language && input instanceof HTMLInputElement) input.checked = true;
    }
  };

  /** @param {Element} filter */
  const addFilter = (filter) => {
    const input = /** @type {HTMLInputElement | null} */ (filter.querySelector("input"));
    const note = filter.querySelector(".rensei-note");
    const page = filter.closest(".rensei-page");
    if (!input || !note || !page) return;
    const items = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(".rensei-ops > li")]);
    const update = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const item of items) {
        const text = item.textContent?.toLowerCase() ?? "";
        item.hidden = !words.every((word) => text.includes(word));
        if (!item.hidden) count += 1;
      }
      for (const section of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("section"))) {
        const held = [...section.querySelectorAll(".rensei-ops > li")];
        section.hidden = held.length > 0 && held.every((item) => /** @type {HTMLElement} */ (item).hidden);
      }
      note.textContent = ngettext("{} operation", "{} operations", count);
    };
    input.addEventListener("input", update);
    update();
  };

  /** A fragment may point into what is folded; not every browser opens it by itself. */
  const openTarget = () => {
    let name = location.hash.slice(1);
    try {
      name = decodeURIComponent(name);
    } catch {
      // A fragment of somebody's own making; nothing has that name.
    }
    const target = document.getElementById(name);
    for (let around = target; around; around = around.parentElement) {
      if (around instanceof HTMLDetailsElement) around.open = true;
      const label = around.classList.contains("rensei-panel") ? around.previousElementSibling : null;
      const input = label?.previousElementSibling;
      if (input instanceof HTMLInputElement) input.checked = true;
    }
    target?.scrollIntoView();
  };

  // The playground -----------------------------------------------------------------------------------------------

  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const folder = own?.src.replace(/[^/]*$/, "") ?? "";
  const version = own?.dataset.version ?? "";
  /** @type {Map<string, Promise<void>>} */
  const loading = new Map();
  const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("rensei", { createScriptURL: String });

  /** Loads scripts from where this one is, each once. @param {...string} names */
  const load = async (...names) => {
    for (const name of names) {
      if (!loading.has(name)) loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        // One version for all parts, so that a browser's cache never mixes those of two builds.
        const url = `${folder}${name}${version && `?v=${version}`}`;
        script.src = policy?.createScriptURL(url) ?? url;
        script.async = false;
        script.onload = () => resolve();
        script.onerror = () => {
          loading.delete(name);
          script.remove();
          reject(new Error(gettext("{} can't be loaded", name)));
        };
        document.head.append(script);
      }));
    }
    await Promise.all(names.map((name) => loading.get(name)));
    return globalThis.rensei;
  };

  /** An element with attributes; texts never become markup.
   * @param {string} name @param {Record<string, any>} [attributes] @param {...any} children @returns {any} */
  const el = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== undefined));
    return made;
  };

  /** @param {Element} page @param {Element} block the operation as data */
  const addSwitch = (page, block) => {
    const bar = page.querySelector(".rensei-address");
    if (!bar) return;
    const input = el("input", { type: "checkbox", role: "switch" });
    const knob = el("i", { "aria-hidden": "true" });
    const toggle = el("label", { class: "rensei-toggle" }, input, knob, gettext("Test it"));
    const actions = el("form", { class: "rensei-actions", id: `${page.id}-form` }, toggle);
    bar.append(actions);
    const data = () => JSON.parse(block.textContent ?? "");
    const start = () => load("rensei-call.js").then((rensei) => rensei.play(page, data(), actions));
    /** @type {Promise<any> | undefined} */
    let started;
    input.addEventListener("change", () => {
      started ??= start().catch((fault) => {
        started = undefined;
        input.checked = false;
        actions.append(el("span", { role: "alert" }, fault.message));
      });
    });
    // A link with inputs turns the playground on; nothing is sent before the reader says so.
    if (location.hash.startsWith("#try=")) {
      load("rensei-call.js", "rensei-link.js").then((rensei) => {
        if (!rensei.isFor(location.hash, page.id)) return;
        input.checked = true;
        started = start().then((play) => rensei.restore(play, location.hash));
      }).catch(() => undefined);
    }
  };

  Object.assign((globalThis.rensei ??= /** @type {any} */ ({})), { el, load });
  for (const page of document.querySelectorAll(".rensei-page")) {
    page.classList.add("rensei-js");
    const block = page.querySelector(":scope > .rensei-data");
    if (block) addSwitch(page, block);
  }
  for (const pre of document.querySelectorAll(".rensei-page pre")) pre.setAttribute("tabindex", "0");
  for (const tabs of document.querySelectorAll(".rensei-samples, .rensei-examples")) addCopyButton(tabs);
  for (const filter of document.querySelectorAll(".rensei-filter")) addFilter(filter);
  for (const label of document.querySelectorAll(".rensei-samples > label")) {
    label.previousElementSibling?.addEventListener("change", () => {
      remember(label.textContent ?? "");
      choose(label.textContent ?? "");
    });
  }
  const language = remembered();
  if (language) choose(language);
  if (location.hash) openTarget();
  addEventListener("hashchange", openTarget);
})();
