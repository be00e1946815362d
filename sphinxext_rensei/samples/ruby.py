"""Ruby with net/http."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sphinxext_rensei.samples._language import ESCAPES, PARAMETER, UNSEEN, Language, Quote

_DOUBLE: Final = Quote(escapes={**ESCAPES, "#": "\\#"}, unseen="\\u{}")
_QUOTES: Final = (
    Quote(fits=f"[^\\t\\n{UNSEEN}]*", start="'", end="'", escapes={"\\": "\\\\", "'": "\\'"}),
    _DOUBLE,
)

RUBY: Final = Language(
    id="ruby",
    label="Ruby",
    lexer="ruby",
    template="""
require 'net/http'

uri = URI({{url | expression}})
{{if method in GET POST PUT PATCH DELETE HEAD OPTIONS TRACE}}
request = Net::HTTP::{{capital}}.new(uri)
{{else}}
request = Net::HTTPGenericRequest.new({{method | quote}}, true, true, uri)
{{end}}
{{each fields}}
request[{{name | quote}}] = {{value | expression}}
{{end}}
{{if body.text}}
request.body = {{body.text | text}}
{{end}}
{{if body.filename}}
request.body = File.binread({{body.filename | quote}})
{{end}}
{{if body.parts.label}}
request['Content-Type'] = 'multipart/form-data; boundary=rensei-form-boundary'
request.body = [
{{each body.parts}}
  "--rensei-form-boundary\\r\\nContent-Disposition: form-data; name=\\"{{name | parameter | within}}\\"\
{{if filename}}; filename=\\"{{filename | parameter | within}}\\"{{end}}\
{{if content_type}}\\r\\nContent-Type: {{content_type | within}}{{end}}\\r\\n\\r\\n",
  {{if filename}}File.binread({{filename | quote}}){{else}}{{value | quote}}{{end}},
  "\\r\\n",
{{end}}
  "--rensei-form-boundary--\\r\\n",
].map(&:b).join
{{else}}
{{if body.parts}}
request.set_form([
{{each body.parts}}
{{if filename}}
  [{{name | quote}}, File.open({{filename | quote}}, 'rb'), { filename: {{filename | quote}}\
{{if content_type}}, content_type: {{content_type | quote}}{{end}} }],
{{else}}
  [{{name | quote}}, {{value | quote}}],
{{end}}
{{end}}
], 'multipart/form-data')
{{end}}
{{end}}

response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == 'https') do |http|
  http.request(request)
end
puts response.code, response.body
""",
    quotes={
        "quote": _QUOTES,
        "within": (replace(_DOUBLE, start="", end=""),),
        "parameter": (PARAMETER,),
        # A heredoc takes the common margin of its lines away.
        "text": (
            Quote(
                fits="[{[]\\n(?:(?!JSON)[^\\r\\x00])*",
                start="<<~'JSON'.chomp\n  ",
                end="\nJSON",
                escapes={"\n": "\n  "},
            ),
            *_QUOTES,
        ),
    },
    variables={
        "": "ENV.fetch('{}')",
        "percent": "URI.encode_www_form_component(ENV.fetch('{}'))",
        "base64": "[ENV.fetch('{}')].pack('m0')",
    },
)
