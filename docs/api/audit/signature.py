"""Check the signature of a row of the audit log against the keys of its workspace."""

import base64
import hashlib

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(row: dict, signature: bytes, keys: dict) -> bool:
    """Whether one of the keys, the one that the row names, has signed the row.

    row: the row without its signature
    signature: its 64 bytes
    keys: the JSON Web Key Set of the workspace
    """
    key = next((key for key in keys["keys"] if key["kid"] == row["signing_key_id"]), None)
    if key is None or (key["kty"], key["crv"]) != ("OKP", "Ed25519"):
        return False
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "=="))
    try:
        public.verify(signature, hashlib.sha256(rfc8785.dumps(row)).digest())
    except InvalidSignature:
        return False
    return True
