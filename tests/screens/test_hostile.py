"""No byte of a hostile text acts: in no field, on no screen, in no command's output, in no file that leaves."""

from __future__ import annotations

import csv
import io
import re
import sys
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db import connection, duty_log, exports, key_register, passes, privacy, site, staff, tickets
from db.key_register import NewBorrower
from db.rules.words import Refused
from screens.desk import Desk as ScreenDesk
from screens.exports import Wanted, take_out
from screens.forms import Field, Filling, Form
from screens.words import tell_on_a_line
from tests.conftest import ANY_ACT, PIN, Desk, found_station
from tests.hostile import STRINGS, acting, plain, some
from tests.poison import BROKEN, POISON, poison, poison_every
from tests.screens.driver import at_the_desk
from tests.screens.form_cases import CASES
from tests.screens.form_driver import harmless
from tests.terminal import Terminal
from tui import cli
from tui.app import FEATURES
from tui.speech import speak

#: What a spreadsheet takes for the beginning of a formula, in what is left of a cell.
FORMULA = tuple("=+-@＝＋－＠")

for _noun in ("staff", "privacy_forms", "export_forms"):
    import_module(f"screens.{_noun}")

HOUR = 3_600_000


def test_there_are_eighty_of_them_and_the_parser_knows_them_from_our_own() -> None:
    assert len(STRINGS) >= 80
    acts = [name for name, text in STRINGS.items() if acting(text.encode("utf-8", "surrogatepass")[:100])]
    assert len(acts) >= 45
    assert acting(b"\x1b[1;2H\x1b[0;7m\xe6\xbc\x8f\x1b[K\x1b[?25l\x1b[6n") == []


# -- every text field of every form ---------------------------------------------------------------------


def the_desk(session: Any) -> ScreenDesk:
    view = site.read()
    desk = ScreenDesk(view, view.posts[0])
    desk.sign_on(session)
    return desk


def probe(filling: Filling, asked: Field) -> int:
    """Every text at one question: refused in a sentence on a line, or taken as it is shown; the form goes on."""
    tried = 0
    for name, text in some(f"{type(filling.form).__name__} {asked.name}").items():
        trial = Filling(filling.form, filling.desk, dict(filling.answers), dict(filling.typed), asked.name)
        try:
            if asked.instant:
                asked.instant(text[:10_000])
            for offered in trial.candidates(text[:10_000])[:9]:
                assert isinstance(offered.text, str)
            trial.answer(text)
            trial.form.lines(trial.desk, trial.answers)
            trial.fields()
        except Refused as refused:
            sentence = tell_on_a_line(refused)
            assert sentence.rstrip()[-1:] in ".?:!", (name, sentence)
        tried += 1
    return tried


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_field_takes_or_refuses_every_text(desk: Desk, name: str) -> None:
    case = CASES[name]
    args = case.args(desk)
    session = {s.staff_no: s for s in (desk.chen, desk.li, desk.sun, desk.he, desk.manager)}[case.number]
    filling = Filling(Form.registry[name](**args), the_desk(session))
    filling.form.began_at = desk.clock.at
    for _step in range(30):
        for asked in filling.fields():
            if asked.extra and asked.kind == "text":
                probe(filling, asked)
        asked = filling.current()
        valid = case.answers.get(asked.name, case.answers.get(asked.label, ""))
        if asked.kind == "choice":
            done = filling.choose(valid or next(o.key for o in asked.options if not o.aside))
        elif asked.kind == "pin":
            done = filling.answer("975316")
        else:
            probe(filling, asked)
            done = filling.answer(valid or ("x1" if asked.required else ""))
        if done:
            return


# -- what a door stores ----------------------------------------------------------------------------------


def stored(skip: tuple[str, ...] = ()) -> Iterator[str]:
    """Every character of every text of the record that could act; a note may have lines."""
    for (table,) in connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
        for _n, column, kind, *_rest in connection.rows(f'PRAGMA table_info("{table}")'):
            if kind == "TEXT" and column not in skip:
                for (value,) in connection.rows(f'SELECT "{column}" FROM "{table}"'):
                    bad = [c for c in str(value) if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"]
                    if bad:
                        yield f"{table}.{column}: {bad}"


def doors(desk: Desk, text: str, number: int) -> list[Any]:
    """Everything that takes a text, each with this one in all its places."""
    return [
        lambda: duty_log.write(desk.chen, desk.front, text),
        lambda: duty_log.write(desk.chen, desk.front, "x", place=text, contact_name=text, contact_phone=text),
        lambda: duty_log.write(desk.chen, desk.front, "x", paper=text),
        lambda: tickets.take(
            desk.chen, "repair", text, post_id=desk.front, grade="urgent", place=text, caller_name=text, caller_is=text
        ),
        lambda: key_register.add(desk.he, text, text, hook=text),
        lambda: key_register.add(desk.he, f"7{number}", text),
        lambda: site.add_unit(desk.he, text, text, text, text),
        lambda: passes.add(desk.chen, text, text, text, text, text, desk.clock.at + HOUR),
        lambda: staff.enrol(desk.manager, text, text, "officer", text),
        lambda: staff.enrol(desk.manager, f"9{number}", text, "officer"),
        lambda: staff.find(text),
        lambda: privacy.find(desk.manager, text),
        lambda: duty_log.page(duty_log.LogFilter(text=text), None, 9),
    ]


def test_doors_store_no_character_that_acts_and_refuse_in_a_sentence(desk: Desk) -> None:
    sentences: set[str] = set()
    for text in some("a staff number").values():
        with pytest.raises(Refused):
            staff.sign_on(text, text)
    for number, text in enumerate(STRINGS.values()):
        taken = 0
        for door in doors(desk, text[:10_000], number):
            try:
                door()
                taken += 1
            except Refused as refused:
                sentences.add(str(refused)[-1:])
        assert taken >= 3 or not text.isprintable() or len(text) > 60, text[:20]
    assert list(stored()) == []
    assert sentences <= {".", "?"}


def test_ten_megabytes_are_refused_at_once(desk: Desk) -> None:
    begun = time.process_time()
    for _time in range(3):
        with pytest.raises(Refused, match="too long: 10000000"):
            duty_log.write(desk.chen, desk.front, STRINGS["ten megabytes"])
    assert time.process_time() - begun < 2


# -- rows that another program wrote -----------------------------------------------------------------------


def a_record(desk: Desk) -> None:
    """One of everything, to be copied with hostile words."""
    duty_log.write(desk.chen, desk.front, "x", contact_name="王", contact_phone="13977770001")
    key_register.add(desk.manager, "0312", "x")
    signer = staff.unlock(desk.chen.officer_id, PIN, ANY_ACT)
    key_register.issue(desk.chen, ["0312"], NewBorrower("罗建", "1", "x"), desk.clock.at + HOUR, first=signer)
    tickets.take(desk.chen, "repair", "x", post_id=desk.front, grade="urgent", place="x")
    privacy.reveal(desk.chen, "line", 1)


async def test_rows_of_another_program_show_harmlessly_on_every_screen(desk: Desk) -> None:
    a_record(desk)
    poison()
    async with at_the_desk(number="1001") as officer:
        harmless(officer)
        for noun in FEATURES:
            officer.app.open(noun)
            await officer.settle()
            harmless(officer)
            for _page in range(6 if noun in ("duty_log", "key_register", "ticket_queue", "staff") else 0):
                await officer.press("pagedown")
                harmless(officer)
            if noun in ("duty_log", "ticket_queue", "key_register"):
                await officer.press("v")
                harmless(officer)
                await officer.press("enter")
                harmless(officer)
                await officer.press("escape", "escape")


def test_not_one_byte_of_them_reaches_a_real_terminal(tmp_path: Path, own_home: Path) -> None:
    file = tmp_path / "station.db"
    found_station(file)
    session = staff.sign_on("1024", PIN)
    duty_log.write(session, 1, "x")
    key_register.add(staff.COMMAND_LINE, "0312", "x")
    tickets.take(session, "repair", "x", post_id=1, grade="urgent", place="x")
    poison()
    connection.close_station()
    with Terminal("--db", str(file), "--lang", "en") as officer:
        officer.see("Sign on").press(*"1001", *PIN).see("Next")
        for key, title in (("f2", "Log"), ("f4", "Keys"), ("f5", "Tickets")):
            officer.press(key).see(title)
            for _page in range(6):
                officer.press("pagedown").settle(0.05)
        officer.press("f2").see("Log").press(";")
        for name in ("clear", "title", "clipboard", "c1 csi", "paste end", "dcs", "bidi override", "markup", "reset"):
            officer._write(b"\x1b[200~" + STRINGS[name].encode() + b"\x1b[201~")
            officer.settle(0.05)
        officer.press("escape").settle(0.2)
        assert len(officer.raw) > 5_000
        assert acting(bytes(officer.raw)) == []


# -- commands and files -------------------------------------------------------------------------------------


@pytest.fixture
def poisoned(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "C")
    a_record(desk)
    poison()
    connection.close_station()
    yield desk
    speak("en")


def test_what_a_command_says_acts_on_no_terminal(
    poisoned: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "units.csv"
    with table.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["number", "owner", "phone", "notes"])
        out.writerows([text[:300]] * 4 for text in STRINGS.values())
    commands = [
        ["verify"], ["doctor"], ["import", "units", str(table)], ["export", "log", "--out", str(tmp_path)],
        ["code", "\x1b[2J9"], ["export", "log", "--from", "\x1b]0;x\x07"], ["\x1b[2J"], ["verify", "--\x1b[31mx"],
    ]  # fmt: skip
    said = {}
    for command in commands:
        try:
            code = cli.main(["--db", str(poisoned.file), *command])
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        said[" ".join(command)] = told.out + told.err
        assert plain(told.out + told.err) == [], command
        assert code in (0, 1, 2)
    assert said["verify"].count("\n") > 20
    for name in ("x\x1b[2J.db", "\udcff.db", "[/302].db"):
        cli.main(["--db", str(tmp_path / name), "verify"])
        told = capsys.readouterr()
        assert plain(told.out + told.err) == []


def test_what_leaves_is_text_in_every_cell_of_every_register(desk: Desk, tmp_path: Path) -> None:
    poison_every()
    for what in exports.REGISTERS:
        file, rows = take_out(desk.manager, Wanted(what, reveal=True), tmp_path)
        assert rows >= len(POISON) - len(BROKEN), what
        text = file.read_bytes().decode("utf-8-sig")
        assert plain(text.replace("\r\n", "\n")) == []
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(FORMULA)], what
        file, same = take_out(desk.manager, Wanted(what, how="xlsx", reveal=True), tmp_path)
        assert same - rows == (what == "access")
        with zipfile.ZipFile(file) as packed:
            assert not [name for name in packed.namelist() if b"<hyperlink" in packed.read(name)], what
        with closing(load_workbook(file, read_only=True)) as book:
            found = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in found} <= {"s", "n"}, what
        assert not [cell for cell in found if cell.data_type == "s" and plain(str(cell.value))], what


def test_a_crash_prints_no_pin_no_phone_and_no_locals(tmp_path: Path, own_home: Path) -> None:
    """A fault of the program while a PIN and a phone are in its hands."""
    file = tmp_path / "station.db"
    found_station(file)
    connection.close_station()
    program = (
        "import sys; from screens.duty import DutyScreen\n"
        "def burst(self, secret='135790', phone='13977770001'):\n"
        "    raise RuntimeError('a fault of the program: ' + secret + phone + '\\x1bc\\x9d0;x\\x9c')\n"
        "DutyScreen.do_take_post = burst\n"
        "from tui.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    with Terminal(argv=(sys.executable, "-c", program, "--db", str(file), "--lang", "en")) as officer:
        officer.see("Sign on").press(*"1024", *PIN).see("Next").press("t")
        officer.wait()
        printed = bytes(officer.raw).decode(errors="replace")
    assert "a fault of the program" in printed
    after = printed[printed.index("Traceback") :]
    assert not re.search("\x1b[^\\[]|[\x80-\x9f]", after)
    assert "13977770001" not in after.replace("phone='13977770001'", "")
    assert "135790" not in after.replace("secret='135790'", "")


def test_a_pin_typed_on_the_lock_or_into_a_form_is_in_no_file(desk: Desk, tmp_path: Path) -> None:
    """Searched for in everything the program wrote: database, drafts, configuration, state."""

    async def night() -> None:
        async with at_the_desk() as officer:
            await officer.press("ctrl+x")
            await officer.type("864209")
            await officer.type("86420")
            await officer.press("escape", ";")
            await officer.type("water")
            await officer.press("enter")
            await officer.type("86420")
            officer.app.save_drafts()
            await officer.press("escape")
            await officer.type(PIN)
            await officer.press("ctrl+n")
            await officer.type("864209" + "75310")
            officer.app.save_drafts()

    import asyncio

    asyncio.run(night())
    connection.close_station()
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(written) > 2
    for file in written:
        data = file.read_bytes()
        assert b"864209" not in data, file
        assert b"86420" not in data, file
        assert b"75310" not in data, file
