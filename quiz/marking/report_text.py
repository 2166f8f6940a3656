"""The report on a test in a terminal: tables that fit, or sentences for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from quiz.marking.option_picks import OptionPicks
from quiz.marking.report import ItemReport, Report
from quiz.marking.wording import counted, figure, how_counted, percent, time, title_of
from quiz.markup.characters import width
from quiz.terminal.look import Look

INDENT = "  "
WIDE = 60
"""From so many columns the table has all its figures."""

MOST_REASONS = 5
MOST_WRONG = 5
"""How many wrong answers are shown for a question."""

LEGEND = (
    "mean: the mean score from 0 to 1, high is easy. r: how the score goes with the rest of the"
    " test (point-biserial, corrected for the question); below 0 something is wrong. D: upper less"
    " lower 27 % of the learners."
)


def report_text(report: Report, look: Look, *, details: bool = False) -> str:
    """The report for reading; `details` shows options and wrong answers of every question."""
    parts = [_head(report, look)]
    if not report.items:
        return "\n\n".join([*parts, "No answer counts, so there are no figures."])
    if look.notation == "linear":
        parts.append("\n".join(fill(_said(item), look.width) for item in report.items))
    else:
        parts.append(_table(report, look))
        parts.append(look.wrapped(LEGEND))
    shown = [item for item in report.items if details or item.advice]
    parts += [_details(item, look) for item in shown]
    if not any(item.advice for item in report.items):
        parts.append("No question stands out as a bad one.")
    return "\n\n".join(parts)


def _head(report: Report, look: Look) -> str:
    lines = [look.styled(look.wrapped(title_of(report)), "bold")]
    reliability = report.reliability
    if report.mean is not None:
        spread = "" if report.deviation is None else f", standard deviation {report.deviation:.0%}"
        lines.append(look.wrapped(f"Mean of the totals {report.mean:.0%}{spread}."))
    if reliability.alpha is None:
        lines.append(look.wrapped("Too little is answered by all for a figure of reliability."))
    else:
        formula_20 = "" if reliability.kr20 is None else f", KR-20 {reliability.kr20:.2f}"
        lines.append(
            look.wrapped(
                f"Cronbach's alpha {reliability.alpha:.2f}{formula_20}, standard error of"
                f" measurement {figure(reliability.sem)} points"
                f" ({counted(reliability.learners, 'learner')})."
            )
        )
    lines += [look.wrapped(sentence) for sentence in how_counted(report)]
    for reason, count in report.left_out[:MOST_REASONS]:
        lines.append(look.wrapped(f"Not counted: {counted(count, 'line')}: {reason}."))
    if len(report.left_out) > MOST_REASONS:
        rest = sum(count for _, count in report.left_out[MOST_REASONS:])
        lines.append(look.wrapped(f"Not counted: {counted(rest, 'other line')}."))
    return "\n".join(lines)


def _table(report: Report, look: Look) -> str:
    is_wide = look.width >= WIDE
    heads = ["mean", "r", "D", *(["answers", "time"] if is_wide else [])]
    rows = [(item, _cells(item, is_wide)) for item in report.items]
    widths = [
        max(width(cells[place]) for cells in (heads, *(cells for _, cells in rows)))
        for place in range(len(heads))
    ]
    # Two spaces before each column, two columns for the mark of a question with advice.
    room = max(8, look.width - sum(widths) - 2 * len(widths) - 2)
    room = min(room, max(len("question"), *(len(item.question) for item, _ in rows)))
    lines = [look.styled(_row("question", heads, widths, room, "  "), "bold")]
    for item, cells in rows:
        mark = look.styled("! ", "between") if item.advice else "  "
        lines.append(_row(cut(item.question, room, look), cells, widths, room, mark).rstrip())
    return "\n".join(lines)


def _cells(item: ItemReport, is_wide: bool) -> list[str]:
    figures = item.figures
    cells = [figure(figures.difficulty), figure(figures.discrimination)]
    cells.append(figure(figures.upper_lower))
    if is_wide:
        cells += [str(figures.answered), time(figures.seconds)]
    return cells


def _row(name: str, cells: list[str], widths: list[int], room: int, mark: str) -> str:
    padded = name + " " * max(0, room - width(name))
    return (
        mark
        + padded
        + "".join(f"  {cell:>{size}}" for cell, size in zip(cells, widths, strict=True))
    )


def _said(item: ItemReport) -> str:
    figures = item.figures
    told = [
        f"mean score {figure(figures.difficulty)}",
        f"discrimination {figure(figures.discrimination)}",
        f"upper less lower group {figure(figures.upper_lower)}",
        counted(figures.answered, "answer"),
    ]
    if figures.seconds is not None:
        told.append(f"median time {time(figures.seconds)}")
    return f"{item.question}: {', '.join(told)}."


def _details(item: ItemReport, look: Look) -> str:
    lines = [look.styled(fill(item.question, look.width), "bold")]
    lines += [look.wrapped(sentence, INDENT) for sentence in item.advice]
    if item.options and look.notation == "linear":
        lines += [look.wrapped(_option_said(option, look), INDENT) for option in item.options]
    elif item.options:
        lines += _options(item, look)
    for group in item.wrong[:MOST_WRONG]:
        ways = "" if group.writings == 1 else f", written in {group.writings} ways"
        lines.append(look.formula(group.text, look.plain(f"{INDENT}{group.count} × ")))
        remark = "" if group.remark is None else _on_one_line(group.remark, look)
        said = "; ".join(filter(None, [ways.removeprefix(", "), remark]))
        if said:
            lines.append(look.wrapped(said, INDENT * 3))
    rest = sum(group.count for group in item.wrong[MOST_WRONG:]) + item.not_kept
    if rest:
        lines.append(look.wrapped(f"{counted(rest, 'other wrong answer')}", INDENT))
    return "\n".join(lines)


def _options(item: ItemReport, look: Look) -> Iterator[str]:
    heads = ["picked", "upper", "lower"]
    rows = [
        [percent(option.share), percent(option.upper), percent(option.lower)]
        for option in item.options
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    room = min(40, look.width - len(INDENT) - sum(widths) - 2 * len(widths))
    yield INDENT + _row("option (* right)", heads, widths, room, "")
    for option, cells in zip(item.options, rows, strict=True):
        text = _on_one_line(option.text, look)
        name = f"{'*' if option.is_key else ' '} {option.number} {text}"
        yield INDENT + _row(cut(name, room, look), cells, widths, room, "")


def _option_said(option: OptionPicks, look: Look) -> str:
    key = ", the right one," if option.is_key else ""
    shares = (
        f"picked by {percent(option.share)}, of the upper group by {percent(option.upper)}, of the"
        f" lower by {percent(option.lower)}"
    )
    return f"Option {option.number}{key} was {shares}: {_on_one_line(option.text, look)}"


def _on_one_line(markdown: str, look: Look) -> str:
    return " ".join(look.markdown(markdown).split())


def cut(text: str, room: int, look: Look) -> str:
    """The text, shortened to so many columns."""
    if width(text) <= room:
        return text
    sign = "..." if look.notation == "ascii" else "…"
    while text and width(text) + len(sign) > room:
        text = text[:-1]
    return text + sign
