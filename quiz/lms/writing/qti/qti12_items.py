"""A question as Canvas reads it: an item of QTI 1.2 with Canvas's own names for its kinds."""

from __future__ import annotations

from quiz.lms.writing.blank_names import blank_names
from quiz.lms.writing.exporting import Item, LeftOutError
from quiz.lms.writing.losses import lost
from quiz.lms.writing.none_right import SAID, with_none_of_them
from quiz.lms.writing.number_ranges import is_typed_as_a_fraction, right_range
from quiz.lms.writing.number_spellings import ROUNDED_ONLY, number_spellings
from quiz.lms.writing.qti.qti2_dialect import number
from quiz.lms.writing.qti.qti12_options import Optional, ask_options
from quiz.lms.writing.qti.qti12_parts import (
    RESPONSE,
    Parts12,
    html_material,
    is_equal,
    plain_material,
)
from quiz.lms.writing.question_texts import QuestionTexts
from quiz.lms.writing.right_sides import right_sides, unique_texts
from quiz.lms.writing.spellings import lost_of_words, spellings
from quiz.lms.writing.written_answers import (
    BY_HAND,
    FORMULA_IN_BLANK,
    asked,
    said_afterwards,
)
from quiz.lms.writing.xml_text import escaped, tag
from quiz.questions.base import Values
from quiz.questions.blanks import AnyBlank, ChoiceBlank, FormulaBlank
from quiz.questions.checking import same_text
from quiz.questions.cloze import Cloze
from quiz.questions.layout import Blank, Layout
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.numeric import Numeric
from quiz.questions.ordering import Ordering
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse

LEAST = 0.0001
"""Canvas rounds smaller answers to zero."""

_FIRST = 1000
"""Canvas takes the names of answers for numbers."""


def item_xml(item: Item, texts: QuestionTexts, seed: int) -> str:
    """The item as XML. Raises `LeftOutError`."""
    question = item.question
    parts = Parts12(texts)
    parts.say("general_fb", said_afterwards(item))
    kind = _ask(parts, item, seed)
    for sentence in lost(question, "hints", "mistakes", "refused"):
        texts.lose(sentence)
    fields: dict[str, object] = {
        "question_type": kind,
        "points_possible": number(question.points),
        "original_answer_ids": ",".join(dict.fromkeys(parts.labels)),
        "assessment_question_identifierref": f"question-{item.ident}",
    }
    return parts.item(item, f"q-{item.ident}", fields)


def _ask(parts: Parts12, item: Item, seed: int) -> str:
    """Write what is asked, and say what Canvas calls this kind of question."""
    layout = item.variant.layout(seed)
    match item.question:
        case MultipleChoice() | MultipleSelect() | TrueFalse() as question:
            return _options(parts, question, seed)
        case Matching() as question:
            return _pairs(parts, question, layout)
        case Ordering() as question:
            return _order(parts, question, layout)
        case Numeric() as question:
            return _number(parts, question, item.values)
        case ShortAnswer() as question:
            return _words(parts, question)
        case Cloze() as question:
            return _cloze(parts, question, item.values, layout)
        case question:
            parts.texts.lose(BY_HAND)
            parts.show(asked(question))
            parts.field()
            parts.by_hand()
            return "essay_question"


def _options(parts: Parts12, question: Optional, seed: int) -> str:
    if isinstance(question, MultipleSelect):
        if not any(option.correct for option in question.options):
            parts.texts.lose(SAID)
            question = with_none_of_them(question)
        elif question.scoring == "all_or_nothing":
            parts.texts.lose("classic quizzes give some of the right options a part of the points")
        else:
            parts.texts.lose("New Quizzes give all or nothing unless they are set otherwise")
    ask_options(parts, question, seed, _option_name)
    kinds = {MultipleSelect: "multiple_answers", TrueFalse: "true_false"}
    return kinds.get(type(question), "multiple_choice") + "_question"


def _option_name(value: int | bool | str) -> str:
    place = (1 if value else 2) if isinstance(value, bool) else int(value)
    return str(_FIRST + place)


def _pairs(parts: Parts12, question: Matching, layout: Layout) -> str:
    rights = right_sides(question)
    names = {text: str(2 * _FIRST + place) for place, text in enumerate(rights, 1)}
    lines = {text: parts.texts.line(text) for text in rights}
    if len({*lines.values()}) < len(lines):
        raise LeftOutError("two right sides look alike without markup, which Canvas leaves out")
    parts.show(question.prompt)
    share = _share(len(question.pairs))
    for place, (left, right) in enumerate(question.pairs, 1):
        name = f"response_{_FIRST + place}"
        labels = "".join(
            parts.label(names[text], plain_material(lines[text])) for text in unique_texts(layout)
        )
        parts.menu(name, labels, parts.short_material(left))
        parts.score(is_equal(names[right], name), share, adds=True)
    parts.labels[:] = [str(_FIRST + place) for place in range(1, len(question.pairs) + 1)]
    return "matching_question"


def _order(parts: Parts12, question: Ordering, layout: Layout) -> str:
    """As New Quizzes reads it; classic quizzes make a matching question of it."""
    for sentence in lost(question, "distractors", "groups"):
        parts.texts.lose(sentence)
    parts.texts.lose("an order that is only partly right earns nothing")
    names = {text: _option_name(place) for place, text in enumerate(question.items, 1)}
    labels = "".join(
        parts.label(names[choice.text], parts.short_material(choice.text))
        for choice in layout.choices
        if choice.text in names
    )
    parts.show(question.prompt)
    parts.menu(RESPONSE, labels, cardinality="Ordered")
    parts.score("".join(is_equal(name) for name in names.values()))
    return "ordering_question"


def _number(parts: Parts12, question: Numeric, values: Values) -> str:
    right = right_range(question, values)
    if 0 < abs(right.value) < LEAST:
        raise LeftOutError(f"its answer is smaller than {LEAST}, which Canvas rounds to zero")
    if is_typed_as_a_fraction(question, values):
        parts.texts.lose("a fraction cannot be typed: a decimal counts that is right to 6 figures")
    if question.unit:
        parts.texts.lose(f"the unit “{question.unit}” is not typed")
    within = [
        tag(name, end, respident=RESPONSE)
        for name, end in (("vargte", right.low), ("varlte", right.high))
    ]
    parts.show(question.prompt)
    parts.field("Decimal")
    parts.score(tag("or", is_equal(right.key), tag("and", *within)))
    return "numerical_question"


def _words(parts: Parts12, question: ShortAnswer) -> str:
    for sentence in lost_of_words(question):
        parts.texts.lose(sentence)
    if question.exact:
        parts.texts.lose("capitals do not matter")
    parts.show(question.prompt)
    parts.field()
    for text in spellings(question):
        parts.score(is_equal(text))
    return "short_answer_question"


# Texts with blanks


def _cloze(parts: Parts12, question: Cloze, values: Values, layout: Layout) -> str:
    """Menus where every blank is one; else fields, with the choices of menus in the text."""
    menus = all(isinstance(blank, ChoiceBlank) for blank in question.blanks.values())
    accepted = {
        blank.name: _menu_texts(parts.texts, blank)
        if menus
        else _typed_texts(parts.texts, question, blank, values)
        for blank in layout.blanks
    }
    names, prompt = _named_blanks(parts.texts, question, layout, menus)
    parts.shown.append(html_material(prompt))
    share = _share(len(layout.blanks))
    for place, blank in enumerate(layout.blanks, 1):
        texts = accepted[blank.name]
        numbers = [str(_FIRST * place + position) for position in range(1, len(texts) + 1)]
        name = f"response_{names[blank.name]}"
        labels = "".join(
            parts.label(label, plain_material(text))
            for label, text in zip(numbers, texts, strict=True)
        )
        parts.menu(name, labels, plain_material(names[blank.name]))
        right = _right_place(question.blanks[blank.name], blank) if menus else 0
        parts.score(is_equal(numbers[right], name), share, adds=True)
    return "multiple_dropdowns_question" if menus else "fill_in_multiple_blanks_question"


def _menu_texts(texts: QuestionTexts, blank: Blank) -> tuple[str, ...]:
    return tuple(texts.line(choice.text) for choice in blank.choices)


def _right_place(asked: AnyBlank, blank: Blank) -> int:
    assert isinstance(asked, ChoiceBlank)
    return [same_text(choice.text) for choice in blank.choices].index(same_text(asked.answer))


def _typed_texts(
    texts: QuestionTexts, question: Cloze, blank: Blank, values: Values
) -> tuple[str, ...]:
    """What may be typed into a blank."""
    asked = question.blanks[blank.name]
    if isinstance(asked, FormulaBlank):
        raise LeftOutError(FORMULA_IN_BLANK)
    if isinstance(asked, ChoiceBlank):
        texts.lose("menus beside fields become fields: their choices stand in the text")
        return (texts.line(asked.answer),)
    if isinstance(asked, NumberAnswer):
        texts.lose(ROUNDED_ONLY)
        return number_spellings(asked, values)
    for sentence in lost_of_words(asked):
        texts.lose(sentence)
    return spellings(asked)


def _named_blanks(
    texts: QuestionTexts, question: Cloze, layout: Layout, menus: bool
) -> tuple[dict[str, str], str]:
    """A name for each blank, and the text with `[name]` there and nowhere else.

    Raises `LeftOutError` where a blank is not shown.
    """
    names = blank_names(layout)
    listed = {
        blank.name: f" ({' / '.join(_menu_texts(texts, blank))})"
        for blank in layout.blanks
        if blank.choices and not menus
    }

    def written(name: str) -> str:
        return f"[{names.get(name, name)}]{escaped(listed.get(name, ''))}"

    while True:
        prompt = texts.blocks(question.prompt, written)
        counts = {name: prompt.count(f"[{shown}]") for name, shown in names.items()}
        if not all(counts.values()):
            raise LeftOutError("a blank stands where none can be shown")
        if all(count == 1 for count in counts.values()):
            return names, prompt
        names.update({name: f"{names[name]}_" for name, count in counts.items() if count > 1})


def _share(count: int) -> str:
    return f"{100 / count:.2f}"
