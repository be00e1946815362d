// @ts-check
// Inputs in a link's fragment, which no server sees. Never credentials, never a server that is not documented, and
// nothing is sent by opening one.

/** Longer links, in characters, are cut by what they pass through. */
const LONGEST_LINK = 8000;

/** @type {(text: string) => string} */
const decode = (text) =>
  new TextDecoder("utf-8", { fatal: true }).decode(
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0))
  );

/** Without what is a password by its schema, if it has one.
 * @type {(held: Map<string, any>, declared: Map<string, any>) => Map<string, any>} */
const withoutSecrets = (held, declared) =>
  new Map([...held].filter(([name]) => shape(declared.get(name)).format !== "password"));

/** The fragment of inputs; undefined where it would be too long.
 * @type {(id: string, inputs: any, data?: any) => string | undefined} */
const fragment = (id, { server, variables = {}, parameters, mediaType, body }, data = {}) => {
  const { parameters: known = [], body: { content = [] } = {} } = data;
  const { properties } = shape(content.find((/** @type {any} */ each) => each.type === mediaType)?.schema);
  /** @type {Map<string, any>} */
  const held = new Map(Object.entries({ id, mediaType, variables: new Map(Object.entries(variables)) }));
  const shareable = new Map();
  for (const [location, given] of Object.entries(parameters)) {
    const placed = known.filter((/** @type {any} */ each) => each.in === location);
    const declared = new Map(placed.map((/** @type {any} */ each) => [each.name, each.schema]));
    shareable.set(location, withoutSecrets(given, declared));
  }
  held.set("parameters", shareable);
  if (server !== undefined) held.set("server", new Exact(`${server}`));
  const { instance, text } = body ?? {};
  if (instance instanceof Map) held.set("instance", withoutSecrets(instance, properties));
  else if (instance !== undefined) held.set("instance", instance);
  // A text could hold a password anywhere.
  else if (withoutSecrets(properties, properties).size === properties.size && text !== undefined)
    held.set("text", text);
  const written = `#try=${encodeBytes(new TextEncoder().encode(write(held)))}`;
  return written.length > LONGEST_LINK ? undefined : written;
};

/** What a fragment holds; nothing of what is none of ours. @type {(hash: string) => Map<string, any>} */
const read = (hash) => {
  const held = attempt(() => parse(decode(hash.replace(/^#try=/, ""))));
  return held instanceof Map ? held : new Map();
};

/** Inputs that the operation has, from a fragment of anybody's making. @type {(hash: string, data: any) => any} */
const inputsOf = (hash, { servers = [] }) => {
  const held = read(hash);
  /** @type {(value: any) => Map<string, any>} */
  const map = (value) => (value instanceof Map ? value : new Map());
  const at = Number(held.get("server"));
  const server = at in servers ? at : undefined;
  const { variables = {} } = servers[server ?? 0] ?? {};
  // A free variable could lead anywhere.
  const allowed = [...map(held.get("variables"))].filter(
    ([name, value]) => Object.hasOwn(variables, name) && variables[name].enum?.includes(value)
  );
  const parameters = [...map(held.get("parameters"))].map(([location, given]) => [location, map(given)]);
  const [text, type] = [held.get("text"), held.get("mediaType")];
  return {
    server,
    variables: Object.fromEntries(allowed),
    parameters: Object.fromEntries(parameters),
    mediaType: typeof type === "string" ? type : "",
    body: held.has("instance")
      ? { instance: held.get("instance") }
      : typeof text === "string"
        ? { text, value: [] }
        : null
  };
};

/** Takes the inputs of the page's fragment, if they are for this operation.
 * @type {(id: string, start: () => Promise<any>) => Promise<void>} */
const restore = async (id, start) => {
  const { hash } = location;
  if (read(hash).get("id") !== id) return;
  const self = await start();
  fill(self, inputsOf(hash, self.data));
  self.note.before(el("p", { role: "status" }, gettext("Filled in by the link. Nothing was sent.")));
  self.note.parentNode.scrollIntoView();
};

/** The page's address with the inputs in it. @type {(self: any) => string} */
const linkOf = (self) => {
  const written = fragment(self.page.id, givenBy(self), self.data);
  if (!written) throw new RangeError(gettext("Too long for a link"));
  history.replaceState(null, "", written);
  return location.href;
};
