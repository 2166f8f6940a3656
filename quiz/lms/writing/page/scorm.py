"""SCORM packages: the page of `html` with a manifest, which reports score and answers.

The schemas of the manifest are not in the package: platforms read it without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from quiz.lms.writing.archives import archive
from quiz.lms.writing.exporting import Export, Loss
from quiz.lms.writing.page.html import SCRIPTS, write_page
from quiz.lms.writing.xml_text import DECLARATION, escaped, lines, tag

_PAGE = "index.html"


def write_1_2(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write a package of SCORM 1.2."""
    yield from _write(export, out, "1.2", _manifest_1_2(export))


def write_2004(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write a package of SCORM 2004, 4th edition."""
    yield from _write(export, out, "2004", _manifest_2004(export))


def _write(export: Export, out: BinaryIO, version: str, manifest: str) -> Iterator[Loss]:
    with archive(out) as package:
        package.add("imsmanifest.xml", manifest)
        with package.opened(_PAGE) as page:
            scripts = (*SCRIPTS[:-1], "scorm.js", SCRIPTS[-1])
            yield from write_page(export, page, scripts, scorm=version)


def _manifest_1_2(export: Export) -> str:
    return _manifest(
        export,
        ("ADL SCORM", "1.2"),
        {"adlcp:scormtype": "sco"},
        {
            "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        },
    )


def _manifest_2004(export: Export) -> str:
    return _manifest(
        export,
        ("ADL SCORM", "2004 4th Edition"),
        {"adlcp:scormType": "sco"},
        {
            "xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1",
            "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        },
    )


def _manifest(
    export: Export, schema: tuple[str, str], kind: dict[str, str], spaces: dict[str, str]
) -> str:
    """One organisation of one item, which is the page."""
    name = f"quiz-{export.identifier}"
    title = tag("title", escaped(export.title))
    item = tag("item", title, identifier=f"{name}-item", identifierref=f"{name}-page")
    resource = tag(
        "resource",
        tag("file", href=_PAGE),
        identifier=f"{name}-page",
        type="webcontent",
        href=_PAGE,
        **kind,
    )
    return DECLARATION + tag(
        "manifest",
        "\n",
        lines(
            (
                tag("metadata", tag("schema", schema[0]), tag("schemaversion", schema[1])),
                tag(
                    "organizations",
                    tag("organization", title, item, identifier=f"{name}-organization"),
                    default=f"{name}-organization",
                ),
                tag("resources", resource),
            )
        ),
        identifier=name,
        version="1.0",
        **spaces,
    )
