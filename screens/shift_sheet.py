"""The emergency sheet each duty begins with, where the site says so (H23)."""

from __future__ import annotations

from db import duty, papers
from screens import paper_makers, print_out
from screens.desk import Desk
from screens.print_out import Printed


def put(desk: Desk) -> Printed | None:
    """Print the sheet of the acting officer's duty at this post; None without one, or where it has been printed."""
    held = duty.of_officer(desk.who.officer_id)
    if held is None or held.post_id != desk.post.id or papers.sheet_of_duty(held.id) is not None:
        return None
    sheet = papers.new_sheet(desk.who, held.post_id, of_duty=True)
    return print_out.put(desk.who, paper_makers.of_sheet(sheet, desk.site), desk.printer, desk.site.zone)
