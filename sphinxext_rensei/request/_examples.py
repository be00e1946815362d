"""Inputs that the API should understand: what samples show, and what the playground starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.request._build import make_request
from sphinxext_rensei.request._meant import meant
from sphinxext_rensei.request._media import base_type, file_name, is_binary, is_file, is_json, media_examples
from sphinxext_rensei.request._message import Body, FileBody, Inputs, Instance, TextBody
from sphinxext_rensei.request._security import preferred
from sphinxext_rensei.schema import MAX_LEVELS, example

if TYPE_CHECKING:
    from sphinxext_rensei.request._media import MediaExample
    from sphinxext_rensei.request._message import Request
    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, MediaType, Operation, Parameter

_INSTANCES = ("application/x-www-form-urlencoded",)
"""Media types whose examples are instances, beside JSON and multipart."""


def build_request(analyser: Analyser, operation: Operation, *, levels: int = MAX_LEVELS) -> Request:
    """The request of a sample.

    :param levels: how many of the body hold what may be left out.
    """
    return make_request(analyser, operation, example_inputs(analyser, operation, levels=levels))


def example_inputs(analyser: Analyser, operation: Operation, *, levels: int = MAX_LEVELS) -> Inputs:
    """Example values where something is required, and a place for the credentials of the first alternative."""
    credentials = preferred(operation, analyser.description.security_schemes)
    media = preferred_media(operation)
    return Inputs(
        parameters={
            (each.location, each.name): parameter_value(analyser, each)
            for each in operation.parameters
            if is_used(operation, each)
        },
        media_type=media.name if media else "",
        body=_body(analyser, media, levels=levels) if media else None,
        credentials=tuple(each.name for each in credentials),
    )


def is_used(operation: Operation, parameter: Parameter) -> bool:
    """What is required or given; where nothing at all is required, what the author gave an example for."""
    if parameter.required or parameter.given:
        return True
    inputs = operation.body is not None or any(each.required for each in operation.parameters)
    return not inputs and bool(parameter.examples) and not parameter.deprecated


def parameter_value(analyser: Analyser, parameter: Parameter) -> JSON:
    """The first example of a parameter, or one made from its schema."""
    for given in parameter.all_examples:
        if given.has_value:
            return meant(analyser, parameter, given.value)
    schema = parameter.value_schema
    if schema is None:
        return parameter.name
    value = example(analyser, schema, "request", name=parameter.name)
    if parameter.location != "path":
        return value
    if isinstance(value, str) and "/" in value:
        # A name such as `link` means no address here: it is one segment of a path.
        value = example(analyser, schema, "request")
    # An empty path segment would be another path.
    return parameter.name if value in ("", None, [], {}) else value


def preferred_media(operation: Operation) -> MediaType | None:
    """The media type that a body is written in, unless another is chosen: the first JSON one, or the first."""
    content = operation.body.content if operation.body else ()
    for media in content:
        if is_json(media.name):
            return media
    return content[0] if content else None


def _body(analyser: Analyser, media: MediaType, *, levels: int) -> Instance | Body | None:
    given = [each for each in media_examples(analyser, media, "request", levels=levels) if each.has_value]
    return example_body(analyser, media, given[0] if given else None)


def example_body(analyser: Analyser, media: MediaType, given: MediaExample | None) -> Instance | Body | None:
    """What an example puts into the body.

    :param given: the example; None where there is none.
    """
    base = base_type(media.name)
    if base.startswith("multipart/"):
        return Instance(given.value if given else {})
    shape = analyser.shape(media.schema) if media.schema is not None else None
    if is_binary(base) and (shape is None or is_file(shape, base) or given is None) and base != "*/*":
        return FileBody(file_name(base))
    if is_file(shape):
        return FileBody(file_name(base))
    if given is None:
        return Instance({}) if is_json(base) else None
    if is_json(base) or base == "*/*" or (base in _INSTANCES and isinstance(given.value, dict)):
        return Instance(given.value)
    return TextBody(given.text)
