"""Zip archives whose bytes depend on nothing but what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file: the earliest that an archive can hold."""


@contextmanager
def archive(out: BinaryIO) -> Iterator[Archive]:
    """An archive written to `out`, whole once the block ends."""
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        yield Archive(file)


class Archive:
    """Takes files one after another."""

    def __init__(self, file: ZipFile) -> None:
        self._file = file

    def add(self, name: str, content: str | bytes) -> None:
        """Put a whole file in."""
        self._file.writestr(_entry(name), content)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write piece by piece; no other can be added until the block ends."""
        with self._file.open(_entry(name), "w", force_zip64=True) as file:
            yield file


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, LONG_AGO)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # Unix, wherever this runs
    return entry
