"""What the example of a parameter means, where it is text as it is sent and the schema wants another type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema import Fitting, readings, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.schema import Analyser, Shape
    from sphinxext_rensei.spec import JSON, Parameter

_DELIMITERS: Final[Mapping[str, str]] = {"spaceDelimited": " ", "pipeDelimited": "|"}
"""Style -> what is between items, where that is no comma."""


def meant(analyser: Analyser, parameter: Parameter, value: JSON) -> JSON:
    """The value, or the first reading of it that fits the schema where its type does not."""
    schema = parameter.schema
    shape = analyser.shape(schema) if schema is not None else None
    if schema is None or shape is None or not isinstance(value, str) or type_of(value) in (shape.types or ("string",)):
        return value
    fitting = Fitting(analyser, "request")
    offered = (*_lists(analyser, parameter, shape, value), *readings(shape, value))
    return next((each for each in offered if fitting.fits(schema, each)), value)


def _lists(analyser: Analyser, parameter: Parameter, shape: Shape, text: str) -> Iterator[JSON]:
    """A text as the items that it has by the parameter's style."""
    if "array" in shape.types:
        apart = text.split(_DELIMITERS.get(parameter.style, ","))
        for texts in ([text], apart) if parameter.explode else (apart, [text]):
            yield [_item(analyser, shape, each) for each in texts]


def _item(analyser: Analyser, shape: Shape, text: str) -> JSON:
    if shape.items is None:
        return text
    fitting, items = Fitting(analyser, "request"), shape.items
    return next((each for each in readings(analyser.shape(items), text) if fitting.fits(items, each)), text)
