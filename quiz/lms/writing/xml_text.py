"""XML as text: elements written one after another, whatever the texts in them hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quiz.markup.characters import neutralised

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_NOT_XML = re.compile("[\ufffe\uffff]")


def escaped(text: str) -> str:
    """The text as it stands in an element or in an attribute between double quotes."""
    shown = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", neutralised(text))
    return (
        shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def tag(name: str, /, *inside: str, **attributes: object) -> str:
    """An element. `inside` is XML already; the attributes are text, and None is left out.

    A name that is none in Python is passed as `**{"xml:lang": "en"}`.
    """
    written = "".join(
        f' {key}="{escaped(str(value))}"' for key, value in attributes.items() if value is not None
    )
    body = "".join(inside)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def lines(parts: Iterable[str]) -> str:
    """Pieces of XML, each on a line of its own."""
    return "".join(f"{part}\n" for part in parts)


def in_space(namespace: str, schema: str) -> dict[str, str]:
    """The attributes of a root element that say what it is written in."""
    return {
        "xmlns": namespace,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{namespace} {schema}",
    }
