"""QTI 2.1 and 3: a content package with an item a file, and a test that asks them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from quiz.lms.writing.archives import archive
from quiz.lms.writing.exporting import Export, LeftOutError, Loss
from quiz.lms.writing.qti2_dialect import VERSION_2, VERSION_3, Dialect
from quiz.lms.writing.qti2_items import item_file, name_of
from quiz.lms.writing.question_texts import Pictures, QuestionTexts, mathml_html
from quiz.lms.writing.xml_text import DECLARATION, in_space, lines, tag

_START = re.compile(r'<ol start="\d+">')
"""A list that QTI 2.1 has no attribute for."""


@dataclass(frozen=True)
class _Written:
    """An item that is in the package, the pool that it is drawn from, what it shows."""

    name: str
    pool: str | None
    pictures: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"items/{self.name}.xml"


def write_21(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write a package of QTI 2.1."""
    return _write(VERSION_2, export, out)


def write_3(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write a package of QTI 3."""
    return _write(VERSION_3, export, out)


def _write(dialect: Dialect, export: Export, out: BinaryIO) -> Iterator[Loss]:
    written: list[_Written] = []
    pictures = Pictures("pictures")
    with archive(out) as package:
        for item in export.items:
            texts = QuestionTexts(item, mathml_html, pictures, "../")
            try:
                content = item_file(dialect, item, texts, export.seed)
            except LeftOutError as reason:
                yield Loss(item.ident, str(reason), left_out=True)
                continue
            if dialect is VERSION_2 and _START.search(content):
                content = _START.sub("<ol>", content)
                texts.lose("numbered lists start from 1")
            written.append(_Written(name_of(item), item.pool, (*texts.pictures,)))
            package.add(written[-1].file, DECLARATION + content + "\n")
            yield from (Loss(item.ident, sentence) for sentence in texts.lost)
        package.add("assessment.xml", DECLARATION + _test(dialect, export, written))
        package.add("imsmanifest.xml", DECLARATION + _manifest(dialect, export, written))
        pictures.add_to(package)


def _test(dialect: Dialect, export: Export, written: Iterable[_Written]) -> str:
    """The test: every item once, and one of each pool."""
    tag = dialect.tag
    parts = []
    for pool, items in groupby(written, key=lambda item: item.pool):
        refs = [tag("assessmentItemRef", identifier=one.name, href=one.file) for one in items]
        if pool is not None:
            drawn = tag("selection", select=1)
            name = f"pool-{pool}"
            refs = [
                tag(
                    "assessmentSection",
                    drawn,
                    *refs,
                    identifier=name,
                    title=pool,
                    visible="false",
                )
            ]
        parts += refs
    section = tag(
        "assessmentSection",
        f"\n{lines(parts)}",
        identifier="questions",
        title=export.title,
        visible="true",
    )
    part = tag(
        "testPart",
        section,
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    total = dialect.set("SCORE", tag("sum", tag("testVariables", variableIdentifier="SCORE")))
    return dialect.root(
        "assessmentTest",
        tag("outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"),
        part,
        tag("outcomeProcessing", total),
        identifier=_package_name(export),
        title=export.title,
    )


def _manifest(dialect: Dialect, export: Export, written: Sequence[_Written]) -> str:
    """What is in the package."""
    used = [tag("dependency", identifierref=one.name) for one in written]
    resources = [
        tag(
            "resource",
            tag("file", href="assessment.xml"),
            *used,
            identifier="assessment",
            type=dialect.test_type,
            href="assessment.xml",
        )
    ]
    resources += [
        tag(
            "resource",
            *(tag("file", href=file) for file in (one.file, *one.pictures)),
            identifier=one.name,
            type=dialect.item_type,
            href=one.file,
        )
        for one in written
    ]
    return tag(
        "manifest",
        tag(
            "metadata",
            tag("schema", dialect.package),
            tag("schemaversion", dialect.package_version),
        ),
        tag("organizations"),
        tag("resources", f"\n{lines(resources)}"),
        **in_space(dialect.package_namespace, dialect.package_schema),
        identifier=f"manifest-{export.identifier}",
    )


def _package_name(export: Export) -> str:
    return f"test-{export.identifier}"
