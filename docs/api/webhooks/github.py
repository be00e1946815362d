"""Deliveries of GitHub and GitHub Actions: "sha256=" and HMAC-SHA256, in the header x-hub-signature-256."""

import hashlib
import hmac


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether the signature fits the raw body, as it came, before any JSON parser has seen it."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())
