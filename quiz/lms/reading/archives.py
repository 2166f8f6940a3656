"""Archives from strangers, read in memory and within limits; nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from quiz.lms.reading.results import UnreadableError

MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 32_000_000
MAX_TOTAL_BYTES = 128_000_000
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError)
_SUFFIXES = (".xml", ".qti", ".dat")


def xml_members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of the archive's XML files, in its order. Raises `UnreadableError`.

    What a member says of its size is not believed: reading stops at the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check(members)
            left = MAX_TOTAL_BYTES
            for member in members:
                if not member.filename.lower().endswith(_SUFFIXES) or member.is_dir():
                    continue
                read = _read(archive, member, min(MAX_MEMBER_BYTES, left))
                left -= len(read)
                yield member.filename, read
    except _DAMAGES as error:
        raise UnreadableError(f"this archive is damaged: {error}") from None


class Members:
    """The files of an archive that has been looked at, each read when it is asked for.

    One is at most `limit` bytes large, and all together no more than `MAX_TOTAL_BYTES`.
    """

    def __init__(self, content: bytes, limit: int) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._limit = limit
        self._left = MAX_TOTAL_BYTES
        self._read: dict[str, bytes | None] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in self._archive.namelist():
            self._by_name.setdefault(path.rpartition("/")[2], []).append(path)

    def called(self, name: str) -> Sequence[str]:
        """The paths of the files with a name, in whatever folder."""
        return self._by_name.get(name, ())

    def has(self, path: str) -> bool:
        """Whether there is a file at a path."""
        return path in self.called(path.rpartition("/")[2])

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where it is damaged or goes beyond a limit."""
        if path not in self._read:
            self._read[path] = self._bytes(path, min(self._limit, self._left))
            self._left -= len(self._read[path] or b"")
        return self._read[path]

    def _bytes(self, path: str, limit: int) -> bytes | None:
        try:
            with self._archive.open(path) as file:
                content = file.read(limit + 1)
        except _DAMAGES:
            return None
        return content if len(content) <= limit else None


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise UnreadableError(f"more than {MAX_MEMBERS:,} files are in this archive: refused")
    for member in members:
        name = member.filename.replace("\\", "/")
        leaves = ".." in PurePosixPath(name).parts or name.startswith("/") or name[1:2] == ":"
        if leaves:
            raise UnreadableError(
                f"“{member.filename[:100]}” in this archive leads out of it: refused"
            )
        if member.flag_bits & 1:
            raise UnreadableError("this archive is locked by a password: export it without one")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(member) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        name = member.filename[:100]
        raise UnreadableError(f"{name} unpacks to more than {limit / 1e6:.0f} MB: refused")
    return content
