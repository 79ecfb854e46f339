"""What one officer signs alone, and the countersignature that is owed for it (H1, H12, H20)."""

from __future__ import annotations

from db.rules.words import Refused, _

#: Roles whose custody of a post stands by itself; a leader's or an officer's owes a countersignature (H12).
CUSTODIANS = ("supervisor", "maintenance", "manager")
#: Who may countersign: a double shift any superior, a post taken alone or on paper a supervisor (H1, H12, H23).
COUNTERSIGNERS = {"alone": CUSTODIANS, "double": ("leader", *CUSTODIANS), "paper": CUSTODIANS}
#: Signatures that stand without a second officer.
ALONE = ("custody", "alone", "double", "paper")
_HALF_HOUR = 30 * 60_000


def custody_role(role: str) -> str:
    """How a signature on a post without relief counts: as custody, or as taking it alone."""
    return "custody" if role in CUSTODIANS else "alone"


def owed_until(kind: str, at: int, hours: int) -> int | None:
    """Until when the countersignature is owed, None where none is."""
    return at + hours * 3_600_000 if kind in COUNTERSIGNERS else None


def check_double(due_end: int, at: int, ends: str) -> None:
    """A double shift (连班) begins where the shift ends, never in the middle of it (H1)."""
    if at < due_end - _HALF_HOUR:
        raise Refused(_("Your shift ends at {time}: a double shift is signed in its last half hour."), time=ends)


def check_countersign(kind: str, already: str, role: str, signer: int, parties: tuple[int, ...]) -> None:
    """A superior who had no part in it countersigns, once (H1, H12)."""
    if kind not in COUNTERSIGNERS:
        raise Refused(_("This handover owes no countersignature: two officers signed it, or a superior did."))
    if already:
        raise Refused(_("{officer} has countersigned this already."), officer=already)
    if signer in parties:
        raise Refused(_("Nobody countersigns for themselves: another superior does it."))
    if role not in COUNTERSIGNERS[kind]:
        if kind == "alone":
            raise Refused(_("A post taken alone is countersigned by a supervisor or manager (H12)."))
        if kind == "paper":
            raise Refused(_("A handover on paper is countersigned by a supervisor or manager (H23)."))
        raise Refused(_("A double shift is countersigned by a superior (H1)."))


def no_show(due_end: int, at: int, minutes: int) -> bool:
    """Whether relief is so late that the supervisor must know (H20); nothing else follows from it by itself."""
    return at >= due_end + minutes * 60_000
