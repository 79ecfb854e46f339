"""A handover with one signature: custody, a post taken alone, a double shift, and the countersignature (H1, H12)."""

from __future__ import annotations

from db import clock, cover, handover_fill, signatures, site, staff
from db.handover_signing import freeze_once, relieve, sign
from db.handover_state import load, move, other_post, standing_duty
from db.journal import Write, writing
from db.keyring import Signer
from db.models.handover import Handover
from db.models.site import Duty, Post
from db.rules import handover as rules
from db.rules import plain_text, relief
from db.rules.signature import short_code
from db.rules.site import local
from db.rules.words import Refused, _


@writing("handover.custody")
def take_custody(write: Write, post_id: int, signer: Signer, why: str) -> int:
    """Take a post whose relief or officer is absent, and sign alone for what is open (H9, H12).

    A leader or an officer may do it where no supervisor is there: then the countersignature is owed. The record says
    why nothing was checked together. Returns its id.
    """
    post, held = Post.get_by_id(post_id), standing_duty(post_id)
    if held is None:
        raise Refused(_("Nobody has the post {post}: take it from the duty screen."), post=post.name)
    row = handover_fill.record_of(write, post, held)
    rules.check_signer(signer.officer_id, write.officer, write.by.name)
    rules.check_incoming(row.outgoing_id, write.officer, write.by.name, other_post(write.officer, post_id))
    role = relief.custody_role(write.by.role)
    row.incoming_id, row.talked = write.officer, plain_text.clean(why, _("Reason"))
    row.accepted_at, row.countersign_due = write.at, _owed_until(role, write.at)
    handover_fill.sync(write, row)
    move(write, row, "custody")
    cover.close(write, held.id)
    over = freeze_once(write, row)
    write.save(row)
    sign(write, row, signer, role, over, row.talked)
    relieve(write, row, write.officer, role)
    return row.id


@writing("handover.double")
def go_on(write: Write, handover_id: int, signer: Signer, why: str, shown: str = "") -> None:
    """The same officer goes on (连班): the record of the shift that ends is whole, signed once, countersigned (H1).

    `shown` is the code of the text that stood on the screen: another text is not signed.
    """
    row = load(handover_id)
    rules.check_party(write.officer, (row.outgoing_id, row.outgoing.name))
    rules.check_signer(signer.officer_id, row.outgoing_id, row.outgoing.name)
    state, _grown = rules.step(row.state, "double")
    _check_time(row, write.at)
    cover.check_none(row.duty_id)
    handover_fill.sync(write, row)
    handover_fill.check_written(row)
    row.incoming_id, row.talked, row.state = row.outgoing_id, plain_text.clean(why, _("Reason")), state
    row.accepted_at, row.countersign_due = write.at, _owed_until("double", write.at)
    write.save(row)
    over = freeze_once(write, row)
    rules.check_shown(shown, short_code(row.digest))
    write.save(row)
    sign(write, row, signer, "double", over, row.talked)
    relieve(write, row, row.outgoing_id, "double")


def check_go_on(handover_id: int) -> None:
    """Refuse a double shift it is too early for, before a reason and a PIN are typed for nothing."""
    _check_time(load(handover_id), clock.now())


def _check_time(row: Handover, at: int) -> None:
    ends = Duty.get_by_id(row.duty_id).due_end
    relief.check_double(ends, at, f"{local(ends, site.zone()):%H:%M}")


def _owed_until(kind: str, at: int) -> int | None:
    return relief.owed_until(kind, at, site.setting("countersign_hours"))


@writing("handover.countersign")
def countersign(write: Write, handover_id: int, signer: Signer) -> None:
    """A superior signs the same text over the one signature that stands under it (H1, H12)."""
    row = load(handover_id)
    rules.step(row.state, "countersign")
    standing = signatures.of_record(f"handover:{row.id}", row.version)
    first = next((one for one in standing if one.role in relief.ALONE), None)
    already = next((one.officer.name for one in standing if one.role == "countersigned"), "")
    kind = first.role if first else ""
    role = staff.officer(signer.officer_id).role
    parties = (row.outgoing_id, row.incoming_id or 0, first.officer_id if first else 0)
    relief.check_countersign(kind, already, role, signer.officer_id, parties)
    assert first is not None
    sign(write, row, signer, "countersigned", first.value)
