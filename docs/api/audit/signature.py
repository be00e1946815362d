"""Check a signature of the audit log against the keys of its workspace."""

import base64
import hashlib

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(row: dict, signature: bytes, keys: dict) -> bool:
    """Whether the key that the row names has signed the row.

    row: the row without its signature
    signature: its 64 bytes
    keys: the JSON Web Key Set of the workspace
    """
    found = [key for key in keys["keys"] if key["kid"] == row["signing_key_id"]]
    if not found or (found[0]["kty"], found[0]["crv"]) != ("OKP", "Ed25519"):
        return False
    public = base64.urlsafe_b64decode(found[0]["x"] + "==")
    digest = hashlib.sha256(rfc8785.dumps(row)).digest()
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, digest)
    except InvalidSignature:
        return False
    return True
