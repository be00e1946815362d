// Deliveries of GitHub and GitHub Actions: "sha256=" and HMAC-SHA256, in the header x-hub-signature-256.
import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether the signature fits the raw body, as it came, before any JSON parser has seen it. */
export function isSigned(body, signature, secret) {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
