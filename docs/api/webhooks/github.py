"""GitHub: "sha256=" and HMAC-SHA256 in the header x-hub-signature-256."""

import hashlib
import hmac


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether the signature fits the raw body, byte for byte as it came."""
    digits = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    expected = f"sha256={digits}"
    return hmac.compare_digest(expected.encode(), signature.encode())
