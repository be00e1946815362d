// @ts-check
// What is wrong with what was typed, in words: advice, which stops no call.
"use strict";

(() => {
  const { check, el, gettext, parse, told } = globalThis.rensei;
  /** What is wrong with a typed text, in words. @param {string} text @param {any} schema @param {any} schemas */
  const faultOf = (text, schema, schemas) => {
    if (!text.trim()) return "";
    try {
      const found = check(parse(text), schema ?? true, schemas, "readOnly");
      return found.slice(0, 3).map(told).join("; ");
    } catch (error) {
      return gettext("This is {}.", error.message);
    }
  };

  /**
   * Says beside an input what is wrong with it; it is sent all the same.
   * @param {any} field
   * @param {any} schema
   * @param {any} schemas
   */
  const advise = (field, schema, schemas) => {
    const input = field.node.matches(".rensei-input") ? field.node : field.node.querySelector(".rensei-input");
    const value = field.get();
    const [found] = value === "" ? [] : check(value, schema, schemas, "readOnly");
    let note = document.getElementById(input.getAttribute("aria-describedby") ?? "");
    if (!note && found) {
      const id = `rensei-fault-${document.querySelectorAll(".rensei-fault").length}`;
      note = el("p", { class: "rensei-fault", id });
      (input.closest(".rensei-control") ?? field.node).after(note);
      input.setAttribute("aria-describedby", id);
    }
    if (note) note.textContent = found ? `${found.words[0].toUpperCase()}${found.words.slice(1)}.` : "";
    input.setAttribute("aria-invalid", `${Boolean(found)}`);
  };

  Object.assign(globalThis.rensei, { advise, faultOf });
})();
