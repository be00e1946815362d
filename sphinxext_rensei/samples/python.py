"""Python with requests."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPED, Language, Values

PYTHON: Final = Language(
    id="python",
    label="Python",
    lexer="python",
    template="""
{{if credentials}}
import os

{{end}}
import requests
{{if credentials.digest}}
from requests.auth import HTTPDigestAuth
{{end}}

{{if method in GET POST PUT PATCH DELETE HEAD OPTIONS}}
response = requests.{{lower}}(
{{else}}
response = requests.request(
    {{method | quote}},
{{end}}
    {{bare_url | quote}},
{{if credentials.query}}
    params={
{{each credentials.query}}
        {{name | quote}}: os.environ["{{variable}}"],
{{end}}
    },
{{end}}
{{if fields}}
    headers={
{{each fields}}
        {{name | quote}}: {{value | expression}},
{{end}}
    },
{{end}}
{{each credentials.basic}}
    auth=tuple(os.environ["{{variable}}"].split(":", 1)),
{{end}}
{{each credentials.digest}}
    auth=HTTPDigestAuth(*os.environ["{{variable}}"].split(":", 1)),
{{end}}
{{each credentials.certificate}}
    cert=os.environ["{{variable}}"],
{{end}}
{{if literal}}
    json={{literal}},
{{else}}
{{if lines}}
    data=(
{{each lines}}
        {{line | quote}}
{{end}}
    ){{if not ascii}}.encode(){{end}},
{{else}}
{{if body.text}}
    data={{body.text | quote}}{{if not ascii}}.encode(){{end}},
{{end}}
{{end}}
{{end}}
{{if body.filename}}
    data=open({{body.filename | quote}}, "rb"),
{{end}}
{{if body.parts}}
    files=[
{{each body.parts}}
        ({{name | quote}}, (\
{{if filename}}{{filename | quote}}, open({{filename | quote}}, "rb"){{else}}None, {{value | quote}}{{end}}\
{{if content_type}}, {{content_type | quote}}{{end}})),
{{end}}
    ],
{{end}}
    timeout=30,
)
response.raise_for_status()
{{if accepts_json}}
print(response.json())
{{else}}
print(response.text)
{{end}}
""",
    quotes={"quote": (ESCAPED,)},
    variables={"": 'os.environ["{}"]'},
    apart=("authorization:basic", "authorization:digest", "content-type:json"),
    latin=True,
    values=Values(
        constants={"null": "None", "true": "True", "false": "False"},
        # A whole number has any number of digits (to read it, 4,300); of others, 15 are kept.
        number="-?([0-9]{1,4300}|[0-9.]{1,15}([eE][+-]?[0-9]{1,2})?)",
        indent="    ",
    ),
)
