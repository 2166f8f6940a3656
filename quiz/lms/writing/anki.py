"""A deck of cards for Anki: the question on one side, the answer and why on the other.

It is made with genanki, which is an optional part. Cards keep their identity by the questions'
ids, so a second import updates them (“Update notes: always”). Anki grades nothing itself, so a
formula and a working are there to be compared with.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from quiz.lms.writing.archives import archive
from quiz.lms.writing.exporting import Export, Item, Loss
from quiz.lms.writing.losses import lost
from quiz.lms.writing.mathematics import key_latex, working_latex
from quiz.lms.writing.question_texts import Pictures
from quiz.markup.errors import MathsError
from quiz.markup.latex import read
from quiz.markup.tex import tex_html
from quiz.questions.errors import ParameterError
from quiz.questions.layout import Choice, Layout
from quiz.symbolic.errors import MathematicsError

_MISSING = "Anki decks are made with genanki: pip install 'likelihood-quiz[anki]'"
_LONG_AGO = 1_000_000_000
"""Seconds: when every note was changed, so that the same bank gives the same bytes."""

_MODEL = 1_790_000_001
"""What tells this kind of note from others, for ever."""

_FIELDS = ("Question", "Hints", "Answer", "Explanation")
_FRONT = """{{Question}}
{{#Hints}}<details><summary>Hint</summary>{{Hints}}</details>{{/Hints}}"""
_BACK = """{{FrontSide}}
<hr id="answer">
<div class="answer">{{Answer}}</div>
<div class="explanation">{{Explanation}}</div>"""
_CSS = """.card { font-family: sans-serif; font-size: 18px; line-height: 1.4; max-width: 40em;
margin: 0 auto; text-align: left; }
.answer { font-weight: bold; }
.explanation { color: #555; } .nightMode .explanation { color: #bbb; }
ol.options { list-style: upper-alpha; } .blank { white-space: nowrap; }"""


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the deck. Raises `OSError` where genanki is missing."""
    try:
        import genanki
    except ImportError:
        raise OSError(0, _MISSING) from None
    model = genanki.Model(
        _MODEL,
        "Exam practice",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    deck = genanki.Deck(_number(export.identifier), export.title)
    deck.add_model(model)
    pictures = Pictures(export.identifier)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(path)) as database:
            cursor, identifiers = database.cursor(), count(_LONG_AGO * 1000)
            genanki.Package(deck).write_to_db(cursor, _LONG_AGO, identifiers)
            cursor.execute("UPDATE col SET crt = ?, mod = ?", (_LONG_AGO, _LONG_AGO * 1000))
            for item in export.items:
                try:
                    fields = _Card(item, pictures, export.seed).fields()
                except ParameterError as error:
                    message = f"its texts cannot be filled in: {error}"
                    yield Loss(item.ident, message, left_out=True)
                    continue
                note = genanki.Note(
                    model=model,
                    fields=fields,
                    guid=f"{export.identifier}/{item.ident}",
                    tags=["-".join(tag.split()) for tag in item.question.tags],
                )
                note.write_to_db(cursor, _LONG_AGO, deck.deck_id, identifiers)
                for message in lost(item.question, "points", "feedback", "mistakes", "refused"):
                    yield Loss(item.ident, message)
            database.commit()
        _pack(out, path, pictures)


def _pack(out: BinaryIO, collection: Path, pictures: Pictures) -> None:
    """The archive that Anki reads: the collection, and pictures under numbers."""
    with archive(out) as package:
        with package.opened("collection.anki2") as file, collection.open("rb") as source:
            while piece := source.read(1 << 20):
                file.write(piece)
        names = {str(number): _flat(name) for number, name in enumerate(pictures.names())}
        package.add("media", json.dumps(names))
        for number, content in enumerate(pictures.contents()):
            package.add(str(number), content)


@dataclass(frozen=True)
class _Card:
    """The two sides of a card."""

    item: Item
    pictures: Pictures
    seed: int

    def fields(self) -> list[str]:
        """The fields of the note, as HTML."""
        question, layout = self.item.question, self.item.variant.layout(self.seed)
        return [
            "\n".join([self._html(question.prompt), *self._shown(layout)]),
            "\n".join(map(self._html, question.all_hints())),
            "\n".join(self._answer(layout)),
            self._html(question.explanation),
        ]

    def _shown(self, layout: Layout) -> Iterator[str]:
        """What there is to choose from, or to start from."""
        match layout.shape:
            case "one" | "several" | "order":
                yield self._list(layout.choices, "ul" if layout.shape == "order" else "ol")
            case "pairs":
                lefts = "".join(f"<li>{self._html(left)}</li>" for left in layout.lefts)
                yield f"<ul>{lefts}</ul>{self._list(layout.choices, 'ol')}"
            case "blanks":
                for blank in layout.blanks:
                    if blank.choices:
                        yield f"<p>{escape(blank.name)}:</p>{self._list(blank.choices, 'ul')}"
            case "lines":
                if layout.givens:
                    yield f"<p>Given:</p>{self._working(layout.givens, layout)}"

    def _answer(self, layout: Layout) -> Iterator[str]:
        variant = self.item.variant
        key: Any = variant.key()
        match layout.shape:
            case "one" | "several":
                right = key if isinstance(key, list) else [key]
                chosen = [choice for choice in layout.choices if choice.value in right]
                yield "".join(self._html(each.text) for each in chosen) or "<p>None of them.</p>"
            case "pairs":
                for left, right in zip(layout.lefts, key, strict=True):
                    shown = self._html(str(right)) if right is not None else "<p>nothing</p>"
                    yield f"<div>{self._html(left)} → {shown}</div>"
            case "order":
                yield "<ol>" + "".join(f"<li>{self._html(text)}</li>" for text in key) + "</ol>"
            case "lines":
                yield self._working(str(key).splitlines(), layout)
            case "formula":
                yield self._formula() or self._html(variant.key_text())
            case _:
                yield self._html(variant.key_text())

    def _formula(self) -> str:
        try:
            return _displayed(key_latex(self.item.variant))
        except (MathematicsError, MathsError):
            return ""

    def _working(self, lines: Sequence[str], layout: Layout) -> str:
        return "".join(
            _displayed(latex) if latex is not None else f"<p><code>{escape(line)}</code></p>"
            for line, latex in working_latex(lines, layout)
        )

    def _list(self, choices: tuple[Choice, ...], tag: str) -> str:
        texts = "".join(f"<li>{self._html(choice.text)}</li>" for choice in choices)
        return f'<{tag} class="options">{texts}</{tag}>'

    def _html(self, markdown: str) -> str:
        return tex_html(markdown, _blank, image=self._image)

    def _image(self, path: str) -> str | None:
        name = self.pictures.name(self.item.folder, path)
        return None if name is None else _flat(name)


def _blank(name: str) -> str:
    return f'<span class="blank">[{escape(name)}: ____]</span>'


def _displayed(latex: str) -> str:
    read(latex)
    return rf"<p>\[{escape(latex, quote=False)}\]</p>"


def _flat(name: str) -> str:
    """A picture's name without a folder: Anki has one for all decks."""
    return name.replace("/", "-")


def _number(identifier: str) -> int:
    """A number for a deck that stays the same."""
    return int.from_bytes(sha256(identifier.encode()).digest()[:6])
