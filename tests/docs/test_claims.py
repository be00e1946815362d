"""No guide states a path, method, field, status or number that the description does not hold or that differs."""

from __future__ import annotations

import re

import pytest

from tests.docs.claims import Judge, fits
from tests.docs.guides import read_guide

# Code that speaks of something else than the API.
OWN = {
    "api/audit/audit-keys-jwks.md": frozenset({"pip install cryptography rfc8785"}),
    "api/audit/overview.md": frozenset({"whole"}),
    # Paths that are published without their methods.
    "api/openapi.md": frozenset(
        {"openapi/rensei-api.yaml", "x-provenance: inferred", "/api/audit/decisions", "/api/audit/decisions/{id}"}
    ),
    "api/overview.md": frozenset({"/api/projects/*"}),
    "management/index.md": frozenset({"/api/projects", "/api/projects/{projectId}/execution-route"}),
}
HEALTH = read_guide(
    """\
```{rensei-endpoint} GET /api/health
Answers `204`, or `alive` in `state`, within 7 seconds.
```
"""
)


@pytest.fixture(scope="module")
def judge(description, guides):
    return Judge(description=description, guides=guides, own=OWN)


def faults(description, text):
    guide = read_guide(text)
    return [f"{fault.line}: {fault.claim}: {fault.reason}" for fault in judge_of(description, guide).faults(guide)]


def judge_of(description, guide):
    return Judge(description=description, guides=[guide, HEALTH])


def test_no_guide_states_what_the_description_does_not_hold(judge, guides):
    assert "\n".join(str(fault) for guide in guides for fault in judge.faults(guide)) == ""


def test_the_guides_make_claims(guides):
    assert sum(len(block.literals) for guide in guides for block in guide.blocks) > 200
    assert {each.target for guide in guides for each in guide.embedded} > {"daemonRegister", "webhookIngest"}


def test_no_program_of_a_guide_calls_what_is_not_there(judge, folder):
    files = [path for suffix in ("py", "mjs", "go") for path in folder.glob(f"api/*/*.{suffix}")]
    urls = [url for path in files for url in re.findall(r"https?://[^\s\"']+", path.read_text(encoding="utf-8"))]
    assert urls
    assert [url for url in urls if judge.address(url)] == []


def test_what_speaks_of_something_else_is_there(guides):
    said = {guide.name: {literal for block in guide.blocks for literal in block.literals} for guide in guides}
    assert {name: own & said[name] for name, own in OWN.items()} == OWN


WRONG = {
    "path": ("`/api/public/session`", "1: /api/public/session: there is no such path"),
    "path in plain words": ("See /api/public/session.", "1: /api/public/session: there is no such path"),
    "path of a group": ("`/api/publik/*`", "1: /api/publik/*: there is no such path"),
    "path of another variable": (
        "`/api/workers/{worker}/poll`",
        "1: /api/workers/{worker}/poll: there is no such path",
    ),
    "path beyond a path": ("`/api/public/stats/v2`", "1: /api/public/stats/v2: there is no such path"),
    "path with a value that there is not": (
        "`/api/webhooks/ingest/gitlab`",
        "1: /api/webhooks/ingest/gitlab: there is no such path",
    ),
    "path in a map": (
        "```{rensei-routes}\n`/api/publik/*`\n: Sessions\n```",
        "2: /api/publik/*: there is no such path",
    ),
    "address": ("`https://app.rensei.ai/api/stats`", "1: https://app.rensei.ai/api/stats: there is no such path"),
    "address in code": (
        "```sh\ncurl https://app.rensei.ai/api/oauth/tokens \\\n  --data a=b\n```",
        "1: https://app.rensei.ai/api/oauth/tokens: there is no such path",
    ),
    "method of a path": ("`PUT /api/public/sessions`", "1: PUT /api/public/sessions: the path has no PUT"),
    "method by hand": ("`POST /api/health`", "1: POST /api/health: the path has no POST"),
    "method alone": ("{rensei:op}`getPublicStats` is a `POST`.", "1: POST: no such method in getPublicStats"),
    "field": ("Send `maxAgent` to {rensei:op}`daemonRegister`.", "1: maxAgent: no such name in daemonRegister"),
    "field of another operation": (
        "Send `capacity` to {rensei:op}`daemonRegister`.",
        "1: capacity: no such name in daemonRegister",
    ),
    "field below an embedded operation": (
        "## Register\n\n```{rensei-operation} daemonRegister\n:sections: body\n```\n\nSend `capacity`.",
        "7: capacity: no such name in daemonRegister",
    ),
    "field before it": (
        "## Register\n\nSend `capacity`.\n\n```{rensei-operation} daemonRegister\n```",
        "3: capacity: no such name in daemonRegister",
    ),
    "field of a schema": (
        "{rensei:field}`ApiKey.fullKey`, not `token`.",
        "1: token: no such name in ApiKey.fullKey",
    ),
    "field that nothing has": ("Send `sessionStatuses`.", "1: sessionStatuses: no such name in the description"),
    "field in a row": (
        "| is | operation |\n| --- | --- |\n| `posted` | {rensei:op}`postToolError` |",
        "3: posted: no such name in postToolError",
    ),
    "field in a column": (
        "| {rensei:op}`daemonRegister` | |\n| --- | --- |\n| `capacity` | |",
        "3: capacity: no such name in daemonRegister",
    ),
    "field in a note": (
        "::::{note}\nSend `sessionStatuses`.\n::::",
        "2: sessionStatuses: no such name in the description",
    ),
    "value": ("`DaemonStatus` is `asleep`: {rensei:schema}`DaemonStatus`", "1: asleep: no such name in DaemonStatus"),
    "value of a flag": (
        "{rensei:op}`webhookIngest`: `duplicate: maybe`",
        "1: duplicate: maybe: no such name in webhookIngest",
    ),
    "prefix": ("`wrk_`", "1: wrk_: no such name in the description"),
    "scope": ("{rensei:op}`mintApiKey`: `worker:sleep`", "1: worker:sleep: no such name in mintApiKey"),
    "status": ("{rensei:op}`daemonRegister` answers `201`.", "1: 201: no such status in daemonRegister"),
    "status below an embedded operation": (
        "## Stop\n\n```{rensei-operation} stopSession\n```\n\nA `403` means no.",
        "6: 403: no such status in stopSession",
    ),
    "status that nothing has": ("A `418` means tea.", "1: 418: no such status in the description"),
    "status in an alternative": (
        '## A\n\n```{figure} a.*\n:alt: "It answers 402."\n\n{rensei:op}`webhookIngest`\n```',
        "3: 402: no such number in webhookIngest",
    ),
    "status of another operation of the section": (
        "## A\n\n{rensei:op}`stopSession`\n\n- A `409` from {rensei:op}`promptSession`",
        "5: 409: no such status in promptSession, stopSession",
    ),
    "number of another operation of the section": (
        "## A\n\n{rensei:op}`workerPoll`\n\n- {rensei:op}`nackSession`: every 30 seconds",
        "5: 30 s: no such number in nackSession, workerPoll",
    ),
    "limit": ("{rensei:op}`listAuditEvents` gives 500 at most.", "1: 500: no such number in listAuditEvents"),
    "time": ("{rensei:op}`workerPoll`: every 7 seconds.", "1: 7 s: no such number in workerPoll"),
    "time in another unit": ("{rensei:op}`workerPoll`: every 5 ms.", "1: 0.005 s: no such number in workerPoll"),
    "time in words": ("{rensei:schema}`RuntimeToken`: two hours.", "1: 7200 s: no such number in RuntimeToken"),
    "number by hand": ("{rensei:op}`GET /api/health`: 8 seconds.", "1: 8 s: no such number in GET /api/health"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_claim_is_found(case, description):
    text, fault = WRONG[case]
    assert faults(description, text) == [fault]


RIGHT = {
    "path": "`/api/workers/{id}/poll`, `/api/public/*`, `/api/org/`, `GET /api/health`, see /api/public/stats.",
    "path with values": "`https://app.rensei.ai/api/workers/wkr_3f9a1c7d5e2b8046/poll`",
    "other host": "`https://agents.example.com/api/nothing`",
    "field": "Send `maxAgents` and `status`, such as `busy`, to {rensei:op}`daemonRegister`: `200` or `400`.",
    "field of the section": "## A\n\n{rensei:op}`daemonRegister`\n\nSend `maxAgents`.",
    "field of either": "Not `maxAgents` but `capacity`: {rensei:op}`daemonRegister`, {rensei:op}`workersRegister`.",
    "what is no longer so": "{rensei:op}`workerHeartbeat`: not `activeSessions`{.former} or [90 seconds]{.former}.",
    "status in an alternative": '## A\n\n```{figure} a.*\n:alt: "It answers 401."\n\n{rensei:op}`webhookIngest`\n```',
    "status of a schema": "`404`, with {rensei:schema}`Error`",
    "flag": "{rensei:op}`webhookIngest`: `duplicate: true`",
    "field of HTTP": "`Authorization: Bearer <access_token>`: {rensei:op}`issueM2MToken`",
    "prefix": "`wkr_`, `rsk_live_…`",
    "time": "{rensei:op}`workerPoll`: every 5 s, or 5 seconds, for an hour.",
    "names with numbers": "RFC 8785, ISO 8601, SHA-256, Ed25519, JSON-RPC 2.0, on 2026-06-02 at 12:00",
    "by hand": "{rensei:op}`GET /api/health` answers `204` with a `state`, `alive`, within 7 seconds.",
}


@pytest.mark.parametrize("case", RIGHT)
def test_a_right_claim_is_not_found(case, description):
    assert faults(description, RIGHT[case]) == []


CHANGES = [
    ("api/worker-protocol/registration.md", "/v1/daemon/register", "/v2/daemon/register"),
    ("api/worker-protocol/registration.md", "`runtimeJwt`", "`runtimeJWT`"),
    ("api/worker-protocol/session-lifecycle.md", "| `409` |", "| `410` |"),
    ("api/worker-protocol/index.md", "every 30 seconds", "every 40 seconds"),
    ("api/public/sessions.md", "16 hexadecimal", "18 hexadecimal"),
    ("api/webhooks/ingest.md", "/ingest/github-actions", "/ingests/github-actions"),
    ("api/audit/audit-keys-jwks.md", "| `304` |", "| `305` |"),
    ("api/mcp/session-tools.md", "`af_memory_recall`", "`af_memory_recal`"),
    ("api/a2a/agent-card.md", "`404`", "`403`"),
]


@pytest.mark.parametrize(("page", "right", "wrong"), CHANGES)
def test_a_fault_put_into_a_guide_is_found(page, right, wrong, description, guides, folder):
    text = folder.joinpath(page).read_text(encoding="utf-8")
    assert right in text
    guide = read_guide(text.replace(right, wrong), page)
    assert list(Judge(description=description, guides=guides, own=OWN).faults(guide))


@pytest.mark.parametrize(
    ("path", "known", "expected"),
    [
        ("/api/a", "/api/a", True),
        ("/api/a", "/api/a/b", False),
        ("/api/a/", "/api/a/b", True),
        ("/api/*", "/api/a/b", True),
        ("/api/a/{id}", "/api/a/{id}", True),
        ("/api/a/{x}", "/api/a/{id}", False),
        ("/api/a/$X/b", "/api/a/{id}/b", True),
        ("/api/a//b", "/api/a/{id}/b", False),
        ("/api/a?x=1", "/api/a", True),
        ("/api/a/linear", "/api/a/{provider}", True),
        ("/api/a/linux", "/api/a/{provider}", False),
        ("/api/a/{provider}", "/api/a/{provider}", True),
    ],
)
def test_a_path_fits_one_that_is_known(path, known, expected):
    assert fits(path, known, {"{provider}": {"linear", "github"}}) is expected
