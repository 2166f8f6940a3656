"""A field for mathematics."""

from __future__ import annotations

from textual.events import Key
from textual.widgets import Input


class MathsField(Input):
    """A line for a formula or a number. None begins with `?`, so that opens the help there."""

    async def _on_key(self, event: Key) -> None:
        if event.character == "?" and not self.value:
            event.stop()
            event.prevent_default()
            await self.screen.run_action("help")
