// @ts-check
/** Copies the Markdown of a page; where that can't be, the link to it stays. */

(() => {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".rensei-twin a"));
  // No page of the disk may read another.
  if (!link || !navigator.clipboard?.write || location.protocol === "file:") return;
  const button = document.createElement("button");
  const { copy = "", copied = "" } = link.dataset;
  const read = async () => {
    const reply = await fetch(link.href);
    if (!reply.ok) throw reply;
    return new Blob([await reply.text()], { type: "text/plain" });
  };
  button.textContent = copy;
  button.onclick = async () => {
    try {
      // Not read first: some browsers let a page write only while a click is handled.
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": read() })]);
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 1500);
    } catch {
      button.replaceWith(link);
      link.focus();
    }
  };
  link.replaceWith(button);
})();
