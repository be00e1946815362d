// @ts-check
// The choice of a server: a documented one with its variables, or a base URL of the reader's own.

/** @type {(server: any, variables?: Record<string, string>) => string} */
const filledServer = (server, variables = {}) =>
  Object.entries(server.variables ?? {}).reduce(
    (url, [name, each]) => url.replaceAll(`{${name}}`, () => variables[name] ?? each.default), server.url);

/** The server that is called unless another one is chosen: the first that a page can call. @type {(data: any) => number} */
const firstServer = ({ servers = [] }) =>
  Math.max(0, servers.findIndex((/** @type {any} */ each) =>
    /^(https?:|(?![a-z][a-z0-9+.-]*:))[^{]*$/i.test(filledServer(each))));

/** @type {(words: string, input: any) => any} */
const line = (words, input) => el("label", el("span", words), input);

/** @type {(data: any) => any} */
const serverInputs = (data) => {
  const { servers = [] } = data;
  const own = textInput(gettext("Base URL"), { type: "url", placeholder: "https://api.example.com/v1" });
  const known = servers.map(({ url = "", description = "" }, at = 0) => [at, description ? `${url}: ${description}` : url]);
  const choice = select(gettext("Server"), [...known, ["own", gettext("Another base URL")]], () => show());
  const held = el("div.variables");
  /** @type {Map<string, any>} */
  const variables = new Map();
  const show = () => {
    variables.clear();
    for (const [name, each] of Object.entries(/** @type {Record<string, any>} */ (servers[choice.value]?.variables ?? {}))) {
      const input = each.enum ? select(name, each.enum.map((/** @type {string} */ value) => [value, value])) : textInput(name);
      input.value = each.default;
      variables.set(name, input);
    }
    held.replaceChildren(
      ...choice.value === "own" ? [line(gettext("Base URL"), own)] : [],
      ...[...variables].map(([name, input]) => line(name, input)));
  };
  choice.value = servers.length ? firstServer(data) : "own";
  show();
  return {
    node: el("div.setup.try", line(gettext("Server"), choice), held),
    url: () => choice.value === "own"
      ? own.value
      : filledServer(servers[choice.value], Object.fromEntries([...variables].map(([name, input]) => [name, input.value]))),
    /** The base URL of the reader's own, where it is none. */
    wrong: () => choice.value === "own" && !/^\s*https?:\/\/[^/]/.test(own.value) ? own : undefined,
    get: () => choice.value === "own"
      ? { base: own.value.trim() }
      : {
        server: Number(choice.value),
        variables: Object.fromEntries([...variables].map(([name, input]) => [name, input.value])),
      },
    set: ({ base = "", server = choice.value, variables: given = {} }) => {
      choice.value = base ? "own" : server;
      own.value = base;
      show();
      for (const [name, input] of variables) input.value = Object(given)[name] ?? input.value;
    },
  };
};
