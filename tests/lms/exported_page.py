"""Pages and packages exported from questions written in a test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from quiz.lms.writing.exporting import Export, Item, Loss
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted, items_for
from quiz.questions import KINDS
from quiz.questions.base import BaseQuestion

ITEM = re.compile(
    r'<script type="application/json" class="item" data-ident="([^"]*)"([^>]*)>(.*?)</script>'
)


def question(ident: str, **keys: object) -> BaseQuestion:
    """A question of these keys, with a prompt and an explanation where none is given."""
    common = {"id": ident, "prompt": "What is it?", "explanation": "It is so for a reason."}
    return KINDS[str(keys["type"])].model_validate({**common, **keys})


def items(
    questions: Iterable[BaseQuestion], variants: int = 1, folder: Path | None = None
) -> Iterator[Item]:
    """The items of these questions, derivations as they are."""
    wanted = Wanted(variants=variants, derivations="essay", holds_distractors=True)
    for each in questions:
        for item in items_for(each, wanted, folder):
            assert isinstance(item, Item)
            yield item


def exported(
    form: str,
    questions: Iterable[BaseQuestion],
    variants: int = 1,
    folder: Path | None = None,
    title: str = "A quiz",
) -> tuple[bytes, list[Loss]]:
    """The file in this format, and what was lost."""
    out = BytesIO()
    export = Export(title, "a-quiz", items(questions, variants, folder), 1, "essay")
    losses = list(FORMATS[form].write()(export, out))
    return out.getvalue(), losses


def page_of(*questions: BaseQuestion, variants: int = 1, title: str = "A quiz") -> str:
    """The page that holds these questions."""
    return exported("html", questions, variants, title=title)[0].decode()


def data_of(page: str) -> dict[str, dict[str, Any]]:
    """What the page knows of each question."""
    return {ident: json.loads(data) for ident, _, data in ITEM.findall(page)}
