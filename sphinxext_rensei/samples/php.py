"""PHP with its curl extension."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPES, Language, Quote

_SINGLE: Final = Quote(start="'", end="'", escapes={"\\": "\\\\", "'": "\\'"})

PHP: Final = Language(
    id="php",
    label="PHP",
    lexer="php",
    template="""\
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
{{if fields or form.labelled or form.repeated}}
    CURLOPT_HTTPHEADER => [
{{each fields}}
        {{line | expression}},
{{end}}
{{if form.labelled or form.repeated}}
        'Content-Type: {{form.media_type}}',
{{end}}
    ],
{{end}}
{{each credentials.certificate}}
    CURLOPT_SSLCERT => getenv('{{variable}}'),
{{end}}
{{if text}}
    CURLOPT_POSTFIELDS => {{text.content | quote}},
{{end}}
{{if file}}
    CURLOPT_POSTFIELDS => file_get_contents({{file.filename | quote}}),
{{end}}
{{if form.labelled or form.repeated}}
    CURLOPT_POSTFIELDS => implode([
{{each form.pieces}}
{{if filename}}
        file_get_contents({{filename | quote}}),
{{else}}
        {{content | escaped}},
{{end}}
{{end}}
        {{form.end | escaped}},
    ]),
{{else}}
{{if form}}
    CURLOPT_POSTFIELDS => [
{{each form.parts}}
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
        "type": (Quote(fits="", start="'application/octet-stream", end="'"), _SINGLE),
        # Line breaks of a multipart body have to be seen: they are CRLF, whatever those of the program are.
        "escaped": (Quote(escapes={**ESCAPES, "$": "\\$"}),),
    },
    variables={
        "": "getenv('{}')",
        "percent": "rawurlencode(getenv('{}'))",
        "base64": "base64_encode(getenv('{}'))",
    },
    plus=" . ",
)
