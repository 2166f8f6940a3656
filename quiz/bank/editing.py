"""Writing to the files of a bank: whole or not at all, all else in them left as it stands."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from quiz.errors import AuthorError

MARK = "\ufeff"
"""What some editors write first in a file of UTF-8; it is kept where it is."""


class EditError(AuthorError):
    """A file cannot be written, or not without changing what stands in it."""


def write(path: Path, content: bytes) -> None:
    """Put a content in place of a file's, at once; its permissions stay as they are.

    What a symbolic link leads to is written, the link stays. Raises `EditError`.
    """
    target = path.resolve()
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            partial.chmod(target.stat().st_mode)
        partial.replace(target)
    except OSError as error:
        raise EditError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
