"""PowerShell 7 with Invoke-RestMethod."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import PARAMETER, Language, Quote

POWERSHELL: Final = Language(
    id="powershell",
    label="PowerShell",
    lexer="powershell",
    template="""
{{if repeated or body.parts.content_type}}
$body = [IO.MemoryStream]::new()
{{each body.parts}}
$body.Write([Text.Encoding]::UTF8.GetBytes("--rensei-form-boundary`r`n\
Content-Disposition: form-data; name=`"{{name | parameter | within}}`"\
{{if filename}}; filename=`"{{filename | parameter | within}}`"{{end}}\
{{if content_type}}`r`nContent-Type: {{content_type | within}}{{end}}`r`n`r`n"))
{{if filename}}
$body.Write([IO.File]::ReadAllBytes((Resolve-Path {{filename | quote}})))
{{else}}
$body.Write([Text.Encoding]::UTF8.GetBytes({{value | quote}}))
{{end}}
$body.Write([Text.Encoding]::UTF8.GetBytes("`r`n"))
{{end}}
$body.Write([Text.Encoding]::UTF8.GetBytes("--rensei-form-boundary--`r`n"))

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
{{if body.text or body.filename}}
{{each apart}}
    ContentType = {{value | expression}}
{{end}}
{{end}}
{{if body.text}}
    Body = {{body.text | quote}}
{{end}}
{{if body.filename}}
    InFile = {{body.filename | quote}}
{{end}}
{{if repeated or body.parts.content_type}}
    ContentType = 'multipart/form-data; boundary=rensei-form-boundary'
    Body = $body.ToArray()
{{else}}
{{if body.parts}}
    Form = @{
{{each body.parts}}
        {{name | quote}} = {{if filename}}Get-Item {{filename | quote}}{{else}}{{value | quote}}{{end}}
{{end}}
    }
{{end}}
{{end}}
}
Invoke-RestMethod @parameters
""",
    quotes={
        # PowerShell takes typographic quotes for quotes.
        "quote": (Quote(start="'", end="'", escapes={each: each * 2 for each in "'\u2018\u2019\u201a\u201b"}),),
        "within": (Quote(start="", end="", escapes={each: f"`{each}" for each in '`$"\u201c\u201d\u201e'}),),
        "parameter": (PARAMETER,),
    },
    variables={
        "": "$env:{}",
        "percent": "[uri]::EscapeDataString($env:{})",
        "base64": "[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($env:{}))",
    },
    apart=("content-type",),
)
