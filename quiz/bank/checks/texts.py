"""What is wrong with a question's texts, as a learner sees them: maths and images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath

from quiz.bank.reading import Path
from quiz.questions import Variant

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]*)[^)]*\)")


def text_problems(variant: Variant, folder: FilePath) -> Iterator[tuple[Path, str]]:
    """Maths that cannot be read, and images that are not there or have no description.

    `folder` is that of the question's file, from which images are named.
    """
    from quiz.markup.text import problems

    for path, text in variant.filled.texts():
        for _, message in problems(text):
            yield path, f"{message}: mend the maths"
        for image in _IMAGE.finditer(text):
            if not image["alt"].strip():
                yield (
                    path,
                    (
                        f"the image {image['target']} says nothing to a person who cannot see it:"
                        " write what it shows between the square brackets"
                    ),
                )
            if said := _about_target(image["target"], folder):
                yield path, said


def _about_target(target: str, folder: FilePath) -> str | None:
    if "://" in target or target.startswith("/"):
        return f"the image {target} is not named relative to this file: put it beside the bank"
    if not (folder / target).is_file():
        return f"there is no image {target}: paths start at this file's folder"
    return None
