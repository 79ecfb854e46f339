"""Every writing door of the station, and arguments that are of the right kind and of no use."""

from __future__ import annotations

import inspect
import pkgutil
from functools import cache
from importlib import import_module
from typing import Any

import db
from db.journal import Door
from db.keyring import Signer, Wrapped

AnyDoor = Door[..., Any]


@cache
def every_door() -> dict[str, AnyDoor]:
    """The doors by their kind; the demo and the migrations have none of their own."""
    found: dict[str, AnyDoor] = {}
    for module in pkgutil.walk_packages(db.__path__, "db."):
        if not module.name.startswith(("db.demo", "db.migrations")):
            found |= {door.kind: door for door in vars(import_module(module.name)).values() if isinstance(door, Door)}
    return found


def parameters(door: AnyDoor) -> list[inspect.Parameter]:
    """What a door takes beside the transaction."""
    return list(inspect.signature(door.inside).parameters.values())[1:]


_USELESS: dict[str, Any] = {
    "int": 1, "str": "1", "bool": False, "bytes": b"", "list[int]": [1], "list[str]": ["0312"], "list[Return]": [],
    "list[PostPlan]": [], "Wrapped": Wrapped("0" * 64, b"", b"", b""),
}  # fmt: skip


def useless(door: AnyDoor, signer: Signer | None) -> dict[str, Any]:
    """Arguments for what a door must be given: of the right kind, about nothing in particular."""
    given: dict[str, Any] = {}
    for each in parameters(door):
        if each.default is inspect.Parameter.empty:
            kind = str(each.annotation).removesuffix(" | None")
            given[each.name] = signer if kind == "Signer" else _USELESS.get(kind)
    return given
