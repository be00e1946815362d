// @ts-check
// The request of an operation and inputs: the same function as in Python (`request/_build.py`).
// `tests/vectors/requests.json` tests both.

const PLACEHOLDER = "https://api.example.com";
const WRITTEN = `${RESERVED}%`;

/** @type {(parameter: any, value: any) => string} */
const parameterText = (parameter, value) => {
  const { name, in: location, content } = parameter;
  if (!content) return serialize(name, value, location, parameter);
  const encode = encoder(location);
  const text = isJson(content) ? write(value) : plain(value);
  if (location === "querystring" && baseType(content) === FORM && value instanceof Map)
    return WRITERS.formText(parameter, value);
  if (location === "cookie" && baseType(content) === "text/plain") return `${encode(name)}=${text}`;
  return (/^(query|cookie)$/.test(location) ? `${encode(name)}=` : "") + encode(text);
};

/** @type {(url: string, origin: string) => string} */
const absolute = (url, origin) => {
  const [written] = quote(url.trim(), WRITTEN).split(/[?#]/);
  const joined = /^[a-z][a-z0-9+.-]*:/i.test(written)
    ? written
    : written.startsWith("//")
      ? origin.split("//")[0] + written
      : origin + new URL(written || "/", `${PLACEHOLDER}/`).pathname;
  return joined.replace(/\/+$/, "");
};

/** The URL that the operation's path is added to. @type {(operation: any, inputs: any, origin?: string) => string} */
const baseUrl = (operation, inputs, origin = PLACEHOLDER) => {
  if (inputs.base) return absolute(inputs.base, origin);
  const server = operation.servers?.[inputs.server ?? operation.server ?? 0];
  return server ? absolute(filledServer(server, inputs.variables), origin) : origin;
};

/** The one place that a credential or parameter takes up. @type {(kind: string, name: string) => string} */
const slot = (kind, name) =>
  /^(bearer|basic|digest|authorization)$/.test(kind)
    ? "header authorization"
    : `${kind} ${kind === "header" ? name.toLowerCase() : name}`;

/** @type {(operation: any, names: string[]) => Map<string, any>} */
const credentialsOf = (operation, names) => {
  const placed = new Map();
  for (const name of names) {
    const { kind, parameter = "", variable } = operation.schemes?.[name] ?? {};
    const place = kind && slot(kind, parameter);
    if (kind && !placed.has(place)) placed.set(place, { name, kind, parameter, variable });
  }
  return placed;
};

/** The request that the inputs mean; whatever they are, there is one. Relative servers are where `origin` says.
 * @type {(operation: any, inputs: any, origin?: string) => any} */
const request = (operation, inputs, origin) => {
  const credentials = credentialsOf(operation, inputs.credentials ?? []);
  /** @type {Record<string, string[][]>} */
  const placed = { path: [], query: [], querystring: [], header: [], cookie: [] };
  for (const each of operation.parameters ?? []) {
    const given = inputs.parameters?.[each.in];
    if (given?.has(each.name) && !credentials.has(slot(each.in, each.name)))
      placed[each.in].push([each.name, parameterText(each, given.get(each.name))]);
  }
  const media = operation.body?.content?.find((/** @type {any} */ each) => each.type === inputs.mediaType);
  const body = media && inputs.body ? WRITERS.bodyOf(media, inputs.body) : null;
  const headers = operation.accept ? [["Accept", operation.accept]] : [];
  if (body && !body.parts) {
    const otherwise = "text" in body ? "application/json" : "application/octet-stream";
    headers.push(["Content-Type", media.type.includes("*") ? otherwise : media.type]);
  }
  headers.push(...placed.header);
  /** @type {(fields: string[][], mark: string) => string} */
  const joined = (fields, mark) =>
    fields
      .map(([, text]) => text)
      .filter(Boolean)
      .join(mark);
  const cookies = joined(placed.cookie, "; ");
  if (cookies) headers.push(["Cookie", cookies]);
  const filled = placed.path.reduce((path, [name, text]) => path.replaceAll(`{${name}}`, () => text), operation.path);
  const [path, fixed = ""] = filled.split(/\?(.*)/s);
  const query = joined([["", quote(fixed.split("#")[0], WRITTEN)], ...placed.query, ...placed.querystring], "&");
  return {
    method: operation.method,
    url: baseUrl(operation, inputs, origin) + quote(path.split("#")[0], WRITTEN) + (query && `?${query}`),
    headers: headers.map(([name, text]) => [name, text.replaceAll("\n", " ").replaceAll("\r", "").trim()]),
    body,
    credentials: [...credentials.values()]
  };
};

/** URL and header fields as texts, and places for credentials; cookies are in one field (RFC 6265, section 5.4).
 * @type {(made: any) => {url: Rensei.Template, headers: [string, Rensei.Template][]}} */
const templatesOf = ({ url, headers, credentials }) => {
  /** @type {Rensei.Template} */
  const address = [url];
  /** @type {[string, Rensei.Template][]} */
  const fields = headers.map(([name = "", text = ""]) => [name, [text]]);
  for (const { kind, name, parameter, variable } of credentials) {
    const place = { name, variable, encoding: Object({ query: "percent", basic: "base64" })[kind] ?? "" };
    const scheme = Object({ bearer: "Bearer", basic: "Basic", digest: parameter, authorization: parameter })[kind];
    if (kind === "query") address.push(`${address.join("").includes("?") ? "&" : "?"}${quote(parameter)}=`, place);
    if (kind === "header") fields.push([parameter, [place]]);
    if (kind === "cookie") fields.push(["Cookie", [`${parameter}=`, place]]);
    if (scheme !== undefined) fields.push(["Authorization", [`${scheme} `, place]]);
  }
  const others = fields.filter(([name]) => !/^cookie$/i.test(name));
  const cookies = fields.filter((each) => !others.includes(each)).flatMap(([, template]) => ["; ", ...template]);
  return { url: address, headers: cookies.length ? [...others, ["Cookie", cookies.slice(1)]] : others };
};
