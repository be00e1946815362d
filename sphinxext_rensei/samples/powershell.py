"""PowerShell 7 with Invoke-RestMethod."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import Language, Quote

POWERSHELL: Final = Language(
    id="powershell",
    label="PowerShell",
    lexer="powershell",
    template="""\
{{if form.repeated or form.typed}}
$body = [IO.MemoryStream]::new()
{{each form.pieces}}
{{if filename}}
$body.Write([IO.File]::ReadAllBytes((Resolve-Path {{filename | quote}})))
{{else}}
$body.Write([Text.Encoding]::UTF8.GetBytes({{content | escaped}}))
{{end}}
{{end}}
$body.Write([Text.Encoding]::UTF8.GetBytes({{form.end | escaped}}))

{{end}}
$parameters = @{
{{if method in GET POST PUT PATCH DELETE HEAD OPTIONS TRACE MERGE}}
    Method = '{{capital}}'
{{else}}
    CustomMethod = {{method | quote}}
{{end}}
    Uri = {{url | expression}}
{{if fields}}
    Headers = @{
{{each fields}}
        {{name | quote}} = {{value | expression}}
{{end}}
    }
{{end}}
{{each credentials.certificate}}
    Certificate = Get-PfxCertificate $env:{{variable}}
{{end}}
{{if text or file}}
{{each apart}}
    ContentType = {{value | expression}}
{{end}}
{{end}}
{{if text}}
    Body = {{text.content | quote}}
{{end}}
{{if file}}
    InFile = {{file.filename | quote}}
{{end}}
{{if form.repeated or form.typed}}
    ContentType = '{{form.media_type}}'
    Body = $body.ToArray()
{{else}}
{{if form}}
    Form = @{
{{each form.parts}}
        {{name | quote}} = {{if filename}}Get-Item {{filename | quote}}{{else}}{{value | quote}}{{end}}
{{end}}
    }
{{end}}
{{end}}
}
Invoke-RestMethod @parameters
""",
    # PowerShell takes typographic quotes for quotes.
    quotes={
        "quote": (Quote(start="'", end="'", escapes={each: each * 2 for each in "'\u2018\u2019\u201a\u201b"}),),
        # Line breaks of a multipart body have to be seen: they are CRLF, whatever those of the program are.
        "escaped": (
            Quote(
                escapes={
                    **{each: f"`{each}" for each in '`$"\u201c\u201d\u201e'},
                    "\r": "`r",
                    "\n": "`n",
                }
            ),
        ),
    },
    variables={
        "": "$env:{}",
        "percent": "[uri]::EscapeDataString($env:{})",
        "base64": "[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($env:{}))",
    },
    apart=("content-type",),
)
