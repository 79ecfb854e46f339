"""The last line while a form is open: what Enter, digits, Tab and Esc do at the question asked now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.cells import cell_len

from screens.forms import Field, Filling, Option
from screens.words import N_, _

PARK, BACK = N_("Esc parks"), N_("Esc back")
SAVES, GOES_ON = N_("saves"), N_("goes on")


def keys(filling: Filling, beside: Iterable[str], width: int, leave: str = "") -> str:
    """As many of them as fit; `beside` leads elsewhere, `leave` is what Esc does where it does not park."""
    parks = filling.form.parks and any(asked.kind != "pin" for asked in filling.fields())
    leave = leave or (PARK if parks else BACK)
    known = [*_moves(filling), _(leave), *beside]
    while cell_len("  ".join(known)) > width:
        known.pop()
    return "  ".join(known)


def _moves(filling: Filling) -> list[str]:
    """What answers the question, and what leads to the others."""
    asked, fields = filling.current(), filling.fields()
    here = next(n for n, other in enumerate(fields) if other.name == asked.name)
    tab = [_("Tab {field}").format(field=_(fields[(here + 1) % len(fields)].label))] if len(fields) > 1 else []
    return [*_answering(filling, asked), *tab]


def _answering(filling: Filling, asked: Field) -> list[str]:
    if asked.kind == "pin":
        return [_("six digits, no Enter")]
    if asked.kind == "choice":
        default = next((_(option.label) for option in asked.options if option.value == asked.default), "")
        usual = [_("Enter {answer}").format(answer=default)] if default else []
        return [_("{keys} answers").format(keys=_spanned(asked.options)), *usual]
    does = _(asked.enter or (SAVES if _last(filling, asked) else GOES_ON))
    if not asked.candidates:
        return [_("Enter {does}").format(does=does)]
    entered = _("Enter takes 1 or {does}") if asked.take_first else _("Enter {does}")
    return [entered.format(does=does), _("digit takes another")]


def _last(filling: Filling, asked: Field) -> bool:
    """Whether nothing else waits for an answer."""
    waiting = (f.name for f in filling.fields() if not f.extra and f.name not in filling.answers)
    return all(name == asked.name for name in waiting)


def _spanned(options: Sequence[Option]) -> str:
    """The keys of a choice: neighbours as a span (1-8), the others one by one."""
    spans = [[options[0].key]]
    for one, other in pairwise(option.key for option in options):
        if ord(other) == ord(one) + 1:
            spans[-1].append(other)
        else:
            spans.append([other])
    return " ".join(span[0] if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)
