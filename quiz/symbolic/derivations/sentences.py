"""What a learner is told about a line: one plain sentence that does not give the answer away."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.symbolic.counterexample import clause, place, shown_value
from quiz.symbolic.errors import ReadError
from quiz.symbolic.printing import plain, unicode
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import Name, Node, Series

NO_CONDITION = "No condition is in force here from which this could follow."
NOTHING_ABOVE = "This line continues a line above, but there is none that could be read."
NO_INEQUALITIES = "Inequalities are not judged: put this line after a # to keep it as a remark."
POWER_INSIDE = "The power behind the log is taken to stand inside it: log((…)^…) says so."
FACTORS_INSIDE = "The factors behind the log are taken to stand inside it: write brackets, log(…)."
UNSETTLED = "It could not be settled whether this line follows."
TOO_LONG = "At most {most} characters are read; shorten the working."
TOO_MANY = "At most {most} lines are read; this line and those below are not."


def unreadable(error: ReadError, at: int) -> str:
    """What could not be read and in which column."""
    return f"Column {at + 1}: {sentence(str(error))}"


def sentence(text: str) -> str:
    """A clause as a sentence: a capital where a plain word starts it, and a full stop."""
    first = text.split(" ", 1)[0]
    if first.isalpha() and first.islower() and len(first) > 1:
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def not_equal(evidence: Evidence | None, *, continues: bool) -> str:
    """Why an equality does not hold, by its counterexample."""
    left = "the expression above" if continues else "the left side"
    right = "this one" if continues else "the right side"
    claim = "This is not equal to the expression above" if continues else "The sides are not equal"
    values = clause(evidence, left, right)
    return f"{claim}: {values}." if values else f"{claim}."


def not_so(evidence: Evidence) -> str:
    """Why an inequality does not hold."""
    values = clause(evidence, "its left side", "its right side")
    return f"The inequality does not hold: {values}." if values else "The inequality does not hold."


def look_at(part: Node) -> str:
    """Where a line goes wrong, in the learner's own terms."""
    return f"Look at {unicode(part)}."


def words(found: str, *, alone: bool) -> str:
    """What a line with words among its mathematics is told."""
    if alone:
        return "These are words only: put a # before them, and they are kept as a remark."
    shown = found if len(found) <= 40 else f"{found[:40]}…"
    if found.lower() in ("where", "with"):
        return f"“{shown}” is not read: give a name its meaning on a line before this, as S := …"
    return f"“{shown}” is no mathematics: put words after a #, where they are not judged."


def meant(read: Node, otherwise: Node) -> str:
    """What a line is told that holds once brackets are put in another place."""
    return f"This was read as {unicode(read)}; if {plain(otherwise)} is meant, write the brackets."


def missing_series(series: Series) -> str:
    """Which sum or product a line is told that it lacks."""
    kind = "sum" if series.kind == "sum" else "product"
    return f"A {kind} over {series.index} is missing: {series.index} stands for one entry here."


def own_name(name: str) -> str:
    """How a learner gives a name of their own to something."""
    return f"To give a name of your own to something, write {name} := …"


def given_error(number_of_line: int) -> str:
    """What a line is told that is right but for an earlier slip."""
    return f"This follows from line {number_of_line}, which does not follow itself."


def solution(at: Mapping[str, object], unknown: str, *, gained: bool) -> str:
    """A solution that a line gains or loses, named with the values of the other symbols."""
    if unknown not in at:
        return (
            "This line holds where the condition above does not."
            if gained
            else "The condition above holds where this line does not."
        )
    named = f"{unicode(Name(unknown))} = {shown_value(at[unknown])}"
    others = place({name: value for name, value in at.items() if name != unknown})
    where = f" (with {others})" if others else ""
    if gained:
        return f"{named}{where} solves this line, but not the condition above it."
    return f"{named}{where} solves the condition above, but is lost in this line."
