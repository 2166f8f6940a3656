from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from app_driving import NARROW, WIDE, Driver, drive, session_of
from textual._compositor import LayoutUpdate
from textual.events import Resize
from textual.geometry import Size


def test_a_size_that_is_back_at_once_is_painted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    async def script(driver: Driver) -> None:
        painted: list[object] = []
        monkeypatch.setattr(driver.app, "_display", also(driver.app._display, painted.append))
        for size in (Size(*NARROW), Size(*WIDE)):
            driver.app.post_message(Resize(size, size))
        await driver.until(lambda: any(isinstance(one, LayoutUpdate) for one in painted))

    drive(session_of("one"), script, WIDE)


def also(
    display: Callable[[Any, Any], None], tell: Callable[[object], None]
) -> Callable[[Any, Any], None]:
    """Tell what is displayed, too."""

    def displayed(screen: Any, update: Any) -> None:
        tell(update)
        display(screen, update)

    return displayed
