"""Control characters of a description are pictures; all else stays."""

from __future__ import annotations

import json

import pytest

from sphinxext_rensei.spec import read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'{"a": "\u0000\u001b[31m\u007f"}', {"a": "␀␛[31m\x7f"}),
        (r'{"\u0007": ["\b\f"]}', {"␇": ["␈␌"]}),
        (r'{"a": "\t\n\r"}', {"a": "\t\n\r"}),
        (r'{"a": "\ufffe\uffff"}', {"a": "\ufffd\ufffd"}),
        (r'{"a": "\u202e\u00e9\ud83d\ude00"}', {"a": "\u202eé😀"}),
        (r'{"a": "\\\u0000", "b": "\\\\u0000"}', {"a": "\\␀", "b": r"\\u0000"}),
        (r'{"pattern": "^[^\\u0000]\\b$"}', {"pattern": r"^[^\u0000]\b$"}),
    ],
)
def test_a_control_character_is_a_picture_of_itself(tmp_path, written, value):
    path = tmp_path / "a.json"
    path.write_text(written, "utf-8")
    assert read(path).contents == value
    path = tmp_path / "a.yaml"
    path.write_text(written, "utf-8")
    assert read(path).contents == value


def test_a_value_under_a_changed_key_has_a_place(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"\x07": {"b": 1}}), "utf-8")
    source = read(path)
    assert source.locate("/␇/b").line == 1
