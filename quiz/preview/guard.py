"""Who may ask for the pages: a browser on this machine that was given the token.

A page of another site can make a browser ask this server for something, so being on this machine
is not enough: without the token nothing is shown, the token comes with no request that another
site makes, and a name that another site points at this machine is refused.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest
from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 256 * 1024
"""Bytes of a request; a working of the greatest length has room in it."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # MathML Core has no other way of aligning cells
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)

STRANGER = "This page is for the person who started it: open the address that quiz preview printed."
OTHER_NAME = "This page is known by another name: open the address that quiz preview printed."
OTHER_SITE = "Another site asked for this; it is not answered."
TOO_LARGE = "This is more than any answer needs."


class Guard:
    """Lets requests through to an application, and sends its answers with strict headers."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._cookie = f"quiz_preview_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or leave that to the application."""
        if scope["type"] != "http":
            return

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                strict = [(name.encode(), value.encode()) for name, value in HEADERS]
                message = {**message, "headers": [*message.get("headers", ()), *strict]}
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None and scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                refusal = PlainTextResponse(TOO_LARGE, 413)
            else:
                receive = _again(body, receive)
        await (refusal or self._app)(scope, receive, send_strictly)

    def _refusal(self, scope: Scope) -> Response | None:
        """What is said instead of the page; None where it may be seen."""
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        host = headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse(OTHER_NAME, 403)
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return PlainTextResponse(OTHER_SITE, 403)
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        given = asked.pop("token", None)
        if given is not None and self._is_right(given):
            return self._welcome(quote(scope["path"]), urlencode(asked))
        if not self._is_right(self._in_cookie(headers.get("cookie", ""))):
            return PlainTextResponse(STRANGER, 403)
        return None

    def _welcome(self, path: str, query: str) -> Response:
        """Keep the token in the browser, and out of its address bar and history."""
        response = RedirectResponse(f"{path}?{query}" if query else path, 303)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return response

    def _in_cookie(self, header: str) -> str:
        try:
            found = SimpleCookie(header).get(self._cookie)
        except CookieError:
            return ""
        return found.value if found else ""

    def _is_right(self, token: str) -> bool:
        return compare_digest(token.encode(), self._token.encode())


async def _body(receive: Receive) -> bytes | None:
    """The whole body of a request; None if it is too large."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > LARGEST:
            return None
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """What gives the body that was read already, then whatever follows it."""
    parts = [body]

    async def receive_again() -> Message:
        if parts:
            return {"type": "http.request", "body": parts.pop(), "more_body": False}
        return await receive()

    return receive_again
