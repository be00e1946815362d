// @ts-check
// The choice of a server: a documented one with its variables, or a base URL of the reader's own.

/** @type {(server: any, variables?: any) => string} */
const filledServer = ({ url, variables: known = {} }, variables = {}) =>
  Object.keys(known).reduce(
    (filled, name) => filled.replaceAll(`{${name}}`, () => variables[name] ?? known[name].default),
    url
  );

const OWN = "rensei-base";

/** @type {(data: any) => any} */
const serverInputs = ({ servers = [], server: first = 0 }) => {
  // A base URL of the reader's own is the same for all of a site.
  const keep = () => attempt(() => localStorage.setItem(OWN, choice.value === "own" ? own.value : ""));
  const own = textInput(gettext("Base URL"), { type: "url", oninput: () => keep() });
  const known = servers.map(({ url = "", description = "" }, at = 0) => [
    at,
    description ? `${url}: ${description}` : url
  ]);
  const choice = select(gettext("Server"), [...known, ["own", gettext("Another base URL")]], () => {
    show();
    keep();
  });
  const held = el("div.variables");
  /** @type {any[]} */
  let inputs = [];
  const show = () => {
    const { variables = {} } = servers[choice.value] ?? {};
    inputs = Object.entries(variables).map(([name, { default: value, enum: values }]) => {
      const input = values
        ? select(
            name,
            values.map((/** @type {string} */ each) => [each, each])
          )
        : textInput(name);
      input.value = value;
      return input;
    });
    held.replaceChildren(...[...inputs, ...(choice.value === "own" ? [own] : [])].map(labelled));
  };
  own.value = attempt(() => localStorage.getItem(OWN)) ?? "";
  choice.value = servers.length && !own.value ? first : "own";
  show();
  const get = () =>
    choice.value === "own"
      ? { base: own.value.trim() }
      : {
          server: Number(choice.value),
          variables: Object.fromEntries(inputs.map((each) => [each.ariaLabel, each.value]))
        };
  return {
    node: el("div.setup.try", labelled(choice), held),
    own,
    get,
    set: ({ base = "", server = choice.value, variables = /** @type {any} */ ({}) }) => {
      choice.value = base ? "own" : server;
      own.value = base;
      show();
      for (const input of inputs) input.value = variables[input.ariaLabel] ?? input.value;
    }
  };
};
