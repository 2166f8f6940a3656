"""Common Cartridge 1.3: a quiz in the profile of QTI 1.2 that every cartridge reader knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, BinaryIO

from quiz.lms.writing.archives import archive
from quiz.lms.writing.exporting import Export, Item, LeftOutError, Loss
from quiz.lms.writing.losses import lost
from quiz.lms.writing.number_spellings import ROUNDED_ONLY, number_spellings
from quiz.lms.writing.qti.qti12 import picture_resources
from quiz.lms.writing.qti.qti12_options import ask_options
from quiz.lms.writing.qti.qti12_parts import NAMESPACE, Parts12, is_equal, metadata
from quiz.lms.writing.question_texts import Pictures, QuestionTexts
from quiz.lms.writing.spellings import lost_of_words, spellings
from quiz.lms.writing.written_answers import BY_HAND, asked, is_marked_by_hand, said_afterwards
from quiz.lms.writing.xml_text import DECLARATION, escaped, in_space, lines, tag
from quiz.markup.tex import tex_html
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.numeric import Numeric
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse

_SCHEMA = "http://www.imsglobal.org/profile/cc/ccv1p3/ccv1p3_qtiasiv1p2p1_v1p0.xsd"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
_FILES = "$IMS-CC-FILEBASE$/"
_WEIGHTS = range(1, 100)
_MINDS_CASE = {"case": "Yes"}
"""Some readers give nothing for several options whose tests do not say so."""


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write a cartridge with one quiz, of what its profile holds."""
    name = f"quiz-{export.identifier}"
    pictures = Pictures("pictures")
    with archive(out) as cartridge:
        with cartridge.opened(f"{name}/{name}.xml") as file:
            yield from _assessment(export, name, pictures, file)
        cartridge.add("imsmanifest.xml", DECLARATION + _manifest(export, name, pictures))
        pictures.add_to(cartridge)


def _assessment(export: Export, name: str, pictures: Pictures, file: IO[bytes]) -> Iterator[Loss]:
    """Write the questions, one at a time; of a pool only the first."""
    head = {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "qmd_feedbackpermitted": "Yes",
        "qmd_hintspermitted": "Yes",
        "cc_maxattempts": 1,
    }
    quiz = tag("assessment", metadata(head), "…", ident=name, title=export.title)
    whole = tag("questestinterop", f"\n{quiz}\n", **in_space(NAMESPACE, _SCHEMA))
    start, _, end = whole.partition("…")
    file.write(f'{DECLARATION}{start}\n<section ident="root_section">\n'.encode())
    taken: str | None = None
    for item in export.items:
        if item.pool is not None and item.pool == taken:
            yield Loss(item.ident, "a cartridge draws from no pools: one variant is in it", True)
            continue
        texts = QuestionTexts(item, tex_html, pictures, _FILES)
        try:
            written = _item(item, texts, export.seed)
        except LeftOutError as reason:
            yield Loss(item.ident, str(reason), left_out=True)
            continue
        taken = item.pool
        file.write(f"{written}\n".encode())
        yield from (Loss(item.ident, sentence) for sentence in texts.lost)
    file.write(f"</section>\n{end}\n".encode())


def _item(item: Item, texts: QuestionTexts, seed: int) -> str:
    """An item as XML. Raises `LeftOutError` for what the profile has no place for."""
    question = item.question
    parts = Parts12(texts)
    parts.say("general_fb", said_afterwards(item))
    kind = _ask(parts, item, seed)
    parts.hint(question.all_hints())
    for sentence in lost(question, "penalty", "partial", "mistakes", "refused"):
        texts.lose(sentence)
    fields: dict[str, object] = {"cc_profile": f"cc.{kind}.v0p1"}
    if question.points in _WEIGHTS:
        fields["cc_weighting"] = int(question.points)
    else:
        texts.lose("the points are left out: a cartridge has whole ones from 1 to 99")
    if is_marked_by_hand(question):
        fields["qmd_computerscored"] = "No"
    return parts.item(item, f"q-{item.ident}", fields)


def _ask(parts: Parts12, item: Item, seed: int) -> str:
    """Write what is asked, and say which part of the profile it is."""
    match item.question:
        case MultipleChoice() as question:
            ask_options(parts, question, seed, _name)
            return "multiple_choice"
        case TrueFalse() as question:
            ask_options(parts, question, seed, _name)
            return "true_false"
        case MultipleSelect() as question:
            ask_options(parts, question, seed, _name, **_MINDS_CASE)
            return "multiple_response"
        case ShortAnswer() as question:
            for sentence in lost_of_words(question):
                parts.texts.lose(sentence)
            _type(parts, question.prompt, spellings(question), minds_case=question.exact)
            return "fib"
        case Numeric() as question:
            accepted = number_spellings(question, item.values)
            parts.texts.lose(ROUNDED_ONLY)
            _type(parts, question.prompt, accepted, minds_case=False)
            return "fib"
        case question if is_marked_by_hand(question):
            parts.texts.lose(BY_HAND)
            parts.show(asked(question))
            parts.field()
            parts.by_hand()
            return "essay"
        case question:
            kind = question.type.replace("_", " ")
            raise LeftOutError(f"a cartridge has no questions of the kind {kind}")


def _type(parts: Parts12, prompt: str, accepted: tuple[str, ...], *, minds_case: bool) -> None:
    """Ask to type a text; each that is accepted has a rule of its own, as the profile wants."""
    parts.show(prompt)
    parts.field()
    for text in accepted:
        parts.score(is_equal(text, case="Yes" if minds_case else "No"))


def _name(value: int | bool | str) -> str:
    return str(value).lower() if isinstance(value, bool) else f"choice-{value}"


def _manifest(export: Export, name: str, pictures: Pictures) -> str:
    """What is in the cartridge."""
    title = tag("lomimscc:string", escaped(export.title), language="en")
    general = tag("lomimscc:general", tag("lomimscc:title", title))
    entry = tag(
        "item", tag("title", escaped(export.title)), identifier="item-1", identifierref=name
    )
    organization = tag(
        "organization",
        tag("item", entry, identifier="root"),
        identifier="organization",
        structure="rooted-hierarchy",
    )
    quiz = tag(
        "resource",
        tag("file", href=f"{name}/{name}.xml"),
        identifier=name,
        type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment",
    )
    space = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
    schema = "http://www.imsglobal.org/profile/cc/ccv1p3/ccv1p3_imscp_v1p2_v1p0.xsd"
    return tag(
        "manifest",
        tag(
            "metadata",
            tag("schema", "IMS Common Cartridge"),
            tag("schemaversion", "1.3.0"),
            tag("lomimscc:lom", general),
        ),
        tag("organizations", organization),
        tag("resources", lines([quiz, *picture_resources(pictures)])),
        **{**in_space(space, schema), "xmlns:lomimscc": _LOM},
        identifier=f"manifest-{export.identifier}",
    )
