"""What a learner is told when the program itself fails: a bug, in two sentences."""

from __future__ import annotations

import traceback
from pathlib import Path

DEBUG = "QUIZ_DEBUG"
"""The environment variable with which a bug ends the program with its traceback."""


def told(error: Exception, history: Path | None) -> str:
    """What happened, that the answers are kept, and the file to report it with.

    The file stands beside the history; without one, or where it cannot be written, DEBUG is named.
    """
    kind = type(error).__name__
    what = next(iter(str(error).splitlines()), "")
    said = f"The program failed ({kind}: {what})." if what else f"The program failed ({kind})."
    if history is not None:
        said += " What you answered is kept; what is under way goes on with the same command."
    file = None if history is None else _written(error, history.with_name("failure.txt"))
    if file is None:
        return f"{said}\nWith {DEBUG}=1 it shows what its maintainers need to mend it."
    return f"{said}\nTo have it mended, send its maintainers the file {file}"


def _written(error: Exception, path: Path) -> Path | None:
    """The file with the traceback, but not what variables held; None if it cannot be written."""
    try:
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return None
    return path
