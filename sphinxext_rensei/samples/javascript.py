"""JavaScript with fetch, as a module for Node.js."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPED, Language, Quote, Values

JAVASCRIPT: Final = Language(
    id="javascript",
    label="JavaScript",
    lexer="javascript",
    template="""
{{if body.filename or body.parts.filename}}
import { openAsBlob } from "node:fs";

{{end}}
{{if body.parts}}
const form = new FormData();
{{each body.parts}}
{{if filename}}
form.append({{name | quote}}, await openAsBlob({{filename | quote}}\
{{if content_type}}, { type: {{content_type | quote}} }{{end}}), {{filename | quote}});
{{else}}
form.append({{name | quote}}, \
{{if content_type}}new Blob([{{value | quote}}], { type: {{content_type | quote}} })\
{{else}}{{value | quote}}{{end}});
{{end}}
{{end}}

{{end}}
{{if fields or not method in GET}}
const response = await fetch({{url | expression}}, {
{{if not method in GET}}
  method: {{method | quote}},
{{end}}
{{if fields}}
  headers: {
{{each fields}}
    {{name | key}}: {{value | expression}},
{{end}}
  },
{{end}}
{{if not method in GET HEAD}}
{{if literal}}
  body: JSON.stringify({{literal}}),
{{else}}
{{if body.text}}
  body: {{body.text | text}},
{{end}}
{{end}}
{{if body.filename}}
  body: await openAsBlob({{body.filename | quote}}),
{{end}}
{{if body.parts}}
  body: form,
{{end}}
{{end}}
});
{{else}}
const response = await fetch({{url | expression}});
{{end}}

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
{{if accepts_json}}
const data = await response.json();
console.log(data);
{{else}}
console.log(await response.text());
{{end}}
""",
    quotes={
        "quote": (ESCAPED,),
        "text": (
            Quote(
                fits="[^\\n]+\\n[\\s\\S]+",
                start="`",
                end="`",
                escapes={"\\": "\\\\", "`": "\\`", "$": "\\$", "\n": "\n", "\r": "\\r", "\t": "\t"},
                unseen="\\u{}",
            ),
            ESCAPED,
        ),
        "key": (Quote(fits="[A-Za-z_$][A-Za-z0-9_$]*", start="", end=""), ESCAPED),
    },
    variables={
        "": "process.env.{}",
        "percent": "encodeURIComponent(process.env.{})",
        "base64": 'Buffer.from(process.env.{}).toString("base64")',
    },
    latin=True,
    values=Values(
        constants={"null": "null", "true": "true", "false": "false"},
        # What a double keeps.
        number="-?([0-8]?[0-9]{1,15}|[0-9.]{1,15}([eE][+-]?[0-9]{1,2})?)",
        key="(?!__proto__(?![\\s\\S]))[\\s\\S]*",
        indent="  ",
    ),
)
