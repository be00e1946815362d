"""The programs that check the signatures of webhooks: each in three languages, with vectors that others made."""

from __future__ import annotations

import hmac
import subprocess
from typing import TYPE_CHECKING

import pytest
import tree_sitter
import tree_sitter_go

from tests.docs import programs
from tests.docs.guides import code_of
from tests.docs.programs import needs_go, needs_node, needs_openssl

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIXES = {"linear": "", "github": "sha256=", "vercel": ""}
GO = tree_sitter.Parser(tree_sitter.Language(tree_sitter_go.language()))
# Test case 2 of RFC 4231 and of RFC 2202.
SECRET = "Jefe"
BODY = "what do ya want for nothing?"
SHA256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
SHA1 = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
Case = tuple[str, str, str, bool]


def cases_of(provider: str) -> list[Case]:
    """Body, signature, secret, and whether they fit."""
    prefix = PREFIXES[provider]
    right = prefix + SHA256
    return [
        (BODY, right, SECRET, True),
        (BODY + " ", right, SECRET, False),
        ("", right, SECRET, False),
        (BODY, right, SECRET + " ", False),
        (BODY, right[:-1] + "4", SECRET, False),
        (BODY, right[:-1], SECRET, False),
        (BODY, right + "0", SECRET, False),
        (BODY, prefix + SHA256.upper(), SECRET, False),
        (BODY, prefix + "é" * 64, SECRET, False),
        (BODY, "", SECRET, False),
        # By Vercel's own rule, and by nobody else's.
        (BODY, prefix + SHA1, SECRET, provider == "vercel"),
        (BODY, prefix + SHA1[:-1] + "8", SECRET, False),
        # The form of another provider.
        (BODY, SHA256 if prefix else f"sha256={SHA256}", SECRET, False),
    ]


@pytest.mark.parametrize("provider", PREFIXES)
def test_python_tells_right_deliveries_from_wrong(provider, folder):
    module = programs.python(folder / "api" / "webhooks" / f"{provider}.py")
    is_signed: Callable[[bytes, str, str], bool] = module.is_signed
    for body, signature, secret, expected in cases_of(provider):
        assert is_signed(body.encode(), signature, secret) is expected, signature


@needs_node
@pytest.mark.parametrize("provider", PREFIXES)
def test_javascript_tells_right_deliveries_from_wrong(provider, folder):
    cases = cases_of(provider)
    calls = [({"hex": body.encode().hex()}, signature, secret) for body, signature, secret, _ in cases]
    found = programs.javascript(folder / "api" / "webhooks" / f"{provider}.mjs", "isSigned", calls)
    assert found == [expected for *_, expected in cases]


GO_TEST = """
import (
	"encoding/json"
	"os"
	"testing"
)

func TestCases(t *testing.T) {
	text, _ := os.ReadFile("cases.json")
	var cases [][]any
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) == 0 {
		t.Fatal(err)
	}
	for _, each := range cases {
		if IsSigned([]byte(each[0].(string)), each[1].(string), each[2].(string)) != each[3].(bool) {
			t.Error(each)
		}
	}
}
"""


@needs_go
@pytest.mark.parametrize("provider", PREFIXES)
def test_go_tells_right_deliveries_from_wrong(provider, folder, tmp_path):
    programs.go(tmp_path, folder / "api" / "webhooks" / f"{provider}.go", GO_TEST, cases_of(provider))


def test_go_can_be_read_where_it_cannot_be_run(folder):
    files = sorted(folder.glob("api/*/*.go"))
    assert len(files) == 5
    for path in files:
        code = path.read_bytes()
        assert not GO.parse(code).root_node.has_error, path.name
        assert b"\n  " not in code, f"{path.name} is not indented by tabs"
    assert GO.parse(b"package a\n\nfunc {").root_node.has_error


@pytest.mark.parametrize(
    ("suffix", "comparison"),
    [(".py", "hmac.compare_digest("), (".mjs", "timingSafeEqual(given"), (".go", "hmac.Equal(")],
)
def test_signatures_are_compared_in_constant_time(suffix, comparison, folder):
    for provider in PREFIXES:
        code = folder.joinpath("api", "webhooks", provider + suffix).read_text(encoding="utf-8")
        assert code.count(comparison) == 1
        assert "==" not in code.replace("given.length !== expected.length", "")


HEADERS = {
    "linear-signature": ("linear", "", "sha256"),
    "x-hub-signature-256": ("github", "sha256=", "sha256"),
    "x-vercel-signature": ("vercel", "", "sha1"),
}


@pytest.fixture
def vectors(guides):
    """What the guide offers to try code with."""
    (text,) = [code.text for guide, code in code_of(guides, "text") if guide.name == "api/webhooks/ingest.md"]
    return dict(line.split(": ", 1) for line in text.splitlines() if line)


@pytest.mark.parametrize("header", HEADERS)
def test_the_vectors_of_the_guide_are_right(header, vectors, folder):
    provider, prefix, algorithm = HEADERS[header]
    secret, body = vectors["secret"], vectors["body"].encode()
    assert vectors[header] == prefix + hmac.new(secret.encode(), body, algorithm).hexdigest()
    assert programs.python(folder / "api" / "webhooks" / f"{provider}.py").is_signed(body, vectors[header], secret)


@needs_openssl
@pytest.mark.parametrize("header", HEADERS)
def test_openssl_makes_the_vectors_too(header, vectors):
    _, prefix, algorithm = HEADERS[header]
    command = ["openssl", "dgst", f"-{algorithm}", "-hmac", vectors["secret"], "-r"]
    found = subprocess.run(command, input=vectors["body"].encode(), capture_output=True, check=True).stdout
    assert vectors[header] == prefix + found.split()[0].decode()


def test_every_program_that_a_guide_includes_is_tried(guides):
    tried = {f"api/webhooks/{provider}{suffix}" for provider in PREFIXES for suffix in (".py", ".mjs", ".go")}
    tried |= {f"api/public/follow{suffix}" for suffix in (".py", ".mjs", ".go")}
    tried |= {f"api/audit/signature{suffix}" for suffix in (".py", ".mjs", ".go")}
    tried |= {"api/audit/chain.py", "api/audit/row.json"}
    included = {f"{guide.name.rpartition('/')[0]}/{code.file}" for guide in guides for code in guide.code if code.file}
    assert included == tried
