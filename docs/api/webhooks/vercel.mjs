// Vercel: an HMAC in the header x-vercel-signature.
import { createHmac, timingSafeEqual } from "node:crypto";

const ALGORITHMS = new Map([[40, "sha1"], [64, "sha256"]]);

/** Whether the signature fits the raw body; its length tells the algorithm. */
export function isSigned(body, signature, secret) {
  const algorithm = ALGORITHMS.get(signature.length);
  if (!algorithm) return false;
  const digits = createHmac(algorithm, secret).update(body).digest("hex");
  const expected = Buffer.from(digits);
  const given = Buffer.from(signature);
  if (given.length !== expected.length) return false;
  return timingSafeEqual(given, expected);
}
