// @ts-check
// Whether a reply is as documented, and where the documentation of what differs is.
"use strict";

(() => {
  const { baseType, check, el, gettext, isJson, ngettext, parse, rowOf, told } = globalThis.rensei;
  /** What is documented of a status: itself, its class, or any other. */
  const documented = (data, status) => {
    const keys = [`${status}`, `${`${status}`[0]}XX`, `${`${status}`[0]}xx`, "default"];
    const key = keys.find((each) => data.responses?.[each]);
    return key ? { key, ...data.responses[key] } : undefined;
  };
  const mediaOf = (response, type) => {
    const content = response?.content ?? {};
    const fits = (each) =>
      each === type || each === "*/*" || (each.endsWith("/*") && type.startsWith(each.slice(0, -1)));
    const key = Object.keys(content).find((each) => fits(baseType(each)));
    return key === undefined ? undefined : content[key];
  };

  /** Where the documentation of a value's place is. */
  const anchorOf = (page, key, at) => {
    const found = [...page.querySelectorAll(".rensei-responses > details")].find(
      (each) => each.querySelector(".rensei-status")?.textContent === key,
    );
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

  const judged = (page, data, reply, text, type) => {
    const response = documented(data, reply.status);
    if (!response) return [{ words: gettext("Status {} is not documented", reply.status), id: "" }];
    if (!text && !response.content) return [];
    const media = mediaOf(response, type);
    const named = type || gettext("(none)");
    if (!media)
      return [
        {
          words: response.content
            ? gettext("Media type {} is not documented for this status", named)
            : gettext("A body is not documented for this status"),
          id: anchorOf(page, response.key, []),
        },
      ];
    if (!isJson(type) || media.schema === undefined) return [];
    try {
      return check(parse(text), media.schema, data.schemas, "writeOnly").map((fault) => ({
        words: told(fault),
        id: anchorOf(page, response.key, fault.at),
      }));
    } catch (error) {
      return [{ words: gettext("The body is {}", error.message), id: "" }];
    }
  };

  const verdict = (faults, partly) => {
    if (partly) return el("span", {}, gettext("too long to be checked"));
    if (!faults.length) return el("span", { class: "rensei-2xx" }, gettext("✓ as documented"));
    return el(
      "details",
      { class: "rensei-differences" },
      el(
        "summary",
        { class: "rensei-4xx" },
        ngettext(
          "differs from the documentation in one place",
          "differs from the documentation in {} places",
          faults.length,
        ),
      ),
      el(
        "ul",
        {},
        ...faults.map(({ words, id }) =>
          el("li", {}, id ? el("a", { href: `#${encodeURIComponent(id)}` }, words) : words),
        ),
      ),
    );
  };

  Object.assign(globalThis.rensei, { documented, judged, mediaOf, verdict });
})();
