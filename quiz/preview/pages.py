"""The pages: all questions, one question with its variants, and what a code of the check means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import groupby
from textwrap import shorten

from quiz.bank.checks.rule import Rule
from quiz.bank.whereabouts import lines_in_file
from quiz.lms.question_html import plain_text
from quiz.markup.html import html
from quiz.preview.frame import question_path, source_link
from quiz.preview.learner import about, learner_html
from quiz.preview.live_bank import Kept, Snapshot
from quiz.preview.problems import problems_html
from quiz.questions import Question
from quiz.questions.errors import ParameterError

COUNTS = (1, 2, 4, 6)
"""How many variants can be seen side by side."""

_SNIPPET = 160


def index_html(snapshot: Snapshot) -> str:
    """What is wrong with the bank, and its questions, by the files that they are in."""
    count = len(snapshot.questions)
    return (
        f"<h1>{escape(snapshot.title)}</h1>\n"
        f'<p class="lead">{count:,} question{"" if count == 1 else "s"}</p>\n'
        f"{problems_html(snapshot.told, snapshot)}\n"
        '<section class="questions" aria-labelledby="questions-title">\n'
        '<h2 id="questions-title">Questions</h2>\n'
        '<p class="filter"><label for="filter">Filter by words, ids, kinds or tags</label>'
        '<input type="search" id="filter" autocomplete="off"><span role="status" class="found">'
        "</span></p>\n"
        f'<div id="questions" data-region>\n{_files(snapshot)}\n</div>\n</section>'
    )


def _files(snapshot: Snapshot) -> str:
    marks = {one.question: one.severity for one in reversed(snapshot.told)}
    parts = []
    for file, group in groupby(snapshot.questions.values(), key=lambda kept: kept.origin.file):
        rows = "\n".join(_row(kept, marks.get(kept.question.id)) for kept in group)
        parts.append(f'<h3>{escape(str(file))}</h3>\n<ul class="rows">\n{rows}\n</ul>')
    return "\n".join(parts)


def _row(kept: Kept, severity: str | None) -> str:
    question = kept.question
    mark = f'<span class="severity {severity}">{severity}</span>' if severity else ""
    return (
        f'<li><a href="{question_path(question.id)}">{escape(question.id)}</a> {mark}'
        f'{_badges(kept)}<p class="snippet">{escape(_snippet(_prompt(question)))}</p>'
        f'<p class="meta">{escape(about(question))} · difficulty {question.difficulty}'
        f"{escape(_tags(question))}</p></li>"
    )


def _badges(kept: Kept) -> str:
    """That a question is a draft or retired, or shown as it was before it was broken."""
    said = "" if kept.question.status == "active" else kept.question.status
    old = "as last read" if kept.is_old else ""
    return "".join(f'<span class="badge">{word}</span>' for word in (said, old) if word)


def _tags(question: Question) -> str:
    return f" · {', '.join(question.tags)}" if question.tags else ""


def _prompt(question: Question) -> str:
    """The prompt, with values in it where the question has parameters that can be drawn."""
    try:
        return question.variant(0).prompt
    except ParameterError:
        return question.prompt


@lru_cache(maxsize=20_000)
def _snippet(prompt: str) -> str:
    return shorten(plain_text(prompt), _SNIPPET, placeholder=" …")


def question_page_html(snapshot: Snapshot, kept: Kept, seed: int, count: int) -> str:
    """A question in `count` variants from a seed on, with what is wrong with it."""
    question = kept.question
    line = lines_in_file(kept.origin.file).get(question.id, 1)
    notices = "".join(f'<p class="notice">{escape(said)}</p>\n' for said in _notices(kept))
    varies = _varies(question)
    seeds = range(seed, seed + count) if varies else (seed,)
    variants = "\n".join(
        learner_html(question, one, f"Seed {one}" if varies else "As a learner sees it")
        for one in seeds
    )
    source = source_link(kept.origin.file, line)
    return (
        f"{_neighbours(snapshot, question.id)}\n"
        f'<div class="title" id="title" data-region><h1>{escape(question.id)}</h1>{_badges(kept)}'
        f'<p class="meta">{escape(about(question))} · difficulty {question.difficulty}'
        f"{escape(_tags(question))} · {source}</p>\n{notices}</div>\n"
        f"{problems_html(snapshot.about(question.id), snapshot)}\n"
        f"{_choosing(question, seed, count, varies)}\n"
        f'<div class="variants" data-count="{len(seeds)}">\n{variants}\n</div>'
    )


def _notices(kept: Kept) -> Iterator[str]:
    """What keeps learners from the question as it is shown."""
    if kept.is_old:
        yield (
            "The question does not load as it was saved last: this is how it was before that. It"
            " is back once what is wrong is mended."
        )
    if kept.question.status != "active":
        status = kept.question.status
        yield f"Learners are not asked it while the line “status: {status}” is there."


def _neighbours(snapshot: Snapshot, name: str) -> str:
    names = [*snapshot.questions]
    place = names.index(name)
    links = []
    if place:
        links.append(f'<a rel="prev" href="{question_path(names[place - 1])}">← Previous</a>')
    links.append(f"<span>{place + 1} of {len(names)}</span>")
    if place + 1 < len(names):
        links.append(f'<a rel="next" href="{question_path(names[place + 1])}">Next →</a>')
    return f'<nav class="neighbours" aria-label="Questions">{" ".join(links)}</nav>'


def _choosing(question: Question, seed: int, count: int, varies: bool) -> str:
    """Which variants are shown, how many beside each other, and the way to the paper."""
    path = question_path(question.id)
    paper = (
        f'<a href="/paper/?question={escape(question.id)}&amp;seed={seed}">As on an exam paper</a>'
    )
    if not varies:
        return f'<nav class="choosing" aria-label="Variants"><p>{paper}</p></nav>'
    what = "variants" if question.parameters else "orders"
    side = " ".join(
        _link(f"{path}?seed={seed}&count={number}", str(number), number == count)
        for number in COUNTS
    )
    before = max(0, seed - count)
    earlier = f'<a href="{path}?seed={before}&amp;count={count}">← Earlier</a> ' if seed else ""
    later = f'<a href="{path}?seed={seed + count}&amp;count={count}">Other {what} →</a>'
    return (
        '<nav class="choosing" aria-label="Variants">'
        f"<p>Side by side: {side}</p><p>{earlier}{later}</p>"
        f"<p>{paper}</p></nav>"
    )


def _varies(question: Question) -> bool:
    """Whether another seed may show something else."""
    if question.parameters:
        return True
    variant = question.variant()
    return any(variant.layout(seed) != variant.layout(0) for seed in range(1, 6))


def _link(address: str, text: str, is_here: bool) -> str:
    here = ' aria-current="true"' if is_here else ""
    return f'<a href="{escape(address)}"{here}>{text}</a>'


def rule_html(rule: Rule) -> str:
    """What a code of the check means, with an example and its mend."""
    return (
        f'<article class="rule"><h1>{rule.code}: {escape(rule.title)}</h1>\n'
        f'<p class="lead">{rule.severity}</p>\n{html(rule.page())}\n</article>'
    )
