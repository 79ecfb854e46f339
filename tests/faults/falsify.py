"""A night that is falsified in every way of `deeds`, and a hundred honest files: what verify says of each."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from db import anchor, connection, duty_log, handover, handover_pages, site, staff, tickets
from db.journal import Session
from db.verify import verify
from tests.conftest import PIN, signer
from tests.faults.deeds import DEEDS, Deed
from tests.faults.stations import Place, apart, forked, found
from tests.faults.table import Row, Size
from tests.handovers import read_log

SEALED = "anchor.txt"


def make(folder: Path) -> None:
    """The file to falsify, its anchor, and the file as it was before the last handover."""
    found(folder, ticket=False).file.rename(folder / "now.db")
    apart(lambda: _made(folder))


def _made(folder: Path) -> None:
    """A night with its handover, and its state before the second one, which the anchor has seen."""
    place = Place(folder / "now.db", (), 0, 0)
    connection.open_station(place.file)
    chen, li, sun = (staff.sign_on(number, PIN) for number in ("1024", "1031", "1007"))
    post = site.read().posts[0].id
    anchor.use(folder / SEALED)
    for number in range(8):
        duty_log.write(chen, post, f"第1{number}轮巡逻正常")
    _handed_over(chen, li, post)
    ticket = tickets.take(li, "repair", "卷闸门关不上", post_id=post, place="地库", public=True, grade="urgent")
    tickets.progress(li, ticket.id, "已联系厂家")
    duty_log.write(li, post, "后来异常")
    connection.close_station()
    shutil.copy(place.file, folder / "earlier.db")
    connection.open_station(place.file)
    handover.take_custody(sun, post, signer(sun), "接班人员未到")
    connection.close_station()


def _handed_over(chen: Session, li: Session, post: int) -> None:
    found = handover.prepare(chen, post)
    handover.say_none(chen, found.id)
    handover.offer(chen, found.id, li.officer_id)
    read_log(li, found)
    registered = handover_pages.registered()
    for item in handover.view(found.id).items:
        if item.kind == "state":
            handover.check(li, found.id, item.id, "normal")
        elif not item.written:
            handover.check(li, found.id, item.id, counted=registered[item.code][1])
    handover.talked(li, found.id)
    handover.sign_out(chen, found.id, signer(chen))
    handover.sign_in(chen, found.id, signer(li))


def forged(folder: Path, deed: Deed) -> tuple[list[str], list[str]]:
    """What verify finds of a deed, without the anchor and with it."""
    file = Path(
        shutil.copy(folder / ("earlier.db" if deed.earlier else "now.db"), folder / f"forged-{DEEDS.index(deed)}.db")
    )
    opened = connection.beside(file)
    triggers = opened.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    if deed.triggers:
        for name, _sql in triggers:
            opened.execute(f'DROP TRIGGER "{name}"')
    deed.do(opened)
    if deed.triggers:
        for _name, sql in triggers:
            opened.execute(sql)
    opened.close()
    if deed.carried_on:
        with connection.station(file):
            for number in range(9):
                duty_log.write(staff.sign_on("1031", PIN), site.read().posts[0].id, f"另写{number}")
    alone = [str(found) for found in verify(file).problems]
    return alone, [str(found) for found in verify(file, anchored=folder / SEALED).problems]


def found_out(folder: Path, deed: Deed) -> bool:
    """Whether a deed is found and named: by the file alone, or by the anchor where nothing else can tell."""
    alone, anchored = forged(folder, deed)
    if deed.earlier:
        return not alone and any(deed.named in said for said in anchored)
    return any(deed.named in said for said in alone)


def honest(folder: Path, number: int) -> list[str]:
    """What verify finds of a file that only the program wrote: some work, and a crash or none."""
    chance, file = random.Random(number), Path(shutil.copy(folder / "now.db", folder / f"honest-{number}.db"))

    def work() -> None:
        connection.open_station(file)
        session, post = staff.sign_on("1007", PIN), site.read().posts[0].id
        for step in range(chance.randrange(1, 12)):
            text = "".join(chance.choice(_LETTERS) for _sign in range(chance.randrange(1, 60))).strip() or "空"
            if chance.random() < 0.7:
                duty_log.write(session, post, text)
            else:
                tickets.take(session, "repair", text, post_id=post, place=f"{step}号楼", public=True, grade="urgent")
        if chance.random() < 0.5:
            os._exit(0)
        connection.close_station()

    os.waitpid(forked(work), 0)
    return apart(lambda: [str(said) for said in verify(file, anchored=folder / SEALED).problems])


#: Letters that have made programs stumble: quotes, brackets, backslashes, wide, combining and astral ones.
_LETTERS = "aZ09 \"'\\[]{}%_$;:,.-—“”电梯异响é́한ñ🚪𠀀"


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """Every deed, then the honest files."""
    make(folder)
    missed = [deed.name for deed in DEEDS[:: size.every] if not apart(lambda d=deed: found_out(folder, d))]  # type: ignore[misc]
    tried = len(DEEDS[:: size.every])
    yield Row(
        f"{tried} ways to falsify the file",
        "each found and named; by the anchor alone where nothing else can tell",
        f"{tried - len(missed)} found and named" + (f", missed: {', '.join(missed)}" if missed else ""),
        not missed,
    )
    alarms = [number for number in range(size.honest) if honest(folder, number)]
    yield Row(f"{size.honest} honest files", "0 false alarms", f"{len(alarms)} false alarms", not alarms)
