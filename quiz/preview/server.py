"""The addresses of the preview and what is answered there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from quiz.bank.checks import RULES
from quiz.bank.suggestions import did_you_mean
from quiz.preview import pages
from quiz.preview.asked import ANSWERING, Posted, answered
from quiz.preview.frame import page_html, trouble_html
from quiz.preview.live_bank import Kept, LiveBank, Snapshot
from quiz.preview.paper import paper_html
from quiz.preview.paper_form import chosen, paper_form_html

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
        what = request.path_params["what"]
        if what not in ANSWERING:
            raise HTTPException(404, "There is no such page.")
        try:
            posted = Posted.model_validate_json(await request.body())
        except ValidationError:
            raise HTTPException(400, "This was not sent by the page of a question.") from None
        return HTMLResponse(await asyncio.to_thread(answered, what, kept.question, posted))

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
        text = page_html(title, body, snapshot.version, snapshot.title)
        return HTMLResponse(text, status)


BUG = (
    "This page could not be made. The terminal where quiz preview runs shows why: please report it."
)


def _whole(request: Request, name: str, least: int, most: int) -> int:
    """A whole number that an address may name, kept within its limits."""
    written = request.query_params.get(name, "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 12 else 0
    return max(least, min(number, most))
