"""The bar of `quiz grade`: lines, their rate and the time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from quiz.marking.marking import Marked
from quiz.marking.run import Watch
from quiz.marking.sources import Source

LINES_BETWEEN = 200
"""The bar is told of every so many lines."""


class _Rate(ProgressColumn):
    """Lines, and how many in a second."""

    def render(self, task: Task) -> Text:
        lines = task.fields["lines"]
        rate = f", {lines / task.elapsed:,.0f} a second" if task.elapsed else ""
        return Text(f"{lines:,} lines{rate}")


@contextmanager
def bar() -> Iterator[Watch]:
    """A bar on standard error that is fed with the lines; it goes away at the end."""
    columns = (TextColumn("Grading"), BarColumn(), _Rate(), TimeRemainingColumn())
    count = 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, lines=0)

        def watch(_marked: Marked, source: Source) -> None:
            nonlocal count
            count += 1
            if count % LINES_BETWEEN == 0 or count < LINES_BETWEEN:
                progress.update(task, total=source.size, completed=source.position(), lines=count)

        yield watch
