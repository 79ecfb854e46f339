"""What happened since an officer's last duty at a post, by register: opened, closed, lost, refused, late (H3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db import clock, routines
from db.connection import rows
from db.handover_facts import LINE_IN_FORCE
from db.models.site import Post
from db.rules import handover as rules
from db.rules import matters
from db.rules.tickets import label

#: What can have happened, in the order it is told: what is late or lost comes first.
WHAT = ("overdue", "lost", "damaged", "refused", "opened", "closed", "void", "usable", "changed")


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing of one register: what happened to it and when (epoch ms)."""

    register: str
    what: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything since a moment, register by register; `duty` is whether an own duty here ended then."""

    since: int
    duty: bool
    lines: tuple[DigestLine, ...]

    def of(self, register: str) -> list[DigestLine]:
        """The lines of one register."""
        return [line for line in self.lines if line.register == register]


def since_last_duty(post_id: int, officer_id: int) -> Digest:
    """The digest for an officer who comes to a post, also after days off; who never had it reads of the last duty."""
    ((ended, began),) = rows(_LAST, (post_id, officer_id, post_id))
    since, now = ended or began or clock.now(), clock.now()
    post = Post.get_by_id(post_id)
    names = (*matters.registers(post.code, post.position == 0), "handover", "template")
    known = (name for name in names if name in _REGISTERS)
    found = [line for name in known for line in sorted(_REGISTERS[name](post, since, now), key=_order)]
    return Digest(since, ended is not None, tuple(found))


_LAST = """
SELECT (SELECT max("ended_at") FROM "duty" WHERE "post_id" = ? AND "officer_id" = ?),
    (SELECT max("began_at") FROM "duty" WHERE "post_id" = ?)
"""


def _order(line: DigestLine) -> tuple[int, int]:
    return WHAT.index(line.what), line.at


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part)


_KEYS = """
SELECT 'overdue', "key_loan"."due_at", "key"."tag", "key"."opens",
    coalesce("contact"."name", "officer"."name", '')
FROM "key_loan" JOIN "key" ON "key"."id" = "key_loan"."key_id"
LEFT JOIN "contact" ON "contact"."id" = "key_loan"."borrower_id"
LEFT JOIN "officer" ON "officer"."id" = "key_loan"."staff_id"
WHERE "key_loan"."returned_at" IS NULL AND "key_loan"."due_at" < ?
UNION ALL
SELECT CASE "key_event"."kind" WHEN 'found' THEN 'usable' WHEN 'repaired' THEN 'usable' ELSE "key_event"."kind" END,
    "key_event"."at", "key"."tag", "key"."opens", "key_event"."text"
FROM "key_event" JOIN "key" ON "key"."id" = "key_event"."key_id"
WHERE "key_event"."at" > ? AND "key_event"."kind" IN ('lost', 'damaged', 'found', 'repaired')
"""


def _keys(_post: Post, since: int, now: int) -> Iterable[DigestLine]:
    for what, at, *words in rows(_KEYS, (now, since)):
        yield DigestLine("key", what, at, _words(*words))


_TICKETS = """
SELECT CASE WHEN "state" IN ('closed', 'void') THEN "state" WHEN "due_at" < ? THEN 'overdue' ELSE 'opened' END,
    CASE WHEN "state" IN ('closed', 'void') THEN "closed_at" WHEN "due_at" < ? THEN "due_at" ELSE "created_at" END,
    "kind", "ticket"."number", coalesce("unit"."number", ''), "place", "content"
FROM "ticket" LEFT JOIN "unit" ON "unit"."id" = "ticket"."unit_id"
WHERE "closed_at" > ? OR ("state" NOT IN ('closed', 'void') AND ("created_at" > ? OR "due_at" < ?))
"""


def _tickets(_post: Post, since: int, now: int) -> Iterable[DigestLine]:
    for what, at, kind, number, *words in rows(_TICKETS, (now, now, since, since, now)):
        yield DigestLine("ticket", what, at, _words(label(kind, number), *words))


_PROMISES = f"""
SELECT CASE WHEN "kept_at" IS NOT NULL THEN 'closed' WHEN "due_at" < ? THEN 'overdue' ELSE 'opened' END,
    coalesce("kept_at", CASE WHEN "due_at" < ? THEN "due_at" ELSE "log_entry"."event_at" END),
    {LINE_IN_FORCE}, "promise"."answer"
FROM "promise" JOIN "log_entry" ON "log_entry"."id" = "promise"."entry_id"
LEFT JOIN "unit" ON "unit"."id" = "log_entry"."unit_id"
WHERE "log_entry"."post_id" = ? AND ("kept_at" > ? OR ("kept_at" IS NULL AND ("logged_at" > ? OR "due_at" < ?)))
"""  # noqa: S608 - own words


def _promises(post: Post, since: int, now: int) -> Iterable[DigestLine]:
    for what, at, *words in rows(_PROMISES, (now, now, post.id, since, since, now)):
        yield DigestLine("promise", what, at, _words(*words))


_MATTERS = f"""
SELECT CASE WHEN "closed_at" IS NULL THEN 'opened' ELSE 'closed' END, coalesce("closed_at", "log_entry"."event_at"),
    {LINE_IN_FORCE}
FROM "matter" JOIN "log_entry" ON "log_entry"."id" = "matter"."entry_id"
LEFT JOIN "unit" ON "unit"."id" = "log_entry"."unit_id"
WHERE "log_entry"."post_id" = ? AND ("closed_at" > ? OR ("closed_at" IS NULL AND "log_entry"."logged_at" > ?))
"""  # noqa: S608 - own words


def _matters(post: Post, since: int, _now: int) -> Iterable[DigestLine]:
    for what, at, *words in rows(_MATTERS, (post.id, since, since)):
        yield DigestLine("log", what, at, _words(*words))


def _routines(post: Post, _since: int, _now: int) -> Iterable[DigestLine]:
    for found in routines.undone(post.id):
        if found.owed is not None:
            yield DigestLine("routine", "overdue", found.owed.due_at, found.text)


_HANDOVERS = """
SELECT 'refused', "refused_at", "number", "refusal" FROM "handover" WHERE "post_id" = ? AND "refused_at" > ?
"""


def _handovers(post: Post, since: int, _now: int) -> Iterable[DigestLine]:
    for what, at, number, refusal in rows(_HANDOVERS, (post.id, since)):
        yield DigestLine("handover", what, at, _words(rules.label(number), refusal))


_TEMPLATES = """
SELECT 'changed', "approved_at", "template"."number", "officer"."name"
FROM "template" JOIN "officer" ON "officer"."id" = "template"."approved_by_id"
WHERE "post_id" = ? AND "state" = 'approved' AND "approved_at" > ?
"""


def _templates(post: Post, since: int, _now: int) -> Iterable[DigestLine]:
    for what, at, number, name in rows(_TEMPLATES, (post.id, since)):
        yield DigestLine("template", what, at, _words(str(number), name))


_REGISTERS: dict[str, Callable[[Post, int, int], Iterable[DigestLine]]] = {
    "key": _keys,
    "ticket": _tickets,
    "promise": _promises,
    "log": _matters,
    "routine": _routines,
    "handover": _handovers,
    "template": _templates,
}
