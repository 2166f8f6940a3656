"""What tests in a real browser share: one Chromium a run, pages that may reach this machine alone.

They are left out of the plain `pytest`, and run with `pytest tests/browser`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
WITHIN_REACH = ("file", "data", "blob", "about")
"""The schemes of addresses that need no network."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this system; `QUIZ_CHROMIUM` names another."""
    found = os.environ.get("QUIZ_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("these tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS])
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages: `new_page(width, height, dark, tolerated)`.

    At the end of the test, none of them may have reached for the network, raised an error or
    written one to the console (which is also where a broken content policy is told), unless it
    holds the words that are `tolerated`.
    """
    troubles: list[str] = []

    def check(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in WITHIN_REACH or address.hostname == "127.0.0.1":
            route.continue_()
        else:
            troubles.append(f"the network was asked for {route.request.url}")
            route.abort()

    contexts = []

    def opened(
        width: int = 1280, height: int = 900, dark: bool = False, tolerated: str = ""
    ) -> Page:
        def listen(message: ConsoleMessage) -> None:
            if message.type == "error" and not (tolerated and tolerated in message.text):
                troubles.append(message.text)

        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        context.route("**/*", check)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page of 1280 by 900, light."""
    return new_page()


@pytest.fixture(scope="session")
def hurdles() -> Callable[[Page], list[str]]:
    """Finds what bars people with disabilities from a page, by axe: a line for each place."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def found(page: Page) -> list[str]:
        page.evaluate(script)
        violations = page.evaluate("axe.run().then(result => result.violations)")
        return [
            f"{violation['id']}: {violation['help']}: {node['html']}"
            for violation in violations
            for node in violation["nodes"]
        ]

    return found
