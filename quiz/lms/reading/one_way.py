"""What is made to be used and not to be read back, so that an import can say what it is."""

from __future__ import annotations

import re

from quiz.lms.reading.archives import Members

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<!doctype\s+html\b", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_PDF = b"%PDF-"
_MEMBERS = (
    ("a deck of Anki", ("collection.anki2", "collection.anki21", "collection.anki21b")),
    ("a ZIP of papers", ("paper-a.pdf",)),
    ("a course package with pages (SCORM)", ("index.html",)),
)


def one_way_file(content: bytes) -> str | None:
    """Why a file that is no ZIP cannot be read back, where it can be told."""
    if _PAGE.match(content):
        return _sentence("a web page")
    if content.startswith(_GZIP):
        return _sentence("a course of Open edX, or another .tar.gz")
    return _sentence("a PDF file") if content.startswith(_PDF) else None


def one_way_archive(members: Members) -> str | None:
    """Why an archive without questions in QTI cannot be read back, where it can be told."""
    for what, names in _MEMBERS:
        if any(members.called(name) for name in names):
            return _sentence(what)
    return None


def _sentence(what: str) -> str:
    return (
        f"this is {what}, whose questions cannot be read back: import the bank that it was made"
        " from, or a file exported as moodle, gift, csv, qti12 or qti21"
    )
