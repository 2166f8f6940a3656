"""The report on a test as one page of HTML that needs nothing from outside it.

Each plot has its figures in a table beside it. What learners wrote is text here, never
markup; what authors wrote is their Markdown, its maths as MathML. The page's own policy forbids
scripts and anything from a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from quiz.marking import plots
from quiz.marking.report import BINS, ItemReport, Report
from quiz.marking.wording import counted, figure, how_counted, percent, time, title_of
from quiz.markup.html import html

MOST_WRONG = 20
"""How many wrong answers are listed for a question."""

LOWEST, HIGHEST = -1.0, 1.0
"""The discriminations that the plot has room for."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report_html(report: Report) -> str:
    """The whole page."""
    title = escape(title_of(report))
    body = "\n".join([*_summary(report), *_plots(report), *_table(report), *_items(report)])
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _summary(report: Report) -> Iterator[str]:
    reliability = report.reliability
    yield "<dl>"
    for term, value in (
        ("Mean of the totals", percent(report.mean)),
        ("Standard deviation", percent(report.deviation)),
        ("Cronbach’s alpha", figure(reliability.alpha)),
        ("KR-20", figure(reliability.kr20)),
        ("Standard error of measurement, in points", figure(reliability.sem)),
        ("Learners in alpha, KR-20 and error", f"{reliability.learners:,}"),
    ):
        yield f"<div><dt>{term}</dt><dd>{value}</dd></div>"
    yield "</dl>"
    yield from (f"<p>{escape(sentence)}</p>" for sentence in how_counted(report))
    if report.left_out:
        rows = [[_text(reason), f"{count:,}"] for reason, count in report.left_out]
        yield "<h2>Lines that do not count</h2>"
        yield _rows("Lines that do not count", ("why", "lines"), rows)


def _plots(report: Report) -> Iterator[str]:
    if not report.items:
        yield "<p>No answer counts, so there are no figures.</p>"
        return
    labels = [f"{100 * place // BINS}–{100 * (place + 1) // BINS}" for place in range(BINS)]
    rows = [[label, str(count)] for label, count in zip(labels, report.totals, strict=True)]
    yield "<h2>Totals</h2>"
    yield _figure(
        plots.columns(
            "How many learners have which share of the points",
            labels,
            report.totals,
            "share of the points, in percent",
            "learners",
        ),
        "Learners by their share of the points. The right border of a column belongs to the next.",
        _rows("Learners by their share of the points", ("percent", "learners"), rows),
    )
    points = [
        plots.Point(
            item.figures.difficulty,
            item.figures.discrimination,
            item.question,
            _anchor(item),
            bool(item.advice),
        )
        for item in report.items
        if item.figures.difficulty is not None and item.figures.discrimination is not None
    ]
    yield "<h2>Questions</h2>"
    yield _figure(
        plots.scatter(
            "Mean score and discrimination of each question; the figures are in the table below",
            points,
            "mean score: hard on the left, easy on the right",
            "discrimination",
            LOWEST,
            HIGHEST,
        ),
        "Each mark is a question; a diamond is one with advice. Good ones are high up, bad ones"
        " below the line. The table below has the figures.",
    )


def _table(report: Report) -> Iterator[str]:
    heads = (
        *("question", "mean score", "discrimination r", "upper − lower D", "alpha without"),
        *("answers", "not readable", "undecided", "time", "advice"),
    )
    rows = []
    for item in report.items:
        found = item.figures
        numbers = (found.difficulty, found.discrimination, found.upper_lower, found.alpha_without)
        rows.append(
            [
                f'<a href="#{_anchor(item)}">{escape(item.question)}</a>',
                *map(figure, numbers),
                *(f"{count:,}" for count in (found.answered, found.invalid, found.undecided)),
                time(found.seconds),
                str(len(item.advice) or ""),
            ]
        )
    if rows:
        yield _rows("The figures of each question", heads, rows, "scrolled figures")
        yield f"<p>{LEGEND}</p>"


def _items(report: Report) -> Iterator[str]:
    for item in report.items:
        yield f'<section id="{_anchor(item)}"><h2>{escape(item.question)}</h2>'
        yield f'<div class="prompt">{html(item.prompt)}</div>'
        if item.advice:
            yield '<ul class="advice">'
            yield from (f"<li>{escape(sentence)}</li>" for sentence in item.advice)
            yield "</ul>"
        yield from _options(item)
        yield from _wrong_answers(item)
        yield "</section>"


def _options(item: ItemReport) -> Iterator[str]:
    if not item.options:
        return
    title = f"Who picked which option of {item.question}"
    heads = ("option", "text", "right", "picked", "share", "upper group", "lower group")
    rows = [
        [
            str(option.number),
            html(option.text),
            "yes" if option.is_key else "",
            f"{option.picked:,}",
            *map(percent, (option.share, option.upper, option.lower)),
        ]
        for option in item.options
    ]
    labels = [f"{option.number}{' ✓' if option.is_key else ''}" for option in item.options]
    shares = [(option.upper or 0.0, option.lower or 0.0) for option in item.options]
    yield _figure(
        plots.pairs(title, labels, shares, ("upper", "lower")),
        "Shares of the upper and the lower 27 % of learners; ✓ is the right option.",
        _rows(title, heads, rows),
    )


def _wrong_answers(item: ItemReport) -> Iterator[str]:
    if not item.wrong:
        return
    rows = [
        [
            f"<code>{escape(group.text)}</code>"
            + (f"<br/>{escape(group.formula)}" if group.formula else ""),
            f"{group.count:,}",
            f"{group.writings:,}",
            "" if group.remark is None else html(group.remark),
        ]
        for group in item.wrong[:MOST_WRONG]
    ]
    heads = ("wrong answer", "learners", "ways of writing it", "what was said to it")
    yield _rows(f"The most common wrong answers to {item.question}", heads, rows)
    rest = sum(group.count for group in item.wrong[MOST_WRONG:]) + item.not_kept
    if rest:
        yield f"<p>{counted(rest, 'other wrong answer')}.</p>"


def _figure(plot: str, caption: str, table: str = "") -> str:
    folded = f"<details><summary>Figures</summary>{table}</details>" if table else ""
    return f"<figure>{plot}<figcaption>{escape(caption)}</figcaption>{folded}</figure>"


def _rows(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], style: str = "scrolled"
) -> str:
    """A table whose cells are HTML already; the first of each row names it."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
        for first, *cells in rows
    )
    return (
        f'<div class="{style}" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _anchor(item: ItemReport) -> str:
    return escape(f"question-{item.question}")


def _text(text: str) -> str:
    return escape(text)


LEGEND = (
    "The mean score runs from 0 to 1: high is easy. The discrimination r is the correlation of the"
    " score with the score on all other questions (point-biserial, corrected for the question);"
    " below 0 something is wrong. D is the mean score of the upper 27 % of learners less that of"
    " the lower. “Alpha without” is Cronbach’s alpha of the test without the question: higher than"
    " the whole test’s where the question does harm."
)

STYLE = """
:root { color-scheme: light dark; --first: #1f5fa8; --second: #b4540a; --line: #808080; }
@media (prefers-color-scheme: dark) { :root { --first: #7fb2f0; --second: #f0a560; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 66rem; margin: 0 auto; padding: 1rem; }
dl { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
dt { font-size: 0.85rem; }
dd { margin: 0; font-size: 1.4rem; font-weight: 600; }
figure { margin: 1rem 0; }
svg { width: 100%; max-width: 45rem; height: auto; font-size: 12px; fill: currentColor; }
.first { fill: var(--first); }
.second { fill: var(--second); }
.axis { stroke: var(--line); fill: none; }
.scrolled { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.5rem 0; }
caption { text-align: left; font-weight: 600; }
th, td { padding: 0.2rem 0.6rem; text-align: left; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td p { margin: 0; }
math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math",
  "DejaVu Math TeX Gyre", math; }
td { font-variant-numeric: tabular-nums; }
th[scope=col] { vertical-align: bottom; }
th[scope=row] { font-weight: normal; min-width: 8rem; overflow-wrap: anywhere; }
.figures th, .figures td { padding: 0.2rem 0.4rem; }
.figures th + th, .figures td { text-align: right; }
.advice { border-left: 0.3rem solid var(--second); padding: 0.3rem 0 0.3rem 1.8rem; }
section { border-top: 1px solid var(--line); margin-top: 2rem; }
@media print { details > * { display: block; } section { break-inside: avoid; } }
"""
