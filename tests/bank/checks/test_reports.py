from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from quiz.bank.checks import RULES, Finding
from quiz.bank.checks.reports import as_github, as_json, as_sarif

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text())
"""OASIS's schema of SARIF 2.1.0 as npm's @microsoft/jest-sarif has it, without descriptions."""

ERROR = Finding("a b/bänk.yaml", 3, 7, "q, answer", "it is 50% off:\nmend it", "Q010", "error", "q")
ADVICE = Finding("bank.yaml", 1, 1, "q", "add a hint", "Q043", "advice", "q")


def test_json_counts_and_lists_the_findings() -> None:
    report = json.loads(as_json([ERROR, ADVICE], 12))
    assert (report["questions"], report["errors"], report["warnings"], report["advice"]) == (
        *(12, 1, 0),
        1,
    )
    assert report["findings"][0] == {
        "code": "Q010",
        "severity": "error",
        "title": RULES["Q010"].title,
        "file": "a b/bänk.yaml",
        "line": 3,
        "column": 7,
        "question": "q",
        "where": "q, answer",
        "message": "it is 50% off:\nmend it",
        "fixable": False,
    }


def test_github_notes_are_escaped() -> None:
    assert as_github(ERROR) == (
        "::error file=a b/bänk.yaml,line=3,col=7,title=Q010 The key is not graded right"
        "::q, answer: it is 50%25 off:%0Amend it"
    )
    assert as_github(ADVICE).startswith("::notice file=bank.yaml,line=1,col=1,title=Q043 A hard")


@pytest.mark.parametrize("findings", [[], [ERROR, ADVICE]])
def test_sarif_is_as_its_schema_wants_it(findings: list[Finding]) -> None:
    log = json.loads(as_sarif(findings))
    Draft4Validator(SCHEMA).validate(log)
    assert len(log["runs"][0]["results"]) == len(findings)


def test_sarif_names_rules_and_places() -> None:
    run = json.loads(as_sarif([ERROR, ADVICE]))["runs"][0]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "Q010"
    assert (first["level"], second["level"]) == ("error", "note")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/b%C3%A4nk.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 7}


def test_a_log_that_lacks_something_is_refused_by_the_schema() -> None:
    log = json.loads(as_sarif([ERROR]))
    del log["runs"][0]["results"][0]["message"]
    assert not Draft4Validator(SCHEMA).is_valid(log)
