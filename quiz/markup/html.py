"""Markdown with `$maths$` as HTML with MathML: safe in any page, and well-formed XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import unquote

from quiz.markup.characters import neutralised
from quiz.markup.errors import MathsError
from quiz.markup.markdown import Block, Code, Listing, Paragraph, Quote, read_markdown
from quiz.markup.mathml import mathml
from quiz.markup.spans import Span

Blank = Callable[[str], str]
"""What makes the HTML of a cloze blank from its name."""

Formula = Callable[[str, Blank, bool], str]
"""What makes the HTML of a formula from its LaTeX, what its blanks are, and whether it stands on
lines of its own. Raises `MathsError` for one that it cannot write."""

Image = Callable[[str], str | None]
"""What makes the address of an image from the path that the author wrote; None for no image."""

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\\]+\Z", re.IGNORECASE)
_NOT_XML = re.compile("[\ufffe\uffff]")
_HIGHEST_HEADING = 3
"""A page's own headings stand above those of a text in it."""


def shown_blank(name: str) -> str:
    """A blank as the terminal shows it, for pages on which nobody answers."""
    return f'<span class="blank">[{escape(name)}: ____]</span>'


def beside(path: str) -> str | None:
    """The path as it stands, if it leads from a folder to what is in it, and nowhere else."""
    plain = unquote(path)
    if not plain or plain.startswith("/") or re.search(r"[:\\?#]", plain):
        return None
    return path if ".." not in plain.split("/") and plain == neutralised(plain) else None


def html(
    markdown: str,
    blank: Blank = shown_blank,
    *,
    formula: Formula = mathml,
    image: Image = beside,
) -> str:
    """The text as HTML: its blocks one after the other, without anything around them.

    Whatever an author or a learner wrote is text: there are no tags, links but `http`, `https`
    and `mailto`, or images but those named by a path from the page's own folder; a link or image
    left out is shown as text with where it leads. Maths that cannot be read is its LaTeX in
    `<code>`. `blank` gives the HTML of each `[[name]]`, and `formula` that of each formula, which
    are taken as they are: they have to be well-formed. `image` gives the address of each image.
    Never raises.
    """
    text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", neutralised(markdown))
    writer = _Writer(blank, formula, image)
    return "\n".join(map(writer.block, read_markdown(text)))


@dataclass(frozen=True)
class _Writer:
    """Writes blocks and the spans in them."""

    blank: Blank
    formula: Formula
    image: Image

    # Blocks

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(spans, 0):
                return f"<p>{self._spans(spans)}</p>"
            case Paragraph(spans, level):
                tag = f"h{min(level + _HIGHEST_HEADING - 1, 6)}"
                return f"<{tag}>{self._spans(spans)}</{tag}>"
            case Code(text, language):
                kind = f' class="language-{escape(language)}"' if language else ""
                return f"<pre><code{kind}>{escape(text)}</code></pre>"
            case Quote(inside):
                body = "\n".join(map(self.block, inside))
                return f"<blockquote>\n{body}\n</blockquote>"
            case Listing():
                return self._listing(block)
        return "<hr/>"

    def _listing(self, listing: Listing) -> str:
        tag = "ul" if listing.start is None else "ol"
        start = "" if listing.start in (None, 1) else f' start="{listing.start}"'
        items = "\n".join(f"<li>{self._item(item, listing.loose)}</li>" for item in listing.items)
        return f"<{tag}{start}>\n{items}\n</{tag}>"

    def _item(self, blocks: tuple[Block, ...], loose: bool) -> str:
        """The inside of an item; where items do not stand apart its text is no paragraph."""
        return "\n".join(
            self._spans(block.spans)
            if isinstance(block, Paragraph) and not block.level and not loose
            else self.block(block)
            for block in blocks
        )

    # The inside of a paragraph

    def _spans(self, spans: tuple[Span, ...]) -> str:
        return "".join(self._linked(spans)).strip("\n")

    def _linked(self, spans: tuple[Span, ...]) -> Iterator[str]:
        """Neighbours under one link in one `<a>`; nothing that is filled in is in one."""
        for target, group in groupby(spans, key=_target):
            inside = "".join(self._styled(list(group)))
            if target is None:
                yield inside
            elif _SAFE_LINK.match(target):
                yield f'<a href="{escape(target)}">{inside}</a>'
            else:
                yield f"{inside} ({escape(target)})"

    def _styled(self, spans: list[Span]) -> Iterator[str]:
        for (strong, emphasis), group in groupby(spans, key=lambda one: (one.strong, one.emphasis)):
            text = "".join(map(self._span, group))
            text = f"<em>{text}</em>" if emphasis else text
            yield f"<strong>{text}</strong>" if strong else text

    def _span(self, span: Span) -> str:
        match span.kind:
            case "maths" | "display":
                try:
                    return self.formula(span.text, self.blank, span.kind == "display")
                except MathsError:
                    return f"<code>{escape(span.text)}</code>"
            case "code":
                return f"<code>{escape(span.text)}</code>"
            case "blank":
                return self.blank(span.text)
            case "image":
                return self._image(span.text.strip(), span.link or "")
            case "break":
                return "<br/>\n"
        return escape(span.text)

    def _image(self, alt: str, path: str) -> str:
        address = self.image(path)
        if address is not None:
            return f'<img src="{escape(address)}" alt="{escape(alt)}"/>'
        return escape(f"[image: {alt} ({path})]" if alt else f"[image: {path}]")


def _target(span: Span) -> str | None:
    return None if span.kind in ("image", "blank") else span.link
