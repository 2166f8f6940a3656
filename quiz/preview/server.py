"""The addresses of the preview and what is answered there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from quiz.bank.checks import RULES
from quiz.bank.suggestions import did_you_mean
from quiz.markup.html import html
from quiz.preview import pages
from quiz.preview.echo import echo_html
from quiz.preview.frame import images_of, page_html, trouble_html
from quiz.preview.live_bank import Kept, LiveBank, Snapshot
from quiz.preview.paper import paper_html
from quiz.preview.paper_form import chosen, paper_form_html
from quiz.preview.result import answer_html, checked_html, earned_text, result_html
from quiz.questions.errors import ParameterError
from quiz.questions.variants import Variant

HIGHEST_SEED = 2**31
MOST_SIDE_BY_SIDE = 12
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"})
LOOK = 0.2
"""Seconds between two looks at whether there is something to tell a page."""

_HERE = Path(__file__).parent
_PAGE = _HERE.parent / "lms" / "page"
STATIC = {
    path.name: path
    for path in (
        *(_PAGE / "question.css", _PAGE / "answering.js"),
        *(_HERE / "static" / name for name in ("preview.css", "preview.js", "icon.svg")),
    )
}
"""The files that pages need, by their names."""


class Posted(BaseModel):
    """What a page asks about a variant: a response, or what is being typed, and hints taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int = Field(ge=0, le=HIGHEST_SEED)
    response: JsonValue = None
    text: str = ""
    blank: str | None = None
    hints: tuple[int, ...] = Field(default=(), max_length=100)


def application(live: LiveBank, is_over: Callable[[], bool] = lambda: False) -> Starlette:
    """The pages of a bank; `is_over` says when those that wait for news are to wait no longer."""
    server = _Server(live, is_over)
    routes = [
        Route("/", server.index),
        Route("/question/{name}/", server.question),
        Route("/question/{name}/file/{path:path}", server.image),
        Route("/question/{name}/{what}", server.asked, methods=["POST"]),
        Route("/paper/", server.paper),
        Route("/rule/{code}", server.rule),
        Route("/events", server.events),
        Route("/static/{name}", static),
    ]
    handlers = {HTTPException: server.refused, Exception: server.failed}
    return Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]


def static(request: Request) -> Response:
    """A file that pages need."""
    path = STATIC.get(request.path_params["name"])
    if path is None:
        raise HTTPException(404, "There is no such file.")
    return FileResponse(path)


class _Server:
    """Answers requests about one bank."""

    def __init__(self, live: LiveBank, is_over: Callable[[], bool]) -> None:
        self._live = live
        self._is_over = is_over

    # Pages

    def index(self, _request: Request) -> Response:
        snapshot = self._live.snapshot
        return self._page(snapshot.title, pages.index_html(snapshot), snapshot)

    def question(self, request: Request) -> Response:
        snapshot, kept = self._kept(request)
        seed = _whole(request, "seed", 0, HIGHEST_SEED)
        count = _whole(request, "count", 1, MOST_SIDE_BY_SIDE) or 1
        body = pages.question_page_html(snapshot, kept, seed, count)
        return self._page(kept.question.id, body, snapshot)

    def paper(self, request: Request) -> Response:
        snapshot = self._live.snapshot
        wanted = chosen(snapshot, request.query_params)
        seed = _whole(request, "seed", 0, HIGHEST_SEED)
        paper = paper_html(snapshot.title, wanted.questions, seed, wanted.with_key)
        body = f"{paper_form_html(snapshot, wanted, seed)}\n{paper}"
        return self._page("Exam paper", body, snapshot)

    def rule(self, request: Request) -> Response:
        rule = RULES.get(request.path_params["code"])
        if rule is None:
            raise HTTPException(404, "The check has no such code.")
        return self._page(rule.code, pages.rule_html(rule), self._live.snapshot)

    def image(self, request: Request) -> Response:
        """An image that lies beside the file of its question, or in a folder there."""
        _, kept = self._kept(request)
        folder = kept.origin.file.parent.resolve()
        path = (folder / request.path_params["path"]).resolve()
        is_inside = path.is_relative_to(folder) and path.suffix.lower() in IMAGES
        if not is_inside or not path.is_file():
            raise HTTPException(404, "There is no such image beside the question’s file.")
        return FileResponse(path)

    # What is asked about a variant

    async def asked(self, request: Request) -> Response:
        """A piece of HTML: a grade, the lines checked, an echo, a hint or the answer."""
        _, kept = self._kept(request)
        answering = ANSWERING.get(request.path_params["what"])
        if answering is None:
            raise HTTPException(404, "There is no such page.")
        try:
            posted = Posted.model_validate_json(await request.body())
        except ValidationError:
            raise HTTPException(400, "This was not sent by the page of a question.") from None
        return _html(await asyncio.to_thread(_answered, answering, kept, posted))

    # News

    async def events(self, _request: Request) -> Response:
        """The bank’s version whenever there is a new one, and how far its check has come."""
        return StreamingResponse(self._news(), media_type="text/event-stream")

    async def _news(self) -> AsyncIterator[str]:
        told: tuple[int, str] | None = None
        waited = 0
        while not self._is_over():
            news = (self._live.snapshot.version, self._live.progress)
            if news != told:
                told = news
                yield f"event: checking\ndata: {news[1]}\n\nevent: version\ndata: {news[0]}\n\n"
            elif waited % 50 == 0:
                yield ": still here\n\n"
            waited += 1
            await asyncio.sleep(LOOK)

    # What goes wrong

    def refused(self, _request: Request, error: HTTPException) -> Response:
        """A page that says why there is no other."""
        snapshot = self._live.snapshot
        title = "Not found" if error.status_code == 404 else "Not possible"
        body = trouble_html(title, str(error.detail))
        return self._page(title, body, snapshot, error.status_code)

    def failed(self, _request: Request, _error: Exception) -> Response:
        """A page that says that there is a bug; the terminal shows its traceback."""
        body = trouble_html("A bug in quiz", BUG)
        return self._page("A bug in quiz", body, self._live.snapshot, 500)

    def _kept(self, request: Request) -> tuple[Snapshot, Kept]:
        snapshot = self._live.snapshot
        name = request.path_params["name"]
        kept = snapshot.questions.get(name)
        if kept is None:
            said = f"No question has the id “{name}”{did_you_mean(name, snapshot.questions, '.')}"
            raise HTTPException(404, said)
        return snapshot, kept

    def _page(self, title: str, body: str, snapshot: Snapshot, status: int = 200) -> Response:
        return _html(page_html(title, body, snapshot.version, snapshot.title), status)


BUG = (
    "This page could not be made. The terminal where quiz preview runs shows why: please report it."
)


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status)


def _whole(request: Request, name: str, least: int, most: int) -> int:
    """A whole number that an address may name, kept within its limits."""
    written = request.query_params.get(name, "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 12 else 0
    return max(least, min(number, most))


# What is asked about a variant


def _answered(answering: Callable[[Variant, Posted], str], kept: Kept, posted: Posted) -> str:
    try:
        return answering(kept.question.variant(posted.seed), posted)
    except ParameterError as error:
        return trouble_html("No such variant", str(error))


def _grade(variant: Variant, posted: Posted) -> str:
    grade = variant.grade(posted.response)
    earned = earned_text(variant.question, grade, len(posted.hints))
    return result_html(variant, posted.response, grade, earned, images_of(variant.question.id))


def _check(variant: Variant, posted: Posted) -> str:
    return checked_html(variant, variant.grade(posted.response), images_of(variant.question.id))


def _echo(variant: Variant, posted: Posted) -> str:
    return echo_html(variant, posted.text, posted.blank)


def _hint(variant: Variant, posted: Posted) -> str:
    """The next hint as an item of a list, with its place; nothing when there is none."""
    working = posted.response.splitlines() if isinstance(posted.response, str) else []
    place = variant.next_hint(posted.hints, [line for line in working if line.strip()])
    if place is None:
        return ""
    shown = html(variant.hints[place - 1], image=images_of(variant.question.id))
    return f'<li data-place="{place}">{shown}</li>'


def _show(variant: Variant, _posted: Posted) -> str:
    return f'<div class="told">{answer_html(variant, images_of(variant.question.id))}</div>'


ANSWERING: dict[str, Callable[[Variant, Posted], str]] = {
    "grade": _grade,
    "check": _check,
    "echo": _echo,
    "hint": _hint,
    "show": _show,
}
"""What a page may ask about a variant, by the last word of the address."""
