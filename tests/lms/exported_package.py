"""Packages exported from questions written in a test, with what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from quiz.lms.reading.qti2_item import in_version_2
from quiz.lms.writing.exporting import Loss
from quiz.lms.writing.files import export_items
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted, items_for
from quiz.questions.base import BaseQuestion


@dataclass(frozen=True)
class Package:
    """An archive: its bytes, its files by name, and what was lost."""

    content: bytes
    files: dict[str, bytes]
    losses: tuple[Loss, ...]

    @property
    def lost(self) -> list[str]:
        """The sentences about what was lost."""
        return [loss.message for loss in self.losses]

    def element(self, name: str) -> Element:
        """A file as XML without namespaces; QTI 3 by the names of QTI 2."""
        root = fromstring(self.files[name])
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        in_version_2(root)
        return root

    def item(self, ident: str) -> Element:
        """A question of a QTI 2.1 or 3 package."""
        return self.element(f"items/q-{ident}.xml")

    def quiz(self) -> Element:
        """The questions of a QTI 1.2 package."""
        (name,) = (name for name in self.files if name.startswith("quiz-") and "meta" not in name)
        return self.element(name)


def package_of(
    form: str,
    questions: Iterable[BaseQuestion],
    variants: int = 1,
    folder: Path | None = None,
    title: str = "A quiz",
    derivations: str | None = None,
) -> Package:
    """The package in this format, as `quiz export` writes it."""
    known = FORMATS[form]
    wanted = Wanted(
        variants=variants,
        derivations=derivations or known.derivations,  # type: ignore[arg-type]
        orderings=known.orderings,
        formulas=known.formulas,
        holds_distractors=known.holds_distractors,
        holds_essays=known.holds_essays,
    )
    out = BytesIO()
    made = (item for question in questions for item in items_for(question, wanted, folder))
    tally = export_items(made, known, wanted, title, out)
    with ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return Package(out.getvalue(), files, tuple(tally.losses))
