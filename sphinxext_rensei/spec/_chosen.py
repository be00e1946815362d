"""An operation of which one example is shown, and the answer that is expected of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinxext_rensei.spec._model import Example, MediaType, Operation, Parameter, Response


def choose_example(operation: Operation, name: str) -> Operation | None:
    """The operation with the example of a name in place of all others, wherever there is one.

    :returns: None where there is none at all.
    """
    body = operation.body
    chosen = replace(
        operation,
        parameters=tuple(_parameter(each, name) for each in operation.parameters),
        body=replace(body, content=_content(body.content, name)) if body else None,
        responses=tuple(replace(each, content=_content(each.content, name)) for each in operation.responses),
    )
    return chosen if _is_named(operation, name) else None


def choose_response(operation: Operation, status: str) -> Response | None:
    """What documents a status: its own response, else that of its class, else that of any other (OAS 3.2.0, 4.16).

    :param status: three digits, or a response's name as it is written (``4XX``, ``default``).
    :returns: the response, by the status that was asked for.
    """
    named = {each.status.upper(): each for each in operation.responses}
    if found := named.get(status.upper()):
        return found
    is_code = len(status) == len("200") and status.isdecimal() and status[0] in "12345"
    covering = named.get(f"{status[0]}XX") or named.get("DEFAULT") if is_code else None
    return replace(covering, status=status) if covering else None


def choose_answer(response: Response, name: str) -> Response | None:
    """The response with the example of a name alone; None where no media type has it."""
    content = tuple(media for media in response.content if any(each.name == name for each in media.examples))
    return replace(response, content=_content(content, name)) if content else None


def _is_named(operation: Operation, name: str) -> bool:
    contents = [response.content for response in operation.responses]
    media = [each for content in contents for each in content]
    media += operation.body.content if operation.body else ()
    holders: list[Parameter | MediaType] = [*media, *operation.parameters]
    return any(example.name == name for holder in holders for example in holder.examples)


def _parameter(parameter: Parameter, name: str) -> Parameter:
    return replace(parameter, examples=_chosen(parameter.examples, name))


def _content(content: tuple[MediaType, ...], name: str) -> tuple[MediaType, ...]:
    return tuple(replace(media, examples=_chosen(media.examples, name)) for media in content)


def _chosen(examples: tuple[Example, ...], name: str) -> tuple[Example, ...]:
    return tuple(example for example in examples if example.name == name) or examples
