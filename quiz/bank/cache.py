"""What a bank said when it was last loaded, kept as JSON so that it need not be read again.

An entry is found by a hash of the bank's bytes and of the program that read them, so it is never
out of date; one that cannot be read counts for nothing, and failing to write one does no harm.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from quiz import __version__
from quiz.bank.files import BankFile

MAX_ENTRIES = 16
_READERS = ("bank", "questions", "symbolic", "symbolic/reading", "markup")
"""The rooms whose code decides what a bank means and whether it is right."""

_GRADERS = (
    *("questions", "symbolic", "symbolic/reading"),
    *("symbolic/derivations", "symbolic/proof"),
    *("markup", "marking"),
)
"""The rooms whose code decides what a response is worth, and how that is said."""


def cache_folder(shelf: str = "banks") -> Path:
    """Where entries of a kind are kept: in the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("likelihood-quiz", appauthor=False) / shelf


def entry_name(files: Iterable[BankFile]) -> str:
    """The name of the entry for these files, as this program reads them."""
    digest = sha256(program().encode())
    for file in files:
        digest.update(f"\0{file.name}\0{len(file.content)}\0".encode(errors="surrogateescape"))
        digest.update(file.content)
    return digest.hexdigest()


def program(rooms: Iterable[str] = _READERS) -> str:
    """What tells one state of the program from another: its source files' sizes and times."""
    package = Path(__file__).parents[1]
    stamps = [__version__]
    for room in rooms:
        with suppress(OSError):
            for entry in os.scandir(package / room):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    stamps.append(f"{room}/{entry.name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(stamps))


def grading_program() -> str:
    """What tells apart two programs that may grade differently: code, Python and libraries."""
    return "\n".join([program(_GRADERS), *libraries()])


def libraries() -> list[str]:
    """The versions of Python and of the libraries that grading counts on."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    found = [f"python {platform.python_version()}"]
    for name in ("mpmath", "numpy", "sympy", "regex"):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


def load_entry(name: str, shelf: str = "banks") -> Any | None:
    """What the entry holds; None when there is none or it is damaged."""
    try:
        content = (cache_folder(shelf) / f"{name}.json").read_bytes()
        checksum, _, payload = content.partition(b"\n")
        if sha256(payload).hexdigest().encode() != checksum:
            return None
        return json.loads(payload)
    except (OSError, ValueError, RuntimeError, RecursionError):
        return None


def store_entry(name: str, data: Any, shelf: str = "banks") -> None:
    """Keep an entry, whole or not at all; old ones make room. Never raises."""
    with suppress(OSError, ValueError, TypeError, RuntimeError):
        payload = json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()
        folder = cache_folder(shelf)
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f"{name}.{os.getpid()}.part"
        try:
            partial.write_bytes(sha256(payload).hexdigest().encode() + b"\n" + payload)
            partial.replace(folder / f"{name}.json")
        finally:
            partial.unlink(missing_ok=True)
        _make_room(folder)


def _make_room(folder: Path) -> None:
    entries = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[MAX_ENTRIES:]:
        path.unlink(missing_ok=True)
