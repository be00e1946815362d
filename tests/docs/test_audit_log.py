"""The programs that check the audit log: its chain, and signatures, with a row that openssl signed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from typing import Any

import pytest

from tests.docs import programs
from tests.docs.guides import code_of
from tests.docs.programs import needs_go, needs_node, needs_openssl

# RFC 8032, section 7.1, test 1: the secret half of the first key in the description's example.
SECRET = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
START = "0" * 64


@pytest.fixture(scope="module")
def keys(description) -> Any:
    operation = description.operations["GET", "/.well-known/audit-keys/{workspace_id}"]
    media = operation["responses"]["200"]["content"]["application/jwk-set+json"]
    return media["examples"]["keys"]["value"]


@pytest.fixture(scope="module")
def row(folder) -> Any:
    """The row that the guide shows."""
    return json.loads(folder.joinpath("api", "audit", "row.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told(guides) -> list[str]:
    """What the guide tells of the row, in hexadecimal digits: its SHA-256, its signature."""
    (text,) = [code.text for guide, code in code_of(guides, "text") if guide.name == "api/audit/audit-keys-jwks.md"]
    return ["".join(digits.split()) for digits in re.findall(r"(?<=:\n)[0-9a-f\n]+$", text, re.MULTILINE)]


@pytest.fixture(scope="module")
def rows(row, told) -> list[tuple[Any, str, bool]]:
    """Rows, signatures, and whether they fit."""
    _, signature = told
    return [
        (row, signature, True),
        (dict(reversed(row.items())), signature, True),
        (row | {"sequenceNumber": 1208}, signature, False),
        (row | {"payload": {}}, signature, False),
        (row | {"added": None}, signature, False),
        (row | {"signing_key_id": "key_01aud"}, signature, False),
        (row | {"signing_key_id": "key_03aud"}, signature, False),
        (row, "00" * 64, False),
        (row, signature[:-2], False),
        (row, "", False),
    ]


def test_the_row_is_an_event_that_names_its_key(row, description):
    properties = description.data["components"]["schemas"]["AuditEvent"]["properties"]
    assert row.keys() == properties.keys() | {"signing_key_id"}


def test_python_tells_right_rows_from_wrong(folder, rows, keys):
    is_signed = programs.python(folder / "api" / "audit" / "signature.py").is_signed
    for row, signature, expected in rows:
        assert is_signed(row, bytes.fromhex(signature), keys) is expected
        assert is_signed(row, bytes.fromhex(signature), {"keys": []}) is False


@needs_node
def test_javascript_tells_right_rows_from_wrong(folder, rows, keys):
    calls = [(row, {"hex": signature}, keys) for row, signature, _ in rows]
    found = programs.javascript(folder / "api" / "audit" / "signature.mjs", "isSigned", calls)
    assert found == [expected for *_, expected in rows]


@needs_node
def test_javascript_writes_the_canonical_form(folder):
    """RFC 8785, section 3.2.3: members are in the order of their UTF-16 units."""
    names = ["\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33"]
    value = {name: [{"b": 1e21, "a": None}] for name in sorted(names, reverse=True)}
    members = [f'{json.dumps(name, ensure_ascii=False)}:[{{"a":null,"b":1e+21}}]' for name in names]
    found = programs.javascript(folder / "api" / "audit" / "signature.mjs", "canonical", [(value,)])
    assert found == ["{" + ",".join(members) + "}"]


GO_TEST = """
import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
)

func TestRows(t *testing.T) {
	text, _ := os.ReadFile("cases.json")
	var cases struct {
		Keys Keys
		Rows []struct {
			Row       map[string]any
			Signature string
			Expected  bool
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&cases); err != nil || len(cases.Rows) == 0 {
		t.Fatal(err)
	}
	for _, each := range cases.Rows {
		signature, _ := hex.DecodeString(each.Signature)
		if IsSigned(each.Row, signature, cases.Keys) != each.Expected || IsSigned(each.Row, signature, Keys{}) {
			t.Error(each)
		}
	}
}
"""


@needs_go
def test_go_tells_right_rows_from_wrong(folder, rows, keys, tmp_path):
    given = [dict(zip(("row", "signature", "expected"), row, strict=True)) for row in rows]
    programs.go(tmp_path, folder / "api" / "audit" / "signature.go", GO_TEST, {"keys": keys, "rows": given})


@needs_openssl
def test_openssl_signs_the_row_alike(row, told, keys, tmp_path):
    """By the steps of the guide; a private key in DER is a fixed head and the secret."""
    text = json.dumps(row, sort_keys=True, separators=(",", ":"))
    tmp_path.joinpath("key").write_bytes(bytes.fromhex(f"302e020100300506032b657004220420{SECRET}"))
    digest = hashlib.sha256(text.encode())
    tmp_path.joinpath("digest").write_bytes(digest.digest())

    def openssl(*arguments: str) -> bytes:
        return subprocess.run(["openssl", *arguments], cwd=tmp_path, capture_output=True, check=True).stdout

    public = openssl("pkey", "-inform", "DER", "-in", "key", "-pubout", "-outform", "DER")[-32:]
    assert base64.urlsafe_b64encode(public).rstrip(b"=").decode() == keys["keys"][0]["x"]
    found = openssl("pkeyutl", "-sign", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "digest")
    assert [digest.hexdigest(), found.hex()] == told


def event(number: int, previous: str, entry: str) -> dict[str, Any]:
    return {"sequenceNumber": number, "prevHash": previous, "entryHash": entry}


CHAIN = [event(1, START, "a"), event(2, "a", "b"), event(3, "b", "c")]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], None),
        (CHAIN, None),
        (CHAIN[::-1], None),
        (CHAIN[1:], None),
        ([event(1, "a", "b")], 1),
        ([CHAIN[0], CHAIN[2]], 3),
        ([CHAIN[0], event(2, "x", "b"), CHAIN[2]], 2),
        ([CHAIN[0], event(2, "a", "x"), CHAIN[2]], 3),
        ([CHAIN[0], CHAIN[1], CHAIN[1]], 2),
    ],
)
def test_a_break_in_the_chain_is_found(events, expected, folder):
    assert programs.python(folder / "api" / "audit" / "chain.py").find_break(events) == expected


def test_the_whole_chain_is_read_page_by_page(folder, monkeypatch):
    module = programs.python(folder / "api" / "audit" / "chain.py")
    log = [event(number, "", "") for number in range(1, 451)]
    asked = []

    class Answer:
        def __init__(self, events: list[dict[str, Any]]) -> None:
            self.events = events

        def raise_for_status(self) -> None:
            """Nothing went wrong."""

        def json(self) -> Any:
            return {"events": self.events}

    def get(url, params, headers, timeout):
        asked.append((url, params["offset"], headers["Authorization"], timeout > 0))
        return Answer(log[params["offset"] : params["offset"] + params["limit"]])

    monkeypatch.setattr(module.requests, "get", get)
    assert module.read_all("rsk_live_1") == log
    assert asked == [
        ("https://app.rensei.ai/api/audit", offset, "Bearer rsk_live_1", True) for offset in (0, 200, 400)
    ]
