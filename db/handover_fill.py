"""How a handover fills itself: what stands open in the registers becomes its matters (H2, H16)."""

from __future__ import annotations

from typing import Any

from db import handover_pages as pages
from db import site, template_rows
from db.handover_facts import Fact, facts
from db.handover_state import load
from db.journal import Write
from db.models.handover import Handover, HandoverItem, HandoverMatter
from db.models.site import Duty, Post
from db.prepared import every, one, prepared
from db.rules import handover as rules
from db.rules import templates


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
