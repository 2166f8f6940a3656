"""A question as plain text: its header, prompt, options, and how its answer is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.practice.session import Asking
from quiz.questions.declared_names import declared_names
from quiz.questions.how_to_type import FORMULA, WORDS, WORKING, kind_name, number_with
from quiz.questions.layout import Layout
from quiz.terminal.answers import labels, next_line_number
from quiz.terminal.look import Look

INDENT = "  "


def number(value: float) -> str:
    """A number of points: 2, 0.5, 1.33."""
    return f"{round(value, 2):g}"


def points(value: float) -> str:
    """A number of points with its word."""
    return f"{number(value)} point{'' if round(value, 2) == 1 else 's'}"


def question_text(asking: Asking, look: Look) -> str:
    """Everything that is shown before an answer is asked for."""
    header = f"{asking.place}/{asking.total} · {kind_name(asking.presentation.type)}"
    header += f" · {points(asking.points)}"
    if asking.item.reason:
        header += f" · {asking.item.reason}"
    parts = [look.styled(look.wrapped(header), "bold"), look.markdown(asking.presentation.prompt)]
    parts.extend(_laid_out(asking.layout, look))
    return "\n\n".join(part for part in [*parts, given_text(asking.layout, look)] if part)


def given_text(layout: Layout, look: Look) -> str:
    """What a working starts from, and the names that a formula may use; empty without any."""
    parts = []
    if layout.givens:
        listed = "\n".join(look.formula(line, INDENT) for line in _givens(layout, look))
        parts.append(f"Given\n{listed}")
    if names := declared_names(layout.symbols):
        parts.append(look.styled(look.wrapped(f"Names: {names}."), "faint"))
    return "\n\n".join(parts)


def _givens(layout: Layout, look: Look) -> Sequence[str]:
    """The givens as mathematics, but as typed where that does not fit or is to be read aloud."""
    if not look.drawn:
        return layout.givens
    room = look.width - len(INDENT)
    shown = zip(layout.givens_shown, layout.givens, strict=True)
    return [line if len(line) <= room else typed for line, typed in shown]


def working_text(working: str, layout: Layout, look: Look) -> str:
    """The lines of a model working as mathematics, each on one line where it fits."""
    lines = as_mathematics(working.rstrip().splitlines(), layout, look)
    return "\n".join(look.formula(line.lstrip(), INDENT + _margin(line)) for line in lines)


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def as_mathematics(lines: Sequence[str], layout: Layout, look: Look) -> Sequence[str]:
    """Lines of an author's mathematics for this look; as typed where they are to be read aloud."""
    if not look.drawn:
        return lines
    from quiz.markup.workings import shown_lines
    from quiz.questions.derivation_names import derivation_names

    names = derivation_names(layout.given, layout.symbols or None, {})
    return shown_lines(lines, names, look.width - len(INDENT))


def how_to_type(layout: Layout, *, checking: bool = True) -> str:
    """A sentence or two on how an answer of this shape is typed; in an exam nothing is checked."""
    if layout.shape == "one" and set(labels(layout.choices)) <= {"t", "f"}:
        return "t for true, f for false."
    if layout.is_number:
        return number_with(layout.unit)
    return HOW[layout.shape] + (CHECKING if layout.shape == "lines" and checking else "")


def draft_text(layout: Layout, draft: Sequence[str], look: Look) -> str:
    """The lines typed before the session was left, each behind what it was asked with."""
    if layout.shape == "lines":
        numbers = [next_line_number(draft[:place]) for place in range(len(draft))]
        shown = [f"{number:>2}> {line}" for number, line in zip(numbers, draft, strict=True)]
    else:
        filled = zip(layout.blanks, draft, strict=False)
        shown = [f"[{blank.name}] > {text or '-'}" for blank, text in filled]
    said = look.wrapped("What you typed before is kept; go on below. :u takes the last line back.")
    return "\n".join([said, "", *shown])


def choices_text(layout: Layout, look: Look) -> str:
    """The options, each beside what is typed for it."""
    known = labels(layout.choices)
    longest = max(map(len, known), default=1)
    return "\n".join(
        look.markdown(choice.text, f"{INDENT}{name:<{longest}}  ") for name, choice in known.items()
    )


def _laid_out(layout: Layout, look: Look) -> list[str]:
    parts = []
    if layout.lefts:
        longest = len(str(len(layout.lefts)))
        parts.append(
            "\n".join(
                look.markdown(left, f"{INDENT}{place:<{longest}}  ")
                for place, left in enumerate(layout.lefts, start=1)
            )
        )
    if layout.choices:
        parts.append(choices_text(layout, look))
    for blank in layout.blanks:
        if blank.choices:
            options = choices_text(Layout("one", blank.choices), look)
            parts.append(f"[{blank.name}]\n{options}")
    return parts


HOW: Mapping[str, str] = {
    "one": "One letter, for example b.",
    "several": "Every letter that is right, for example a c; or - for none of them.",
    "pairs": "Each number with its letter, for example 1b 2a; a row may be left out.",
    "order": "The letters in order, for example c a b; leave out what belongs nowhere.",
    "text": WORDS,
    "blanks": "One blank a line; - leaves it empty, and :u takes the last one back.",
    "formula": FORMULA,
    "lines": WORKING + " An empty line ends the working, and :u takes the last line back.",
}

CHECKING = " :c checks the lines so far."

COMMANDS = """\
?     a hint; it costs part of the points
:c    check the lines of a derivation so far; nothing is counted
:s    skip this question; nothing is counted
:u    undo: take the last answer back and answer again
:r    try the question before this one again; nothing is counted
:f    flag this question with a note (:f the note; :f3 the note, for question 3; :f- unflags)
:g    give up and see the answer; it counts as missed
:h    this help
:q    stop; everything is kept, and the next start goes on from here\
"""
