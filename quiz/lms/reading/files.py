"""A file of another system: which format it is in, and what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

from quiz.lms.reading.one_way import one_way_file
from quiz.lms.reading.pictures import Find, none_came
from quiz.lms.reading.results import Imported, UnreadableError

MAX_FILE_BYTES = 64_000_000
MAX_TEXT_BYTES = 16_000_000
_ZIP = b"PK\x03\x04"

FORMATS = {
    "moodle": "Moodle XML",
    "gift": "GIFT",
    "aiken": "Aiken",
    "csv": "CSV",
    "text2qti": "text2qti",
    "qti12": "QTI 1.2, Canvas or Common Cartridge",
    "qti2": "QTI 2.x or 3",
}
"""Each format's name for `--from`, and what it is called."""


def read_file(path: Path, form: str | None = None) -> Imported:
    """What is in a file, of the format `form` or of the one that its content tells.

    Raises `UnreadableError` with the file's name.
    """
    try:
        return read_content(_content(path), form)
    except UnreadableError as error:
        raise UnreadableError(f"{path}: {error}") from None


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            reason = "this is no file" if path.exists() else "there is no such file"
            raise UnreadableError(f"{reason}: check the path")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            limit = f"at most {MAX_FILE_BYTES / 1e6:.0f} MB"
            raise UnreadableError(f"{size / 1e6:.0f} MB is too large ({limit}): split it")
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES)
    except OSError as error:
        raise UnreadableError(f"this cannot be read ({error.strerror})") from None


def read_content(content: bytes, form: str | None = None) -> Imported:
    """What is in the bytes of a file. Raises `UnreadableError`."""
    if not content.strip():
        raise UnreadableError("this file is empty")
    if content.startswith(_ZIP):
        from quiz.lms.reading.packages import read_package

        return read_package(content, lambda root, find: _xml_reader(root, form, find))
    reason = one_way_file(content) if form is None else None
    if reason:
        raise UnreadableError(reason)
    is_xml = content.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \t\r\n\0").startswith(b"<")
    if form in _XML or (form is None and is_xml):
        from quiz.lms.reading.xml_reading import read_xml

        return _xml_reader(read_xml(content), form)
    if len(content) > MAX_TEXT_BYTES:
        limit = f"at most {MAX_TEXT_BYTES / 1e6:.0f} MB"
        raise UnreadableError(f"{len(content) / 1e6:.0f} MB is too much text ({limit}): split it")
    text = _text(content)
    for name, looks_like, read in _texts():
        if form == name or (form is None and looks_like(text)):
            return read(text)
    raise UnreadableError(_unknown())


def _text(content: bytes) -> str:
    """The bytes as text: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableError("this is neither text nor an archive: save it as UTF-8")


def _texts() -> list[tuple[str, Callable[[str], bool], Callable[[str], Imported]]]:
    """For each format in plain text: its name, what tells it, and what reads it."""
    from quiz.lms.reading.aiken import looks_like_aiken, read_aiken
    from quiz.lms.reading.gift import looks_like_gift, read_gift
    from quiz.lms.reading.table import looks_like_table, read_table
    from quiz.lms.reading.text2qti import looks_like_text2qti, read_text2qti

    return [
        ("csv", looks_like_table, read_table),
        ("aiken", looks_like_aiken, read_aiken),
        ("text2qti", looks_like_text2qti, read_text2qti),
        ("gift", looks_like_gift, read_gift),
    ]


def _unknown() -> str:
    known = ", ".join(f"{name} ({title})" for name, title in FORMATS.items())
    return f"the format is not recognised; name it with --from: {known}"


def _moodle(root: Element, _: Find) -> Imported:
    from quiz.lms.reading.moodle_xml import read_moodle

    return read_moodle(root)


def _qti12(root: Element, find: Find) -> Imported:
    from quiz.lms.reading.qti12 import read_qti12

    return read_qti12(root, find)


def _qti2(root: Element, find: Find) -> Imported:
    from quiz.lms.reading.qti2 import read_qti2

    return read_qti2(root, find)


_XML: dict[str, tuple[re.Pattern[str], Callable[[Element, Find], Imported]]] = {
    "moodle": (re.compile(r"quiz"), _moodle),
    "qti12": (re.compile(r"questestinterop"), _qti12),
    "qti2": (re.compile(r"assessmentItem|qti-assessment-item"), _qti2),
}
"""For each format in XML: its root elements, and what reads it."""


def _xml_reader(root: Element, form: str | None, find: Find = none_came) -> Imported:
    for name, (pattern, read) in _XML.items():
        if form in (None, name) and pattern.fullmatch(root.tag):
            return read(root, find)
    if form is None:
        raise UnreadableError(_unknown())
    raise UnreadableError(f"this is not {FORMATS[form]}: its root element is <{root.tag[:50]}>")
