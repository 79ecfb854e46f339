"""The door to sessions: who is signed on, at which terminal, until when."""

from __future__ import annotations

from db import clock, writer
from db.journal import Session, random_bytes
from db.keyring import Signer
from db.models.site import Duty, Post
from db.models.staff import Officer, SignedOn
from db.rules.words import Refused, _
from db.staff_pins import prove
from db.staff_views import numbered_row, serving


def sign_on(staff_no: str, pin: str) -> Session:
    """Begin a session; an unknown number gets the same answer, after the same work, as a wrong PIN.

    An officer who was away from their post is back at it with this PIN (H10).
    """
    from db import cover  # with the registers behind it: nobody signs on before the first screen is painted

    row = numbered_row(staff_no)
    signer = prove(staff_no, row, pin, cover.act_of_return(row.id) if row else None)
    session = session_of(signer)
    cover.end_by_sign_on(session, signer)
    return session


def session_of(signer: Signer) -> Session:
    """Begin a session of an officer who has just proved the PIN (a stand-in acts in their own name: H10)."""
    session = session_for(Officer.get_by_id(signer.officer_id))
    writer.run(lambda: begin(session))
    return session


def session_for(row: Officer) -> Session:
    """A session that has not begun."""
    return Session(random_bytes(16).hex(), row.id, row.staff_no, row.name, row.role)


def begin(session: Session) -> None:
    """Note, inside a transaction, that a session begins at this terminal; refuses who left while the PIN was proved."""
    serving(session.officer_id)
    SignedOn.create(
        token=session.token, officer=session.officer_id, terminal=writer.terminal_name(), began_at=clock.now()
    )


def end_left_over() -> None:
    """End the sessions that a killed program left at this terminal; without a terminal of one's own, none."""
    here = writer.terminal_name()
    if here != "-":
        left = SignedOn.update(ended_at=clock.now()).where(SignedOn.terminal == here, SignedOn.ended_at.is_null())
        writer.run(left.execute)


def sign_off(by: Session) -> None:
    """End a session; refused while the officer has a post (H9)."""

    def work() -> None:
        post = post_of(by.officer_id)
        if post:
            raise Refused(_("You have the post {post}: hand over first, nobody leaves before relief (H9)."), post=post)
        covered = covered_post(by.officer_id)
        if covered:
            raise Refused(_("You stand in at {post}: its officer comes back first (H10)."), post=covered)
        SignedOn.update(ended_at=clock.now()).where(SignedOn.token == by.token).execute()

    writer.run(work)


def post_of(officer_id: int) -> str:
    """The post an officer is on duty at; empty if none."""
    held = Duty.select(Post.name).join(Post).where(Duty.officer == officer_id, Duty.ended_at.is_null())
    return held.scalar() or ""


def covered_post(officer_id: int) -> str:
    """The post an officer stands in at; empty if none."""
    from db.models.cover import Cover  # nobody leaves before the first screen is painted

    standing = Cover.select(Post.name).join(Duty).join(Post)
    return standing.where(Cover.stand_in == officer_id, Cover.back_at.is_null()).scalar() or ""
