"""curl, in a POSIX shell."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import Interpolation, Language, Quote

_ESCAPES: Final = {"'": "'\\''"}
_SINGLE: Final = Quote(start="'", end="'", escapes=_ESCAPES)

CURL: Final = Language(
    id="curl",
    label="curl",
    lexer="bash",
    template="""
curl\
{{if method in HEAD}} --head\
{{else}}{{if body or not method in GET}} --request {{method | word}}{{end}}{{end}} \
{{if body}}{{url | expression}}{{else}}{{bare_url | quote}}{{end}}
{{if not body}}
{{each credentials.query}}
--get --data-urlencode "{{encoded}}=${{variable}}"
{{end}}
{{end}}
{{each credentials.basic}}
--user "${{variable}}"
{{end}}
{{each credentials.digest}}
--digest --user "${{variable}}"
{{end}}
{{each credentials.certificate}}
--cert "${{variable}}"
{{end}}
{{each fields}}
--header {{if value}}{{line | expression}}{{else}}{{name | empty}}{{end}}
{{end}}
{{if body.text}}
--data{{body.text | data}}
{{end}}
{{if body.filename}}
--data-binary '@{{body.filename | inner}}'
{{end}}
{{each body.parts}}
--form{{if filename}} '{{name | inner}}=@{{filename | inner}}{{if content_type}};type={{content_type | inner}}{{end}}'\
{{else}}{{if content_type}} '{{name | inner}}={{value | content | inner}};type={{content_type | inner}}'\
{{else}}-string '{{name | inner}}={{value | inner}}'{{end}}{{end}}
{{end}}
""",
    quotes={
        "quote": (_SINGLE,),
        "inner": (Quote(start="", end="", escapes=_ESCAPES),),
        "word": (Quote(fits="[A-Za-z0-9_-]+", start="", end=""), _SINGLE),
        "empty": (Quote(start="'", end=";'", escapes=_ESCAPES),),
        # A leading @ would name a file.
        "data": (
            Quote(fits="@[\\s\\S]*", start="-raw '", end="'", escapes=_ESCAPES),
            Quote(start=" '", end="'", escapes=_ESCAPES),
        ),
        # Special to `--form` are quotes and file marks at the start, spaces at the ends, and the semicolon anywhere.
        "content": (
            Quote(fits='((?![\\x00-\\x20"@<])[^;]*(?![\\x00-\\x20])[^;])?', start="", end=""),
            Quote(escapes={"\\": "\\\\", '"': '\\"'}),
        ),
    },
    variables=dict.fromkeys(("", "percent", "base64"), '"${}"'),
    plus="",
    # Double quotes are easier to read, where they need no escape.
    interpolation=Interpolation(fits='[^\\\\"$`!]*', start='"', end='"', variable="${}"),
    apart=("authorization:basic", "authorization:digest"),
    newline=" \\\n  ",
)
