// @ts-check
// What a reply is shown in: texts that may be long, tabs, pictures, files to save.

/** Characters that are drawn at once. */
const DRAWN = 1e5;

/** @type {(bytes: number) => string} */
const sizeText = (bytes) =>
  bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;

/** JSON in the colours of Pygments; long texts stay plain. @type {(text: string) => any[]} */
const coloured = (text) =>
  text.length > 4e4
    ? [text]
    : text
        .split(/("(?:[^"\\]|\\.)*"(?=\s*:))|("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/)
        .map((part, at) =>
          part && at % 5 ? el("span", { class: ["", "nt", "s2", "mi", "kc"][at % 5] }, part) : (part ?? "")
        );

/** A text of which more is drawn when the reader asks. @type {(text: string, json?: boolean) => any} */
const blockOf = (text, json = false) => {
  let at = 0;
  const draw = () => {
    pre.append(...(json && at === 0 ? coloured(text.slice(0, DRAWN)) : [text.slice(at, at + DRAWN)]));
    at += DRAWN;
    more.hidden = at >= text.length;
  };
  const pre = el("pre", { tabindex: "0" });
  const more = button(gettext("Show more"), draw);
  draw();
  return el("div", { class: "highlight" }, pre, more);
};

/** Radio tabs as the page's own. @type {(legend: string, held: any[][]) => any} */
const tabsOf = (legend, held) => {
  const name = `rensei-${Date.now()}`;
  return el(
    "fieldset.tabs",
    el("legend.sr", legend),
    held.flatMap(([label, node], at) => [
      el("input", { type: "radio", name, id: `${name}-${at}`, checked: !at }),
      el("label", { for: `${name}-${at}` }, label),
      el("div.panel", node)
    ])
  );
};

/** @type {(blob: Blob) => any} */
const previewOf = (blob) => {
  const reader = new FileReader();
  const image = el("img", { alt: gettext("Preview") });
  reader.onload = () => {
    image.src = reader.result;
  };
  reader.readAsDataURL(blob);
  return image;
};

/** Saves a file; browsers add what a name should end in. @type {(blob: Blob, reply: any) => void} */
const download = (blob, { headers, url }) => {
  const [, said] = /filename="?([^";]+)/i.exec(headerOf(headers, "content-disposition")) ?? [];
  const name = said ?? new URL(url, location.href).pathname.split("/").pop();
  const href = URL.createObjectURL(blob);
  el("a", { href, download: name || "body" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 6e4);
};
