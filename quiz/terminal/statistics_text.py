"""How practising went, drawn with bars in a terminal, or said in words to a screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from quiz.practice.statistics import Accuracy, Statistics, Tally, monday
from quiz.terminal.look import Look
from quiz.terminal.question_text import INDENT

WEEKS = 10
"""How many weeks are drawn."""

EIGHTHS = " ▏▎▍▌▋▊▉█"
HEIGHTS = "▁▂▃▄▅▆▇█"
LONGEST_BAR = 30
NOTHING = "Nothing was answered yet, so there are no figures."


Row = tuple[str, Tally, str | None]
"""A name, its answers, and how they went lately, as a row of small columns."""


def statistics_text(found: Statistics, look: Look) -> str:
    """The figures for reading; as `quiz stats` shows them."""
    due = found.due
    parts = [look.styled(f"{found.bank}, {found.day.day} {found.day:%B %Y}", "bold")]
    if not found.total.all.answered:
        parts.append(look.wrapped(f"{NOTHING} New: {due.new}.{_retaken(found.retaken)}"))
        return "\n\n".join(parts)
    parts[0] += "\n" + look.wrapped(f"{_said(found.total.all)}.{_retaken(found.retaken)}")
    weeks = _last_weeks(found.total.weeks, found.day)
    by_week: list[Row] = [(f"{week.day} {week:%b}", tally, None) for week, tally in weeks.items()]
    parts.append(_section("By week, from its Monday", by_week, look))
    for title, series in (("By tag", found.tags), ("By kind", found.kinds)):
        rows: list[Row] = [
            (one.name.replace("_", " "), one.all, _trend(one, weeks, look)) for one in series
        ]
        parts.append(_section(title, rows, look))
    parts.append(
        _titled("Due", look)
        + _listed(
            look,
            f"today {due.today}",
            f"tomorrow {due.tomorrow}",
            f"within a week {due.within_a_week}",
            f"later {due.later}",
            f"new {due.new}",
        )
    )
    streak = found.streak
    parts.append(
        _titled("Days in a row", look)
        + _listed(look, f"now {streak.current}", f"longest {streak.longest}")
    )
    if found.sure.answered or found.unsure.answered:
        rows = [("sure", found.sure, None), ("unsure", found.unsure, None)]
        parts.append(_section("How sure you were, and how often right", rows, look))
    if found.most_missed:
        lines = [
            look.wrapped(f"{one.question}: missed {one.missed} of {one.answered}", INDENT)
            for one in found.most_missed
        ]
        parts.append(_titled("Most missed", look) + "\n".join(lines))
    return "\n\n".join(parts)


def _retaken(count: int) -> str:
    """What is left out of the figures, as a sentence behind them; empty if nothing is."""
    if not count:
        return ""
    if count == 1:
        return " 1 more answer is not counted: it replaces one that was taken back."
    return f" {count} more answers are not counted: each replaces one that was taken back."


def _titled(title: str, look: Look) -> str:
    return look.styled(title, "bold") + "\n"


def _listed(look: Look, *figures: str) -> str:
    return look.wrapped((" · " if look.drawn else ", ").join(figures), INDENT)


def _section(title: str, rows: Sequence[Row], look: Look) -> str:
    """A bar for each row, all of one length where full; in words where nothing is drawn."""
    if look.notation == "linear":
        lines = [look.wrapped(f"{name}: {_said(tally)}", INDENT) for name, tally, _ in rows]
        return _titled(title, look) + "\n".join(lines)
    counts = [f"{tally.right}/{tally.answered}" if tally.answered else "-" for _, tally, _ in rows]
    trends = [trend or "" for _, _, trend in rows]
    for_names = min(max(len(name) for name, _, _ in rows), max(8, look.width // 3))
    for_counts = max(map(len, counts))
    for_trends = max(map(len, trends)) if look.width >= 60 else 0
    # Two spaces before the name and between the columns, four figures of the percentage.
    taken = 2 + for_names + 2 + 2 + 5 + 2 + for_counts + (2 + for_trends if for_trends else 0)
    length = max(4, min(LONGEST_BAR, look.width - taken))
    lines = []
    for (name, tally, _), count, trend in zip(rows, counts, trends, strict=True):
        share = tally.share
        percent = "" if share is None else f"{share:.0%}"
        line = (
            f"{INDENT}{_shortened(name, for_names, look):<{for_names}}"
            f"  {_bar(share or 0.0, length, look)}  {percent:>5}  {count:>{for_counts}}"
        )
        lines.append((f"{line}  {trend}" if for_trends else line).rstrip())
    if for_trends:
        title += ", and how the last weeks went"
    return _titled(title, look) + "\n".join(lines)


def _bar(share: float, length: int, look: Look) -> str:
    if look.notation == "ascii":
        return ("#" * round(share * length)).ljust(length, ".")
    full, eighths = divmod(round(share * length * 8), 8)
    return ("█" * full + EIGHTHS[eighths].strip()).ljust(length)


def _trend(series: Accuracy, weeks: Iterable[date], look: Look) -> str:
    """A small column for each of these weeks; a space for one without answers."""
    columns = []
    for week in weeks:
        share = series.weeks.get(week, Tally()).share
        if share is None:
            columns.append(" ")
        elif look.notation == "ascii":
            columns.append(str(min(9, int(share * 10))))
        else:
            columns.append(HEIGHTS[min(7, int(share * 8))])
    return "".join(columns)


def _last_weeks(weeks: Mapping[date, Tally], day: date) -> dict[date, Tally]:
    """The last weeks up to this one, from the first that has answers."""
    this = monday(day)
    every = [this - timedelta(weeks=ago) for ago in range(WEEKS - 1, -1, -1)]
    begun = [week for week in every if weeks and week >= min(weeks)]
    return {week: weeks.get(week, Tally()) for week in begun}


def _said(tally: Tally) -> str:
    if tally.share is None:
        return "no answers"
    answers = "1 answer" if tally.answered == 1 else f"{tally.answered} answers"
    return f"{answers}, {tally.right} right ({tally.share:.0%})"


def _shortened(name: str, room: int, look: Look) -> str:
    if len(name) <= room:
        return name
    return name[: room - 1] + ("." if look.notation == "ascii" else "…")
