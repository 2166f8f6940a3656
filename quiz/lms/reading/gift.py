r"""GIFT, Moodle's plain text format: `::Title:: Text {=right ~wrong #feedback}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quiz.lms.reading.answers import (
    Answer,
    NumberKey,
    as_number,
    as_one,
    as_pairs,
    as_several,
    as_truth,
    as_words,
    percent,
    range_key,
)
from quiz.lms.reading.moodle_names import names_in_category
from quiz.lms.reading.results import Imported, Item
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in
from quiz.lms.reading.texts import bare

_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_HIDDEN = 0xE100
_SHOWN = re.compile("[\ue100-\ue17f]")
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORM = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_FORMS = {"html": "html", "markdown": "markdown", "plain": "plain_text"}
_ENTRY = re.compile(r"([=~])([^=~]*)")


def looks_like_gift(text: str) -> bool:
    """Whether there are answers in braces, titles between colons or categories."""
    return bool(
        re.search(r"^[ \t]*(?:\$CATEGORY:|::)", text, re.MULTILINE)
        or re.search(r"(?<!\\)\{\s*(?:[=~#]|T\b|F\b|TRUE\b|FALSE\b|\})", text)
    )


def read_gift(text: str) -> Imported:
    """The questions of a GIFT file, in order."""
    items: list[Item] = []
    category: list[str] = []
    for source, notes in _blocks(text):
        if source.startswith("$CATEGORY:"):
            category = names_in_category(_shown(source.removeprefix("$CATEGORY:")))
        else:
            items.append(_item(source, notes, len(items) + 1, category))
    return Imported(tuple(items))


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """The questions and categories, their escapes hidden, each with its comments apart.

    A blank line is between two questions, or only the end of a line where the first is whole.
    """
    hidden = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match[1])), text)
    lines: list[str] = []
    notes: list[str] = []
    for line in [*hidden.splitlines(), ""]:
        is_category = line.strip().startswith("$CATEGORY:")
        if lines and (is_category or not line.strip() or _begins_another(lines, line)):
            yield "\n".join(lines).strip(), " ".join(notes)
            lines, notes = [], []
        if line.strip().startswith("//"):
            notes.append(_shown(line))
        elif is_category:
            yield line.strip(), ""
            notes = []
        elif line.strip():
            lines.append(line)


def _begins_another(lines: Sequence[str], line: str) -> bool:
    """Whether a question is whole, and a line belongs to another."""
    is_whole = lines[-1].rstrip().endswith("}")
    return is_whole and (line.lstrip().startswith(("::", "//")) or "{" in line)


def _shown(text: str) -> str:
    """The text with the characters that were escaped."""

    def character(match: re.Match[str]) -> str:
        found = chr(ord(match[0]) - _HIDDEN)
        return "\n" if found == "n" else found

    return _SHOWN.sub(character, text).strip()


def _item(source: str, notes: str, number: int, category: list[str]) -> Item:
    title = _TITLE.match(source)
    rest = source[title.end() :] if title else source
    form = _FORM.match(rest)
    rest = rest[form.end() :] if form else rest
    before, opened, after = rest.partition("{")
    inside, closed, tail = after.rpartition("}")
    asked = bare(_shown(before))
    sketch = Sketch(_shown(title[1]) if title else asked[:60], number)
    try:
        if not opened:
            raise NotCarriedError(f"it has no answers and asks nothing: “{asked[:200]}”")
        if not closed:
            raise NotCarriedError("its answers open with { and never close: write }")
        reader = _Answers(sketch, _FORMS.get(form[1] if form else "", "moodle_auto_format"))
        gap = before
        if rest_of_text := tail.strip():
            space = "" if rest_of_text[0] in ".,;:!?)" else " "
            gap = f"{before.rstrip()} _____{space}{rest_of_text}"
        sketch.data["prompt"] = reader.markdown(gap)
        inside, _, general = inside.partition("####")
        sketch.explain(reader.markdown(general))
        reader.read(inside.strip())
    except NotCarriedError as reason:
        return sketch.left_out(reason)
    sketch.tag(category)
    sketch.tag(re.findall(r"\[tag:([^\[\]]{1,100})\]", notes))
    if own := re.search(r"\[id:([^\[\]]{1,100})\]", notes):
        sketch.use_id(own[1])
    return sketch.item()


class _Answers:
    """Reads what stands between the braces."""

    def __init__(self, sketch: Sketch, form: str) -> None:
        self.sketch = sketch
        self.form = form

    def markdown(self, text: str) -> str:
        own = _FORM.match(text)
        if own:
            text = text[own.end() :]
        form = _FORMS.get(own[1], "moodle_auto_format") if own else self.form
        return self.sketch.text(_shown(text), form)

    def read(self, inside: str) -> None:
        truth = re.match(r"(TRUE|FALSE|T|F)\s*(?=#|$)", inside)
        if not inside:
            raise NotCarriedError("an essay is graded by a person")
        if truth:
            self._truth(truth[1][0] == "T", inside[truth.end() :])
        elif inside.startswith("#"):
            self._numbers(inside[1:].strip())
        else:
            self._entries(inside)

    def _truth(self, answer: bool, rest: str) -> None:
        wrong, right = ([self.markdown(text) for text in rest.split("#")[1:]] + ["", ""])[:2]
        as_truth(self.sketch, answer, *((right, wrong) if answer else (wrong, right)))

    def _entries(self, inside: str) -> None:
        found = [(sign, text) for sign, text in _ENTRY.findall(inside) if text.strip()]
        if not found:
            raise NotCarriedError("its answers begin with neither = nor ~")
        signs = {sign for sign, _ in found}
        texts = [text for _, text in found]
        if signs == {"="} and all("->" in text for text in texts):
            sides = [text.partition("->") for text in texts]
            as_pairs(self.sketch, [(self.markdown(a), self.markdown(b)) for a, _, b in sides])
        elif signs == {"="}:
            as_words(self.sketch, [self._answer(sign, text, plain=True) for sign, text in found])
        else:
            listed = [self._answer(sign, text) for sign, text in found]
            (as_one if "=" in signs else as_several)(self.sketch, listed)

    def _answer(self, sign: str, text: str, plain: bool = False) -> Answer:
        share, text, feedback = self._parts(sign, text)
        shown = _shown(text).strip() if plain else self.markdown(text)
        return Answer(shown, share, feedback)

    def _parts(self, sign: str, text: str) -> tuple[float, str, str]:
        """The share, the text and the feedback of an entry."""
        weight = re.match(r"\s*%(-?[\d.]{1,12})%", text)
        share = percent(weight[1]) if weight else (100.0 if sign == "=" else 0.0)
        text, _, feedback = text[weight.end() if weight else 0 :].partition("#")
        return share, text.strip(), self.markdown(feedback)

    def _numbers(self, inside: str) -> None:
        found = _ENTRY.findall(inside) if re.match(r"[=~]", inside) else [("=", inside)]
        keys = [key for sign, text in found if (key := self._number(sign, text))]
        as_number(self.sketch, keys)

    def _number(self, sign: str, text: str) -> NumberKey | None:
        share, written, feedback = self._parts(sign, text)
        if sign == "~" or not written:
            self.sketch.lose_feedback("the feedback for any other number", feedback)
            return None
        low, dots, high = written.partition("..")
        value, _, distance = written.partition(":")
        numbers = (number_in(low), number_in(high)) if dots else (number_in(value), 0.0)
        if numbers[0] is None or numbers[1] is None:
            raise NotCarriedError(f"“{_shown(written)}” is no number")
        if dots:
            return range_key(numbers[0], numbers[1], share, feedback)
        return NumberKey(numbers[0], abs(number_in(distance or "0") or 0), share, feedback)
