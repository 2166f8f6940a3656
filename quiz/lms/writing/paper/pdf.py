"""Exam papers and their keys as PDF files, set with Typst, which is an optional part.

The archive holds a paper and a key for each version: A, B, C and so on, which differ in the order
of options and in the variants of questions with parameters. Papers of more than `PART` questions
go on in further files, so that memory does not grow with the bank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from string import ascii_uppercase
from tempfile import TemporaryDirectory
from typing import BinaryIO

from quiz.lms.writing.archives import Archive, archive
from quiz.lms.writing.exporting import Export, Item, Loss
from quiz.lms.writing.losses import lost
from quiz.lms.writing.paper.questions import PaperItem, points
from quiz.lms.writing.question_texts import Pictures
from quiz.markup.typst_maths import quoted
from quiz.questions.errors import ParameterError

PART = 200
"""How many questions a file holds."""

_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"))
_MISSING = "papers are set with Typst: pip install 'likelihood-quiz[print]'"


@dataclass
class _Version:
    """A version's questions and keys that are not written yet, as Typst."""

    number: int
    questions: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    points: float = 0

    @property
    def letter(self) -> str:
        """A to Z, then A2 and so on."""
        letter = ascii_uppercase[self.number % 26]
        return letter if self.number < 26 else f"{letter}{self.number // 26 + 1}"


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the archive. Raises `OSError` where Typst is missing, or cannot read a picture."""
    versions = [_Version(number) for number in range(export.variants)]
    pictures = Pictures("pictures")
    with archive(out) as zipped, TemporaryDirectory() as folder:
        press = _Press(export.title, zipped, Path(folder), pictures)
        count = 0
        for ident, group in groupby(export.items, key=lambda item: item.pool or item.ident):
            items = list(group)
            try:
                _set(items, versions, export.seed, count + 1, pictures)
            except ParameterError as error:
                yield Loss(ident, f"its texts cannot be filled in: {error}", left_out=True)
                continue
            for message in lost(items[0].question, "hints", "feedback"):
                yield Loss(ident, message)
            count += 1
            if count % PART == 0:
                press.print(versions, count // PART)
        if count % PART or not count:
            press.print(versions, count // PART + 1)


def _set(
    items: Sequence[Item], versions: Sequence[_Version], seed: int, number: int, pictures: Pictures
) -> None:
    """Set a question in every version; raises `ParameterError` with none of them changed."""
    written = []
    for version in versions:
        item = items[version.number % len(items)]
        folder = item.folder

        def image(path: str, folder: Path | None = folder) -> str | None:
            suits = Path(path).suffix.lower() in _PICTURES
            return pictures.name(folder, path) if suits else None

        paper = PaperItem(item, number, seed + version.number, image)
        written.append((paper.question(), paper.key(), item.question.points))
    for version, (question, key, worth) in zip(versions, written, strict=True):
        version.questions.append(question)
        version.keys.append(key)
        version.points += worth


@dataclass(frozen=True)
class _Press:
    """Makes PDF files of what was set, and puts them into the archive."""

    title: str
    archive: Archive
    folder: Path
    pictures: Pictures

    def print(self, versions: Sequence[_Version], part: int) -> None:
        """Print what is set of every version, and make room."""
        ending = f"-{part}" if part > 1 else ""
        self.pictures.copy_to(self.folder)
        for version in versions:
            worth = points(version.points)
            for kind, name, pieces in (
                ("", "paper", version.questions),
                (" · key", "key", version.keys),
            ):
                text = [self._opening(version, kind, worth), *pieces]
                pdf = self._pdf("\n\n".join(text))
                self.archive.add(f"{name}-{version.letter.lower()}{ending}.pdf", pdf)
                pieces.clear()

    def _opening(self, version: _Version, kind: str, worth: str) -> str:
        arguments = ", ".join(map(quoted, (self.title, version.letter, kind, worth)))
        return f'#import "paper.typ": *\n#show: body => paper({arguments}, body)\n'

    def _pdf(self, text: str) -> bytes:
        try:
            import typst
        except ImportError:
            raise OSError(0, _MISSING) from None
        style = files("quiz.lms") / "page" / "paper.typ"
        (self.folder / "paper.typ").write_bytes(style.read_bytes())
        source = self.folder / "main.typ"
        source.write_text(text, encoding="utf-8")
        try:
            pdf: bytes = typst.compile(source, root=self.folder, ignore_system_fonts=True)
        except typst.TypstError as error:
            raise OSError(0, f"Typst cannot set this: {error}") from None
        return pdf
