"""What stands open in the registers, as a handover tells it: keys, tickets and their papers, promises, matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db import routines, site
from db.connection import rows
from db.models.handover import Handover, HandoverMatter
from db.models.site import Post
from db.models.tickets import NEVER
from db.rules import matters, templates
from db.rules import site as times
from db.rules.tickets import label


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
    names = matters.registers(post.code, post.position == 0)
    return [fact for name in names for fact in _REGISTERS[name](post)]


def fact_of(matter: HandoverMatter) -> Fact | None:
    """What its register says about a matter, None where no register holds it."""
    kind = matter.source.partition(":")[0]
    post = Post.select().join(Handover).where(Handover.id == matter.handover_id).get()
    found = _REGISTERS[kind](post) if kind in _REGISTERS else ()
    return next((fact for fact in found if fact.source == matter.source), None)


def _text(*parts: str) -> str:
    return " ".join(part for part in parts if part)[:400]


# One statement a register, and only the columns that are told: a handover reads every open row of each.
_KEYS = """
SELECT "key_loan"."id", "key"."tag", "key"."opens", "key_loan"."due_at",
    coalesce("officer"."name", "contact"."name", ''),
    CASE WHEN "officer"."id" IS NULL THEN coalesce("contact"."firm", '') ELSE '' END
FROM "key_loan" JOIN "key" ON "key"."id" = "key_loan"."key_id"
LEFT JOIN "contact" ON "contact"."id" = "key_loan"."borrower_id"
LEFT JOIN "officer" ON "officer"."id" = "key_loan"."staff_id"
WHERE "key_loan"."returned_at" IS NULL ORDER BY "key_loan"."due_at", "key_loan"."id"
"""


def _keys(_post: Post) -> Iterable[Fact]:
    """Keys out, by holder (K9)."""
    for loan, tag, opens, due_at, name, firm in rows(_KEYS):
        yield Fact(f"key:{loan}", _text(tag, opens), "low", _text(name, firm)[:60], due_at)


_TICKETS = """
SELECT "ticket"."id", "ticket"."kind", "ticket"."number", coalesce("unit"."number", ''), "ticket"."place",
    "ticket"."content", "ticket"."grade", "ticket"."state", "ticket"."worker", "ticket"."due_at", "ticket"."owed",
    CASE WHEN "slip_back_at" IS NULL AND "slip_out_at" IS NOT NULL THEN "slip_no" END, "ticket"."slip_reason"
FROM "ticket" LEFT JOIN "unit" ON "unit"."id" = "ticket"."unit_id"
WHERE "state" NOT IN ('closed', 'void') ORDER BY "ticket"."due_at", "ticket"."id"
"""


def _tickets(_post: Post) -> Iterable[Fact]:
    """Open tickets, and of each what its paper lacks: a slip that is not back (T4), a field that is owed (T21)."""
    language = site.language()
    for id, kind, number, unit, place, content, grade, state, worker, due_at, owed, slip, reason in rows(_TICKETS):
        named = label(kind, number)
        urgent = grade in ("urgent", "major") and state != "done"
        due = due_at if due_at < NEVER else None
        text = _text(named, unit, place, content)
        yield Fact(f"ticket:{id}", text, "urgent" if urgent else "medium", worker, due)
        if slip is not None:
            words = f"{templates.word('slip', language)} {slip}"
            yield Fact(f"slip:{id}", _text(words, named, content, reason), "low", worker)
        if owed:
            owes = " ".join(templates.word(f"owes.{code}", language) for code in owed.split())
            yield Fact(f"owed:{id}", _text(named, f"{templates.word('owes', language)}: {owes}"), "low")


_SIGNATURES = """
SELECT "key_loan"."id", "key"."tag", "key"."opens", "officer"."name", "key_loan"."second_due_at"
FROM "key_loan" JOIN "key" ON "key"."id" = "key_loan"."key_id"
JOIN "officer" ON "officer"."id" = "key_loan"."issued_by_id"
WHERE "key_loan"."second_due_at" IS NOT NULL AND "key_loan"."second_at" IS NULL ORDER BY "key_loan"."second_due_at"
"""
_ANALYSES = """
SELECT "id", "number", "analysis_due_at" FROM "emergency"
WHERE "analysis_due_at" IS NOT NULL AND "analysed_at" IS NULL ORDER BY "analysis_due_at"
"""


def _after_emergencies(_post: Post) -> Iterable[Fact]:
    """What an emergency still owes on paper: second signatures (K6) and fault analyses (L6)."""
    language = site.language()
    for loan, tag, opens, issuer, due_at in rows(_SIGNATURES):
        owed = templates.word("owes.second", language)
        yield Fact(f"second:{loan}", _text(tag, opens, owed), who=issuer, by_when=due_at)
    for emergency, number, due_at in rows(_ANALYSES):
        owed = templates.word("owes.analysis", language)
        yield Fact(f"analysis:{emergency}", _text(f"E-{number:04d}", owed), by_when=due_at)


#: A line of the log as it reads now: the last erratum counts (L2).
LINE_IN_FORCE = """
coalesce("unit"."number", ''), "log_entry"."place", coalesce((SELECT "new_text" FROM "erratum"
    WHERE "erratum"."entry_id" = "log_entry"."id" ORDER BY "erratum"."id" DESC LIMIT 1), "log_entry"."text")
"""
_PROMISES = f"""
SELECT "promise"."id", "promise"."due_at", {LINE_IN_FORCE}
FROM "promise" JOIN "log_entry" ON "log_entry"."id" = "promise"."entry_id"
LEFT JOIN "unit" ON "unit"."id" = "log_entry"."unit_id"
WHERE "promise"."kept_at" IS NULL AND "log_entry"."post_id" = ? ORDER BY "promise"."due_at", "promise"."id"
"""  # noqa: S608 - own words


def _promises(post: Post) -> Iterable[Fact]:
    """Answers that are owed (L9)."""
    for promise, due_at, *line in rows(_PROMISES, (post.id,)):
        yield Fact(f"promise:{promise}", _text(*line), by_when=due_at)


_MATTERS = f"""
SELECT "log_entry"."id", "log_entry"."kind", {LINE_IN_FORCE}
FROM "matter" JOIN "log_entry" ON "log_entry"."id" = "matter"."entry_id"
LEFT JOIN "unit" ON "unit"."id" = "log_entry"."unit_id"
WHERE "matter"."closed_at" IS NULL AND "log_entry"."post_id" = ? ORDER BY "matter"."id"
"""  # noqa: S608 - own words


def _matters(post: Post) -> Iterable[Fact]:
    """Matters of the log that are followed (L1)."""
    for entry, kind, *line in rows(_MATTERS, (post.id,)):
        yield Fact(f"log:{entry}", _text(*line), "urgent" if kind == "emergency" else "medium")


def _routines(post: Post) -> Iterable[Fact]:
    """Routines whose time has come and that nobody did (L12)."""
    language = site.language()
    for found in routines.undone(post.id):
        owed = found.owed
        assert owed is not None
        since = f"{times.local(owed.due_at, site.zone()):%m-%d %H:%M}"
        missed = templates.word("times", language, n=owed.times) if owed.times > 1 else ""
        yield Fact(f"routine:{found.id}:{owed.due_at}", _text(found.text, since, missed), "low")


_REGISTERS: dict[str, Callable[[Post], Iterable[Fact]]] = {
    "key": _keys,
    "slip": _tickets,
    "owed": _tickets,
    "second": _after_emergencies,
    "analysis": _after_emergencies,
    "ticket": _tickets,
    "promise": _promises,
    "log": _matters,
    "routine": _routines,
}
