"""Linear: HMAC-SHA256 in the header linear-signature."""

import hashlib
import hmac


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether the signature fits the raw body, byte for byte as it came."""
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())
