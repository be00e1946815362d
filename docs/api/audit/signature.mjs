// Check a signature of the audit log against the keys of its workspace.
import { createHash, createPublicKey, verify } from "node:crypto";

/** A value in the form of RFC 8785: no spaces, members in order. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const member = (name) => `${JSON.stringify(name)}:${canonical(value[name])}`;
  return `{${Object.keys(value).sort().map(member).join(",")}}`;
}

/**
 * Whether the key that the row names has signed the row.
 *
 * row: the row without its signature
 * signature: its 64 bytes
 * keys: the JSON Web Key Set of the workspace
 */
export function isSigned(row, signature, keys) {
  const key = keys.keys.find(({ kid }) => kid === row.signing_key_id);
  if (key?.kty !== "OKP" || key.crv !== "Ed25519") return false;
  const digest = createHash("sha256").update(canonical(row)).digest();
  const publicKey = createPublicKey({ key, format: "jwk" });
  return verify(null, digest, publicKey, signature);
}
