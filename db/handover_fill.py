"""How a handover fills itself: what stands open in the registers becomes its matters (H2, H16)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from db import handover_pages as pages
from db import site, template_rows
from db.handover_state import load
from db.journal import Write
from db.models.duty_log import Erratum, LogEntry, Matter, Promise
from db.models.handover import Handover, HandoverItem, HandoverMatter
from db.models.key_register import Key, KeyLoan
from db.models.site import Contact, Duty, Post, Unit
from db.models.staff import Officer
from db.models.tickets import IS_OPEN, NEVER, Ticket
from db.prepared import every, one, prepared
from db.rules import handover as rules
from db.rules import templates


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is open in a register; `source` names it there."""

    source: str
    text: str
    severity: str = "medium"
    who: str = ""
    by_when: int | None = None


def facts(post: Post) -> list[Fact]:
    """Everything open that this post hands over, in the order of H18."""
    names = rules.registers(post.code, post.position == 0)
    return [fact for name in names for fact in _REGISTERS[name](post)]


def fact_of(matter: HandoverMatter) -> Fact | None:
    """What its register says about a matter, None where no register holds it."""
    kind = matter.source.partition(":")[0]
    post = Post.select().join(Handover).where(Handover.id == matter.handover_id).get()
    found = _REGISTERS[kind](post) if kind in _REGISTERS else ()
    return next((fact for fact in found if fact.source == matter.source), None)


def _text(*parts: str) -> str:
    return " ".join(part for part in parts if part)[:400]


@prepared
def _loans() -> Any:
    query: Any = KeyLoan.select(KeyLoan, Key, Contact, Officer).join(Key).switch(KeyLoan)
    query = query.join(Contact, JOIN.LEFT_OUTER).switch(KeyLoan)
    query = query.join(Officer, JOIN.LEFT_OUTER, on=KeyLoan.staff, attr="staff")
    return query.where(KeyLoan.returned_at.is_null()).order_by(KeyLoan.due_at, KeyLoan.id)


def _keys(_post: Post) -> Iterable[Fact]:
    for row in _loans():
        holder = row.staff.name if row.staff else _text(row.borrower.name, row.borrower.firm) if row.borrower else ""
        yield Fact(f"key:{row.id}", _text(row.key.tag, row.key.opens), "low", holder[:60], row.due_at)


@prepared
def _open_tickets() -> Any:
    query = Ticket.select(Ticket, Unit).join(Unit, JOIN.LEFT_OUTER)
    return query.where(IS_OPEN).order_by(Ticket.due_at, Ticket.id)


def _tickets(_post: Post) -> Iterable[Fact]:
    for row in _open_tickets():
        where = row.unit.number if row.unit else ""
        number = f"{'C' if row.kind == 'complaint' else 'R'}-{row.number:04d}"
        urgent = row.grade in ("urgent", "major") and row.state != "done"
        text = _text(number, where, row.place, row.content)
        due = row.due_at if row.due_at < NEVER else None
        yield Fact(f"ticket:{row.id}", text, "urgent" if urgent else "medium", row.worker, due)


@prepared
def _not_kept(post_id: int) -> Any:
    query: Any = Promise.select(Promise, LogEntry, Unit).join(LogEntry).join(Unit, JOIN.LEFT_OUTER)
    return query.where(Promise.kept_at.is_null(), LogEntry.post == post_id).order_by(Promise.due_at, Promise.id)


def _promises(post: Post) -> Iterable[Fact]:
    rows = _not_kept(post.id)
    said = _in_force(row.entry_id for row in rows)
    for row in rows:
        yield Fact(f"promise:{row.id}", _line(row.entry, said), by_when=row.due_at)


@prepared
def _not_closed(post_id: int) -> Any:
    query: Any = Matter.select(Matter, LogEntry, Unit).join(LogEntry, on=Matter.entry).join(Unit, JOIN.LEFT_OUTER)
    return query.where(Matter.closed_at.is_null(), LogEntry.post == post_id).order_by(Matter.id)


def _matters(post: Post) -> Iterable[Fact]:
    rows = _not_closed(post.id)
    said = _in_force(row.entry_id for row in rows)
    for row in rows:
        urgent = row.entry.kind == "emergency"
        yield Fact(f"log:{row.entry_id}", _line(row.entry, said), "urgent" if urgent else "medium")


def _in_force(entry_ids: Iterable[int]) -> dict[int, str]:
    """The corrected text of those lines that have an erratum; the last one counts (L2)."""
    errata = (erratum for entry_id in entry_ids for erratum in every(Erratum, entry=entry_id))
    return {row.entry_id: row.new_text for row in sorted(errata, key=lambda row: row.id)}


def _line(entry: Any, said: dict[int, str]) -> str:
    return _text(entry.unit.number if entry.unit else "", entry.place, said.get(entry.id, entry.text))


_REGISTERS: dict[str, Callable[[Post], Iterable[Fact]]] = {
    "key": _keys,
    "ticket": _tickets,
    "promise": _promises,
    "log": _matters,
}


def record_of(write: Write, post: Post, held: Duty) -> Handover:
    """The one record of this duty, begun where there is none yet (H1)."""
    found = one(Handover, duty=held.id)
    return load(found.id) if found else _begin(write, post, held)


def _begin(write: Write, post: Post, held: Duty) -> Handover:
    row = Handover(post=post, shift=held.shift_id, shift_date=held.shift_date, duty=held.id, outgoing=held.officer_id)
    row.number, row.year = site.next_number(write, "handover")
    row.state, row.prepared_at = "prepared", write.at
    row.template = template_rows.in_force(post.id)
    write.save(row)
    _first_rows(write, row)
    return row


def checklist(row: Handover) -> list[HandoverItem]:
    """The lines of the record's template, as lines of the record; what the registers keep none of is not counted."""
    kept = pages.registered()
    wanted = [
        line
        for line in template_rows.lines(row.template_id)
        if line.kind != "count" or not line.code or line.code in kept
    ]
    return [
        HandoverItem(
            handover=row, position=position, section=line.section, kind=line.kind, code=line.code, label=line.label,
            digits=line.digits,
        )
        for position, line in enumerate(wanted, 1)
    ]  # fmt: skip


def _first_rows(write: Write, row: Handover) -> None:
    """Give a new record its checklist, and what only the handover before it holds."""
    for item in checklist(row):
        write.save(item)
    for matter in before(row).values():
        if matter.source.startswith("own:"):
            _carry(write, row, matter)


def before(row: Handover) -> dict[str, HandoverMatter]:
    """What the last accepted handover of this post left open, by source: what was said there need not be retyped."""
    last = _last.first(row.post_id, row.id)
    if last is None:
        return {}
    return {matter.source: matter for matter in every(HandoverMatter, handover=last.id, settled="")}


@prepared
def _last(post_id: int, handover_id: int) -> Any:
    accepted = (Handover.post == post_id) & (Handover.state == "accepted") & (Handover.id < handover_id)
    return Handover.select(Handover.id).where(accepted).order_by(pages.ID.desc()).limit(1)


def _carry(write: Write, row: Handover, old: HandoverMatter) -> None:
    new = HandoverMatter(handover=row, position=old.position, source=old.source, text=old.text, severity=old.severity)
    new.next_step, new.who, new.by_when, new.if_then = old.next_step, old.who, old.by_when, old.if_then
    new.carried = old.carried + 1
    write.save(new)


def newcomers(row: Handover) -> int:
    """How many open things are not in the record yet."""
    known = {matter.source for matter in pages.matters(row.id)}
    return sum(fact.source not in known for fact in facts(row.post))


def sync(write: Write, row: Handover) -> int:
    """Bring the matters up to what the registers say now; return how many rows that wrote (none: nothing changed)."""
    known = {matter.source: matter for matter in pages.matters(row.id)}
    found = facts(row.post)
    fresh = [fact for fact in found if fact.source not in known]
    earlier = before(row) if fresh else {}
    last = max((matter.position for matter in known.values()), default=0)
    for position, fact in enumerate(fresh, last + 1):
        write.save(_matter(row, position, fact, earlier.get(fact.source)))
    changed = [fact for fact in found if fact.source in known and _follow(known[fact.source], fact)]
    for fact in changed:
        write.save(known[fact.source])
    return len(fresh) + len(changed) + _settle(write, known, {fact.source for fact in found})


def _matter(row: Handover, position: int, fact: Fact, old: HandoverMatter | None) -> HandoverMatter:
    new = HandoverMatter(handover=row, position=position, source=fact.source, text=fact.text, severity=fact.severity)
    new.who, new.by_when = fact.who, fact.by_when
    if old is not None:
        new.severity, new.next_step, new.if_then = old.severity, old.next_step, old.if_then
        new.who, new.by_when, new.carried = fact.who or old.who, fact.by_when or old.by_when, old.carried + 1
    return new


def _follow(row: HandoverMatter, fact: Fact) -> bool:
    """Let a matter say what its register says; where the register is silent, the officer's words stay."""
    wanted = (fact.text, fact.who or row.who, fact.by_when or row.by_when, "")
    if (row.text, row.who, row.by_when, row.settled) == wanted:
        return False
    row.text, row.who, row.by_when, row.settled = wanted
    return True


def _settle(write: Write, known: dict[str, HandoverMatter], standing: set[str]) -> int:
    """What its register no longer has open was settled in this duty: it stays in the record, and says so."""
    language = site.language()
    ended = [
        matter
        for source, matter in known.items()
        if source not in standing and not matter.settled and not source.startswith("own:")
    ]
    for matter in ended:
        matter.settled = templates.word("settled", language)
        write.save(matter)
    return len(ended)


def check_written(row: Handover) -> None:
    """Refuse a record in which the outgoing still has to write something (H2, H15, H19)."""
    matters = [pages.matter_view(matter) for matter in pages.matters(row.id)]
    rules.check_offer(
        empty=not (matters or row.remarks or pages.log_summary(row.duty_id).lines),
        absent_in=sum(bool(matter.absent) for matter in matters),
        unwritten=next((item.label for item in pages.items(row.id) if item.lacking), ""),
        important_said="important" in row.said_none.split() or any(m.section == "important" for m in matters),
    )
