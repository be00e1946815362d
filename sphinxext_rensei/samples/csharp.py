"""C# with HttpClient."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPED, UNSEEN, Language, Quote

CSHARP: Final = Language(
    id="csharp",
    label="C#",
    lexer="csharp",
    template="""
{{if apart or body.parts.content_type}}
using System.Net.Http.Headers;
{{end}}
{{if body.text or credentials.basic}}
using System.Text;
{{end}}
{{if apart or body.parts.content_type or body.text or credentials.basic}}

{{end}}
using var client = new HttpClient();
using var request = new HttpRequestMessage(\
{{if method in GET POST PUT PATCH DELETE HEAD OPTIONS TRACE}}HttpMethod.{{capital}}\
{{else}}new HttpMethod({{method | quote}}){{end}}, {{url | expression}});
{{each fields}}
request.Headers.TryAddWithoutValidation({{name | quote}}, {{value | expression}});
{{end}}
{{if body.text}}
request.Content = new StringContent({{body.text | text}}, Encoding.UTF8);
{{end}}
{{if body.filename}}
request.Content = new StreamContent(File.OpenRead({{body.filename | quote}}));
{{end}}
{{if body.text or body.filename}}
{{each apart}}
{{if key in content-type}}
request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse({{value | expression}});
{{else}}
request.Content.Headers.TryAddWithoutValidation({{name | quote}}, {{value | expression}});
{{end}}
{{end}}
{{end}}
{{if body.parts}}
var form = new MultipartFormDataContent();
{{each body.parts}}
{{if filename}}
var part{{number}} = new StreamContent(File.OpenRead({{filename | quote}}));
{{else}}
var part{{number}} = new StringContent({{value | quote}});
{{end}}
{{if content_type}}
part{{number}}.Headers.ContentType = MediaTypeHeaderValue.Parse({{content_type | quote}});
{{else}}
{{if not filename}}
part{{number}}.Headers.ContentType = null;
{{end}}
{{end}}
form.Add(part{{number}}, {{name | quote}}{{if filename}}, {{filename | quote}}{{end}});
{{end}}
request.Content = form;
{{end}}

using var response = await client.SendAsync(request);
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
""",
    quotes={
        "quote": (ESCAPED,),
        # Quotes of a raw string need no escape.
        "text": (
            Quote(
                fits=f'(?=[^\\n]*\\n)(?:(?!""")[^{UNSEEN}])*',
                start='"""\n',
                end='\n"""',
            ),
            ESCAPED,
        ),
    },
    variables={
        "": 'Environment.GetEnvironmentVariable("{}")',
        "percent": 'Uri.EscapeDataString(Environment.GetEnvironmentVariable("{}") ?? "")',
        "base64": 'Convert.ToBase64String(Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("{}") ?? ""))',
    },
    # .NET keeps these with the content.
    apart=(
        "allow",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-location",
        "content-md5",
        "content-range",
        "content-type",
        "expires",
        "last-modified",
    ),
)
