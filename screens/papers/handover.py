"""The handover record as a sheet of paper: the frozen text, its code, and a line for each signature."""

from __future__ import annotations

from collections.abc import Callable

from db.handover_views import HandoverView
from screens.words import N_, _

LINES = {
    "outgoing": N_("Handed over by"),
    "incoming": N_("Taken over by"),
    "refused": N_("Refused by"),
    "custody": N_("Taken into custody by"),
}


def sheet(view: HandoverView, text: str, clock: Callable[[int], str]) -> str:
    """Plain text of the record; what nobody signed has empty lines to sign on, and says that it is a draft."""
    signed = {signature.role: f"{signature.officer}  {clock(signature.at)}" for signature in view.signatures}
    roles = list(signed) or ["outgoing", "incoming"]
    code = _("Code {code}").format(code=view.code) if view.code else _("Draft: nobody has signed this text.")
    lines = [f"{_(LINES[role])}: {signed.get(role, '_' * 24)}" for role in roles]
    return "\n".join([text.rstrip(), "", code, *lines]) + "\n"
