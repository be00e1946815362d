"""Ruby with net/http."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPES, UNSEEN, Language, Quote

_QUOTES: Final = (
    Quote(fits=f"[^\\t\\n{UNSEEN}]*", start="'", end="'", escapes={"\\": "\\\\", "'": "\\'"}),
    Quote(escapes={**ESCAPES, "#": "\\#"}, unseen="\\u{}"),
)

RUBY: Final = Language(
    id="ruby",
    label="Ruby",
    lexer="ruby",
    template="""\
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
{{if text}}
request.body = {{text.content | text}}
{{end}}
{{if file}}
request.body = File.binread({{file.filename | quote}})
{{end}}
{{if form.labelled}}
request['Content-Type'] = '{{form.media_type}}'
request.body = [
{{each form.pieces}}
{{if filename}}
  File.binread({{filename | quote}}),
{{else}}
  {{content | quote}},
{{end}}
{{end}}
  {{form.end | quote}},
].map(&:b).join
{{else}}
{{if form}}
request.set_form([
{{each form.parts}}
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
