// @ts-check
// What the inputs of an operation say together.

/** What the reader means, as requests are made from it. @type {(self: any) => any} */
const givenBy = ({ server, credentials, inputs, content }) => {
  /** @type {Record<string, Map<string, any>>} */
  const parameters = {};
  for (const [{ in: location, name }, { get }] of inputs) {
    const value = get();
    if (value !== undefined) (parameters[location] ??= new Map()).set(name, value);
  }
  const names = Object.keys(credentials.secrets());
  const [mediaType, body] = [content?.mediaType(), content?.get()];
  return { ...server.get(), parameters, mediaType, body, credentials: names };
};

/** Fills the inputs. @type {(self: any, given: any) => void} */
const fill = (self, given) => {
  self.server.set(given);
  for (const [{ in: location, name }, { set }] of self.inputs) set(given.parameters?.[location]?.get(name));
  self.content?.set(given.mediaType, given.body);
  self.changed = true;
  self.refresh();
};

/** Writes the samples of what would be sent, once that is not what the build has written; gives its URL, in two parts.
 * @type {(self: any) => string[]} */
const preview = (self) => {
  const { page, data, credentials, origin } = self;
  // Samples name a variable for each credential, typed or not.
  const given = { ...givenBy(self), credentials: credentials.names() };
  const made = request(data, given, origin);
  if (self.changed) writeSamples(page, made);
  const base = baseUrl(data, given, origin);
  return [base, made.url.slice(base.length)];
};
