"""How Moodle names the categories of its question bank."""

from __future__ import annotations


def names_in_category(path: str) -> list[str]:
    """The names in a category's path that say something about its questions."""
    names = [name.strip() for name in path.split("/")]
    return [
        name
        for name in names
        if name and name != "top" and not name.startswith(("$", "Default for "))
    ]
