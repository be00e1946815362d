// @ts-check
// Whether a value fits a schema (JSON Schema 2020-12, as far as it says yes or no), and where it does not.

const FAULTS = 50;

/** Where a value does not fit; `hidden` is the annotation of properties that do not travel this way: `readOnly` or
 * `writeOnly`. @type {(value: any, whole: any, hidden?: string) => {at: (string | number)[], words: string}[]} */
const check = (value, whole, hidden = "") => {
  /** @type {{at: any[], words: string}[]} */
  const faults = [];
  /** @type {(at: any[], words: any) => void} */
  const fault = (at, words) => {
    if (words) faults.push({ at, words });
  };
  /** @type {(item: any, schema: any, at: any[], depth: number) => boolean} */
  const fits = (item, schema, at, depth) => {
    const before = faults.length;
    visit(item, schema, at, depth);
    return !faults.splice(before).length;
  };
  /** @type {(item: any, schema: any, at: any[], depth: number) => void} */
  const object = (item, schema, at, depth) => {
    const { properties = {}, patternProperties = {}, dependentRequired = {}, dependentSchemas = {} } = schema;
    for (const name of schema.required ?? [])
      if (!item.has(name) && !layers(properties[name]).some((each) => each[hidden] === true))
        fault([...at, name], gettext("is missing"));
    for (const [name, held] of item) {
      const found = Object.keys(patternProperties)
        .filter((each) => patternOf(each).test(name))
        .map((each) => patternProperties[each]);
      if (Object.hasOwn(properties, name)) found.unshift(properties[name]);
      if (!found.length && schema.additionalProperties === false) fault([...at, name], gettext("is not described"));
      else
        for (const each of found.length ? found : [schema.additionalProperties])
          visit(held, each, [...at, name], depth);
      visit(name, schema.propertyNames, [...at, name], depth);
    }
    for (const name of item.keys()) {
      for (const other of Object.hasOwn(dependentRequired, name) ? dependentRequired[name] : [])
        if (!item.has(other)) fault([...at, other], gettext("is missing beside {}", name));
      if (Object.hasOwn(dependentSchemas, name)) visit(item, dependentSchemas[name], at, depth);
    }
  };
  /** @type {(item: any, schema: any, at: any[], depth: number) => void} */
  const array = (item, { prefixItems = [], items, contains, minContains = 1 }, at, depth) => {
    for (const [index, held] of item.entries())
      visit(held, index < prefixItems.length ? prefixItems[index] : items, [...at, index], depth);
    if (contains && item.filter((/** @type {any} */ held) => fits(held, contains, at, depth)).length < minContains)
      fault(at, gettext("lacks an item that it must have"));
  };
  /** @type {(item: any, schema: any, at: any[], depth: number) => void} */
  const combined = (item, schema, at, depth) => {
    for (const each of schema.allOf ?? []) visit(item, each, at, depth);
    // Two alternatives that are not told apart well by their author are no fault of the value.
    for (const options of [schema.anyOf, schema.oneOf])
      if (options && !options.some((/** @type {any} */ each) => fits(item, each, at, depth)))
        fault(at, gettext("fits none of the alternatives"));
    if (schema.not !== undefined && fits(item, schema.not, at, depth)) fault(at, gettext("is what it must not be"));
    if (schema.if !== undefined) visit(item, fits(item, schema.if, at, depth) ? schema.then : schema.else, at, depth);
  };
  /** @type {(item: any, schema: any, at: any[], depth: number) => void} */
  const visit = (item, schema, at, depth) => {
    if (faults.length >= FAULTS || depth > 60 || schema === true || schema === undefined) return;
    if (schema === false) return fault(at, gettext("must not be there"));
    visit(item, schema[TARGET], at, depth + 1);
    const types = [schema.type ?? []].flat();
    const exact = typeOf(item);
    const type = exact === "integer" ? "number" : exact;
    if (types.length && !types.includes(type) && !types.includes(exact))
      return fault(at, gettext("must be {}", types.join(gettext(" or "))));
    if (schema.enum && !schema.enum.some((/** @type {any} */ each) => same(item, each)))
      fault(at, gettext("must be one of {}", schema.enum.slice(0, 6).join(", ")));
    if ("const" in schema && !same(item, schema.const)) fault(at, gettext("must be {}", plain(schema.const)));
    for (const words of wrongBy(item, type, schema)) fault(at, words);
    if (type === "object") object(item, schema, at, depth + 1);
    if (type === "array") array(item, schema, at, depth + 1);
    combined(item, schema, at, depth + 1);
  };
  visit(value, whole, [], 0);
  return faults;
};

/** @type {(at: (string | number)[]) => string} */
const pointer = (at) => at.map((token) => `/${`${token}`.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Where a value does not fit, and how. @type {(fault: {at: any[], words: string}) => string} */
const told = ({ at, words }) => {
  const place = pointer(at) || gettext("The body");
  return `${place} ${words}`;
};
