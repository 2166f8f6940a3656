"""Findings as other programs read them: JSON, GitHub's annotations, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from quiz import __version__
from quiz.bank.checks.finding import Finding, Severity
from quiz.bank.checks.rule import Rule
from quiz.bank.checks.rules import RULES

_GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}
_SARIF: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note"}


def as_json(findings: Sequence[Finding], questions: int) -> str:
    """One object: the findings, and how many there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    report = {
        "questions": questions,
        "errors": counts["error"],
        "warnings": counts["warning"],
        "advice": counts["advice"],
        "findings": [_plain(finding) for finding in findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": RULES[finding.code].title,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "question": finding.question,
        "where": finding.where,
        "message": finding.message,
        "fixable": finding.fix is not None,
    }


def as_github(finding: Finding) -> str:
    """A line that a GitHub workflow turns into a note beside the line of the file."""
    properties = {
        "file": finding.file,
        "line": finding.line,
        "col": finding.column,
        "title": f"{finding.code} {RULES[finding.code].title}",
    }
    written = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    message = _escaped(f"{finding.where}: {finding.message}")
    return f"::{_GITHUB[finding.severity]} {written}::{message}"


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_sarif(findings: Iterable[Finding]) -> str:
    """A log with one run, every rule described in it."""
    codes = [*RULES]
    log: dict[str, Any] = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "quiz check",
                        "version": __version__,
                        "rules": [_described(rule) for rule in RULES.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, codes.index(finding.code)) for finding in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _described(rule: Rule) -> dict[str, Any]:
    page = rule.page()
    first = page.strip().split("\n\n", 1)[0].replace("\n", " ")
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": first},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _SARIF[finding.severity],
        "message": {"text": f"{finding.where}: {finding.message}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _address(finding.file)},
                    "region": region,
                }
            }
        ],
    }


def _address(file: str) -> str:
    """A file as a relative address where it is one; an absolute path as a `file:` address."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
