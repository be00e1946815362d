"""Vercel: an HMAC in the header x-vercel-signature."""

import hashlib
import hmac

ALGORITHMS = {40: hashlib.sha1, 64: hashlib.sha256}


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether the signature fits the raw body; its length says how."""
    algorithm = ALGORITHMS.get(len(signature))
    if algorithm is None:
        return False
    expected = hmac.new(secret.encode(), body, algorithm).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())
