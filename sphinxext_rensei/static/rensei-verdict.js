// @ts-check
// Whether a reply is as documented, and where the documentation of what differs is.

/** What is documented of a status: itself, its class, or any other. @type {(data: any, status: number) => any} */
const documented = ({ responses = {} }, status) => {
  const [first] = `${status}`;
  const key = [`${status}`, `${first}XX`, `${first}xx`, "default"].find((each) => responses[each]);
  return key && { key, ...responses[key] };
};

/** @type {(response: any, type: string) => any} */
const mediaOf = ({ content = {} }, type) =>
  Object.entries(content).find(([each]) => {
    const base = baseType(each);
    return base === type || base === "*/*" || (base.endsWith("/*") && type.startsWith(base.slice(0, -1)));
  })?.[1];

/** Where the documentation of a value's place is. @type {(page: any, key: string, at?: any[]) => string} */
const anchorOf = (page, key, at = []) => {
  let row = all(".rensei-responses > *", page).find(
    (each) => each.querySelector(".rensei-status")?.textContent === key
  );
  let around = row?.querySelector(":scope > div");
  for (const name of at.filter((each) => typeof each === "string")) {
    const next = around && rowOf(around, name);
    if (!next) break;
    row = next;
    around = nestOf(next);
  }
  return row?.id ?? "";
};

/** What differs from the documentation. @type {(page: any, data: any, reply: any, text: string, type: string) => any[]} */
const judged = (page, data, { status }, text, type) => {
  const response = documented(data, status);
  /** @type {(what: any, id?: string) => any[]} */
  const unknown = (what, id) => [{ words: gettext("{} is not documented", what), id }];
  if (!response) return unknown(gettext("Status {}", status));
  const { key, content } = response;
  if (!text && !content) return [];
  const media = mediaOf(response, type);
  if (!media) return unknown((content && type) || gettext("The body"), anchorOf(page, key));
  if (!isJson(type) || media.schema === undefined) return [];
  try {
    const faults = check(parse(text), media.schema, "writeOnly");
    return faults.map((fault) => ({ words: told(fault), id: anchorOf(page, key, fault.at) }));
  } catch (error) {
    return [{ words: gettext("The body is {}", error.message) }];
  }
};

/** @type {(faults: any[]) => any} */
const verdict = (faults) =>
  faults.length
    ? el(
        "details.differences",
        el(
          "summary.4xx",
          ngettext(
            "differs from the documentation in one place",
            "differs from the documentation in {} places",
            faults.length
          )
        ),
        el(
          "ul",
          faults.map(({ words, id }) => el("li", id ? el("a", { href: `#${encodeURIComponent(id)}` }, words) : words))
        )
      )
    : el("span.2xx", gettext("✓ as documented"));
