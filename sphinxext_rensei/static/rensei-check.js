// @ts-check
// Whether a value fits a schema (JSON Schema 2020-12, as far as it says yes or no), and where it does not.
"use strict";

(() => {
  const { Exact, parse, plain } = globalThis.rensei;
  const LIMIT = 60;
  const FAULTS = 50;
  const FORMATS = {
    date: /^\d{4}-\d\d-\d\d$/, "date-time": /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
    email: /^[^\s@]+@[^\s@]+$/, uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
    ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  };

  const typeOf = (value) => value === null ? "null" : value instanceof Map ? "object" : Array.isArray(value) ? "array"
    : value instanceof Exact ? (/^-?\d+(\.0+)?$/.test(value.text) || Number.isInteger(Number(value.text)) ? "integer" : "number") : typeof value;
  const isType = (value, type) => typeOf(value) === type || (type === "number" && typeOf(value) === "integer");
  // Whole numbers are compared exactly, however long they are.
  const compare = (one, limit) => /^-?\d+$/.test(one.text) && Number.isInteger(limit)
    ? Number(BigInt(one.text) - BigInt(limit)) : Number(one.text) - limit;
  const canonical = (value) => value instanceof Exact ? `${Number(value.text)}` === value.text ? value.text : `${Number.isSafeInteger(Number(value.text)) ? Number(value.text) : value.text}`
    : Array.isArray(value) ? `[${value.map(canonical)}]`
      : value instanceof Map ? `{${[...value].map(([key, item]) => JSON.stringify(key) + canonical(item)).sort()}}` : JSON.stringify(value);
  const same = (value, written) => canonical(value) === canonical(parse(JSON.stringify(written)));
  const expression = (pattern) => { try { return new RegExp(pattern, "u"); } catch { return /(?:)/; } };

  /** Keyword -> what is wrong with a value of its type, if anything. */
  const KEYWORDS = {
    number: {
      minimum: (value, limit) => compare(value, limit) < 0 && `must be ${limit} or more`,
      maximum: (value, limit) => compare(value, limit) > 0 && `must be ${limit} or less`,
      exclusiveMinimum: (value, limit) => compare(value, limit) <= 0 && `must be more than ${limit}`,
      exclusiveMaximum: (value, limit) => compare(value, limit) >= 0 && `must be less than ${limit}`,
      multipleOf: (value, step) => Math.abs(Math.round(value.text / step) * step - value.text) > 1e-9 && `must be a multiple of ${step}`,
    },
    string: {
      minLength: (value, limit) => [...value].length < limit && `must have ${limit} characters or more`,
      maxLength: (value, limit) => [...value].length > limit && `must have ${limit} characters or fewer`,
      pattern: (value, pattern) => value.length < 1e5 && !expression(pattern).test(value) && `must match ${pattern}`,
      format: (value, format) => FORMATS[format] && !FORMATS[format].test(value) && `must be a ${format}`,
    },
    array: {
      minItems: (value, limit) => value.length < limit && `must have ${limit} items or more`,
      maxItems: (value, limit) => value.length > limit && `must have ${limit} items or fewer`,
      uniqueItems: (value, unique) => unique && new Set(value.map(canonical)).size < value.length && "must not repeat an item",
    },
    object: {
      minProperties: (value, limit) => value.size < limit && `must have ${limit} properties or more`,
      maxProperties: (value, limit) => value.size > limit && `must have ${limit} properties or fewer`,
    },
  };

  /**
   * Where a value does not fit.
   * @param {any} value @param {any} whole schema @param {any} schemas the named ones
   * @param {string} [hidden] the annotation of properties that do not travel this way: `readOnly` or `writeOnly`
   * @returns {{at: (string | number)[], words: string}[]}
   */
  const check = (value, whole, schemas, hidden = "") => {
    const faults = [];
    const quietly = (item, schema, at, depth) => { const before = faults.length; visit(item, schema, at, depth); return faults.splice(before).length === 0; };
    const fault = (at, words) => { if (words && faults.length < FAULTS) faults.push({ at, words }); };
    const travels = (schema) => !hidden || !globalThis.rensei.layers(schema, schemas).some((each) => each[hidden] === true);

    const object = (item, schema, at, depth) => {
      for (const name of schema.required ?? []) {
        if (!item.has(name) && travels(schema.properties?.[name] ?? {})) fault([...at, name], "is missing");
      }
      for (const [name, held] of item) {
        const own = Object.hasOwn(schema.properties ?? {}, name) ? [schema.properties[name]] : [];
        const patterns = Object.entries(schema.patternProperties ?? {}).filter(([pattern]) => expression(pattern).test(name)).map(([, each]) => each);
        const found = [...own, ...patterns];
        if (!found.length && schema.additionalProperties === false) fault([...at, name], "is not described");
        else for (const each of found.length ? found : [schema.additionalProperties ?? true]) visit(held, each, [...at, name], depth);
        if (schema.propertyNames) visit(name, schema.propertyNames, [...at, name], depth);
      }
      for (const [name, others] of Object.entries(schema.dependentRequired ?? {})) {
        if (item.has(name)) for (const other of others) if (!item.has(other)) fault([...at, other], `is missing beside ${name}`);
      }
      for (const [name, each] of Object.entries(schema.dependentSchemas ?? {})) if (item.has(name)) visit(item, each, at, depth);
    };
    const array = (item, schema, at, depth) => {
      const first = schema.prefixItems ?? [];
      item.forEach((held, index) => visit(held, index < first.length ? first[index] : schema.items ?? true, [...at, index], depth));
      if (schema.contains) {
        const count = item.filter((held, index) => quietly(held, schema.contains, [...at, index], depth)).length;
        if (count < (schema.minContains ?? 1)) fault(at, "lacks an item of the kind that it must have");
      }
    };
    const combined = (item, schema, at, depth) => {
      for (const each of schema.allOf ?? []) visit(item, each, at, depth);
      const fits = (each) => quietly(item, each, at, depth);
      if (schema.anyOf && !schema.anyOf.some(fits)) fault(at, "fits none of the alternatives");
      if (schema.oneOf) {
        const count = schema.oneOf.filter(fits).length;
        // One alternative that is not told apart well by its author is no fault of the value.
        if (!count) fault(at, "fits none of the alternatives");
      }
      if (schema.not !== undefined && fits(schema.not)) fault(at, "is what it must not be");
      if (schema.if !== undefined) visit(item, (fits(schema.if) ? schema.then : schema.else) ?? true, at, depth);
    };
    const visit = (item, schema, at, depth) => {
      if (faults.length >= FAULTS || depth > LIMIT || schema === true || schema === undefined) return;
      if (schema === false) return fault(at, "must not be there");
      if (schema.$ref !== undefined) visit(item, schemas?.[schema.$ref], at, depth + 1);
      const types = [schema.type ?? []].flat();
      if (types.length && !types.some((type) => isType(item, type))) return fault(at, `must be ${types.join(" or ")}`);
      if (schema.enum && !schema.enum.some((each) => same(item, each))) fault(at, `must be one of ${schema.enum.slice(0, 6).join(", ")}`);
      if ("const" in schema && !same(item, schema.const)) fault(at, `must be ${plain(schema.const)}`);
      const type = typeOf(item) === "integer" ? "number" : typeOf(item);
      for (const [keyword, test] of Object.entries(KEYWORDS[type] ?? {})) {
        if (keyword in schema) fault(at, test(item, schema[keyword]));
      }
      if (type === "object") object(item, schema, at, depth + 1);
      if (type === "array") array(item, schema, at, depth + 1);
      combined(item, schema, at, depth + 1);
    };
    visit(value, whole, [], 0);
    return faults;
  };

  const pointer = (at) => at.map((token) => `/${`${token}`.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

  /** What is wrong with a typed text, in words. @param {string} text @param {any} schema @param {any} schemas */
  const faultOf = (text, schema, schemas) => {
    if (!text.trim()) return "";
    try {
      const found = check(parse(text), schema ?? true, schemas, "readOnly");
      return found.slice(0, 3).map(({ at, words }) => `${pointer(at) || "The body"} ${words}`).join("; ");
    } catch (error) {
      return `This is ${error.message}.`;
    }
  };

  /** Says beside an input what is wrong with it; it is sent all the same. @param {any} field @param {any} schema @param {any} schemas */
  const advise = (field, schema, schemas) => {
    const input = field.node.matches(".rensei-input") ? field.node : field.node.querySelector(".rensei-input");
    const value = field.get();
    const [found] = value === "" ? [] : check(value, schema, schemas, "readOnly");
    let note = document.getElementById(input.getAttribute("aria-describedby") ?? "");
    if (!note && found) {
      const id = `rensei-fault-${document.querySelectorAll(".rensei-fault").length}`;
      note = globalThis.rensei.el("p", { class: "rensei-fault", id });
      (input.closest(".rensei-control") ?? field.node).after(note);
      input.setAttribute("aria-describedby", id);
    }
    if (note) note.textContent = found ? `${found.words[0].toUpperCase()}${found.words.slice(1)}.` : "";
    input.setAttribute("aria-invalid", `${Boolean(found)}`);
  };

  Object.assign(globalThis.rensei, { advise, check, faultOf, pointer });
})();
