"""PHP with its curl extension."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPES, PARAMETER, Language, Quote

_SINGLE: Final = Quote(start="'", end="'", escapes={"\\": "\\\\", "'": "\\'"})

PHP: Final = Language(
    id="php",
    label="PHP",
    lexer="php",
    template="""
<?php

$curl = curl_init({{url | expression}});
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
{{if method in HEAD}}
    CURLOPT_NOBODY => true,
{{else}}
{{if body or not method in GET}}
    CURLOPT_CUSTOMREQUEST => {{method | quote}},
{{end}}
{{end}}
{{if fields or body.parts.label or repeated}}
    CURLOPT_HTTPHEADER => [
{{each fields}}
        {{line | expression}},
{{end}}
{{if body.parts.label or repeated}}
        'Content-Type: multipart/form-data; boundary=rensei-form-boundary',
{{end}}
    ],
{{end}}
{{each credentials.certificate}}
    CURLOPT_SSLCERT => getenv('{{variable}}'),
{{end}}
{{if body.text}}
    CURLOPT_POSTFIELDS => {{body.text | quote}},
{{end}}
{{if body.filename}}
    CURLOPT_POSTFIELDS => file_get_contents({{body.filename | quote}}),
{{end}}
{{if body.parts.label or repeated}}
    CURLOPT_POSTFIELDS => implode([
{{each body.parts}}
        "--rensei-form-boundary\\r\\nContent-Disposition: form-data; name=\\"{{name | parameter | within}}\\"\
{{if filename}}; filename=\\"{{filename | parameter | within}}\\"{{end}}\
{{if content_type}}\\r\\nContent-Type: {{content_type | within}}{{end}}\\r\\n\\r\\n",
        {{if filename}}file_get_contents({{filename | quote}}){{else}}{{value | quote}}{{end}},
        "\\r\\n",
{{end}}
        "--rensei-form-boundary--\\r\\n",
    ]),
{{else}}
{{if body.parts}}
    CURLOPT_POSTFIELDS => [
{{each body.parts}}
{{if filename}}
        {{name | quote}} => new CURLFile({{filename | quote}}, {{content_type | type}}, {{filename | quote}}),
{{else}}
        {{name | quote}} => {{value | quote}},
{{end}}
{{end}}
    ],
{{end}}
{{end}}
]);

$answer = curl_exec($curl);
if ($answer === false) {
    throw new RuntimeException(curl_error($curl));
}
echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $answer, PHP_EOL;
""",
    quotes={
        "quote": (_SINGLE,),
        "type": (Quote(fits="(?![\\s\\S])", start="'application/octet-stream", end="'"), _SINGLE),
        "within": (Quote(start="", end="", escapes={**ESCAPES, "$": "\\$"}),),
        "parameter": (PARAMETER,),
    },
    variables={
        "": "getenv('{}')",
        "percent": "rawurlencode(getenv('{}'))",
        "base64": "base64_encode(getenv('{}'))",
    },
    plus=" . ",
)
