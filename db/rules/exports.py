"""Who may take registers out, and which days."""

from __future__ import annotations

from datetime import date

from db.rules.words import Refused, _

MAY_EXPORT = ("supervisor", "manager")


def check_days(first: date | None, last: date | None) -> None:
    """Refuse days the wrong way round."""
    if first and last and last < first:
        raise Refused(_("{last} is before {first}: give the earlier day first."), first=first, last=last)
