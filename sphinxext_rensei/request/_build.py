"""The request of a sample: an operation, its first usable server, example values, and places for credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit

from sphinxext_rensei.request._media import (
    base_type,
    file_name,
    form_parts,
    form_text,
    is_binary,
    is_file,
    is_json,
    media_examples,
    media_text,
)
from sphinxext_rensei.request._message import Body, FileBody, MultipartBody, Request, TextBody
from sphinxext_rensei.request._parameters import compact, encoder, plain, serialize
from sphinxext_rensei.request._security import preferred
from sphinxext_rensei.schema import example

if TYPE_CHECKING:
    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, MediaType, Operation, Parameter, Server

PLACEHOLDER_SERVER: Final = "https://api.example.com"
"""Base of server URLs that are relative: where the description will be served is not known."""
_IGNORED: Final = ("accept", "content-type", "authorization")
_FORM: Final = "application/x-www-form-urlencoded"
# Left as written in a URL that is a URL already: reserved characters and percent signs (RFC 3986, section 2.2).
_WRITTEN: Final = ":/?#[]@!$&'()*+,;=%"


def build_request(
    analyser: Analyser, operation: Operation, *, media: MediaType | None = None, required_only: bool = False
) -> Request:
    """A request that the API should understand.

    :param media: the media type of the body; the first JSON one, or the first, by default.
    :param required_only: leaves out of the body what may be left out.
    """
    credentials = preferred(operation, analyser.description.security_schemes)
    # Some describe a credential twice, as a scheme and as a parameter.
    taken = {each.slot for each in credentials}
    placed: dict[str, list[tuple[str, str]]] = {"path": [], "query": [], "querystring": [], "header": [], "cookie": []}
    for each in operation.parameters:
        if _used(operation, each) and _slot(each) not in taken:
            placed[each.location].append((each.name, parameter_text(each, _value(analyser, each))))
    media = media or _preferred_media(operation)
    body = _body(analyser, media, required_only=required_only) if media else None
    headers = [*_negotiation(operation, media, body), *_fields(placed["header"], placed["cookie"])]
    return Request(
        method=operation.method,
        url=_url(operation, placed["path"], [text for _, text in placed["query"] + placed["querystring"] if text]),
        headers=tuple((name, _one_line(text)) for name, text in headers),
        body=body,
        credentials=credentials,
    )


def server_url(server: Server) -> str:
    """The absolute base URL of a server, with the defaults of its variables."""
    url = urljoin(PLACEHOLDER_SERVER, quote(server.default_url.strip(), safe=_WRITTEN))
    return url.partition("#")[0].partition("?")[0].rstrip("/")


def _usable(server: Server) -> bool:
    """Whether a request can go there: HTTP, and no variable without a value."""
    return urlsplit(server.default_url).scheme in ("", "http", "https") and "{" not in server.default_url


def _fields(headers: list[tuple[str, str]], cookies: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Header fields; three of them are described elsewhere (OAS 3.2.0, section 4.12.2.1)."""
    found = [(name, text) for name, text in headers if name.lower() not in _IGNORED]
    joined = "; ".join(text for _, text in cookies if text)
    return [*found, ("Cookie", joined)] if joined else found


def _url(operation: Operation, filled: list[tuple[str, str]], query: list[str]) -> str:
    servers = [server for server in operation.servers if _usable(server)]
    base = server_url((servers or list(operation.servers))[0]) if operation.servers else PLACEHOLDER_SERVER
    path, _, fixed = operation.path.partition("?")
    for name, text in filled:
        path, fixed = (each.replace(f"{{{name}}}", text) for each in (path, fixed))
    # A fragment only tells apart operations of the same path; it is never sent.
    path, fixed = path.partition("#")[0], fixed.partition("#")[0]
    joined = "&".join([*([quote(fixed, safe=_WRITTEN)] if fixed else []), *query])
    return f"{base}{quote(path, safe=_WRITTEN)}{'?' if joined else ''}{joined}"


# Parameters ----------------------------------------------------------------------------------------------------------


def _used(operation: Operation, parameter: Parameter) -> bool:
    """What is required; where nothing at all is, what the author gave an example for."""
    if parameter.required:
        return True
    inputs = operation.body is not None or any(each.required for each in operation.parameters)
    return not inputs and bool(parameter.examples) and not parameter.deprecated


def _slot(parameter: Parameter) -> tuple[str, str]:
    name = parameter.name.lower() if parameter.location == "header" else parameter.name
    return parameter.location, name


def _value(analyser: Analyser, parameter: Parameter) -> JSON:
    for given in parameter.examples:
        if given.has_value:
            return given.value
    media = parameter.content[0] if parameter.content else None
    for given in media.examples if media else ():
        if given.has_value:
            return given.value
    schema = media.schema if media else parameter.schema
    if schema is None:
        return parameter.name
    value = example(analyser, schema, "request", name=parameter.name)
    # An empty path segment would be another path.
    return parameter.name if parameter.location == "path" and value in ("", None, [], {}) else value


def parameter_text(parameter: Parameter, value: JSON) -> str:
    """A parameter as it is sent, by ``style`` or by ``content``."""
    if not parameter.content:
        return serialize(
            parameter.name,
            value,
            location=parameter.location,
            style=parameter.style,
            explode=parameter.explode,
            allow_reserved=parameter.allow_reserved,
        )
    media = parameter.content[0]
    text = compact(value) if is_json(media.name) else plain(value)
    encode = encoder(parameter.location)
    if parameter.location == "querystring":
        is_form = base_type(media.name) == _FORM and isinstance(value, dict)
        return form_text(media, value) if is_form else encode(text)
    if parameter.location == "cookie" and base_type(media.name) == "text/plain":
        # The way to give a cookie's value as it is (OAS 3.2.0, appendix D).
        return f"{encode(parameter.name)}={text}"
    if parameter.location in ("query", "cookie"):
        return f"{encode(parameter.name)}={encode(text)}"
    return encode(text)


# Body ----------------------------------------------------------------------------------------------------------------


def _preferred_media(operation: Operation) -> MediaType | None:
    content = operation.body.content if operation.body else ()
    for media in content:
        if is_json(media.name):
            return media
    return content[0] if content else None


def _body(analyser: Analyser, media: MediaType, *, required_only: bool) -> Body | None:
    base = base_type(media.name)
    found = [
        each for each in media_examples(analyser, media, "request", required_only=required_only) if each.has_value
    ]
    if base.startswith("multipart/"):
        return MultipartBody(form_parts(analyser, media, found[0].value if found else {}))
    shape = analyser.shape(media.schema) if media.schema is not None else None
    if is_binary(base) and (shape is None or is_file(shape, base) or not found) and base != "*/*":
        return FileBody(file_name(base))
    if is_file(shape):
        return FileBody(file_name(base))
    if not found:
        return TextBody("{}", ({},)) if is_json(base) else None
    if is_json(base) or base == "*/*":
        return TextBody(media_text(analyser, media, found[0].value), (found[0].value,))
    return TextBody(found[0].text)


def _negotiation(operation: Operation, media: MediaType | None, body: Body | None) -> list[tuple[str, str]]:
    """``Accept`` where one media type is documented, and ``Content-Type``."""
    successes = [each for each in operation.responses if each.status.startswith("2")]
    documented = dict.fromkeys(each.name for response in successes for each in response.content)
    fields = [("Accept", name) for name in documented if len(documented) == 1 and "*" not in name]
    if media is not None and isinstance(body, (TextBody, FileBody)):
        content_type = media.name
        if "*" in content_type:
            content_type = "application/json" if isinstance(body, TextBody) else "application/octet-stream"
        fields.append(("Content-Type", content_type))
    return fields


def _one_line(text: str) -> str:
    """A field value has no line breaks (RFC 9110, section 5.5)."""
    return " ".join(text.split("\n")).replace("\r", "").strip()
