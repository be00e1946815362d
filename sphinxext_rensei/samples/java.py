"""Java with java.net.http."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPED, PARAMETER, UNSEEN, WITHIN, Language, Quote

_SPACES: Final = f" \\t\\u3000{UNSEEN}"
_MARGIN: Final = "\n                "

JAVA: Final = Language(
    id="java",
    label="Java",
    lexer="java",
    template="""
import java.net.URI;
{{if credentials.query}}
import java.net.URLEncoder;
{{end}}
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
{{if credentials.query or credentials.basic}}
import java.nio.charset.StandardCharsets;
{{end}}
{{if body.filename or body.parts.filename}}
import java.nio.file.Path;
{{end}}
{{if credentials.basic}}
import java.util.Base64;
{{end}}

public class Sample {
    public static void main(String[] arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create({{url | expression}}))
{{if body.text}}
            .method({{method | quote}}, HttpRequest.BodyPublishers.ofString({{body.text | text}}))
{{end}}
{{if body.filename}}
            .method({{method | quote}}, HttpRequest.BodyPublishers.ofFile(Path.of({{body.filename | quote}})))
{{end}}
{{if body.parts}}
            .method({{method | quote}}, HttpRequest.BodyPublishers.concat(
{{each body.parts}}
                HttpRequest.BodyPublishers.ofString("--rensei-form-boundary\\r\\n\
Content-Disposition: form-data; name=\\"{{name | parameter | within}}\\"\
{{if filename}}; filename=\\"{{filename | parameter | within}}\\"{{end}}\
{{if content_type}}\\r\\nContent-Type: {{content_type | within}}{{end}}\\r\\n\\r\\n"),
{{if filename}}
                HttpRequest.BodyPublishers.ofFile(Path.of({{filename | quote}})),
{{else}}
                HttpRequest.BodyPublishers.ofString({{value | quote}}),
{{end}}
                HttpRequest.BodyPublishers.ofString("\\r\\n"),
{{end}}
                HttpRequest.BodyPublishers.ofString("--rensei-form-boundary--\\r\\n")))
{{end}}
{{if not body}}
{{if method in GET DELETE}}
            .{{method}}()
{{else}}
            .method({{method | quote}}, HttpRequest.BodyPublishers.noBody())
{{end}}
{{end}}
{{each fields}}
            .header({{name | quote}}, {{value | expression}})
{{end}}
{{if body.parts}}
            .header("Content-Type", "multipart/form-data; boundary=rensei-form-boundary")
{{end}}
            .build();

        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode());
        System.out.println(response.body());
    }
}
""",
    quotes={
        "quote": (ESCAPED,),
        "within": (WITHIN,),
        "parameter": (PARAMETER,),
        # A text block takes the common margin of its lines away, and the spaces at their ends.
        "text": (
            Quote(
                fits=f'(?![\\n{_SPACES}])(?=[^\\n]*\\n)(?:(?!"""|[{_SPACES}]\\n)[\\s\\S])*[^"{_SPACES}]',
                start=f'"""{_MARGIN}',
                end='"""',
                escapes={"\\": "\\\\", "\r": "\\r", "\n": _MARGIN},
                unseen="\\u{}",
            ),
            ESCAPED,
        ),
    },
    variables={
        "": 'System.getenv("{}")',
        "percent": 'URLEncoder.encode(System.getenv("{}"), StandardCharsets.UTF_8)',
        "base64": 'Base64.getEncoder().encodeToString(System.getenv("{}").getBytes(StandardCharsets.UTF_8))',
    },
)
