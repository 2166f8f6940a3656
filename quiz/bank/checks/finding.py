"""What the check finds: where, what, how grave, and what would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from quiz.bank.fixes import Edit
from quiz.bank.reading import Path

Severity = Literal["error", "warning", "advice"]
"""An error grades someone wrong or stops the bank from loading; a warning misleads or gives the
answer away; advice is worth a look and never fails a run."""


@dataclass(frozen=True)
class Found:
    """What a rule finds at a path in a question.

    `line` is the text of the line within it that is meant. `missing_key` is one that would mend
    it, with its value, in the mapping at the path.
    """

    path: Path
    message: str
    line: str | None = None
    missing_key: tuple[str, str] | None = None


@dataclass(frozen=True, order=True)
class Finding:
    """What the check says of a place in a file; `line` and `column` count from 1.

    `question` is the id of the question that it is about; None where that is not known.
    """

    file: str
    line: int
    column: int
    where: str
    message: str
    code: str
    severity: Severity
    question: str | None = field(default=None, compare=False)
    fix: Edit | None = field(default=None, compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.where}: {self.message} [{self.code}]"


def counted(findings: Iterable[Finding]) -> str:
    """“2 errors, 1 warning, 3 to advise on”, or “no problems”."""
    counts = Counter(finding.severity for finding in findings)
    said = [
        f"{counts[severity]:,} {severity}{'s' * (counts[severity] > 1)}"
        for severity in ("error", "warning")
        if counts[severity]
    ]
    if counts["advice"]:
        said.append(f"{counts['advice']:,} to advise on")
    return ", ".join(said) or "no problems"
