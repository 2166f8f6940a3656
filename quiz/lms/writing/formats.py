"""The formats that can be written: their names, and what goes out as something else by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from quiz.lms.writing.exporting import Derivations, Formulas, Orderings, Write


@dataclass(frozen=True)
class Format:
    """A format: what it is called, the ending of its files, and where it is written.

    `writer` is `module:function` in this folder. `derivations` and `orderings` are what those
    questions go out as unless something else is asked for; `derivation_choices` what may be.
    `formulas`: whether a formula is typed, or chosen among the key and the listed mistakes.
    `holds_distractors`: its ordering questions may have items that belong nowhere or in either
    order; otherwise they go out as matching, or with a line that parts off what does not belong.
    `holds_essays`: formulas and derivations that nothing can stand for are marked by hand.
    """

    title: str
    suffix: str
    writer: str
    derivations: Derivations
    orderings: Orderings = "ordering"
    formulas: Formulas = "typed"
    holds_distractors: bool = False
    holds_essays: bool = False
    derivation_choices: tuple[Derivations, ...] = ("ordering", "first_error", "essay")

    def write(self) -> Write:
        """The function that writes it, imported now."""
        module, _, name = self.writer.partition(":")
        function: Write = getattr(import_module(f"quiz.lms.writing.{module}"), name)
        return function


FORMATS: Mapping[str, Format] = {
    "moodle": Format(
        "Moodle XML",
        ".xml",
        "moodle.quiz_xml:write",
        "ordering",
        derivation_choices=("ordering", "first_error", "essay", "stack"),
    ),
    "gift": Format("GIFT", ".gift", "gift:write", "first_error", "matching", formulas="choice"),
    "aiken": Format("Aiken", ".txt", "aiken:write", "first_error", formulas="choice"),
    "csv": Format("CSV", ".csv", "table:write", "first_error", formulas="choice"),
    "qti12": Format(
        "QTI 1.2 for Canvas",
        ".zip",
        "qti.qti12:write",
        "first_error",
        "matching",
        formulas="choice",
        holds_essays=True,
    ),
    "imscc": Format(
        "Common Cartridge 1.3",
        ".imscc",
        "qti.imscc:write",
        "first_error",
        formulas="choice",
        holds_essays=True,
    ),
    "qti21": Format(
        "QTI 2.1", ".zip", "qti.qti2:write_21", "ordering", formulas="choice", holds_essays=True
    ),
    "qti3": Format(
        "QTI 3", ".zip", "qti.qti2:write_3", "ordering", formulas="choice", holds_essays=True
    ),
    "anki": Format("Anki", ".apkg", "anki:write", "essay", holds_distractors=True),
    "olx": Format(
        "Open edX",
        ".tar.gz",
        "olx.course:write",
        "first_error",
        "matching",
        derivation_choices=("ordering", "first_error"),
    ),
    "print": Format("Paper", ".zip", "paper.pdf:write", "essay", holds_distractors=True),
    "html": Format(
        "A page of its own", ".html", "page.html:write", "essay", holds_distractors=True
    ),
    "scorm12": Format("SCORM 1.2", ".zip", "page.scorm:write_1_2", "essay", holds_distractors=True),
    "scorm2004": Format(
        "SCORM 2004, 4th edition", ".zip", "page.scorm:write_2004", "essay", holds_distractors=True
    ),
}
"""Each format by its name for `--to`."""
