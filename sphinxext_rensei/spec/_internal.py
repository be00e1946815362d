"""What is marked ``x-internal: true`` leaves a description before anything is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinxext_rensei.spec._model import Callback, Description, Extensions, Operation, Parameter, Response


def is_internal(extensions: Extensions) -> bool:
    """Whether an object says of itself that it is internal."""
    return extensions.get("x-internal") is True


def without_internal(description: Description) -> Description:
    """A description without its internal operations, parameters, bodies, responses, headers and tags.

    An internal tag takes along the operations that have no other. Schemas stay: others refer to them.
    """
    hidden = frozenset(tag.name for tag in description.tags if is_internal(tag.extensions))
    return replace(
        description,
        tags=tuple(tag for tag in description.tags if tag.name not in hidden),
        operations=_operations(description.operations, hidden),
        webhooks=_operations(description.webhooks, hidden),
    )


def _operations(operations: tuple[Operation, ...], hidden: frozenset[str]) -> tuple[Operation, ...]:
    return tuple(
        _operation(each, hidden)
        for each in operations
        if not is_internal(each.extensions) and not (each.tags and hidden.issuperset(each.tags))
    )


def _operation(operation: Operation, hidden: frozenset[str]) -> Operation:
    return replace(
        operation,
        tags=tuple(name for name in operation.tags if name not in hidden),
        parameters=_parameters(operation.parameters),
        body=None if operation.body and is_internal(operation.body.extensions) else operation.body,
        responses=tuple(_response(each) for each in operation.responses if not is_internal(each.extensions)),
        callbacks=tuple(_callback(each, hidden) for each in operation.callbacks),
    )


def _response(response: Response) -> Response:
    # Of thousands, few have any.
    return replace(response, headers=_parameters(response.headers)) if response.headers else response


def _callback(callback: Callback, hidden: frozenset[str]) -> Callback:
    return replace(callback, operations=_operations(callback.operations, hidden))


def _parameters(parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    return tuple(each for each in parameters if not is_internal(each.extensions))
