"""A question as an item of QTI 2.1 or 3: what it declares, shows, scores and says afterwards."""

from __future__ import annotations

from functools import partial

from quiz.lms.writing.blank_names import blank_names
from quiz.lms.writing.exporting import Item, LeftOutError
from quiz.lms.writing.losses import lost
from quiz.lms.writing.qti.qti2_dialect import Dialect, number
from quiz.lms.writing.qti.qti2_fields import field, number_field, word_field
from quiz.lms.writing.qti.qti2_parts import GENERAL, SCORE, Parts
from quiz.lms.writing.question_texts import QuestionTexts
from quiz.lms.writing.right_sides import right_sides, unique_texts
from quiz.lms.writing.written_answers import BY_HAND, asked, said_afterwards
from quiz.lms.writing.xml_text import escaped
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.cloze import Cloze
from quiz.questions.layout import Layout
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.numeric import Numeric
from quiz.questions.ordering import Ordering
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse, TruthFeedback

RESPONSE = "RESPONSE"
EARNED = "EARNED"


def item_file(dialect: Dialect, item: Item, texts: QuestionTexts, seed: int) -> str:
    """The item as XML, named by the question. Raises `LeftOutError`."""
    question = item.question
    parts = Parts(dialect, texts)
    parts.outcome(SCORE, "float", "0", normalMaximum=number(question.points))
    parts.outcome("MAXSCORE", "float", number(question.points))
    body = _body(parts, item, item.variant.layout(seed))
    parts.outcome("FEEDBACK", "identifier")
    parts.rules.append(dialect.set("FEEDBACK", dialect.value("identifier", GENERAL)))
    parts.say("FEEDBACK", GENERAL, said_afterwards(item))
    for sentence in lost(question, "hints"):
        texts.lose(sentence)
    return parts.item(name_of(item), body, title=item.ident)


def _body(parts: Parts, item: Item, layout: Layout) -> str:
    match item.question:
        case MultipleChoice() | MultipleSelect() | TrueFalse() as question:
            return _choice(parts, question, layout)
        case Matching() as question:
            return _match(parts, question, layout)
        case Ordering() as question:
            return _order(parts, question, layout)
        case Numeric() as question:
            return _number(parts, question, item.values)
        case ShortAnswer() as question:
            return _words(parts, question)
        case Cloze() as question:
            return _cloze(parts, question, item.values, layout)
        case question:
            return _essay(parts, question)


def name_of(item: Item) -> str:
    """What the item is called: a name that XML allows, the same in each export."""
    return f"q-{item.ident}"


# Choices


def _choice(
    parts: Parts, question: MultipleChoice | MultipleSelect | TrueFalse, layout: Layout
) -> str:
    """One or several options to pick; each may have its own feedback."""
    dialect = parts.dialect
    if isinstance(question, TrueFalse):
        right = [_choice_name(question.answer)]
        told = question.feedback or TruthFeedback()
        said = {"true": told.true, "false": told.false}
    else:
        options = {_choice_name(place): one for place, one in enumerate(question.options, 1)}
        right = [name for name, option in options.items() if option.correct]
        said = {name: option.feedback for name, option in options.items()}
    if isinstance(question, MultipleSelect):
        _several_points(parts, question, [*said], right)
    else:
        parts.declare(RESPONSE, "identifier", right)
        parts.rules.append(_all_or_nothing(dialect, question.points))
    several = isinstance(question, MultipleSelect)
    if any(said.values()):
        cardinality = "multiple" if several else "single"
        parts.outcome("FEEDBACK_CHOICE", "identifier", cardinality=cardinality)
        parts.rules.append(dialect.set("FEEDBACK_CHOICE", dialect.variable(RESPONSE)))
        for name, markdown in said.items():
            if markdown:
                parts.say("FEEDBACK_CHOICE", name, markdown)
    written = [
        dialect.tag(
            "simpleChoice",
            parts.texts.inside(choice.text),
            identifier=_choice_name(choice.value),
            fixed="true" if choice.fixed else None,
        )
        for choice in layout.choices
    ]
    is_shuffled = not isinstance(question, TrueFalse) and question.shuffle
    return parts.texts.blocks(question.prompt) + dialect.tag(
        "choiceInteraction",
        *written,
        responseIdentifier=RESPONSE,
        shuffle=str(is_shuffled).lower(),
        maxChoices=0 if several else 1,
    )


def _choice_name(value: int | bool | str) -> str:
    return str(value).lower() if isinstance(value, bool) else f"choice-{value}"


def _several_points(
    parts: Parts, question: MultipleSelect, names: list[str], right: list[str]
) -> None:
    """The key of a multiple select; with partial credit a wrong pick cancels a right one."""
    dialect, points = parts.dialect, question.points
    declare = partial(parts.declare, RESPONSE, "identifier", right, "multiple")
    if not right:
        declare(points=dict.fromkeys(names, -points), least=-points)
        kept = dialect.tag(
            "sum",
            dialect.value("float", number(points)),
            dialect.tag("mapResponse", identifier=RESPONSE),
        )
        parts.rules.append(dialect.set(SCORE, kept))
    elif question.scoring == "all_or_nothing":
        declare()
        parts.rules.append(_all_or_nothing(dialect, points))
    else:
        share = points / len(right)
        declare(
            points={name: share if name in right else -share for name in names},
            least=0,
            most=points,
        )
        parts.rules.append(_all_or_mapped(dialect, points))


def _score(dialect: Dialect, points: float) -> str:
    return dialect.set(SCORE, dialect.value("float", number(points)))


def _is_right(dialect: Dialect) -> str:
    return dialect.tag(
        "match", dialect.variable(RESPONSE), dialect.tag("correct", identifier=RESPONSE)
    )


def _all_or_nothing(dialect: Dialect, points: float) -> str:
    case = (_is_right(dialect), _score(dialect, points))
    return dialect.first(case, otherwise=_score(dialect, 0))


def _all_or_mapped(dialect: Dialect, points: float) -> str:
    """Everything for the key, so that shares like a third lose nothing; else the points mapped."""
    mapped = dialect.set(SCORE, dialect.tag("mapResponse", identifier=RESPONSE))
    return dialect.first((_is_right(dialect), _score(dialect, points)), otherwise=mapped)


# Pairs and orders


def _match(parts: Parts, question: Matching, layout: Layout) -> str:
    """Left sides to right ones, a share for each pair."""
    dialect = parts.dialect
    names = {text: f"right-{place}" for place, text in enumerate(right_sides(question), 1)}
    pairs = [f"left-{n} {names[right]}" for n, (_, right) in enumerate(question.pairs, 1)]
    share = question.points / len(pairs)
    parts.declare(
        RESPONSE,
        "directedPair",
        pairs,
        "multiple",
        dict.fromkeys(pairs, share),
        most=question.points,
        least=0,
    )
    parts.rules.append(_all_or_mapped(dialect, question.points))
    sides = [
        [(f"left-{place}", text, 1) for place, text in enumerate(layout.lefts, 1)],
        [(names[text], text, len(pairs)) for text in unique_texts(layout)],
    ]
    written = [
        dialect.tag(
            "simpleMatchSet",
            *(
                dialect.tag(
                    "simpleAssociableChoice",
                    parts.texts.inside(text),
                    identifier=name,
                    matchMax=most,
                )
                for name, text, most in side
            ),
        )
        for side in sides
    ]
    return parts.texts.blocks(question.prompt) + dialect.tag(
        "matchInteraction",
        *written,
        responseIdentifier=RESPONSE,
        shuffle="true",
        maxAssociations=len(pairs),
    )


def _order(parts: Parts, question: Ordering, layout: Layout) -> str:
    """Items to put in order."""
    dialect = parts.dialect
    for sentence in lost(question, "distractors", "groups"):
        parts.texts.lose(sentence)
    parts.texts.lose("an order that is only partly right earns nothing")
    names = {text: f"item-{place}" for place, text in enumerate(question.items, 1)}
    parts.declare(RESPONSE, "identifier", names.values(), "ordered")
    parts.rules.append(_all_or_nothing(dialect, question.points))
    written = [
        dialect.tag("simpleChoice", parts.texts.inside(choice.text), identifier=names[choice.text])
        for choice in layout.choices
        if choice.text in names
    ]
    return parts.texts.blocks(question.prompt) + dialect.tag(
        "orderInteraction", *written, responseIdentifier=RESPONSE, shuffle="true"
    )


# What is typed


def _number(parts: Parts, question: Numeric, values: Values) -> str:
    written = number_field(parts, RESPONSE, question, values, question.points)
    unit = f" {escaped(question.unit)}" if question.unit else ""
    if question.unit:
        parts.texts.lose(f"the unit is written behind the field: “{question.unit}” is not typed")
    return f"{parts.texts.blocks(question.prompt)}<p>{written}{unit}</p>"


def _words(parts: Parts, question: ShortAnswer) -> str:
    written = word_field(parts, RESPONSE, question, question.points)
    return f"{parts.texts.blocks(question.prompt)}<p>{written}</p>"


def _cloze(parts: Parts, question: Cloze, values: Values, layout: Layout) -> str:
    """A text with fields and menus; what is right is counted first, so that thirds sum to one."""
    dialect, count = parts.dialect, len(layout.blanks)
    names = blank_names(layout)
    parts.total = EARNED
    parts.outcome(EARNED, "float", "0")
    fields = {
        blank.name: field(
            parts,
            f"{RESPONSE}_{names[blank.name]}",
            question.blanks[blank.name],
            blank.choices,
            values,
        )
        for blank in layout.blanks
    }
    body = parts.texts.blocks(question.prompt, lambda name: fields.get(name, ""))
    if any(body.count(written) != 1 for written in fields.values()):
        raise LeftOutError("a blank stands where none can be shown")
    points = dialect.value("float", number(question.points))
    earned = dialect.tag("product", dialect.variable(EARNED), points)
    share = dialect.tag("divide", earned, dialect.value("float", str(count)))
    parts.rules.append(dialect.set(SCORE, share))
    return body


def _essay(parts: Parts, question: BaseQuestion) -> str:
    """A field for a formula or for working, which a person reads."""
    parts.texts.lose(BY_HAND)
    parts.declare(RESPONSE, "string")
    lines = 10 if question.shape == "lines" else 1
    return parts.texts.blocks(asked(question)) + parts.dialect.tag(
        "extendedTextInteraction", responseIdentifier=RESPONSE, expectedLines=lines
    )
