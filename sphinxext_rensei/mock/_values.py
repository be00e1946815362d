"""Texts of a request as the values that their schemas mean."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias

from sphinxext_rensei.schema import Fitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.schema import Analyser, Fault
    from sphinxext_rensei.spec import JSON, Schema

Tree: TypeAlias = "dict[str, Tree] | list[str]"
"""Texts by the keys that lead to them."""

_NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_KEY: Final = re.compile(r"\[([^\]]*)\]")
_MAX_KEYS: Final = 32
"""Keys that lead to a text, at most."""


def faults(analyser: Analyser, schema: Schema, value: JSON) -> tuple[Fault, ...]:
    """What of a value does not fit, on its way to the API; nothing where it does."""
    return Fitting(analyser, "request", trusting=True).faults(schema, value)


def read_primitive(analyser: Analyser, schema: Schema | None, text: str) -> JSON:
    """The first reading of a text that fits a schema, else the first of the right type, else the text."""
    if schema is None:
        return text
    readings: list[JSON] = [text]
    if _NUMBER.fullmatch(text):
        readings.insert(0, json.loads(text))
    if text[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            readings.append(json.loads(text))
    readings += [value for word, value in (("true", True), ("false", False), ("null", None)) if text == word]
    found = [(value, faults(analyser, schema, value)) for value in readings]
    fitting = (value for value, wrong in found if not wrong)
    # What is of the right type, and wrong otherwise, is told so.
    typed = (value for value, wrong in found if not any(fault.keyword == "type" and not fault.path for fault in wrong))
    return next(fitting, next(typed, text))


def deep_tree(name: str, pairs: Iterable[tuple[str, str]]) -> Tree | None:
    """What style ``deepObject`` wrote: ``name[key]=text``, any number of keys; None where nothing is there.

    Keys that come again are a list, with or without ``[]`` behind them.
    """
    root: dict[str, Tree] = {}
    for written, text in pairs:
        if written == name or written.startswith(f"{name}["):
            keys = _KEY.findall(written.removesuffix("[]")[len(name) :])
            _put(root, ["", *keys[:_MAX_KEYS]], text)
    return root.get("")


def _put(node: dict[str, Tree], keys: list[str], text: str) -> None:
    *around, last = keys
    for key in around:
        inner = node.setdefault(key, {})
        if isinstance(inner, list):
            return
        node = inner
    texts = node.setdefault(last, [])
    if isinstance(texts, list):
        texts.append(text)


def read_tree(analyser: Analyser, schema: Schema | None, tree: Tree) -> JSON:
    """A tree as the value that a schema means; of alternatives, the first that fits."""
    readings = (_reading(analyser, each, tree) for each in _candidates(analyser, schema))
    first = next(readings)
    if schema is None or not faults(analyser, schema, first):
        return first
    return next((value for value in readings if not faults(analyser, schema, value)), first)


def _candidates(analyser: Analyser, schema: Schema | None) -> Iterator[Schema | None]:
    yield schema
    if schema is not None:
        for alternatives in analyser.shape(schema).alternatives:
            yield from (variant.schema for variant in alternatives.variants)


def _reading(analyser: Analyser, schema: Schema | None, tree: Tree) -> JSON:
    shape = analyser.shape(schema) if schema is not None else None
    is_array = shape is not None and "array" in shape.types
    items = shape.items if shape else None
    if isinstance(tree, list):
        read = [read_primitive(analyser, items if is_array else schema, text) for text in tree]
        return read if is_array else read[-1]
    if is_array:
        return [read_tree(analyser, items, inner) for inner in tree.values()]
    schemas = {each.name: each.schema for each in shape.properties if not each.pattern} if shape else {}
    further = shape.additional if shape else None
    return {key: read_tree(analyser, schemas.get(key, further), inner) for key, inner in tree.items()}
