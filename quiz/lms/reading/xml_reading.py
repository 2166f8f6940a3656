"""XML from strangers to a tree, within limits.

defusedxml refuses what makes expat expand or fetch (entities of the document's own, external
ones); what is counted here bounds memory and depth. It is small, pure Python over the standard
library's parser; lxml would bring a compiled library with limits that have to be switched on.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from quiz.lms.reading.results import UnreadableError

MAX_DEPTH = 100
MAX_ELEMENTS = 500_000


class _Bounded(TreeBuilder):
    """A tree without namespaces in its names, refused when it is too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """Count an element, and begin it."""
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH:
            raise UnreadableError(f"elements are nested more than {MAX_DEPTH} deep: refused")
        if self.count > MAX_ELEMENTS:
            raise UnreadableError(f"more than {MAX_ELEMENTS:,} elements: split the file")
        return super().start(local(tag), {local(key): value for key, value in attrs.items()})

    def end(self, tag: str) -> Element:
        """End an element."""
        self.depth -= 1
        return super().end(local(tag))


def read_xml(content: bytes) -> Element:
    """The root element; names are without their namespaces. Raises `UnreadableError`."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Bounded(), forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException:
        message = "it declares entities of its own, which can blow up or fetch files: refused"
        raise UnreadableError(message) from None
    except ParseError as error:
        raise UnreadableError(f"this is not well-formed XML: {error}") from None
    except (LookupError, ValueError) as error:
        raise UnreadableError(f"this XML cannot be read: {error}") from None
    return root


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def text_at(element: Element, path: str) -> str:
    """The text of the first element at a path; empty where there is none."""
    found = element.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def inner_html(element: Element) -> str:
    """What an element holds, as HTML."""
    from html import escape

    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        pieces.extend(_outer(child))
    return "".join(pieces)


def _outer(element: Element) -> Iterator[str]:
    from html import escape

    attributes = "".join(f' {key}="{escape(value)}"' for key, value in element.attrib.items())
    void = element.tag in ("br", "img", "hr")
    yield f"<{element.tag}{attributes}>"
    if not void:
        yield inner_html(element) + f"</{element.tag}>"
    yield escape(element.tail or "", quote=False)
