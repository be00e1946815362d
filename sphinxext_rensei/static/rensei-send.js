// @ts-check
// Sends a request: straight from the browser, through our proxy (an envelope), or through any proxy that takes a URL.

/** How a page calls one: nothing of the reader goes along. @type {RequestInit} */
const QUIETLY = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };

const CALL = "application/vnd.rensei.call";
const REPLY = "application/vnd.rensei.reply";
/** More of a proxy's head than this, in bytes, is none. */
const HEAD = 1e6;

/** Bytes as a text for URLs. @type {(bytes: Uint8Array) => string} */
const encodeBytes = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const random = () => crypto.getRandomValues(new Uint8Array(32));

/** The URL and header fields with the credentials in their places; a secret is `user:password` for Basic.
 * @type {(made: any, secrets: Record<string, string>) => {url: string, headers: string[][]}} */
const authorized = (made, secrets) => {
  const { url, headers } = templatesOf(made);
  /** @type {(template: Rensei.Template) => string} */
  const filled = (template) =>
    template
      .map((piece) => {
        if (typeof piece === "string") return piece;
        const secret = secrets[piece.name];
        return { percent: quote(secret), base64: btoa(bytes(secret)) }[piece.encoding] ?? secret;
      })
      .join("");
  return { url: filled(url), headers: headers.map(([name, template]) => [name, filled(template)]) };
};

/** A `multipart/form-data` body (RFC 7578), which is of that media type. @type {(parts: any[]) => Blob} */
const multipart = (parts) => {
  // At most 70 characters, none of them a capital: media types of blobs have none.
  const boundary = random().slice(9).join("");
  /** @type {(text: string) => string} */
  const within = (text) => text.replace(/[\r\n"]/g, encodeURIComponent);
  const written = parts.flatMap(({ name, value, filename, content_type, file }) => {
    const type = content_type || file?.type || (filename && "application/octet-stream");
    return [
      `--${boundary}\r\nContent-Disposition: form-data; name="${within(name)}"`,
      filename && `; filename="${within(filename)}"`,
      "\r\n",
      type && `Content-Type: ${type}\r\n`,
      "\r\n",
      file ?? value,
      "\r\n"
    ];
  });
  return new Blob([...written, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` });
};

/** @typedef {{url: string, method: string, headers: string[][], body: Blob | undefined, signal: AbortSignal}} Outgoing */
/** @type {(outgoing: Outgoing) => Promise<any>} */
const direct = async ({ url, headers, ...options }) => {
  const fields = new Headers();
  // Browsers let no page set these.
  for (const [name, value] of headers) if (name.toLowerCase() !== "cookie") fields.append(name, bytes(value));
  if (options.body && !fields.has("Content-Type")) fields.set("Content-Type", "application/octet-stream");
  const reply = await fetch(url, { ...QUIETLY, ...options, headers: fields });
  const { status, statusText: reason, body, type } = reply;
  return { status, reason, headers: [...reply.headers], url: reply.url, reader: body?.getReader(), hidden: type === "cors" };
};

/** The first line of a stream, and what reads the rest of it. @type {(stream: any) => Promise<any>} */
const split = async (stream) => {
  const reader = stream.getReader();
  let held = new Uint8Array();
  let end = -1;
  while (end < 0) {
    const { value, done } = await reader.read();
    if (done || held.length > HEAD) throw new Error("no head");
    held = new Uint8Array([...held, ...value]);
    end = held.indexOf(10);
  }
  const rest = [held.slice(end + 1)];
  const read = async () => (rest.length ? { value: rest.pop() } : reader.read());
  return { ...JSON.parse(new TextDecoder().decode(held.slice(0, end))), reader: { read } };
};

/** @type {(proxy: string, outgoing: Outgoing) => Promise<any>} */
const enveloped = async (proxy, { url, method, headers, signal, ...held }) => {
  const body = new Blob([JSON.stringify({ method, url, headers }), "\n", held.body ?? ""]);
  const reply = await fetch(proxy, { ...QUIETLY, method: "POST", headers: { "Content-Type": CALL }, body, signal });
  if (reply.ok && reply.headers.get("Content-Type")?.startsWith(REPLY))
    return { url, reason: "", ...(await split(reply.body)) };
  const text = await reply.text();
  // Without a problem in it, it is not our proxy.
  throw { problem: { status: reply.status, ...attempt(() => JSON.parse(text)) } };
};

/** @type {(made: any, secrets: Record<string, string>, proxy: string | undefined, signal: AbortSignal) => Promise<any>} */
const call = async ({ method, body: given, ...made }, secrets, proxy, signal) => {
  const { url, headers } = authorized(made, secrets);
  // A blob with no type of its own: what the request says of it stands.
  let body = given && ("text" in given ? new Blob([given.text]) : (given.file?.slice() ?? new Blob()));
  if (given?.parts) {
    body = multipart(given.parts);
    headers.push(["Content-Type", body.type]);
  }
  const outgoing = { url, method, headers, body, signal };
  const started = Date.now();
  const reply =
    proxy && !proxy.includes("{url}")
      ? await enveloped(proxy, outgoing)
      : await direct({ ...outgoing, url: proxy?.replace("{url}", encodeURIComponent(url)) ?? url });
  return { ...reply, elapsed: Date.now() - started };
};
