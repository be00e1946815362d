// Deliveries of Vercel: an HMAC in hexadecimal digits, in the header x-vercel-signature.
import { createHmac, timingSafeEqual } from "node:crypto";

const ALGORITHMS = new Map([[40, "sha1"], [64, "sha256"]]);

/** Whether the signature fits the raw body; its length says how it was made. */
export function isSigned(body, signature, secret) {
  const algorithm = ALGORITHMS.get(signature.length);
  if (!algorithm) return false;
  const expected = Buffer.from(createHmac(algorithm, secret).update(body).digest("hex"));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
