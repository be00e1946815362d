// @ts-check
// The filter of a list of operations, which is there without a script.

for (const filter of all(".rensei-filter")) {
  const input = filter.querySelector("input");
  const page = filter.closest(".rensei-page");
  const update = () => {
    const words = input.value.toLowerCase().split(/\s+/);
    const items = all(".rensei-ops > li", page);
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((/** @type {string} */ word) => text.includes(word));
    }
    for (const section of all("section", page)) {
      const held = all(".rensei-ops > li", section);
      section.hidden = held.length > 0 && held.every((item) => item.hidden);
    }
    const count = items.filter((item) => !item.hidden).length;
    filter.querySelector(".rensei-note").textContent = ngettext("{} operation", "{} operations", count);
  };
  input.oninput = update;
  update();
}
