// @ts-check
// Inputs in a link's fragment, which no server sees. Never credentials, never a server that is not documented, and
// nothing is sent by opening one.

/** Longer links, in characters, are cut by what they pass through. */
const LONGEST_LINK = 8000;
// The 1 after `#try=` is the version of what follows; a link of another one fills in nothing.

/** @type {(text: string) => string} */
const decode = (text) =>
  new TextDecoder("utf-8", { fatal: true }).decode(
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0))
  );

/** A value without what is a password by its schema, however deep. @type {(value: any, schema: any, depth?: number) => any} */
const withoutSecrets = (value, schema, depth = 0) => {
  const { format, items, properties, variants } = shape(schema);
  if (format === "password") return undefined;
  let kept = value;
  if (Array.isArray(value))
    kept = value.map((item) => withoutSecrets(item, items)).filter((item) => item !== undefined);
  if (value instanceof Map) {
    kept = new Map();
    for (const [name, item] of value) {
      const found = withoutSecrets(item, properties.get(name));
      if (found !== undefined) kept.set(name, found);
    }
  }
  // A schema may be a variant of itself.
  return depth > 9 ? kept : variants.reduce((found, each) => withoutSecrets(found, each, depth + 1), kept);
};

/** The fragment of inputs; undefined where it would be too long.
 * @type {(id: string, inputs: any, data?: any) => string | undefined} */
const fragment = (id, { server, variables = {}, parameters, mediaType, body }, data = {}) => {
  const { parameters: known = [], body: { content = [] } = {} } = data;
  const media = content.find((/** @type {any} */ each) => each.type === mediaType) ?? { type: "" };
  /** @type {Map<string, any>} */
  const held = new Map(Object.entries({ id, mediaType, variables: new Map(Object.entries(variables)) }));
  const shareable = new Map();
  for (const [location, given] of Object.entries(parameters)) {
    const placed = known.filter((/** @type {any} */ each) => each.in === location);
    const properties = Object.fromEntries(placed.map((/** @type {any} */ each) => [each.name, each.schema]));
    shareable.set(location, withoutSecrets(given, { properties }));
  }
  held.set("parameters", shareable);
  if (server !== undefined) held.set("server", new Exact(`${server}`));
  const { instance, text } = body ?? {};
  if (instance !== undefined) held.set("instance", withoutSecrets(instance, media.schema));
  if (text !== undefined) {
    // A text that is no instance could hold what has a name.
    const said = attempt(() => instanceOf(media, text)) ?? shape(media.schema).properties;
    if (write(withoutSecrets(said, media.schema)) === write(said)) held.set("text", text);
  }
  const written = `#try=1${encodeBytes(new TextEncoder().encode(write(held)))}`;
  return written.length > LONGEST_LINK ? undefined : written;
};

/** What a fragment holds; nothing of what is none of ours. @type {(hash: string) => Map<string, any>} */
const read = (hash) => {
  const held = attempt(() => parse(decode(hash.replace(/^#try=1/, ""))));
  return held instanceof Map ? held : new Map();
};

/** Inputs that the operation has, from a fragment of anybody's making. @type {(hash: string, data: any) => any} */
const inputsOf = (hash, { servers = [], body: { content = [], hidden } = /** @type {any} */ ({}) }) => {
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
  // Forms alone keep what the author hides as it is.
  const formed = !hidden || content.find((/** @type {any} */ each) => each.type === type)?.views[0] === "form";
  return {
    server,
    variables: Object.fromEntries(allowed),
    parameters: Object.fromEntries(parameters),
    mediaType: typeof type === "string" ? type : "",
    body:
      held.has("instance") && formed
        ? { instance: held.get("instance") }
        : typeof text === "string" && !hidden
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
