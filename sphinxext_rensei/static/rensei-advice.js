// @ts-check
// What helps with an input: what is wrong with what was typed, which stops no call; a picker.

/** The first input of a field. @type {(node: any) => any} */
const inputOf = (node) => node.querySelector(".rensei-input") ?? node;

/** What moves under a pressed pointer is not clicked: a press that leaves an input often means what is below it.
 * @type {() => Promise<void>} */
const stillness = async () => {
  while (document.querySelector(":active")) await moment(50);
};

/** @type {(text: string, schema: any) => string} */
const faultOf = (text, schema) => {
  if (!text.trim()) return "";
  try {
    return check(parse(text), schema, "readOnly").slice(0, 3).map(told).join("; ");
  } catch (error) {
    return gettext("This is {}.", error.message);
  }
};

/** Says beside an input what is wrong with it; it is sent all the same.
 * @type {(field: Rensei.Field, schema: any) => Promise<void>} */
const advise = async ({ node, get }, schema) => {
  await stillness();
  const input = inputOf(node);
  const value = get();
  const [found] = value === "" ? [] : check(value, schema, "readOnly");
  if (!input.fault) {
    const id = `rensei-fault-${all(".rensei-fault").length}`;
    input.fault = el("p.fault", { id });
    (input.closest(".rensei-control") ?? node).after(input.fault);
    input.setAttribute("aria-describedby", id);
  }
  input.fault.textContent = found ? `${found.words[0].toUpperCase()}${found.words.slice(1)}.` : "";
  input.setAttribute("aria-invalid", Boolean(found));
};

/** Lets the reader pick a date or time, which is written into an input; or no longer.
 * @type {(input: any, type: string) => void} */
const pick = (input, type) => {
  if (input.nextSibling.matches("input")) return input.nextSibling.remove();
  const picker = el("input.input", {
    type,
    "aria-label": input.ariaLabel,
    oninput: () => {
      // A picker knows no time zone; what is sent names one.
      input.value = picker.value && type === "datetime-local" ? new Date(picker.value).toISOString() : picker.value;
    }
  });
  picker.value = input.value.slice(0, type === "time" ? 8 : 16);
  input.after(picker);
  picker.focus();
};
