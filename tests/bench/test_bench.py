"""The benchmark runs, on a small scale: its figures are for a quiet machine, and no test judges them."""

from __future__ import annotations

import json

import pytest

from bench import _builds, _corpus, _report
from bench.__main__ import ROWS, main
from bench._figures import Figure
from bench._report import data, plot, table

DESCRIPTION = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://example.com"}],
    "paths": {
        f"/pets{index}": {
            "get": {
                "operationId": f"list{index}",
                "tags": ["Pets"],
                "responses": {
                    "200": {
                        "description": "Pets.",
                        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/Pet{index % 2}"}}},
                    }
                },
            }
        }
        for index in range(4)
    },
    "components": {"schemas": {f"Pet{index}": {"type": "object", "title": "A pet"} for index in range(2)}},
}


@pytest.fixture
def small(tmp_path, monkeypatch, repository):
    """A small description in the place of GitHub's, and the package for the builds that are measured."""
    path = tmp_path / "small.json"
    path.write_text(json.dumps(DESCRIPTION), "utf-8")
    monkeypatch.setattr(_corpus, "description", lambda _name: path)
    monkeypatch.setenv("PYTHONPATH", str(repository))
    return tmp_path


def test_builds_are_measured_beside_plain_ones(small, capsys):
    main(["--rows", "full,nothing,changes", "--runs", "1", "--out", str(small / "out"), "--work", str(small / "work")])
    told = json.loads((small / "out" / "speed.json").read_text("utf-8"))
    by_row: dict[str, list[dict[str, object]]] = {}
    for figure in told["figures"]:
        by_row.setdefault(figure["row"], []).append(figure)
    assert [len(by_row[row]) for row in ("full", "nothing", "changes")] == [3, 1, len(_builds._CHANGES)]
    assert all(figure["value"] > 0 for figure in told["figures"])
    # One operation's page; its tag's and the index name no text of it.
    assert "1 pages read" in str(by_row["changes"][0]["told"])
    assert (small / "out" / "speed.txt").read_text("utf-8").startswith(capsys.readouterr().out)


def test_rows_that_are_not_measured_stay(tmp_path, monkeypatch):
    figures = {"full": [Figure(what="old", value=1)], "sizes": [Figure(what="old", value=2, most=3, told="x")]}
    _report.write(tmp_path, figures, step=1)
    monkeypatch.setitem(ROWS, "full", lambda _bench: iter([Figure(what="new", value=4)]))
    main(["--rows", "full", "--runs", "1", "--out", str(tmp_path)])
    assert _report.earlier(tmp_path, step=1) == {"full": [Figure(what="new", value=4)]} | {"sizes": figures["sizes"]}
    # Those of a part of the operations are another thing.
    assert _report.earlier(tmp_path, step=2) == {}


def test_a_table_says_how_often_each_row_was_measured(monkeypatch, capsys):
    monkeypatch.setitem(ROWS, "full", lambda _bench: iter([Figure(what="a", value=4, told="b")]))
    main(["--rows", "full", "--runs", "5"])
    assert "| a | 4 |  |  | 5 | b |" in capsys.readouterr().out


def test_a_part_holds_what_it_refers_to():
    """Every second operation, the schemas of those, and no others."""
    kept = _corpus.part(DESCRIPTION, 2)
    assert list(kept["paths"]) == ["/pets0", "/pets2"]
    assert list(kept["components"]["schemas"]) == ["Pet0"]


def test_a_row_that_is_not_there_is_a_wrong_use(capsys):
    with pytest.raises(SystemExit):
        main(["--rows", "full,none"])
    assert "there is no row 'none'" in capsys.readouterr().err
    assert "full" in ROWS


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        (Figure(what="a", value=2, most=2), True),
        (Figure(what="a", value=2.1, most=2), False),
        (Figure(what="a", value=1, least=1.4), False),
        (Figure(what="a", value=3), None),
    ],
)
def test_a_promise_is_kept_or_broken(figure, kept):
    assert figure.is_kept is kept
    assert json.loads(data({"row": [figure]}, step=1))["figures"][0]["kept"] is kept
    assert ("broken" in table({"row": [figure]})) is (kept is False)
    assert plot({"row": [figure]}).count("<rect") == (kept is not None)
