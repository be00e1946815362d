// What is wrong with the look of a page, as far as a machine sees it; an expression that gives the faults as texts.
(() => {
  const SLACK = 2;
  // What sticks to an edge lies on what is scrolled under it.
  scrollTo({ top: 0, behavior: "instant" });
  const faults = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) faults.push(`the page scrolls sideways by ${wide} pixels`);

  const ours = (element) => element.closest(".rensei-page");
  const spoken = (element) => element.closest(".rensei-sr, [class*='sr-only'], [class*='visually-hidden']");
  const up = function* (element) {
    for (let each = element; each && each !== document.body; each = each.parentElement) yield each;
  };
  /** The parts of a text that are seen, each a rectangle; what is cut off, and can't be scrolled to, is a fault. */
  const seen = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    let boxes = [...range.getClientRects()];
    for (const around of up(text.parentElement)) {
      const { overflowX, overflowY, position } = getComputedStyle(around);
      if (position === "fixed") return [];
      if (overflowX === "visible" && overflowY === "visible") continue;
      const edge = around.getBoundingClientRect();
      const cut = (box) => /hidden|clip/.test(overflowX) && (box.right > edge.right + SLACK || box.left < edge.left - SLACK);
      if (ours(around) && boxes.some(cut)) faults.push(`cut off: ${text.data.trim().slice(0, 60)}`);
      boxes = boxes.map((box) => ({
        left: Math.max(box.left, edge.left), right: Math.min(box.right, edge.right),
        top: Math.max(box.top, edge.top), bottom: Math.min(box.bottom, edge.bottom),
      }));
    }
    return boxes.filter(({ left, right, top, bottom }) => right - left > SLACK && bottom - top > SLACK && right > 0 && left < innerWidth);
  };

  const pieces = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || spoken(element) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    // A font's letters fill about the middle half of its line.
    for (const { left, right, top, bottom } of seen(text)) {
      const margin = (bottom - top) / 4;
      pieces.push({ text, left, right, top: top + margin, bottom: bottom - margin });
    }
  }
  pieces.sort((one, other) => one.top - other.top);
  pieces.forEach((one, index) => {
    for (let next = index + 1; next < pieces.length && pieces[next].top < one.bottom; next += 1) {
      const other = pieces[next];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (across > SLACK && one.text !== other.text && (ours(one.text.parentElement) || ours(other.text.parentElement)))
        faults.push(`one on the other: ${one.text.data.trim().slice(0, 40)} | ${other.text.data.trim().slice(0, 40)}`);
    }
  });
  return [...new Set(faults)];
})();
