"""Canvas: a quiz in QTI 1.2 with Canvas's settings beside it, for classic and New Quizzes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from quiz.lms.writing.archives import archive
from quiz.lms.writing.exporting import Export, LeftOutError, Loss
from quiz.lms.writing.losses import keeps_options_in_place
from quiz.lms.writing.qti.qti2_dialect import number
from quiz.lms.writing.qti.qti12_items import item_xml
from quiz.lms.writing.qti.qti12_parts import NAMESPACE, metadata
from quiz.lms.writing.question_texts import Pictures, QuestionTexts
from quiz.lms.writing.xml_text import DECLARATION, escaped, in_space, tag
from quiz.markup.tex import tex_html
from quiz.questions.base import BaseQuestion
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect

_SCHEMA = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
_FILES = "%24IMS-CC-FILEBASE%24/"
"""Stands for the archive in the address of a picture."""


@dataclass
class _Quiz:
    """What is known of the quiz once its questions are written."""

    pictures: Pictures = field(default_factory=lambda: Pictures("pictures"))
    points: float = 0
    is_shuffled: bool = True


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write a package that Canvas imports as a quiz."""
    quiz = _Quiz()
    name = f"quiz-{export.identifier}"
    with archive(out) as package:
        with package.opened(f"{name}/{name}.xml") as file:
            yield from _assessment(export, name, quiz, file)
        package.add(f"{name}/assessment_meta.xml", DECLARATION + _settings(export, name, quiz))
        package.add("imsmanifest.xml", DECLARATION + _manifest(export, name, quiz.pictures))
        quiz.pictures.add_to(package)


def _assessment(export: Export, name: str, quiz: _Quiz, file: IO[bytes]) -> Iterator[Loss]:
    """Write the questions, one at a time; those of a pool in a group that one is drawn from."""

    start = tag("questestinterop", "…", **in_space(NAMESPACE, _SCHEMA)).partition("…")[0]
    head = tag("assessment", "…", ident=name, title=export.title).partition("…")[0]
    limit = metadata({"cc_maxattempts": 1})
    _write(file, f"{DECLARATION}{start}", head, limit, '<section ident="root_section">')
    pool: str | None = None
    for item in export.items:
        texts = QuestionTexts(item, tex_html, quiz.pictures, _FILES)
        try:
            written = item_xml(item, texts, export.seed)
        except LeftOutError as reason:
            yield Loss(item.ident, str(reason), left_out=True)
            continue
        if item.pool != pool:
            _write(file, *(["</section>"] if pool else []))
            _write(file, *([_group(item.pool, item.question.points)] if item.pool else []))
        if item.pool is None or item.pool != pool:
            quiz.points += item.question.points
        pool = item.pool
        _write(file, written)
        if _keeps_its_order(item.question):
            quiz.is_shuffled = False
            texts.lose("Canvas shuffles the options of all questions or of none: of none here")
        yield from (Loss(item.ident, sentence) for sentence in texts.lost)
    _write(file, *(["</section>"] if pool else []), "</section>", "</assessment>")
    _write(file, "</questestinterop>")


def _write(file: IO[bytes], *texts: str) -> None:
    file.writelines(f"{text}\n".encode() for text in texts)


def _group(pool: str, points: float) -> str:
    """The start of a group of which one question is drawn."""
    worth = tag("selection_extension", tag("points_per_item", number(points)))
    selection = tag("selection", tag("selection_number", "1"), worth)
    inside = tag("selection_ordering", selection)
    return tag("section", inside, ident=f"pool-{pool}", title=pool).removesuffix("</section>")


def _keeps_its_order(question: BaseQuestion) -> bool:
    """Whether its options, or some of them, have to stand as they are written."""
    if not isinstance(question, MultipleChoice | MultipleSelect):
        return False
    return not question.shuffle or keeps_options_in_place(question)


def _settings(export: Export, name: str, quiz: _Quiz) -> str:
    """What Canvas keeps of a quiz beside its questions."""
    settings: dict[str, object] = {
        "title": export.title,
        "description": "",
        "shuffle_answers": _truth(quiz.is_shuffled),
        "scoring_policy": "keep_highest",
        "hide_results": "",
        "quiz_type": "assignment",
        "points_possible": number(quiz.points),
        "require_lockdown_browser": "false",
        "require_lockdown_browser_for_results": "false",
        "require_lockdown_browser_monitor": "false",
        "lockdown_browser_monitor_data": "",
        "show_correct_answers": "true",
        "anonymous_submissions": "false",
        "could_be_locked": "false",
        "allowed_attempts": 1,
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",
        "one_time_results": "false",
        "show_correct_answers_last_attempt": "false",
        "only_visible_to_overrides": "false",
        "module_locked": "false",
    }
    return tag(
        "quiz",
        *(tag(key, escaped(str(value))) for key, value in settings.items()),
        **in_space(
            "http://canvas.instructure.com/xsd/cccv1p0",
            "https://canvas.instructure.com/xsd/cccv1p0.xsd",
        ),
        identifier=name,
    )


def _truth(value: bool) -> str:
    return str(value).lower()


def _manifest(export: Export, name: str, pictures: Pictures) -> str:
    """What is in the package."""
    meta = f"{name}-settings"
    resources = [
        tag(
            "resource",
            tag("file", href=f"{name}/{name}.xml"),
            tag("dependency", identifierref=meta),
            identifier=name,
            type="imsqti_xmlv1p2",
        ),
        tag(
            "resource",
            tag("file", href=f"{name}/assessment_meta.xml"),
            identifier=meta,
            type="associatedcontent/imscc_xmlv1p1/learning-application-resource",
            href=f"{name}/assessment_meta.xml",
        ),
        *picture_resources(pictures),
    ]
    return tag(
        "manifest",
        tag("metadata", tag("schema", "IMS Content"), tag("schemaversion", "1.1.3")),
        tag("organizations"),
        tag("resources", *resources),
        **in_space(
            "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
            "http://www.imsglobal.org/xsd/imscp_v1p1.xsd",
        ),
        identifier=f"manifest-{export.identifier}",
    )


def picture_resources(pictures: Pictures) -> Iterator[str]:
    """What a manifest says of the pictures."""
    for place, name in enumerate(pictures.names(), 1):
        yield tag(
            "resource",
            tag("file", href=name),
            identifier=f"picture-{place}",
            type="webcontent",
            href=name,
        )
