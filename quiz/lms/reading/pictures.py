"""Pictures in the files of other systems: found, told by their bytes, put beside the bank."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from quiz.lms.reading.archives import Members
from quiz.questions.slugs import slug

FOLDER = "pictures"
MAX_BYTES = 8_000_000

Find = Callable[[str], bytes | None]
"""The bytes of a picture that a text names; None where they did not come along."""

_KINDS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".gif": b"GIF8"}
_DATA = re.compile(r"data:image/[a-zA-Z0-9+.-]{1,40};base64,([a-zA-Z0-9+/=\s]*)\Z")
_ROOTS = re.compile(r"^(?:\$IMS[-_]CC[-_]FILEBASE\$|@@PLUGINFILE@@)/*", re.IGNORECASE)


class Picture(NamedTuple):
    """A picture of a text: its source there, and what the Markdown names in its place."""

    source: str
    target: str


def none_came(_: str) -> None:
    """Finds no picture."""


def place_of(source: str, content: bytes) -> str | None:
    """Where a picture goes, named after its content; None for what is no picture of a bank."""
    suffix = next((kind for kind, mark in _KINDS.items() if content.startswith(mark)), None)
    if suffix is None and content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        suffix = ".webp"
    if suffix is None or len(content) > MAX_BYTES:
        return None
    name = "" if source.startswith("data:") else posixpath.basename(_path(source))
    digest = sha256(content).hexdigest()[:8]
    stem = slug(name.rpartition(".")[0], 60).removesuffix(digest).strip("-")
    return f"{FOLDER}/{stem or 'picture'}-{digest}{suffix}"


def from_data(source: str) -> bytes | None:
    """The bytes of a picture that stands in the text itself as a `data:` address."""
    found = _DATA.match(source)
    return _decoded(found[1]) if found else None


def in_element(element: Element) -> Find:
    """Finds what Moodle puts beside a text: `file` elements in base64."""
    files = {
        (found.get("path", "/").strip("/"), found.get("name", "")): found
        for found in element.findall("file")
    }

    def find(source: str) -> bytes | None:
        folder, _, name = _path(source).rpartition("/")
        found = files.get((folder.strip("/"), name))
        return None if found is None else _decoded(found.text or "")

    return find


def among(members: Members, member: str) -> Find:
    """Finds files of an archive from a text in one of its members, or under its usual folders."""

    def find(source: str) -> bytes | None:
        path = _path(source)
        near = posixpath.normpath(posixpath.join(posixpath.dirname(member), path))
        for name in (near, f"web_resources/{path}", path):
            if members.has(name):
                return members.read(name)
        named = members.called(posixpath.basename(path))
        alike = [name for name in named if f"/{name}".endswith(f"/{path}")]
        return members.read(alike[0]) if len(alike) == 1 else None

    return find


def _path(source: str) -> str:
    return _ROOTS.sub("", unquote(source.partition("?")[0]))


def _decoded(text: str) -> bytes | None:
    if len(text) > 2 * MAX_BYTES:
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
