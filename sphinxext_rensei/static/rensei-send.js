// @ts-check
// Sends a request: straight from the browser, through our proxy (an envelope), or through any proxy that takes a URL.
"use strict";

(() => {
  const { authorized } = globalThis.rensei;
  const CALL = "application/vnd.rensei.call";

  // The last address that a policy of this page refused: no error of a call says so.
  globalThis.document?.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "connect-src") globalThis.rensei.refused = event.blockedURI;
  });

  /** A field value as the bytes of its UTF-8. */
  const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));
  const quoted = (text) => text.replace(/[\r\n"]/g, encodeURIComponent);

  /** A `multipart/form-data` body (RFC 7578) and its media type. */
  const multipart = (parts) => {
    const random = [...crypto.getRandomValues(new Uint8Array(12))].map((each) => each.toString(16).padStart(2, "0"));
    const boundary = `rensei-${random.join("")}`;
    const named = (filename) => filename && `; filename="${quoted(filename)}"`;
    const written = parts.flatMap(({ name, value, filename, content_type: type, file }) => [
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${named(filename)}\r\n`,
      ...(type || file?.type || filename
        ? [`Content-Type: ${type || file?.type || "application/octet-stream"}\r\n`]
        : []),
      "\r\n",
      file ?? value,
      "\r\n",
    ]);
    return { type: `multipart/form-data; boundary=${boundary}`, blob: new Blob([...written, `--${boundary}--\r\n`]) };
  };

  /** The request as it goes out. @param {any} made @param {any} secrets */
  const outgoing = (made, secrets) => {
    const { url, headers } = authorized(made, secrets);
    const { body } = made;
    if (!body) return { url, headers, blob: undefined };
    if ("parts" in body) {
      const { type, blob } = multipart(body.parts);
      return { url, headers: [...headers, ["Content-Type", type]], blob };
    }
    // A blob with no type of its own: what the request says of it stands.
    return { url, headers, blob: "text" in body ? new Blob([body.text]) : (body.file?.slice() ?? new Blob([])) };
  };

  /** @type {RequestInit} */
  const OPTIONS = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };

  const direct = async (url, method, headers, blob, signal) => {
    const fields = new Headers();
    // Browsers let no page set these.
    for (const [name, value] of headers) if (name.toLowerCase() !== "cookie") fields.append(name, bytes(value));
    if (blob && !fields.has("Content-Type")) fields.set("Content-Type", "application/octet-stream");
    const reply = await fetch(url, { ...OPTIONS, method, headers: fields, body: blob, signal });
    return {
      status: reply.status,
      reason: reply.statusText,
      headers: [...reply.headers],
      url: reply.url,
      body: reply.body,
      hidden: reply.type === "cors",
    };
  };

  /** The first line of a stream, and the stream of what follows it. */
  const split = async (stream) => {
    const reader = stream.getReader();
    let held = new Uint8Array();
    for (let end = -1; end < 0;) {
      const { value, done } = await reader.read();
      if (done) throw new Error("the proxy's reply ended too early");
      held = new Uint8Array([...held, ...value]);
      end = held.indexOf(10);
      if (end < 0 && held.length > 1e6) throw new Error("the proxy's reply has no head");
    }
    const end = held.indexOf(10);
    const body = new ReadableStream({
      start: (controller) => {
        if (held.length > end + 1) controller.enqueue(held.slice(end + 1));
      },
      pull: async (controller) => {
        const { value, done } = await reader.read();
        done ? controller.close() : controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return { head: JSON.parse(new TextDecoder().decode(held.slice(0, end))), body };
  };

  const enveloped = async (proxy, url, method, headers, blob, signal) => {
    const line = `${JSON.stringify({ method, url, headers })}\n`;
    const body = new Blob(blob ? [line, blob] : [line]);
    const reply = await fetch(proxy, { ...OPTIONS, method: "POST", headers: { "Content-Type": CALL }, body, signal });
    if (!reply.ok || !reply.headers.get("Content-Type")?.startsWith("application/vnd.rensei.reply")) {
      const text = (await reply.text()).slice(0, 2000);
      let problem = {};
      try {
        problem = JSON.parse(text);
      } catch {
        /* Not our proxy, then. */
      }
      throw Object.assign(new Error("the proxy refused"), { problem: { status: reply.status, ...problem } });
    }
    const { head, body: rest } = await split(reply.body);
    return { status: head.status, reason: "", headers: head.headers, url: head.url ?? url, body: rest, hidden: false };
  };

  /**
   * @param {any} made the request
   * @param {any} secrets
   * @param {string | undefined} proxy
   * @param {AbortSignal} signal
   */
  const call = async (made, secrets, proxy, signal) => {
    const { url, headers, blob } = outgoing(made, secrets);
    const started = performance.now();
    const reply = !proxy
      ? await direct(url, made.method, headers, blob, signal)
      : proxy.includes("{url}")
        ? await direct(proxy.replace("{url}", encodeURIComponent(url)), made.method, headers, blob, signal)
        : await enveloped(proxy, url, made.method, headers, blob, signal);
    return { ...reply, elapsed: performance.now() - started };
  };

  Object.assign(globalThis.rensei, { call, multipart, outgoing });
})();
