"""The JSON data model, and JSON Pointers (RFC 6901)."""

from __future__ import annotations

from typing import TypeAlias

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"


def escape(token: str) -> str:
    """Write one key as a reference token of a JSON Pointer (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """Read one reference token of a JSON Pointer back to the key (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~")


def child(pointer: str, *tokens: str | int) -> str:
    """Extend a JSON Pointer by keys and indices."""
    return pointer + "".join(f"/{escape(str(token))}" for token in tokens)


def split(pointer: str) -> tuple[str, ...]:
    """The keys and indices that a JSON Pointer names, unescaped."""
    return tuple(unescape(token) for token in pointer.split("/")[1:])
