"""What libraries import and a night never uses is left out, stood in for or put off: less memory, a faster start."""

from __future__ import annotations

import os
import sys
import typing
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

#: The station speaks to no network, and signs with `cryptography`: OpenSSL a second time, which asyncio and hashlib
#: load where they find it, would be 5 MB; bz2 and lzma, which shutil looks for, a quarter of one. All can do without.
_LEFT_OUT = ("ssl", "_hashlib", "bz2", "lzma")
#: Imported by asyncio, Peewee, subprocess, Textual, urllib and zoneinfo, and asked for nothing at a terminal.
_PUT_OFF = ("asyncio.sslproto", "calendar", "ipaddress", "locale", "mimetypes", "sysconfig", "textwrap")
#: The same, but for one function that Textual or platformdirs takes while it is imported.
_PUT_OFF_TO_A_CALL = {"difflib": "get_close_matches", "tempfile": "gettempdir"}


def lighten() -> None:
    """To be called before any of them is imported."""
    for name in _LEFT_OUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    # One SQLite library per process (docs/record.md): Peewee loads the platform's beside pysqlite3 if it can.
    if find_spec("pysqlite3") is not None:
        sys.modules.setdefault("sqlite3", None)  # type: ignore[arg-type]
    for name in _PUT_OFF:
        _stand_in(name, partial(_of_the_real_one, name))
    for name, function in _PUT_OFF_TO_A_CALL.items():
        _stand_in(name, partial(_at_a_call, name, function))
    _stand_in("typing_extensions", _typing_name)
    _stand_in("textual.command", _empty_class)
    # Where the time zones lie is asked of a table of a thousand settings of Python's build, unless it is said.
    if sys.platform == "linux":
        zones = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
        os.environ.setdefault("PYTHONTZPATH", zones)


def _stand_in(name: str, find: Callable[[str], object]) -> None:
    """Have a module whose names are found by a function, but for those the import system looks for."""

    def attribute(wanted: str) -> object:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        return find(wanted)

    module = ModuleType(name)
    module.__getattr__ = attribute  # type: ignore[method-assign]
    sys.modules.setdefault(name, module)


def _of_the_real_one(name: str, wanted: str) -> Any:
    """What a module that was stood in for has by this name."""
    if sys.modules[name].__spec__ is None:
        del sys.modules[name]
    return getattr(import_module(name), wanted)


def _at_a_call(name: str, function: str, wanted: str) -> Any:
    """The one function, which looks for the real one when it is called; anything else is the real one's."""

    def call(*given: Any, **named: Any) -> Any:
        return _of_the_real_one(name, function)(*given, **named)

    return call if wanted == function else _of_the_real_one(name, wanted)


def _typing_name(wanted: str) -> object:
    """`typing` has nearly all of it by now."""
    return getattr(typing, wanted) if hasattr(typing, wanted) else _of_the_real_one("typing_extensions", wanted)


def _empty_class(wanted: str) -> type:
    """For Textual's command palette, from which it only derives: it brings trees and lists, and ours is a line."""
    return type(wanted, (), {})
