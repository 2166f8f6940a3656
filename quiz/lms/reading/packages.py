"""Packages: archives with the quizzes of Canvas, Common Cartridge and QTI."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from quiz.lms.reading.archives import Members, xml_members
from quiz.lms.reading.one_way import one_way_archive
from quiz.lms.reading.pictures import MAX_BYTES, Find, among
from quiz.lms.reading.results import Imported, Item, UnreadableError
from quiz.lms.reading.xml_reading import read_xml

_QUESTIONS = re.compile(
    rb"<(?:\w+:)?(?:questestinterop|assessmentItem|qti-assessment-item)(?![\w-])"
)
_WHOLE = "non_cc_assessments/"
"""Where Canvas puts its own form of quizzes, beside a poorer one for others."""


def read_package(content: bytes, read: Callable[[Element, Find], Imported]) -> Imported:
    """The questions of every quiz in an archive, in its order. Raises `UnreadableError`.

    `read` is given the root of a file and what finds the pictures that the file names.
    """
    found = {
        name: member
        for name, member in xml_members(content)
        if _QUESTIONS.search(member) or member.startswith((b"\xff\xfe", b"\xfe\xff"))
    }
    members = Members(content, MAX_BYTES)
    if not found:
        raise UnreadableError(one_way_archive(members) or "no QTI questions are in this archive")
    items: list[Item] = []
    titles: list[str] = []
    whole = {name.rpartition("/")[2].partition(".")[0] for name in found if _WHOLE in name}
    for name, member in found.items():
        if _WHOLE not in name and whole & {*name.split("/")[:-1]}:
            continue
        try:
            imported = read(read_xml(member), among(members, name))
        except UnreadableError as error:
            raise UnreadableError(f"{name}: {error}") from None
        items.extend(imported.items)
        titles.extend([imported.title] if imported.title else [])
    return Imported(tuple(items), titles[0] if len(titles) == 1 else None)
