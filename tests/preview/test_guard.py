"""Only the browser that was given the token is let in, and only by the server's own name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving_banks import KINDS, Visitor, served

from quiz.preview.guard import LARGEST


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """One who was not let in yet."""
    path = tmp_path_factory.mktemp("bank") / "bank.yaml"
    path.write_text(KINDS, encoding="utf-8")
    with served(path) as service:
        yield Visitor(service)


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    return Visitor(stranger.service).enter()


@pytest.mark.parametrize(
    "path", ["/", "/?token=", "/?token=wrong", "/question/pairs/", "/static/preview.js", "/events"]
)
def test_without_the_token_nothing_is_shown(stranger: Visitor, path: str) -> None:
    answer = stranger.ask(path)
    assert answer.status == 403
    assert "quiz preview printed" in answer.text
    assert "Every kind" not in answer.text


def test_a_wrong_cookie_is_no_token(stranger: Visitor) -> None:
    name = f"quiz_preview_{stranger.host.split(':')[1]}"
    for cookie in (f"{name}=wrong", f"{name}=", "other=1", "\xff;=;;", f'{name}="\\'):
        assert stranger.ask("/", headers={"Cookie": cookie}).status == 403


def test_the_token_is_kept_by_the_browser_and_leaves_its_address_bar(stranger: Visitor) -> None:
    path = stranger.service.address.split(stranger.host)[1]
    answer = stranger.ask(f"{path}&seed=3")
    assert answer.status == 303
    assert answer.headers["location"] == "/?seed=3"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert Visitor(stranger.service).enter().ask("/").status == 200


def test_another_name_for_this_machine_is_refused(visitor: Visitor) -> None:
    port = visitor.host.split(":")[1]
    assert visitor.ask("/", headers={"Host": f"localhost:{port}"}).status == 200
    for host in (f"example.org:{port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1:{port}.org", ""):
        assert visitor.ask("/", headers={"Host": host}).status in (400, 403), host


def test_what_another_site_asks_for_is_refused(visitor: Visitor) -> None:
    for origin in ("https://example.org", "null", "http://127.0.0.1:1"):
        answer = visitor.ask("/question/pairs/grade", b"{}", {"Origin": origin})
        assert answer.status == 403, origin
    own = {"Origin": f"http://{visitor.host}"}
    assert visitor.ask("/question/pairs/grade", b'{"seed": 0}', own).status == 200


def test_a_body_that_is_too_large_is_refused(visitor: Visitor) -> None:
    body = b'{"seed": 0, "response": "' + b"x" * LARGEST + b'"}'
    assert visitor.ask("/question/word/grade", body).status == 413
    assert visitor.ask("/").status == 200


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/preview.css"])
def test_every_answer_has_strict_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.ask(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


def test_only_this_machine_is_listened_to(stranger: Visitor) -> None:
    assert stranger.host.startswith("127.0.0.1:")


def test_two_previews_have_different_tokens(tmp_path: Path, stranger: Visitor) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(KINDS, encoding="utf-8")
    with served(path) as other:
        assert other.address.split("token=")[1] != stranger.service.address.split("token=")[1]
        assert Visitor(other, Visitor(stranger.service).enter().headers).ask("/").status == 403
