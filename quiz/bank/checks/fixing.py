"""Mends what can be mended safely, leaving every other character of the files as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.checks.finding import Finding
from quiz.bank.editing import MARK, write
from quiz.bank.errors import BankProblem
from quiz.bank.files import BankFile
from quiz.bank.fixes import Edit, apply
from quiz.bank.source import read_source


@dataclass(frozen=True)
class Mended:
    """What was changed at a place of a file, and the code of the finding that is gone with it."""

    file: str
    line: int
    column: int
    what: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what} [{self.code}]"


def mend(findings: Iterable[Finding]) -> Iterator[Mended]:
    """Make the edits that the findings bring with them, each file written whole or not at all.

    A file that would be worse for it, having more mistakes in it than before, is left alone.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.fix is not None:
            by_file[finding.file].append(finding)
    for file, fixable in by_file.items():
        path = Path(file).resolve()
        before = path.read_bytes()
        text, made = apply(before.decode("utf-8-sig"), [one.fix for one in fixable if one.fix])
        after = (MARK if before.startswith(MARK) else b"") + text.encode()
        if len(_mistakes(path, after)) <= len(_mistakes(path, before)):
            write(path, after)
            yield from _said(fixable, made)


def _said(fixable: Iterable[Finding], made: tuple[Edit, ...]) -> Iterator[Mended]:
    said = set()
    for finding in sorted(fixable):
        if finding.fix in made and finding.fix not in said:
            said.add(finding.fix)
            what = finding.fix.what
            yield Mended(finding.file, finding.line, finding.column, what, finding.code)


def _mistakes(path: Path, content: bytes) -> list[BankProblem]:
    source = read_source(BankFile(path, path.name, content))
    return [problem for _, problem in source.problems]
