"""The files of a bank: which there are, and their bytes, within limits."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.errors import UNREAD, BankError, BankProblem

MAX_FILE_BYTES = 16_000_000
MAX_BANK_BYTES = 64_000_000
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class BankFile:
    """A file of a bank: its path as people know it, its name within the bank, its bytes."""

    path: Path
    name: str
    content: bytes


def bundled_bank() -> Path:
    """The bank that comes with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "question_bank"
    return inside if inside.is_dir() else package.parent / "question_bank"


def read_files(bank: Path) -> tuple[list[BankFile], list[BankProblem]]:
    """The YAML files of a folder, at any depth in name order, or one file of any name.

    Returns those that could be read, and what is wrong with the others. Raises `BankError` when
    there is no such bank or nothing in it.
    """
    problems: list[BankProblem] = []
    files: list[BankFile] = []
    total = 0
    for path in paths_of(bank, problems):
        try:
            content = _content(path, MAX_BANK_BYTES - total)
        except (OSError, ValueError) as error:
            problems.append(_problem(path, _reason(error)))
            continue
        total += len(content)
        name = path.name if path == bank else path.relative_to(bank).as_posix()
        files.append(BankFile(path, name, content))
    if not files and not problems:
        message = "no YAML file is in this folder: add one that ends in .yaml, or name another"
        problems.append(_problem(bank, message))
    if not files:
        raise BankError(problems)
    return files, problems


def _problem(path: Path, message: str) -> BankProblem:
    return BankProblem(str(path), 1, 1, "file", message, UNREAD)


def _reason(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder: check the path"
    if isinstance(error, PermissionError):
        return "this may not be read: change its permissions"
    if error.errno == errno.ELOOP:
        return "this symbolic link leads back to itself: remove it"
    return f"this cannot be read ({error.strerror or error}): check the path"


def _content(path: Path, left: int) -> bytes:
    """The bytes of a regular file. Raises OSError, or ValueError for one that is refused."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("this is neither a file nor a folder: name one of these")
    for limit, what in ((MAX_FILE_BYTES, "a file"), (left, "what is left for a whole bank")):
        if status.st_size > limit:
            raise ValueError(
                f"{status.st_size / 1e6:.0f} MB is too large for {what}"
                f" (at most {limit / 1e6:.0f} MB): split it by topic"
            )
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def paths_of(bank: Path, problems: list[BankProblem]) -> Iterator[Path]:
    """The files of a bank in their order, one file of any name or the YAML files of a folder.

    What keeps a folder from being looked at is added to the problems.
    """
    if _is_folder(bank):
        yield from _walk(bank, problems, (os.path.realpath(bank),))
    else:
        yield bank


def _walk(folder: Path, problems: list[BankProblem], around: tuple[str, ...]) -> Iterator[Path]:
    """The YAML files in a folder; `around` are the folders that it lies in, to find loops."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_problem(folder, _reason(error)))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if _is_folder(entry):
            real = os.path.realpath(path)
            if real in around:
                message = "this symbolic link leads back to a folder that it lies in: remove it"
                problems.append(_problem(path, message))
            else:
                yield from _walk(path, problems, (*around, real))
        elif entry.name.lower().endswith(SUFFIXES):
            yield path


def _is_folder(entry: os.DirEntry[str] | Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
