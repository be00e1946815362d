// GitHub: "sha256=" and HMAC-SHA256 in the header x-hub-signature-256.
import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether the signature fits the raw body, byte for byte as it came. */
export function isSigned(body, signature, secret) {
  const digits = createHmac("sha256", secret).update(body).digest("hex");
  const expected = Buffer.from(`sha256=${digits}`);
  const given = Buffer.from(signature);
  if (given.length !== expected.length) return false;
  return timingSafeEqual(given, expected);
}
