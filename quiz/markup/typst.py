"""Markdown with `$maths$` as a piece of a Typst document, for paper.

Texts go in as strings, which Typst never takes for markup or code, so an author's text can only
be text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quiz.markup.characters import neutralised
from quiz.markup.errors import MathsError
from quiz.markup.markdown import Block, Code, Listing, Paragraph, Quote, read_markdown
from quiz.markup.spans import Span
from quiz.markup.typst_maths import quoted, typst_maths

Blank = Callable[[str], str]
"""What makes the Typst of a cloze blank from its name."""

Image = Callable[[str], str | None]
"""What makes the name of a file from the path of an image; None for no image."""


def line_to_fill_in(_name: str) -> str:
    """A blank as a line to write on."""
    return "#blank()"


def no_image(_path: str) -> None:
    """No image is shown."""


def typst(markdown: str, blank: Blank = line_to_fill_in, image: Image = no_image) -> str:
    """The text as blocks of a Typst document, in which `#blank()` has to be known.

    Maths that cannot be read is its LaTeX as code; an image left out is its description. Never
    raises.
    """
    writer = _Writer(blank, image)
    return "\n\n".join(map(writer.block, read_markdown(neutralised(markdown))))


@dataclass(frozen=True)
class _Writer:
    """Writes blocks and the spans in them."""

    blank: Blank
    image: Image

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(spans, 0):
                return self._spans(spans)
            case Paragraph(spans, _):
                return f"#strong[{self._spans(spans)}]"
            case Code(text, _):
                return f"#raw({quoted(text)}, block: true)"
            case Quote(inside):
                return f"#quote(block: true)[{self._blocks(inside)}]"
            case Listing(items, start, loose):
                listed = ", ".join(f"[{self._blocks(item)}]" for item in items)
                kind = "list(" if start is None else f"enum(start: {start}, "
                return f"#{kind}tight: {'false' if loose else 'true'}, {listed})"
        return "#line(length: 100%, stroke: 0.4pt)"

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        return "\n\n".join(map(self.block, blocks))

    def _spans(self, spans: tuple[Span, ...]) -> str:
        return "".join(self._styled(spans)).strip("\n")

    def _styled(self, spans: tuple[Span, ...]) -> Iterator[str]:
        for span in spans:
            text = self._span(span)
            text = f"#emph[{text}]" if span.emphasis else text
            yield f"#strong[{text}]" if span.strong else text

    def _span(self, span: Span) -> str:
        match span.kind:
            case "maths" | "display":
                try:
                    return typst_maths(span.text, span.kind == "display")
                except MathsError:
                    return f"#raw({quoted(span.text)});"
            case "code":
                return f"#raw({quoted(span.text)});"
            case "blank":
                return f"{self.blank(span.text)};"
            case "image":
                return self._image(span)
            case "break":
                return "#linebreak();"
        flowing = span.text.replace("\n", " ")
        return f"#{quoted(flowing)};"

    def _image(self, span: Span) -> str:
        alt, name = span.text.strip(), self.image(span.link or "")
        if name is None:
            return f"#{quoted(f'[image: {alt}]')};"
        return f"#image({quoted(name)}, alt: {quoted(alt)});"
