"""Stands in for `textual.command`: our palette is a line of its own, and Textual imports its own for every application.

The real one brings trees, selects and lists of options: 0.9 MB on every terminal. Textual asks this module for its
classes by name and only derives from them, so any name is an empty class.
"""

from __future__ import annotations


def __getattr__(name: str) -> type:
    """An empty class for what Textual imports from here."""
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})
