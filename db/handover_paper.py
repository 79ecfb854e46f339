"""A handover that was signed on paper while the station was down: recorded as such, never signed again (H23)."""

from __future__ import annotations

from db import cover, handover_fill, site, staff
from db.handover_signing import freeze_once, relieve, sign
from db.handover_state import move, other_post, standing_duty
from db.journal import Write, writing
from db.keyring import Signer
from db.models.site import Post
from db.paper_lines import sheet_numbered
from db.rules import handover as rules
from db.rules import papers, relief, templates
from db.rules.site import local
from db.rules.words import Refused, _


@writing("handover.paper")
def take_from_paper(write: Write, post_id: int, signer: Signer, sheet: str, incoming_id: int, at: int) -> int:
    """Record who took over from whom on an emergency sheet, and when (epoch ms); return the record's id.

    The duty changes hands at the time on the paper. Who records it (the incoming, or a superior) signs that it was so;
    nobody signs for the two officers, whose signatures are on the sheet. A supervisor countersigns.
    """
    post, held, paper = Post.get_by_id(post_id), standing_duty(post_id), sheet_numbered(sheet)
    if held is None:
        raise Refused(_("Nobody has the post {post}: take it from the duty screen."), post=post.name)
    incoming = staff.serving(incoming_id)
    papers.check_recorder(write.officer, write.by.role, incoming_id, incoming.name)
    papers.check_sheet_of(paper.label, paper.post, paper.post_id, post_id)
    papers.check_handed_over(at, held.began_at, write.at)
    rules.check_signer(signer.officer_id, write.officer, write.by.name)
    rules.check_incoming(held.officer_id, incoming_id, incoming.name, other_post(incoming_id, post_id))
    row = handover_fill.record_of(write, post, held)
    when = f"{local(at, site.zone()):%m-%d %H:%M}"
    row.talked = templates.word("paper.why", site.language(), sheet=paper.label, at=when)
    row.incoming_id, row.accepted_at = incoming_id, at
    row.countersign_due = relief.owed_until("paper", write.at, site.setting("countersign_hours"))
    handover_fill.sync(write, row)
    move(write, row, "custody")
    cover.close(write, held.id)
    over = freeze_once(write, row)
    write.save(row)
    sign(write, row, signer, "paper", over, row.talked)
    relieve(write, row, incoming_id, "paper", at)
    return row.id
