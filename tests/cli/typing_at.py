"""A command run in a terminal of its own, in which a person types."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

PATIENCE = 20
"""Seconds without a sign of life after which the command is given up."""


def typed_at(folder: Path, *arguments: str, answers: str, **environment: str) -> tuple[int, str]:
    """The exit status of `quiz` with these arguments, and what is on the screen at the end."""
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "quiz", *arguments],
        cwd=folder,
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env={**os.environ, "PYTHONUTF8": "1", "TERM": "dumb", **environment},
        start_new_session=True,
    )
    os.close(inner)
    os.write(outer, answers.encode())
    screen = b""
    while select.select([outer], [], [], PATIENCE)[0]:
        try:
            shown = os.read(outer, 65_536)
        except OSError:  # Linux ends a terminal so when nobody is left in it
            break
        if not shown:
            break
        screen += shown
    else:
        process.kill()  # it waits for more to be typed
    os.close(outer)
    return process.wait(), screen.decode().replace("\r\n", "\n")
