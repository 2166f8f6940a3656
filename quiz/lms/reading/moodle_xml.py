"""Moodle XML, as Moodle's question bank exports it.

Not remarked on, because nothing that is asked or graded depends on them: how options are
numbered, who made a question and when, penalties for tries without hints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

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
)
from quiz.lms.reading.cloze_codes import as_cloze
from quiz.lms.reading.moodle_calculated import KINDS as CALCULATED
from quiz.lms.reading.moodle_calculated import keys, prepare
from quiz.lms.reading.moodle_gaps import Word, as_gaps
from quiz.lms.reading.moodle_names import names_in_category
from quiz.lms.reading.moodle_rows import as_rows
from quiz.lms.reading.pictures import in_element
from quiz.lms.reading.results import Imported, Item
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in, tidy
from quiz.lms.reading.texts import bare
from quiz.lms.reading.xml_reading import text_at

_USUAL = frozenset(
    {
        *("Your answer is correct.", "Your answer is partially correct."),
        *("Your answer is incorrect.", "Die Antwort ist richtig.", "Die Antwort ist falsch."),
        *("Die Antwort ist teilweise richtig.", "Votre réponse est correcte."),
        *("Votre réponse est partiellement correcte.", "Votre réponse est incorrecte."),
        *("Respuesta correcta", "Respuesta parcialmente correcta.", "Respuesta incorrecta."),
    }
)
"""What Moodle itself says where the author says nothing, in some of its languages."""
_REASONS = {
    "essay": "an essay is graded by a person",
    "description": "a description asks nothing",
    "random": "it draws other questions at random",
    "stack": "a STACK question computes its answers with Maxima",
}


def read_moodle(root: Element) -> Imported:
    """The questions of a `quiz` element, in order."""
    items: list[Item] = []
    category: list[str] = []
    for number, element in enumerate(root.iter("question"), 1):
        if element.get("type") == "category":
            category = names_in_category(
                text_at(element, "category/text") or text_at(element, "category")
            )
        else:
            items.append(_item(element, number, category))
    return Imported(tuple(items))


def _item(element: Element, number: int, category: list[str]) -> Item:
    kind = element.get("type", "")
    sketch = Sketch(text_at(element, "name/text") or text_at(element, "name"), number)
    asked = element.find("questiontext")
    if asked is not None:
        sketch.find = in_element(asked)
    try:
        if kind in _REASONS or kind not in _KINDS:
            words = bare(text_at(element, "questiontext/text"))[:200]
            reason = _REASONS.get(kind, f"a bank has no questions of the kind “{kind}”")
            raise NotCarriedError(f"{reason}: “{words}”" if words else reason)
        if kind in CALCULATED:
            prepare(sketch, element)
        if idnumber := text_at(element, "idnumber"):
            sketch.use_id(idnumber)
        if kind not in _WITH_BLANKS:
            sketch.data["prompt"] = _text(sketch, element, "questiontext")
        _KINDS[kind](sketch, element)
        _what_all_have(sketch, element, category)
    except NotCarriedError as reason:
        return sketch.left_out(reason)
    return sketch.item()


def _what_all_have(sketch: Sketch, element: Element, category: list[str]) -> None:
    sketch.worth(text_at(element, "defaultgrade") or None)
    sketch.explain(_text(sketch, element, "generalfeedback"))
    right = _text(sketch, element, "correctfeedback")
    if right and right not in _USUAL:
        sketch.explain(right)
    for name, what in (("partiallycorrect", "partly right"), ("incorrect", "wrong")):
        said = _text(sketch, element, f"{name}feedback")
        if said not in _USUAL:
            sketch.lose_feedback(f"the feedback for {what} answers", said)
    hints = [hint for found in element.findall("hint") if (hint := _text(sketch, found))]
    if hints:
        sketch.data["hints"] = hints
        penalty = number_in(text_at(element, "penalty") or None)
        if penalty is not None and 0 <= penalty <= 1:
            sketch.data["hint_penalty"] = tidy(round(penalty, 4))
    sketch.tag(category)
    sketch.tag(text_at(tag, "text") for tag in element.findall("tags/tag"))


def _text(sketch: Sketch, element: Element, name: str = "") -> str:
    """The Markdown of a text in one of Moodle's forms."""
    found = element.find(name) if name else element
    if found is None:
        return ""
    inner = found.find("text")
    source = "".join(inner.itertext()) if inner is not None else found.text or ""
    return sketch.text(source, found.get("format", "html"), in_element(found))


def _answers(sketch: Sketch, element: Element) -> Iterator[Answer]:
    for found in element.findall("answer"):
        feedback = _text(sketch, found, "feedback")
        form = found.get("format", "html")
        shown = sketch.text(text_at(found, "text"), form, in_element(found))
        yield Answer(shown, percent(found.get("fraction")), feedback)


def _plain_answers(sketch: Sketch, element: Element) -> Iterator[Answer]:
    """Answers that are typed: their texts are not HTML."""
    for found in element.findall("answer"):
        text = text_at(found, "text")
        yield Answer(text, percent(found.get("fraction")), _text(sketch, found, "feedback"))


def _is_set(element: Element, name: str, default: bool = False) -> bool:
    value = text_at(element, name).lower()
    return value in ("1", "true") if value else default


def _multichoice(sketch: Sketch, element: Element) -> None:
    answers = [*_answers(sketch, element)]
    kind = as_one if _is_set(element, "single", default=True) else as_several
    kind(sketch, answers, _is_set(element, "shuffleanswers", default=True))


def _multichoiceset(sketch: Sketch, element: Element) -> None:
    from quiz.lms.reading.answers import as_all_or_nothing

    answers = [*_answers(sketch, element)]
    as_all_or_nothing(sketch, answers, _is_set(element, "shuffleanswers", default=True))


def _truefalse(sketch: Sketch, element: Element) -> None:
    said = {answer.text.lower(): answer for answer in _plain_answers(sketch, element)}
    if {*said} != {"true", "false"} or sum(answer.is_right for answer in said.values()) != 1:
        raise NotCarriedError("it does not say which of true and false is right")
    as_truth(sketch, said["true"].is_right, said["true"].feedback, said["false"].feedback)


def _matching(sketch: Sketch, element: Element) -> None:
    pairs = [
        (_text(sketch, found), sketch.plain(text_at(found, "answer/text")))
        for found in element.findall("subquestion")
    ]
    as_pairs(sketch, pairs)


def _shortanswer(sketch: Sketch, element: Element) -> None:
    as_words(sketch, [*_plain_answers(sketch, element)], exact=_is_set(element, "usecase"))


def _numerical(sketch: Sketch, element: Element) -> None:
    keys = []
    for found in element.findall("answer"):
        written, feedback = text_at(found, "text"), _text(sketch, found, "feedback")
        value, share = number_in(written), percent(found.get("fraction"))
        if value is None:
            if written == "*" and share <= 0:
                sketch.lose_feedback("the feedback for any other number", feedback)
            else:
                sketch.lose(f"the answer “{written}” is no number and is not carried")
            continue
        distance = number_in(text_at(found, "tolerance") or "0") or 0
        keys.append(NumberKey(value, abs(distance), share, feedback))
    as_number(sketch, keys, _unit(sketch, element))


def _calculated(sketch: Sketch, element: Element) -> None:
    said = {found: _text(sketch, found, "feedback") for found in element.findall("answer")}
    sketch.data |= {"type": "numeric", **keys(sketch, element, said)}
    if unit := _unit(sketch, element):
        sketch.data["unit"] = unit


def _unit(sketch: Sketch, element: Element) -> str:
    """The unit whose multiplier is one; others are not carried."""
    unit = ""
    for found in element.findall("units/unit"):
        name, multiplier = text_at(found, "unit_name"), number_in(text_at(found, "multiplier"))
        if multiplier == 1 and not unit:
            unit = name
        elif name:
            sketch.lose(f"the unit {name} (times {text_at(found, 'multiplier')}) is not carried")
    return unit


def _ordering(sketch: Sketch, element: Element) -> None:
    answers = [*_answers(sketch, element)]
    sketch.data |= {"type": "ordering", "items": [answer.text for answer in answers]}
    for answer in answers:
        sketch.lose_feedback(f"the feedback for “{answer.text}”", answer.feedback)
    if text_at(element, "gradingtype").upper() not in ("", "LONGEST_ORDERED_SUBSET", "5"):
        sketch.lose("how it was graded is not carried: here the longest run in order counts")
    shown = number_in(text_at(element, "selectcount") or None) or 0
    if text_at(element, "selecttype").upper() not in ("", "ALL", "0") and 0 < shown < len(answers):
        sketch.lose(f"showing {tidy(shown)} of its items is not carried: all are shown")


def _rows(sketch: Sketch, element: Element) -> None:
    as_rows(sketch, element, lambda found, name: _text(sketch, found, name))


def _gaps(sketch: Sketch, element: Element) -> None:
    words = [
        Word(sketch.html(text_at(found, "text")), text_at(found, "group"))
        for found in element
        if found.tag in ("selectoption", "dragbox")
    ]
    as_gaps(sketch, *_source(element), words)


def _cloze(sketch: Sketch, element: Element) -> None:
    as_cloze(sketch, *_source(element))


def _source(element: Element) -> tuple[str, str]:
    """What is asked as it is written, and in which of Moodle's forms."""
    found = element.find("questiontext")
    form = "html" if found is None else found.get("format", "html")
    return text_at(element, "questiontext/text"), form


_KINDS: dict[str, Callable[[Sketch, Element], None]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoiceset,
    "truefalse": _truefalse,
    "matching": _matching,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "calculated": _calculated,
    "calculatedsimple": _calculated,
    "calculatedmulti": _multichoice,
    "mtf": _rows,
    "kprime": _rows,
    "gapselect": _gaps,
    "ddwtos": _gaps,
}
_WITH_BLANKS = frozenset({"cloze", "multianswer", "gapselect", "ddwtos"})
