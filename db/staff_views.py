"""Officers as the screens see them, found by number, initials or name."""

from __future__ import annotations

from dataclasses import dataclass

from db.models.staff import Officer
from db.rules import plain_text
from db.rules import staff as rules
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class OfficerView:
    """An officer as the screens see them; `pin` is `own`, `code` (a one-time code waits) or `none`."""

    id: int
    staff_no: str
    name: str
    initials: str
    role: str
    phone: str
    active: bool = True
    pin: str = ""

    @property
    def key(self) -> tuple[str]:
        """Keyset of the list: the staff number."""
        return (self.staff_no,)


def view(row: Officer, pin: str = "") -> OfficerView:
    """A row as a view."""
    return OfficerView(row.id, row.staff_no, row.name, row.initials, row.role, row.phone, row.active, pin)


def find(text: str) -> list[OfficerView]:
    """Active officers whose staff number is, or whose initials or name begin with, the text."""
    wanted = plain_text.half_width(text.strip())
    query = Officer.select().where(
        Officer.active
        & ((Officer.staff_no == wanted) | Officer.initials.startswith(wanted.lower()) | Officer.name.startswith(wanted))
    )
    return [view(row) for row in query.order_by(Officer.staff_no).limit(9)]


def numbered(number: str) -> OfficerView:
    """The active officer with exactly this staff number."""
    found = next((one for one in find(number) if one.staff_no == plain_text.half_width(number)), None)
    if found is None:
        raise Refused(_("There is no officer {number}: type the staff number or initials."), number=number)
    return found


def is_number(text: str) -> bool:
    """Whether the text is the number of an active officer and the beginning of no other one."""
    wanted = plain_text.half_width(text.strip())
    found = list(Officer.select(Officer.staff_no).where(Officer.active, Officer.staff_no.startswith(wanted)).limit(2))
    return bool(wanted) and [row.staff_no for row in found] == [wanted]


def officer(officer_id: int) -> OfficerView:
    """One officer by id, whether they still serve or left."""
    return view(Officer.get_by_id(officer_id))


def serving(officer_id: int) -> OfficerView:
    """An officer who serves here; refuses one who left."""
    row = Officer.get_or_none(Officer.id == officer_id, Officer.active)
    if row is None:
        raise Refused(_("This officer does not serve here any more: please choose another."))
    return view(row)


def in_service() -> list[OfficerView]:
    """Every officer who works here, superiors first: whom to call (H23)."""
    rows = Officer.select().where(Officer.active).order_by(Officer.staff_no)
    return [view(row) for row in sorted(rows, key=lambda row: -list(rules.ROLE_NAMES).index(row.role))]


def numbered_row(staff_no: str) -> Officer | None:
    """The row of an active officer by the whole number as stored, or None: what a PIN is proved against."""
    found: Officer | None = Officer.get_or_none(Officer.staff_no == staff_no, Officer.active)
    return found
