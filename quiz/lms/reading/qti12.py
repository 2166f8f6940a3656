"""QTI 1.2: Canvas's quizzes and Common Cartridge."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from quiz.lms.reading.answers import (
    Answer,
    NumberKey,
    as_all_or_nothing,
    as_number,
    as_one,
    as_pairs,
    as_several,
    as_truth,
    as_words,
    range_key,
    without_wildcards,
)
from quiz.lms.reading.blanks_in_brackets import as_blanks
from quiz.lms.reading.canvas_calculated import as_calculated
from quiz.lms.reading.pictures import Find, none_came
from quiz.lms.reading.qti12_dialects import in_the_standard_way
from quiz.lms.reading.qti12_scoring import Response, Scoring, material, text_of
from quiz.lms.reading.results import Imported, Item
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in
from quiz.lms.reading.texts import bare
from quiz.lms.reading.xml_reading import text_at

_REASONS = {
    "essay_question": "an essay is graded by a person",
    "file_upload_question": "a file that is handed in is graded by a person",
    "text_only_question": "a text asks nothing",
    "cc.essay.v0p1": "an essay is graded by a person",
}
_NAMES = {
    "cc.multiple_choice.v0p1": "multiple_choice_question",
    "cc.true_false.v0p1": "true_false_question",
    "cc.multiple_response.v0p1": "multiple_answers_question",
    "cc.fib.v0p1": "short_answer_question",
    "cc.pattern_match.v0p1": "short_answer_question",
}
_GENERAL, _RIGHT, _WRONG = "general_fb", "correct_fb", "general_incorrect_fb"


def read_qti12(root: Element, find: Find = none_came) -> Imported:
    """The questions of a `questestinterop` element, in order."""
    in_the_standard_way(root)
    assessment = root.find(".//assessment")
    bank = root.find(".//objectbank")
    title = "" if assessment is None else assessment.get("title", "")
    if bank is not None:
        title = title or _fields(bank).get("bank_title", "")
    items: list[Item] = []
    count = 0
    for element in root.iter():
        if element.tag == "item":
            count += 1
            items.append(_item(element, count, find))
        elif element.tag == "selection_number":
            remark = f"picking {text_of(element)} of a group is not carried: all are asked"
            items.append(Item("a group", None, (remark,), is_question=False))
        elif element.tag == "sourcebank_ref":
            remark = f"not carried: it draws from the bank {text_of(element)}, which is elsewhere"
            items.append(Item("a group", None, (remark,), is_question=False))
    return Imported(tuple(items), title or None)


def _fields(element: Element) -> dict[str, str]:
    """The fields of the metadata, their names in small letters."""
    return {
        text_at(field, "fieldlabel").lower(): text_at(field, "fieldentry")
        for field in element.iter("qtimetadatafield")
    }


def _item(element: Element, number: int, find: Find) -> Item:
    fields = _fields(element)
    presentation = element.find("presentation")
    sketch = Sketch(_title(element, presentation), number, find)
    try:
        if presentation is None:
            raise NotCarriedError("it presents nothing")
        scoring = Scoring(element)
        responses = [
            Response(found)
            for found in presentation.iter()
            if found.tag in ("response_lid", "response_str", "response_num", "response_grp")
        ]
        kind = fields.get("question_type") or fields.get("cc_profile") or ""
        kind = _NAMES.get(kind, kind) or _kind_by_shape(responses)
        sketch.data["prompt"] = material(sketch, presentation)
        if kind in _REASONS or kind not in _KINDS or not responses:
            reason = _REASONS.get(kind, f"a bank has no questions of the kind “{kind}”")
            raise NotCarriedError(f"{reason}: “{sketch.data['prompt'][:200]}”")
        _KINDS[kind](sketch, responses, scoring, presentation)
        sketch.worth(fields.get("points_possible") or fields.get("cc_weighting"))
        _say(sketch, element, scoring)
    except NotCarriedError as reason:
        return sketch.left_out(reason)
    return sketch.item()


def _title(element: Element, presentation: Element | None) -> str:
    """The item's title, or what it asks where it is only called a question."""
    title = element.get("title", "")
    if presentation is None or not re.fullmatch(r"(?:Question\s*\d*)?", title.strip()):
        return title
    return bare(text_at(presentation, ".//mattext"))[:60]


def _kind_by_shape(responses: list[Response]) -> str:
    if not responses:
        return "text_only_question"
    if len(responses) > 1:
        is_matching = all(response.labels for response in responses)
        return "matching_question" if is_matching else "fill_in_multiple_blanks_question"
    (response,) = responses
    if response.cardinality == "ordered":
        return "ordering_question"
    if response.is_number:
        return "numerical_question"
    if not response.labels:
        return "short_answer_question" if response.element.tag == "response_str" else ""
    if response.cardinality == "multiple":
        return "multiple_answers_question"
    return "multiple_choice_question"


def _say(sketch: Sketch, element: Element, scoring: Scoring) -> None:
    """Take the feedback over; what no answer has used is lost."""
    for name, source in scoring.feedback.items():
        markdown = material(sketch, source)
        if name in (_GENERAL, _RIGHT):
            sketch.explain(markdown)
        elif name == _WRONG:
            sketch.lose_feedback("the feedback for wrong answers", markdown)
        elif name not in scoring.used and source.find("hint") is None:
            sketch.lose_feedback(f"the feedback {name}", markdown)
    hints = [material(sketch, hint) for hint in element.iter("hintmaterial")]
    if hints:
        sketch.data["hints"] = hints


def _listed(sketch: Sketch, response: Response, scoring: Scoring) -> list[Answer]:
    shares = scoring.shares(response.name)
    return [
        Answer(
            material(sketch, label),
            shares.get(ident, 0.0),
            scoring.feedback_for(sketch, response.name, ident),
        )
        for ident, label in response.labels.items()
    ]


def _one(sketch: Sketch, responses: list[Response], scoring: Scoring, _: Element) -> None:
    as_one(sketch, _listed(sketch, responses[0], scoring), responses[0].is_shuffled)


def _truth(sketch: Sketch, responses: list[Response], scoring: Scoring, _: Element) -> None:
    answers = {a.text.lower(): a for a in _listed(sketch, responses[0], scoring)}
    if {*answers} != {"true", "false"}:
        as_one(sketch, [*answers.values()], shuffle=False)
        return
    if sum(answer.is_right for answer in answers.values()) != 1:
        raise NotCarriedError("it does not say which of true and false is right")
    true, false = answers["true"], answers["false"]
    as_truth(sketch, true.is_right, true.feedback, false.feedback)


def _several(sketch: Sketch, responses: list[Response], scoring: Scoring, _: Element) -> None:
    (response,) = responses[:1]
    together = scoring.together(response.name)
    answers = _listed(sketch, response, scoring)
    if together is None:
        as_several(sketch, answers, response.is_shuffled)
        return
    idents = [*response.labels]
    marked = [
        Answer(answer.text, 100 if ident in together else 0, answer.feedback)
        for ident, answer in zip(idents, answers, strict=True)
    ]
    as_all_or_nothing(sketch, marked, response.is_shuffled)


def _words(sketch: Sketch, responses: list[Response], scoring: Scoring, _: Element) -> None:
    (response,) = responses[:1]
    if len(responses) > 1:
        raise NotCarriedError("it asks for several texts without naming their places")
    answers = [
        Answer(text, share, scoring.feedback_for(sketch, response.name, test.value))
        for test, share in scoring.tests(response.name)
        for text in [without_wildcards(test.value)]
        if test.relation == "varequal"
    ] + [
        Answer(f"*{without_wildcards(test.value)}*", share)
        for test, share in scoring.tests(response.name)
        if test.relation in ("varsubset", "varsubstring")
    ]
    as_words(sketch, answers, exact=scoring.minds_case(response.name))


def _numbers(sketch: Sketch, responses: list[Response], scoring: Scoring, _: Element) -> None:
    exact: list[NumberKey] = []
    ranges: list[NumberKey] = []
    for share, tests in scoring.ways(responses[0].name):
        numbers = {test.relation: number_in(test.value) for test in tests if test.is_wanted}
        value = numbers.get("varequal")
        low = numbers.get("vargte", numbers.get("vargt"))
        high = numbers.get("varlte", numbers.get("varlt"))
        if low is not None and high is not None:
            ranges.append(range_key(low, high, share))
        elif value is not None:
            exact.append(NumberKey(value, 0, share))
    alone = [key for key in exact if not any(_holds(one, key.value) for one in ranges)]
    as_number(sketch, [*ranges, *alone])


def _holds(key: NumberKey, value: float) -> bool:
    return abs(value - key.value) <= key.distance * (1 + 1e-9)


def _matching(sketch: Sketch, responses: list[Response], scoring: Scoring, _: Element) -> None:
    pairs: list[tuple[str, str]] = []
    used: list[str] = []
    for response in responses:
        right = [ident for ident, share in scoring.shares(response.name).items() if share > 0]
        right = [ident for ident in right if ident in response.labels]
        if len(right) != 1:
            raise NotCarriedError("it does not say what belongs to each left side")
        text = material(sketch, response.labels[right[0]])
        pairs.append((material(sketch, response.element), text))
        used.append(text)
    rights = [material(sketch, label) for r in responses for label in r.labels.values()]
    others = [("", text) for text in dict.fromkeys(rights) if text not in used]
    as_pairs(sketch, [*pairs, *others])


def _ordering(sketch: Sketch, responses: list[Response], scoring: Scoring, _: Element) -> None:
    (response,) = responses[:1]
    ways = [
        [test.value for test in tests if test.is_wanted and test.value in response.labels]
        for share, tests in scoring.ways(response.name)
        if share > 0
    ]
    order = next((way for way in ways if len(way) == len(response.labels)), None)
    if order is None:
        raise NotCarriedError("it does not say which order is right")
    items = [material(sketch, response.labels[ident]) for ident in order]
    sketch.data |= {"type": "ordering", "items": items}


def _blanks(
    sketch: Sketch, responses: list[Response], scoring: Scoring, presentation: Element
) -> None:
    as_blanks(sketch, responses, scoring, presentation, typed=True)


def _menus(
    sketch: Sketch, responses: list[Response], scoring: Scoring, presentation: Element
) -> None:
    as_blanks(sketch, responses, scoring, presentation, typed=False)


def _calculated(sketch: Sketch, _: list[Response], scoring: Scoring, __: Element) -> None:
    as_calculated(sketch, sketch.data["prompt"], scoring.item)


_KINDS: dict[str, Callable[[Sketch, list[Response], Scoring, Element], None]] = {
    "multiple_choice_question": _one,
    "true_false_question": _truth,
    "multiple_answers_question": _several,
    "short_answer_question": _words,
    "numerical_question": _numbers,
    "calculated_question": _calculated,
    "matching_question": _matching,
    "ordering_question": _ordering,
    "fill_in_multiple_blanks_question": _blanks,
    "multiple_dropdowns_question": _menus,
}
