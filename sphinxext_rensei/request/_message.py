"""An HTTP request as a value, with places for credentials: the one truth of samples and playground."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec import JSON

CredentialKind = Literal["bearer", "basic", "digest", "authorization", "header", "query", "cookie", "certificate"]
"""Where a credential goes: the ``Authorization`` field in one of four ways, another field, the query, a cookie, or
the TLS handshake."""


@dataclass(frozen=True, slots=True)
class Credential:
    """The place of one credential; its value is never part of a request.

    :param name: the security scheme.
    :param kind: where it goes.
    :param parameter: name of the header field, query parameter or cookie; for ``authorization``, the HTTP scheme.
    """

    name: str
    kind: CredentialKind
    parameter: str = ""

    @property
    def slot(self) -> tuple[str, str]:
        """The one place that the credential takes up: no second one goes there."""
        match self.kind:
            case "query" | "cookie":
                return self.kind, self.parameter
            case "header":
                return "header", self.parameter.lower()
            case "certificate":
                return "certificate", ""
            case _:
                return "header", "authorization"

    @property
    def variable(self) -> str:
        """The environment variable that samples read it from: ``workerJwt`` is ``WORKER_JWT``."""
        words = self.name.replace("OAuth", "Oauth", 1)
        apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", words)
        name = re.sub(r"[^A-Z0-9]+", "_", apart.upper()).strip("_") or "CREDENTIAL"
        return f"_{name}" if name[0].isdigit() else name


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable inside a text.

    :param encoding: what is done to its value first: nothing, percent-encoding, or Base64 of its UTF-8 bytes.
    """

    name: str
    encoding: Literal["", "percent", "base64"] = ""


Template: TypeAlias = "tuple[str | Variable, ...]"
"""A text with places that are filled in when the sample runs."""


@dataclass(frozen=True, slots=True)
class TextBody:
    """A body that is text.

    :param text: exactly what is sent.
    :param value: the JSON value that the text serialises, in a tuple; empty for any other text.
    """

    text: str
    value: tuple[JSON, ...] = ()


@dataclass(frozen=True, slots=True)
class FileBody:
    """A body that is the bytes of a file."""

    filename: str


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of a ``multipart`` body (RFC 7578): a text, or a file where ``filename`` is given."""

    name: str
    value: str = ""
    filename: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """A ``multipart/form-data`` body; who sends it chooses the boundary."""

    parts: tuple[FormPart, ...]


Body: TypeAlias = "TextBody | FileBody | MultipartBody"


@dataclass(frozen=True, slots=True)
class Instance:
    """What is to be written as a body by its media type."""

    value: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What is chosen and typed for one call.

    :param server: which of the operation's servers; None for the first usable one.
    :param variables: values of server variables; the default for the rest.
    :param base: a base URL of one's own, instead of a server's.
    :param parameters: by location and name. What is not in it is not sent, and is not the same as an empty value.
    :param media_type: name of the media type of the body.
    :param body: an instance to be written, or a body that is ready.
    :param credentials: names of the security schemes whose credentials are given.
    """

    server: int | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    parameters: Mapping[tuple[str, str], JSON] = field(default_factory=dict)
    media_type: str = ""
    body: Instance | Body | None = None
    credentials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An HTTP request.

    :param url: absolute and percent-encoded, without the credentials that go there.
    :param headers: fields without credentials. A multipart body's ``Content-Type`` is left to who sends it.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None
    credentials: tuple[Credential, ...] = ()

    @property
    def url_template(self) -> Template:
        """The URL with the credentials that go into the query."""
        pieces: list[str | Variable] = [self.url]
        for credential in self.credentials:
            if credential.kind == "query":
                written = "".join(piece for piece in pieces if isinstance(piece, str))
                pieces.append(f"{'&' if '?' in written else '?'}{quote(credential.parameter, safe='')}=")
                pieces.append(Variable(credential.variable, "percent"))
        return tuple(_joined(pieces))

    @property
    def header_templates(self) -> tuple[tuple[str, Template], ...]:
        """The fields with the credentials that go there; cookies in one field (RFC 6265, section 5.4)."""
        fields: list[tuple[str, Template]] = [(name, (value,)) for name, value in self.headers]
        cookies: list[Template] = [template for name, template in fields if name.lower() == "cookie"]
        fields = [(name, template) for name, template in fields if name.lower() != "cookie"]
        for credential in self.credentials:
            variable = Variable(credential.variable)
            match credential.kind:
                case "bearer":
                    fields.append(("Authorization", ("Bearer ", variable)))
                case "basic":
                    fields.append(("Authorization", ("Basic ", Variable(credential.variable, "base64"))))
                case "authorization" | "digest":
                    fields.append(("Authorization", (f"{credential.parameter} ", variable)))
                case "header":
                    fields.append((credential.parameter, (variable,)))
                case "cookie":
                    cookies.append((f"{credential.parameter}=", variable))
        if cookies:
            pieces = [piece for index, cookie in enumerate(cookies) for piece in (("; ",) * (index > 0) + cookie)]
            fields.append(("Cookie", tuple(_joined(pieces))))
        return tuple(fields)


def _joined(pieces: list[str | Variable]) -> list[str | Variable]:
    """Neighbouring texts as one."""
    joined: list[str | Variable] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
