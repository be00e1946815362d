// @ts-check
// Whether a value fits a schema (JSON Schema 2020-12, as far as it says yes or no), and where it does not.
"use strict";

(() => {
  const { canonical, expression, gettext, isType, keywords, layers, plain, same, typeOf } = globalThis.rensei;
  const LIMIT = 60;
  const FAULTS = 50;

  /**
   * Where a value does not fit.
   * @param {any} value @param {any} whole schema @param {any} schemas the named ones
   * @param {string} [hidden] the annotation of properties that do not travel this way: `readOnly` or `writeOnly`
   * @returns {{at: (string | number)[], words: string}[]}
   */
  const check = (value, whole, schemas, hidden = "") => {
    const faults = [];
    const quietly = (item, schema, at, depth) => {
      const before = faults.length;
      visit(item, schema, at, depth);
      return faults.splice(before).length === 0;
    };
    const fault = (at, words) => {
      if (words && faults.length < FAULTS) faults.push({ at, words });
    };
    const travels = (schema) => !hidden || !layers(schema, schemas).some((each) => each[hidden] === true);

    const object = (item, schema, at, depth) => {
      for (const name of schema.required ?? []) {
        if (!item.has(name) && travels(schema.properties?.[name] ?? {})) fault([...at, name], gettext("is missing"));
      }
      for (const [name, held] of item) {
        const own = Object.hasOwn(schema.properties ?? {}, name) ? [schema.properties[name]] : [];
        const patterns = Object.entries(schema.patternProperties ?? {})
          .filter(([pattern]) => expression(pattern).test(name))
          .map(([, each]) => each);
        const found = [...own, ...patterns];
        if (!found.length && schema.additionalProperties === false) fault([...at, name], gettext("is not described"));
        else
          for (const each of found.length ? found : [schema.additionalProperties ?? true])
            visit(held, each, [...at, name], depth);
        if (schema.propertyNames) visit(name, schema.propertyNames, [...at, name], depth);
      }
      for (const [name, others] of Object.entries(schema.dependentRequired ?? {})) {
        if (item.has(name))
          for (const other of others)
            if (!item.has(other)) fault([...at, other], gettext("is missing beside {}", name));
      }
      for (const [name, each] of Object.entries(schema.dependentSchemas ?? {}))
        if (item.has(name)) visit(item, each, at, depth);
    };
    const array = (item, schema, at, depth) => {
      const first = schema.prefixItems ?? [];
      item.forEach((held, index) =>
        visit(held, index < first.length ? first[index] : (schema.items ?? true), [...at, index], depth),
      );
      if (schema.contains) {
        const count = item.filter((held, index) => quietly(held, schema.contains, [...at, index], depth)).length;
        if (count < (schema.minContains ?? 1)) fault(at, gettext("lacks an item of the kind that it must have"));
      }
    };
    const combined = (item, schema, at, depth) => {
      for (const each of schema.allOf ?? []) visit(item, each, at, depth);
      const fits = (each) => quietly(item, each, at, depth);
      if (schema.anyOf && !schema.anyOf.some(fits)) fault(at, gettext("fits none of the alternatives"));
      if (schema.oneOf) {
        const count = schema.oneOf.filter(fits).length;
        // One alternative that is not told apart well by its author is no fault of the value.
        if (!count) fault(at, gettext("fits none of the alternatives"));
      }
      if (schema.not !== undefined && fits(schema.not)) fault(at, gettext("is what it must not be"));
      if (schema.if !== undefined) visit(item, (fits(schema.if) ? schema.then : schema.else) ?? true, at, depth);
    };
    const visit = (item, schema, at, depth) => {
      if (faults.length >= FAULTS || depth > LIMIT || schema === true || schema === undefined) return;
      if (schema === false) return fault(at, gettext("must not be there"));
      if (schema.$ref !== undefined) visit(item, schemas?.[schema.$ref], at, depth + 1);
      const types = [schema.type ?? []].flat();
      if (types.length && !types.some((type) => isType(item, type))) {
        const any = types.join(gettext(" or "));
        return fault(at, gettext("must be {}", any));
      }
      if (schema.enum && !schema.enum.some((each) => same(item, each)))
        fault(at, gettext("must be one of {}", schema.enum.slice(0, 6).join(", ")));
      if ("const" in schema && !same(item, schema.const)) fault(at, gettext("must be {}", plain(schema.const)));
      const type = typeOf(item) === "integer" ? "number" : typeOf(item);
      for (const [keyword, test] of Object.entries(keywords[type] ?? {})) {
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

  /** Where a value does not fit, and how. @param {{at: (string | number)[], words: string}} fault */
  const told = ({ at, words }) => {
    const place = pointer(at) || gettext("The body");
    return gettext("{} {}", place, words);
  };

  Object.assign(globalThis.rensei, { check, pointer, told });
})();
