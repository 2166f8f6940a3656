"""QTI 2.1 and 3: a content package with an item a file, and a test that asks them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from quiz.lms.writing.archives import archive
from quiz.lms.writing.exporting import Export, LeftOutError, Loss
from quiz.lms.writing.qti.qti2_dialect import VERSION_2, VERSION_3, Dialect
from quiz.lms.writing.qti.qti2_items import item_file, name_of
from quiz.lms.writing.question_texts import Pictures, QuestionTexts, mathml_html
from quiz.lms.writing.xml_text import DECLARATION, in_space, lines, tag

_START = re.compile(r'<ol start="\d+">')
"""A list that QTI 2.1 has no attribute for."""


@dataclass(frozen=True)
class _Written:
    """An item that is in the package, where it stands in the test, and what it shows."""

    name: str
    topic: str | None
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
            written.append(_Written(name_of(item), item.topic, item.pool, (*texts.pictures,)))
            package.add(written[-1].file, DECLARATION + content + "\n")
            yield from (Loss(item.ident, sentence) for sentence in texts.lost)
        package.add("assessment.xml", DECLARATION + _test(dialect, export, written))
        package.add("imsmanifest.xml", DECLARATION + _manifest(dialect, export, written))
        pictures.add_to(package)


def _test(dialect: Dialect, export: Export, written: Iterable[_Written]) -> str:
    """The test: a section for each topic, with every item once, and one of each pool."""
    tag = dialect.tag
    sections = [
        tag(
            "assessmentSection",
            f"\n{lines(_refs(dialect, items))}",
            identifier=f"questions-{place}",
            title=topic or export.title,
            visible="true",
        )
        for place, (topic, items) in enumerate(groupby(written, lambda item: item.topic), 1)
    ]
    part = tag(
        "testPart",
        *sections,
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
        identifier=f"test-{export.identifier}",
        title=export.title,
    )


def _refs(dialect: Dialect, written: Iterable[_Written]) -> Iterator[str]:
    """What asks the items; those of a pool are in a section that one is drawn from."""
    tag = dialect.tag
    for pool, items in groupby(written, lambda item: item.pool):
        refs = [tag("assessmentItemRef", identifier=one.name, href=one.file) for one in items]
        if pool is None:
            yield from refs
        else:
            drawn = tag("selection", select=1)
            named = {"identifier": f"pool-{pool}", "title": pool, "visible": "false"}
            yield tag("assessmentSection", drawn, *refs, **named)


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
