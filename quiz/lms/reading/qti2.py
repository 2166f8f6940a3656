"""QTI 2.x items, and those of version 3, which are the same by other names."""

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
    word_keys,
)
from quiz.lms.reading.pictures import Find, none_came
from quiz.lms.reading.qti2_item import Declared, Item2, in_version_2
from quiz.lms.reading.qti2_rules import rules_for
from quiz.lms.reading.results import Imported, Item
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in

_REASONS = {
    "extendedTextInteraction": "an essay is graded by a person",
    "uploadInteraction": "a file that is handed in is graded by a person",
    "customInteraction": "it runs a program of its own",
    "drawingInteraction": "a drawing is graded by a person",
}
_INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_AT_THE_END = re.compile(r"(?:\[\[[\w-]+\]\][ .]*|\n\n\[\[[\w-]+\]\] (?P<unit>\S[^\n\[]{0,30}))\Z")
_RIGHT = ("general_fb", "correct_fb", "correct", "solution", "general")


def read_qti2(root: Element, find: Find = none_came) -> Imported:
    """The question of an `assessmentItem` element. A test only names its items' files."""
    in_version_2(root)
    items = [found for found in root.iter() if found.tag == "assessmentItem"]
    return Imported(tuple(_item(element, number, find) for number, element in enumerate(items, 1)))


def _item(element: Element, number: int, find: Find) -> Item:
    sketch = Sketch(element.get("title") or element.get("identifier") or "", number, find)
    item = Item2(element)
    try:
        inline = [found for found in item.interactions if found.tag in _INLINE]
        if not item.interactions:
            raise NotCarriedError("it asks nothing")
        if inline:
            _inline(sketch, item, inline)
        else:
            _block(sketch, item)
        sketch.worth(item.points())
        _say(sketch, item)
    except NotCarriedError as reason:
        return sketch.left_out(reason)
    return sketch.item()


def _say(sketch: Sketch, item: Item2) -> None:
    for name, source in item.feedback.items():
        markdown = sketch.html(source)
        if name.lower() in _RIGHT:
            sketch.explain(markdown)
        elif name not in item.used:
            sketch.lose_feedback(f"the feedback {name}", markdown)
    if item.body.find(".//rubricBlock") is not None:
        sketch.lose("a block for graders or candidates (rubricBlock) is not carried")


def _block(sketch: Sketch, item: Item2) -> None:
    """An item with one interaction that stands apart from its text."""
    (found, *more) = item.interactions
    name = found.tag
    if more or name not in _KINDS:
        reason = _REASONS.get(name, f"a bank has no questions of the kind {name}")
        if more:
            reason = f"it asks {len(item.interactions)} things at once"
        raise NotCarriedError(f"{reason}: “{item.prompt(sketch)[:200]}”")
    declared = item.declared.get(found.get("responseIdentifier", ""))
    if declared is None:
        raise NotCarriedError("it declares no response")
    sketch.data["prompt"] = item.prompt(sketch)
    _KINDS[name](sketch, item, found, declared)


def _choice(sketch: Sketch, item: Item2, found: Element, declared: Declared) -> None:
    shares = declared.shares() if item.maps(declared.name) else {}
    right = {*declared.correct} or item.scored(declared.name)
    choices = found.findall("simpleChoice") or [*found.iter("hottext")]
    idents = [choice.get("identifier", "") for choice in choices]
    answers = [
        Answer(
            item.text_of_choice(sketch, choice),
            shares.get(ident, 0.0) if shares else (100.0 if ident in right else 0.0),
            item.feedback_for(sketch, declared.name, choice),
        )
        for ident, choice in zip(idents, choices, strict=True)
    ]
    is_shuffled = found.get("shuffle", "false") == "true"
    is_one = declared.cardinality == "single" or found.get("maxChoices") == "1"
    if not is_one:
        (as_several if shares else as_all_or_nothing)(sketch, answers, is_shuffled)
        return
    named = {answer.text.lower(): answer for answer in answers}
    if {*named} == {"true", "false"} and sum(answer.is_right for answer in answers) == 1:
        true, false = named["true"], named["false"]
        as_truth(sketch, true.is_right, true.feedback, false.feedback)
    else:
        as_one(sketch, answers, is_shuffled)


def _order(sketch: Sketch, item: Item2, found: Element, declared: Declared) -> None:
    texts = {
        choice.get("identifier", ""): item.text_of_choice(sketch, choice)
        for choice in found.findall("simpleChoice")
    }
    if sorted(texts) != sorted(declared.correct):
        raise NotCarriedError("it does not say where each of its items belongs")
    sketch.data |= {"type": "ordering", "items": [texts[name] for name in declared.correct]}


def _match(sketch: Sketch, item: Item2, found: Element, declared: Declared) -> None:
    sides = [
        {
            choice.get("identifier", ""): item.text_of_choice(sketch, choice)
            for choice in side.findall("simpleAssociableChoice")
        }
        for side in found.findall("simpleMatchSet")
    ]
    if len(sides) != 2:
        raise NotCarriedError("it has not two sides")
    lefts, rights = sides
    given = [*declared.correct] or [key for key, share in declared.mapped.items() if share > 0]
    pairs = [pair.split() for pair in given]
    belongs = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    known = {*belongs} == {*lefts} and {*belongs.values()} <= {*rights}
    if not known or len(belongs) < len(pairs):
        raise NotCarriedError("not every left side has one right side")
    others = [("", text) for name, text in rights.items() if name not in belongs.values()]
    as_pairs(sketch, [*((text, rights[belongs[name]]) for name, text in lefts.items()), *others])


def _gaps(sketch: Sketch, item: Item2, found: Element, declared: Declared) -> None:
    """Words that are put into gaps of a text: a choice among them for each gap."""
    words = {
        word.get("identifier", ""): item.text_of_choice(sketch, word)
        for word in found.findall("gapText")
    }
    if found.find("gapImg") is not None:
        raise NotCarriedError("pictures are put into gaps")
    given = [*declared.correct] or [key for key, share in declared.mapped.items() if share > 0]
    belongs = {gap: word for word, _, gap in (pair.partition(" ") for pair in given)}
    blanks: dict[str, dict[str, object]] = {}
    for gap in found.iter("gap"):
        right = words.get(belongs.get(gap.get("identifier", ""), ""))
        if right is None:
            raise NotCarriedError("it does not say what belongs into each gap")
        options = [*dict.fromkeys(words.values())]
        blanks[item.name_of_gap(gap)] = {"options": options, "answer": right}
    if len(belongs) < len(given):
        sketch.lose("of several words that belong into a gap, only the last is right here")
    sketch.data |= {"type": "cloze", "blanks": blanks}


def _inline(sketch: Sketch, item: Item2, inline: list[Element]) -> None:
    """An item with blanks in its text: a cloze, or one answer that is typed at its end."""
    if len(inline) < len(item.interactions):
        raise NotCarriedError("it asks for blanks and other things at once")
    prompt = item.prompt(sketch)
    names = {found: item.name_of_blank(found) for found in inline}
    only = inline[0] if len(inline) == 1 and inline[0].tag == "textEntryInteraction" else None
    if only is not None and _typed_alone(sketch, item, _declared(item, only), prompt):
        return
    blanks = {name: _blank(sketch, item, found) for found, name in names.items()}
    sketch.data |= {"type": "cloze", "prompt": prompt, "blanks": blanks}


def _typed_alone(sketch: Sketch, item: Item2, declared: Declared, prompt: str) -> bool:
    """Take an answer that is typed at the end of the text; behind a number may be its unit."""
    found = _AT_THE_END.search(prompt)
    if found is None or (found["unit"] and not declared.is_number):
        return False
    sketch.data["prompt"] = prompt[: found.start()].rstrip(" .").strip() or prompt
    if declared.is_number:
        as_number(sketch, _numbers(sketch, item, declared), found["unit"] or "")
    else:
        as_words(sketch, _texts(sketch, item, declared), exact=declared.minds_case)
    return True


def _declared(item: Item2, found: Element) -> Declared:
    declared = item.declared.get(found.get("responseIdentifier", ""))
    if declared is None:
        raise NotCarriedError("it declares no response")
    return declared


def _blank(sketch: Sketch, item: Item2, found: Element) -> dict[str, object]:
    declared = _declared(item, found)
    if found.tag == "inlineChoiceInteraction":
        options = {
            choice.get("identifier", ""): item.text_of_choice(sketch, choice)
            for choice in found.findall("inlineChoice")
        }
        right = [name for name in declared.correct if name in options]
        if len(right) != 1:
            raise NotCarriedError("a blank does not have one right option")
        return {"options": [*options.values()], "answer": options[right[0]]}
    if declared.is_number:
        from quiz.lms.reading.answers import number_keys

        return number_keys(sketch, _numbers(sketch, item, declared))
    return word_keys(sketch, _texts(sketch, item, declared), exact=declared.minds_case)


def _texts(sketch: Sketch, item: Item2, declared: Declared) -> list[Answer]:
    shares = declared.shares()
    for text in declared.correct:
        shares[text] = 100
    for text in item.matched_texts(declared.name):
        shares.setdefault(text, 100)
    refused = [
        Answer(without_wildcards(text), 0, rule.feedback)
        for rule in rules_for(sketch, item, declared.name)
        if rule.points <= 0 and rule.feedback
        for text in rule.texts
        if text not in shares
    ]
    return [*(Answer(without_wildcards(text), share) for text, share in shares.items()), *refused]


def _numbers(sketch: Sketch, item: Item2, declared: Declared) -> list[NumberKey]:
    rules = [rule for rule in rules_for(sketch, item, declared.name) if rule.ends]
    most = max((rule.points for rule in rules), default=0)
    if most <= 0 and (ends := item.range_of(declared.name)):
        return [range_key(*ends)]
    if most > 0:
        return [
            range_key(*rule.ends, 100 * rule.points / most, rule.feedback)
            for rule in rules
            if rule.ends
        ]
    values = [number for text in declared.correct if (number := number_in(text)) is not None]
    return [NumberKey(value, item.tolerance(declared.name, value)) for value in values]


_KINDS: dict[str, Callable[[Sketch, Item2, Element, Declared], None]] = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "gapMatchInteraction": _gaps,
    "hottextInteraction": _choice,
}
