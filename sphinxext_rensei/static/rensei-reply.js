// @ts-check
// What came back: status with its documented meaning, headers, body as it arrives, and whether it is as documented.
"use strict";

(() => {
  const { baseType, check, el, isJson, parse, pieces, pointer, rowOf, write } = globalThis.rensei;
  /** Bytes that are kept for copying and saving, characters that are drawn at once, pieces of a stream that are shown. */
  const [KEPT, DRAWN, SHOWN, PRETTY] = [16 << 20, 100_000, 200, 2 << 20];
  const IMAGE = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon)$/;
  const TEXT = /^text\/|json|xml|javascript|yaml|x-www-form-urlencoded|event-stream/;
  let count = 0;

  const size = (bytes) => bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

  /** What is documented of a status: itself, its class, or any other. */
  const documented = (data, status) => {
    const keys = [`${status}`, `${`${status}`[0]}XX`, `${`${status}`[0]}xx`, "default"];
    const key = keys.find((each) => data.responses?.[each]);
    return key ? { key, ...data.responses[key] } : undefined;
  };
  const mediaOf = (response, type) => {
    const content = response?.content ?? {};
    const fits = (each) => each === type || each === "*/*" || (each.endsWith("/*") && type.startsWith(each.slice(0, -1)));
    const key = Object.keys(content).find((each) => fits(baseType(each)));
    return key === undefined ? undefined : content[key];
  };

  /** Where the documentation of a value's place is. */
  const anchorOf = (page, key, at) => {
    const found = [...page.querySelectorAll(".rensei-responses > details")].find((each) => each.querySelector(".rensei-status")?.textContent === key);
    let row = found;
    let around = found?.querySelector(":scope > div");
    for (const token of at.filter((each) => typeof each === "string")) {
      const next = around && rowOf(around, token);
      if (!next) break;
      row = next;
      around = next.querySelector(":scope > .rensei-nest");
    }
    return row?.id ?? "";
  };

  /** JSON in colours; long texts stay plain. */
  const coloured = (text) => {
    if (text.length > 40_000) return [text];
    const parts = text.split(/("(?:[^"\\]|\\.)*"(?=\s*:))|("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/);
    return parts.map((part, at) => part === undefined || part === "" ? "" : at % 5 ? el("span", { class: ["", "nt", "s2", "mi", "kc"][at % 5] }, part) : part);
  };

  /** A text of which more is drawn when the reader asks. */
  const block = (text, json) => {
    const pre = el("pre", { tabindex: "0" });
    const more = el("button", { type: "button", class: "rensei-button" }, "Show more");
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
    return el("fieldset", { class: "rensei-tabs" }, el("legend", { class: "rensei-sr" }, legend), ...held.flatMap(([label, node], at) => [
      el("input", { type: "radio", name, id: `${name}-${at}`, checked: at === 0 }), el("label", { for: `${name}-${at}` }, label), el("div", { class: "rensei-panel" }, node)]));
  };

  const judged = (page, data, reply, text, type) => {
    const response = documented(data, reply.status);
    if (!response) return [{ words: `Status ${reply.status} is not documented`, id: "" }];
    if (!text && !response.content) return [];
    const media = mediaOf(response, type);
    if (!media) return [{ words: response.content ? `Media type ${type || "(none)"} is not documented for this status` : "A body is not documented for this status", id: anchorOf(page, response.key, []) }];
    if (!isJson(type) || media.schema === undefined) return [];
    try {
      return check(parse(text), media.schema, data.schemas, "writeOnly").map(({ at, words }) => ({ words: `${pointer(at) || "The body"} ${words}`, id: anchorOf(page, response.key, at) }));
    } catch (error) {
      return [{ words: `The body is ${error.message}`, id: "" }];
    }
  };

  const verdict = (faults, partly) => {
    if (partly) return el("span", {}, "too long to be checked");
    if (!faults.length) return el("span", { class: "rensei-2xx" }, "✓ as documented");
    return el("details", { class: "rensei-differences" }, el("summary", { class: "rensei-4xx" }, `differs from the documentation in ${faults.length === 1 ? "one place" : `${faults.length} places`}`),
      el("ul", {}, ...faults.map(({ words, id }) => el("li", {}, id ? el("a", { href: `#${encodeURIComponent(id)}` }, words) : words))));
  };

  /** Shows a reply as it arrives; resolves when it is whole. @param {any} page @param {any} data @param {any} card @param {any} reply @param {string} route */
  const show = async (page, data, card, reply, route) => {
    const type = baseType(reply.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "");
    const response = documented(data, reply.status);
    const meta = el("p", { class: "rensei-meta" });
    const events = el("ol", { class: "rensei-events" });
    const stream = pieces(type);
    const status = el("span", { class: `rensei-status rensei-${`${reply.status}`[0]}xx` }, `${reply.status} ${reply.reason}`.trim());
    const cap = el("div", { class: "rensei-cap", role: "status" }, status, el("span", {}, response?.description ?? ""));
    card.replaceChildren(cap, meta, ...(stream ? [events] : []));
    card.hidden = false;
    // In one column the reply is below the inputs.
    card.scrollIntoView({ block: "nearest" });
    const tell = (...last) => meta.replaceChildren(...[`${Math.round(reply.elapsed)} ms`, size(total), type || "no media type", route].map((words) => el("span", {}, words)), ...last);
    let total = 0;
    let cut = false;
    let shown = 0;
    const kept = /** @type {any[]} */ ([]);
    const faults = [];
    const decoder = new TextDecoder();
    const item = mediaOf(response, type)?.itemSchema;
    const add = (found) => {
      for (const { label, text } of found) {
        shown += 1;
        events.append(el("li", {}, el("span", { class: "rensei-note" }, `${shown}${label && `: ${label}`}`), el("pre", {}, text.slice(0, DRAWN))));
        if (events.childElementCount > SHOWN) events.firstElementChild?.remove();
        if (item && shown <= SHOWN) {
          try { faults.push(...check(parse(text), item, data.schemas, "writeOnly").map(({ at, words }) => ({ words: `Item ${shown} ${pointer(at)} ${words}`, id: "" }))); } catch { /* Data need not be JSON. */ }
        }
      }
    };
    tell();
    const reader = reply.body?.getReader();
    let stopped = "";
    try {
      for (let drawn = 0; reader;) {
        const { value, done } = await reader.read();
        if (done) break;
        total += value.length;
        if (total <= KEPT) kept.push(value); else cut = true;
        if (stream) add(stream.push(decoder.decode(value, { stream: true })));
        if (performance.now() - drawn > 100) {
          tell();
          drawn = performance.now();
          // The tab answers its reader, however fast the bytes come.
          await new Promise((resolve) => setTimeout(resolve));
        }
      }
    } catch (error) {
      stopped = error.name === "AbortError" ? "cancelled" : `broke off: ${error.message}`;
    }
    if (stream) add(stream.rest());
    const blob = new Blob((kept), { type });
    const textual = TEXT.test(type) || (!type && total < KEPT);
    const text = textual ? await blob.slice(0, PRETTY).text() : "";
    const whole = total <= PRETTY && !stopped;
    let pretty;
    if (isJson(type) && whole) try { pretty = write(parse(text), 2); } catch { pretty = undefined; }
    const found = stream ? faults : whole ? judged(page, data, reply, text, type) : [];
    tell(...(stopped ? [el("span", { class: "rensei-4xx" }, stopped)] : []), verdict(found, !stream && !whole));
    const held = [
      ...(stream ? [[`Events (${shown})`, events]] : pretty !== undefined && text ? [["Body", block(pretty, true)]] : []),
      ...(IMAGE.test(type) && !cut ? [["Preview", preview(blob)]] : []),
      ...(textual && text ? [[pretty === undefined && !stream ? "Body" : "Raw", block(text, false)]] : []),
      [`Headers (${reply.headers.length})`, block(reply.headers.map((field) => field.join(": ")).join("\n"), false)],
    ];
    const save = el("button", { type: "button", class: "rensei-button rensei-copy" }, cut ? `Save the first ${size(KEPT)}` : "Save");
    save.addEventListener("click", () => download(blob, reply, type));
    const copy = el("button", { type: "button", class: "rensei-button rensei-copy" }, "Copy");
    copy.addEventListener("click", () => navigator.clipboard?.writeText(pretty ?? text).then(() => { copy.textContent = "Copied"; }, () => { copy.textContent = "Not allowed"; }));
    if (total) cap.append(el("span", { class: "rensei-pair" }, ...(text ? [copy] : []), save));
    const hidden = reply.hidden ? [el("p", { class: "rensei-note" }, "The API decides which headers a page may see (Access-Control-Expose-Headers); there may be more.")] : [];
    card.replaceChildren(cap, meta, tabs("View of the reply", held), ...hidden);
    return { status: reply.status, total };
  };

  const preview = (blob) => {
    const reader = new FileReader();
    const image = /** @type {HTMLImageElement} */ (el("img", { alt: "The body as an image" }));
    reader.onload = () => { image.src = `${reader.result}`; };
    reader.readAsDataURL(blob);
    return image;
  };

  const download = (blob, reply, type) => {
    const disposition = reply.headers.find(([name]) => name.toLowerCase() === "content-disposition")?.[1] ?? "";
    const named = /filename="?([^";]+)/i.exec(disposition)?.[1] ?? new URL(reply.url, location.href).pathname.split("/").pop();
    const url = URL.createObjectURL(blob);
    el("a", { href: url, download: (named || "body").replace(/[^\w.-]+/g, "_") + (disposition || named?.includes(".") ? "" : `.${isJson(type) ? "json" : "bin"}`) }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  Object.assign(globalThis.rensei, { show });
})();
