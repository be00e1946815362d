"""Go with net/http."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.samples._language import ESCAPED, PARAMETER, WITHIN, Language, Quote

GO: Final = Language(
    id="go",
    label="Go",
    lexer="go",
    template="""
package main

import (
{{if body.parts}}
	"bytes"
{{end}}
{{if credentials.basic}}
	"encoding/base64"
{{end}}
	"fmt"
	"io"
	"log"
{{if body.parts}}
	"mime/multipart"
{{end}}
	"net/http"
{{if body.parts.content_type}}
	"net/textproto"
{{end}}
{{if credentials.query}}
	"net/url"
{{end}}
{{if url.variable or fields.value.variable or body.filename or body.parts.filename}}
	"os"
{{end}}
{{if body.text}}
	"strings"
{{end}}
)

func main() {
{{if body.text}}
	body := strings.NewReader({{body.text | text}})

{{end}}
{{if body.filename}}
	body, err := os.Open({{body.filename | quote}})
	if err != nil {
		log.Fatal(err)
	}
	defer body.Close()

{{end}}
{{if body.parts}}
	body := &bytes.Buffer{}
	form := multipart.NewWriter(body)
{{each body.parts}}
{{if filename or content_type}}
	{
{{if content_type}}
		header := textproto.MIMEHeader{}
		header.Set("Content-Disposition", "form-data; name=\\"{{name | parameter | within}}\\"\
{{if filename}}; filename=\\"{{filename | parameter | within}}\\"{{end}}")
		header.Set("Content-Type", {{content_type | quote}})
		part, err := form.CreatePart(header)
{{else}}
		part, err := form.CreateFormFile({{name | quote}}, {{filename | quote}})
{{end}}
		if err != nil {
			log.Fatal(err)
		}
{{if filename}}
		file, err := os.Open({{filename | quote}})
		if err != nil {
			log.Fatal(err)
		}
		io.Copy(part, file)
		file.Close()
{{else}}
		io.WriteString(part, {{value | text}})
{{end}}
	}
{{else}}
	form.WriteField({{name | quote}}, {{value | text}})
{{end}}
{{end}}
	form.Close()

{{end}}
	request, err := http.NewRequest({{method | quote}}, {{url | expression}}, {{if body}}body{{else}}nil{{end}})
	if err != nil {
		log.Fatal(err)
	}
{{each fields}}
	request.Header.Set({{name | quote}}, {{value | expression}})
{{end}}
{{if body.parts}}
	request.Header.Set("Content-Type", form.FormDataContentType())
{{end}}

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()

	answer, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status)
	fmt.Println(string(answer))
}
""",
    quotes={
        "quote": (ESCAPED,),
        "within": (WITHIN,),
        "parameter": (PARAMETER,),
        # A raw string holds neither what ends it nor carriage returns, which are dropped from it.
        "text": (
            Quote(fits='(?=[^"\\n]*["\\n])[^`\\r\\ufeff\\x00]*', start="`", end="`"),
            ESCAPED,
        ),
    },
    variables={
        "": 'os.Getenv("{}")',
        "percent": 'url.QueryEscape(os.Getenv("{}"))',
        "base64": 'base64.StdEncoding.EncodeToString([]byte(os.Getenv("{}")))',
    },
    # As gofmt writes it among several arguments.
    plus="+",
)
