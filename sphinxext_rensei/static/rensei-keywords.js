// @ts-check
// JSON Schema keywords that say yes or no to one value (JSON Schema 2020-12, validation, section 6).
"use strict";

(() => {
  const { Exact, gettext, ngettext, parse } = globalThis.rensei;
  const FORMATS = {
    date: /^\d{4}-\d\d-\d\d$/,
    "date-time": /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
    email: /^[^\s@]+@[^\s@]+$/,
    uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
    ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  };

  const typeOf = (value) =>
    value === null
      ? "null"
      : value instanceof Map
        ? "object"
        : Array.isArray(value)
          ? "array"
          : value instanceof Exact
            ? /^-?\d+(\.0+)?$/.test(value.text) || Number.isInteger(Number(value.text))
              ? "integer"
              : "number"
            : typeof value;
  const isType = (value, type) => typeOf(value) === type || (type === "number" && typeOf(value) === "integer");
  // Whole numbers are compared exactly, however long they are.
  const compare = (one, limit) =>
    /^-?\d+$/.test(one.text) && Number.isInteger(limit)
      ? Number(BigInt(one.text) - BigInt(limit))
      : Number(one.text) - limit;
  const canonical = (value) =>
    value instanceof Exact
      ? `${Number(value.text)}` === value.text
        ? value.text
        : `${Number.isSafeInteger(Number(value.text)) ? Number(value.text) : value.text}`
      : Array.isArray(value)
        ? `[${value.map(canonical)}]`
        : value instanceof Map
          ? `{${[...value].map(([key, item]) => JSON.stringify(key) + canonical(item)).sort()}}`
          : JSON.stringify(value);
  const same = (value, written) => canonical(value) === canonical(parse(JSON.stringify(written)));
  const expression = (pattern) => {
    try {
      return new RegExp(pattern, "u");
    } catch {
      return /(?:)/;
    }
  };

  /** Keyword -> what is wrong with a value of its type, if anything. */
  const KEYWORDS = {
    number: {
      minimum: (value, limit) => compare(value, limit) < 0 && gettext("must be {} or more", limit),
      maximum: (value, limit) => compare(value, limit) > 0 && gettext("must be {} or less", limit),
      exclusiveMinimum: (value, limit) => compare(value, limit) <= 0 && gettext("must be more than {}", limit),
      exclusiveMaximum: (value, limit) => compare(value, limit) >= 0 && gettext("must be less than {}", limit),
      multipleOf: (value, step) =>
        Math.abs(Math.round(value.text / step) * step - value.text) > 1e-9 &&
        gettext("must be a multiple of {}", step),
    },
    string: {
      minLength: (value, limit) =>
        [...value].length < limit &&
        ngettext("must have {} character or more", "must have {} characters or more", limit),
      maxLength: (value, limit) =>
        [...value].length > limit &&
        ngettext("must have {} character or fewer", "must have {} characters or fewer", limit),
      pattern: (value, pattern) =>
        value.length < 1e5 && !expression(pattern).test(value) && gettext("must match {}", pattern),
      format: (value, format) =>
        FORMATS[format] && !FORMATS[format].test(value) && gettext("must be a {}", format),
    },
    array: {
      minItems: (value, limit) =>
        value.length < limit &&
        ngettext("must have {} item or more", "must have {} items or more", limit),
      maxItems: (value, limit) =>
        value.length > limit &&
        ngettext("must have {} item or fewer", "must have {} items or fewer", limit),
      uniqueItems: (value, unique) =>
        unique && new Set(value.map(canonical)).size < value.length && gettext("must not repeat an item"),
    },
    object: {
      minProperties: (value, limit) =>
        value.size < limit &&
        ngettext("must have {} property or more", "must have {} properties or more", limit),
      maxProperties: (value, limit) =>
        value.size > limit &&
        ngettext("must have {} property or fewer", "must have {} properties or fewer", limit),
    },
  };

  Object.assign(globalThis.rensei, { canonical, expression, isType, keywords: KEYWORDS, same, typeOf });
})();
