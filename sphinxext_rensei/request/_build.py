"""The request of an operation and inputs: the same function as in the browser (``static/rensei-build.js``).

The same vectors test both (``tests/vectors/requests.json``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sphinxext_rensei.request._media import base_type, form_parts, form_text, is_json, media_text, part_rules
from sphinxext_rensei.request._message import Body, FileBody, Inputs, Instance, MultipartBody, Request, TextBody
from sphinxext_rensei.request._parameters import compact, encoder, plain, serialize
from sphinxext_rensei.request._security import credential
from sphinxext_rensei.spec import join_uri, split_uri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.request._message import Credential
    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, MediaType, Operation, Parameter, SecurityScheme, Server

PLACEHOLDER_SERVER: Final = "https://api.example.com"
"""Base of server URLs that are relative: where the description will be served is not known."""
FORM: Final = "application/x-www-form-urlencoded"
# Left as written in a URL that is a URL already: reserved characters and percent signs (RFC 3986, section 2.2).
_WRITTEN: Final = ":/?#[]@!$&'()*+,;=%"


def make_request(analyser: Analyser, operation: Operation, inputs: Inputs) -> Request:
    """The request that the inputs mean. Whatever they are, there is one."""
    credentials = _credentials(inputs, analyser.description.security_schemes)
    # Some describe a credential twice, as a scheme and as a parameter.
    taken = {each.slot for each in credentials}
    placed: dict[str, list[tuple[str, str]]] = {"path": [], "query": [], "querystring": [], "header": [], "cookie": []}
    for each in operation.parameters:
        key = (each.location, each.name)
        if key in inputs.parameters and each.identity not in taken and not each.is_ignored:
            placed[each.location].append((each.name, parameter_text(each, inputs.parameters[key])))
    media = next((each for each in _content(operation) if each.name == inputs.media_type), None)
    body = _body(analyser, media, inputs.body)
    headers = [*_negotiation(operation, media, body), *_fields(placed["header"], placed["cookie"])]
    query = [text for _, text in placed["query"] + placed["querystring"] if text]
    return Request(
        method=operation.method,
        url=_url(base_url(operation, inputs), operation.path, placed["path"], query),
        headers=tuple((name, _one_line(text)) for name, text in headers),
        body=body,
        credentials=credentials,
    )


def _credentials(inputs: Inputs, schemes: Mapping[str, SecurityScheme]) -> tuple[Credential, ...]:
    """Where the credentials go; of two that would go to one place, only the first can be sent."""
    placed: dict[tuple[str, str], Credential] = {}
    for name in inputs.credentials:
        found = credential(schemes[name]) if name in schemes else None
        if found is not None:
            placed.setdefault(found.slot, found)
    return tuple(placed.values())


def base_url(operation: Operation, inputs: Inputs) -> str:
    """The URL that the operation's path is added to."""
    if inputs.base:
        return _absolute(inputs.base)
    if not operation.servers:
        return PLACEHOLDER_SERVER
    index = first_server(operation) if inputs.server is None else inputs.server
    return server_url(operation.servers[index], inputs.variables)


def first_server(operation: Operation) -> int:
    """The server that is called unless another one is chosen: the first that can be."""
    return next((index for index, server in enumerate(operation.servers) if _usable(server)), 0)


def server_url(server: Server, variables: Mapping[str, str] | None = None) -> str:
    """The absolute base URL of a server; variables without a value have their default."""
    return _absolute(server.filled(variables or {}))


def _absolute(url: str) -> str:
    written = quote(url.strip(), safe=_WRITTEN)
    joined = join_uri(PLACEHOLDER_SERVER, written) or written
    return joined.partition("#")[0].partition("?")[0].rstrip("/")


def _usable(server: Server) -> bool:
    """Whether a request can go there: HTTP, and no variable without a value."""
    parts = split_uri(server.default_url)
    return parts is not None and parts.scheme in ("", "http", "https") and "{" not in server.default_url


def _fields(headers: list[tuple[str, str]], cookies: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Header fields, and all cookies in one."""
    joined = "; ".join(text for _, text in cookies if text)
    return [*headers, ("Cookie", joined)] if joined else headers


def _url(base: str, template: str, filled: list[tuple[str, str]], query: list[str]) -> str:
    path, _, fixed = template.partition("?")
    for name, text in filled:
        path, fixed = (each.replace(f"{{{name}}}", text) for each in (path, fixed))
    # A fragment only tells apart operations of the same path; it is never sent.
    path, fixed = path.partition("#")[0], fixed.partition("#")[0]
    joined = "&".join([*([quote(fixed, safe=_WRITTEN)] if fixed else []), *query])
    return f"{base}{quote(path, safe=_WRITTEN)}{'?' if joined else ''}{joined}"


# Parameters ----------------------------------------------------------------------------------------------------------


def parameter_text(parameter: Parameter, value: JSON) -> str:
    """A parameter as it is sent, by ``style`` or by ``content``."""
    media = parameter.media
    if media is None:
        return serialize(
            parameter.name,
            value,
            location=parameter.location,
            style=parameter.style,
            explode=parameter.explode,
            allow_reserved=parameter.allow_reserved,
        )
    text = compact(value) if is_json(media.name) else plain(value)
    encode = encoder(parameter.location)
    if parameter.location == "querystring":
        is_form = base_type(media.name) == FORM and isinstance(value, dict)
        return form_text(media, value) if is_form else encode(text)
    if parameter.location == "cookie" and base_type(media.name) == "text/plain":
        # The way to give a cookie's value as it is (OAS 3.2.0, appendix D).
        return f"{encode(parameter.name)}={text}"
    if parameter.location in ("query", "cookie"):
        return f"{encode(parameter.name)}={encode(text)}"
    return encode(text)


# Body ----------------------------------------------------------------------------------------------------------------


def _content(operation: Operation) -> tuple[MediaType, ...]:
    return operation.body.content if operation.body else ()


def _body(analyser: Analyser, media: MediaType | None, given: Instance | Body | None) -> Body | None:
    if media is None or given is None:
        return None
    if not isinstance(given, Instance):
        return given
    base = base_type(media.name)
    if base.startswith("multipart/"):
        return MultipartBody(form_parts(part_rules(analyser, media), given.value))
    text = media_text(analyser, media, given.value)
    return TextBody(text, (given.value,)) if is_json(base) or base == "*/*" else TextBody(text)


def _negotiation(operation: Operation, media: MediaType | None, body: Body | None) -> list[tuple[str, str]]:
    """``Accept`` where one media type is documented, and ``Content-Type``."""
    accepted = accepted_type(operation)
    fields = [("Accept", accepted)] if accepted else []
    if media is not None and isinstance(body, (TextBody, FileBody)):
        content_type = media.name
        if "*" in content_type:
            content_type = "application/json" if isinstance(body, TextBody) else "application/octet-stream"
        fields.append(("Content-Type", content_type))
    return fields


def accepted_type(operation: Operation) -> str:
    """The media type of every documented success, if there is just one."""
    successes = [each for each in operation.responses if each.status.startswith("2")]
    documented = list(dict.fromkeys(each.name for response in successes for each in response.content))
    return documented[0] if len(documented) == 1 and "*" not in documented[0] else ""


def _one_line(text: str) -> str:
    """A field value has no line breaks (RFC 9110, section 5.5)."""
    return " ".join(text.split("\n")).replace("\r", "").strip()
