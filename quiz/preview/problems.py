"""What is wrong with a bank or a question, each with a link to its line."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from quiz.bank.checks import Finding
from quiz.bank.checks.finding import counted
from quiz.preview.frame import question_path, source_link
from quiz.preview.live_bank import Snapshot


def problems_html(findings: Sequence[Finding], snapshot: Snapshot, heading: str = "h2") -> str:
    """The findings, or that there are none, and whether the check is still under way."""
    items = "\n".join(_item(one, snapshot) for one in findings)
    listed = f'<ul class="findings">\n{items}\n</ul>\n' if findings else ""
    so_far = "" if snapshot.is_checked else " so far"
    said = (counted(findings) if findings else "Nothing is wrong") + so_far
    return (
        '<section class="problems" id="problems" data-region aria-labelledby="problems-title">\n'
        f'<{heading} id="problems-title">{said}</{heading}>\n'
        f"{listed}</section>"
    )


def _item(finding: Finding, snapshot: Snapshot) -> str:
    where = escape(finding.where)
    if finding.question in snapshot.questions:
        name = escape(finding.question or "")
        link = f'<a href="{question_path(finding.question or "")}">{name}</a>'
        where = link + where.removeprefix(name)
    return (
        f'<li class="{finding.severity}"><span class="severity">{finding.severity}</span>'
        f"<div><p>{where}: {escape(finding.message)}"
        f' <a class="code" href="/rule/{finding.code}">{finding.code}</a></p>'
        f"<p>{source_link(finding.file, finding.line, finding.column)}</p></div></li>"
    )
