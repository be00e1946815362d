// @ts-check
// What a reply is shown in: texts that may be long, tabs, pictures, files to save.
"use strict";

(() => {
  const { el, gettext, isJson, ngettext } = globalThis.rensei;
  /** Characters that are drawn at once. */
  const DRAWN = 100_000;
  let count = 0;

  const size = (bytes) =>
    bytes < 1000
      ? ngettext("{} byte", "{} bytes", bytes)
      : bytes < 1e6
        ? `${(bytes / 1000).toFixed(1)} kB`
        : `${(bytes / 1e6).toFixed(1)} MB`;

  /** JSON in colours; long texts stay plain. */
  const coloured = (text) => {
    if (text.length > 40_000) return [text];
    const parts = text.split(/("(?:[^"\\]|\\.)*"(?=\s*:))|("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/);
    return parts.map((part, at) =>
      part === undefined || part === ""
        ? ""
        : at % 5
          ? el("span", { class: ["", "nt", "s2", "mi", "kc"][at % 5] }, part)
          : part,
    );
  };

  /** A text of which more is drawn when the reader asks. */
  const block = (text, json) => {
    const pre = el("pre", { tabindex: "0" });
    const more = el("button", { type: "button", class: "rensei-button" }, gettext("Show more"));
    let at = 0;
    const draw = () => {
      pre.append(...(json && at === 0 && text.length <= DRAWN ? coloured(text) : [text.slice(at, at + DRAWN)]));
      at += DRAWN;
      more.hidden = at >= text.length;
    };
    more.addEventListener("click", draw);
    draw();
    return el("div", { class: "highlight" }, pre, more);
  };

  /** Radio tabs as the page's own. */
  const tabs = (legend, held) => {
    count += 1;
    const name = `rensei-reply-${count}`;
    return el(
      "fieldset",
      { class: "rensei-tabs" },
      el("legend", { class: "rensei-sr" }, legend),
      ...held.flatMap(([label, node], at) => [
        el("input", { type: "radio", name, id: `${name}-${at}`, checked: at === 0 }),
        el("label", { for: `${name}-${at}` }, label),
        el("div", { class: "rensei-panel" }, node),
      ]),
    );
  };

  const preview = (blob) => {
    const reader = new FileReader();
    const image = /** @type {HTMLImageElement} */ (el("img", { alt: gettext("The body as an image") }));
    reader.onload = () => {
      image.src = `${reader.result}`;
    };
    reader.readAsDataURL(blob);
    return image;
  };

  const download = (blob, reply, type) => {
    const disposition = reply.headers.find(([name]) => name.toLowerCase() === "content-disposition")?.[1] ?? "";
    const named =
      /filename="?([^";]+)/i.exec(disposition)?.[1] ?? new URL(reply.url, location.href).pathname.split("/").pop();
    const url = URL.createObjectURL(blob);
    el("a", {
      href: url,
      download:
        (named || "body").replace(/[^\w.-]+/g, "_") +
        (disposition || named?.includes(".") ? "" : `.${isJson(type) ? "json" : "bin"}`),
    }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  Object.assign(globalThis.rensei, { block, download, preview, size, tabs });
})();
