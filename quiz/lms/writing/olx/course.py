"""A course of Open edX in its own XML: a problem a question, in a tar.gz that Studio imports.

Problems are named by the questions' ids, so a second import replaces them.
"""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from quiz.lms.writing.exporting import Export, LeftOutError, Loss
from quiz.lms.writing.olx.problems import problem
from quiz.lms.writing.question_texts import Pictures, QuestionTexts
from quiz.lms.writing.xml_text import tag
from quiz.markup.tex import tex_html
from quiz.questions.errors import ParameterError

UNITS = 20
"""How many questions a lesson holds."""

POOL = "the variants stand one after another: Open edX draws only from a library"


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the course."""
    name = export.identifier
    pictures = Pictures("static")
    written: list[str] = []
    with (
        gzip.GzipFile("", "wb", fileobj=out, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for item in export.items:
            texts = QuestionTexts(item, tex_html, pictures, "/")
            try:
                text = problem(item, texts)
            except (LeftOutError, ParameterError) as reason:
                yield Loss(item.ident, str(reason), left_out=True)
                continue
            _add(tar, f"course/problem/{item.ident}.xml", text)
            unit = tag("vertical", tag("problem", url_name=item.ident), display_name=item.ident)
            _add(tar, f"course/vertical/{item.ident}.xml", unit)
            written.append(item.ident)
            if item.pool:
                texts.lose(POOL)
            yield from (Loss(item.ident, sentence) for sentence in texts.lost)
        for file, content in zip(pictures.names(), pictures.contents(), strict=True):
            _add(tar, f"course/{file}", content)
        _add_outline(tar, name, export.title, written)


def _add_outline(tar: tarfile.TarFile, name: str, title: str, idents: list[str]) -> None:
    """The course, its one chapter, and lessons of `UNITS` questions each."""
    lessons = [idents[start : start + UNITS] for start in range(0, len(idents), UNITS)]
    names = [f"{name}-{number}" for number in range(1, len(lessons) + 1)]
    for number, (lesson, inside) in enumerate(zip(names, lessons, strict=True), start=1):
        units = (tag("vertical", url_name=ident) for ident in inside)
        text = tag("sequential", *units, display_name=f"{title}, part {number}")
        _add(tar, f"course/sequential/{lesson}.xml", text)
    parts = (tag("sequential", url_name=lesson) for lesson in names)
    _add(tar, f"course/chapter/{name}.xml", tag("chapter", *parts, display_name=title))
    chapter = tag("chapter", url_name=name)
    _add(tar, f"course/course/{name}.xml", tag("course", chapter, display_name=title))
    root = tag("course", url_name=name, org="quiz", course=name)
    _add(tar, "course/course.xml", root)


def _add(tar: tarfile.TarFile, name: str, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else f"{content}\n".encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    entry.mode = 0o644
    tar.addfile(entry, io.BytesIO(data))
