"""The editor of the person at the keyboard, and how it is told at which line to open a file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from quiz.errors import LearnerError

USUAL = ("sensible-editor", "nano", "vim", "vi", "notepad")
"""Tried in this order where the environment names none."""

LINE_BEFORE = frozenset(
    {"vi", "vim", "nvim", "gvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak"}
    | {"joe", "jed", "mg", "ne", "sensible-editor", "gedit", "gnome-text-editor"}
)
"""Editors that take `+12 file`."""

LINE_BEHIND = frozenset({"hx", "helix", "subl", "sublime_text", "zed", "zeditor"})
"""Editors that take `file:12`."""

GO_TO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
"""Editors that take `--goto file:12`."""

GO_ON = GO_TO | {"subl", "sublime_text", "zed", "zeditor", "gedit", "gvim"}
"""Editors that end at once while their window is open, unless they are told to wait."""

_WAIT = {"gvim": "--nofork"}


class EditorError(LearnerError):
    """No editor could be run, or it ended by saying that it failed."""


def editor_words() -> list[str]:
    """The command of the editor, as $VISUAL or $EDITOR says. Raises `EditorError`."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        try:
            words = shlex.split(named, posix=os.name != "nt")
        except ValueError as error:
            raise EditorError(f"EDITOR cannot be read, “{named}”: {error}") from None
        if words:
            return words
    found = next((name for name in USUAL if shutil.which(name)), None)
    if found is None:
        raise EditorError("no editor is known: name yours, as in EDITOR=nano")
    return [found]


def command(editor: list[str], file: Path, line: int) -> list[str]:
    """The command that opens a file at a line, where the editor is one whose way is known."""
    name = Path(editor[0]).stem.lower()
    path = str(file) if str(file)[0] not in "-+" else str(file.absolute())
    if name in GO_ON and not {"-w", "--wait", "-f", "--nofork"} & {*editor}:
        editor = [*editor, _WAIT.get(name, "--wait")]
    if name in LINE_BEFORE:
        return [*editor, f"+{line}", path]
    if name in LINE_BEHIND:
        return [*editor, f"{path}:{line}"]
    if name in GO_TO:
        return [*editor, "--goto", f"{path}:{line}"]
    return [*editor, path]


def open_at(file: Path, line: int) -> None:
    """Open a file in the editor and wait until it is closed. Raises `EditorError`."""
    words = command(editor_words(), file, line)
    try:
        status = subprocess.run(words, check=False).returncode  # noqa: S603 - it is their editor
    except OSError as error:
        reason = error.strerror or error
        message = f"“{words[0]}” cannot be run ({reason}): name your editor, as in EDITOR=nano"
        raise EditorError(message) from None
    if status:
        raise EditorError(f"“{words[0]}” ended with status {status}; the question is not checked")
