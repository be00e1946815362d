"""Values of parameters that a page gives: a guide's own, in place of the description's examples."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext_rensei.spec import Example

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, Operation, Parameter


def give_values(
    analyser: Analyser, operation: Operation, values: Mapping[str, str]
) -> tuple[Operation, tuple[str, ...]]:
    """The operation with values for some parameters.

    :param values: text by name, or by location and name (``query.limit``) where a name alone is not enough. It is
        JSON, unless the parameter takes a string.
    :returns: the operation, and the names that no parameter has.
    """
    left = dict(values)
    parameters = []
    for parameter in operation.parameters:
        texts = [left.pop(name) for name in (f"{parameter.location}.{parameter.name}", parameter.name) if name in left]
        parameters.append(_with_value(analyser, parameter, texts[0]) if texts else parameter)
    return replace(operation, parameters=tuple(parameters)), tuple(left)


def _with_value(analyser: Analyser, parameter: Parameter, text: str) -> Parameter:
    schema = parameter.content[0].schema if parameter.content else parameter.schema
    types = analyser.shape(schema).types if schema is not None else ("string",)
    example = Example(value=text if "string" in types else _json(text), place=parameter.place)
    return replace(parameter, examples=(example,), given=True)


def _json(text: str) -> JSON:
    try:
        value: JSON = json.loads(text)
    except ValueError:
        return text
    return value
