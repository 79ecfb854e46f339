"""The anchor has one line for each accepted handover, and contradicts a file whose end is not the one it has seen."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import anchor, connection, handover, site
from db.verify import verify
from tests.conftest import Desk, signer
from tests.handovers import accepted


@pytest.fixture
def place(desk: Desk, tmp_path: Path) -> Iterator[Path]:
    """An anchor in use that has no line yet."""
    file = tmp_path / "apart" / "anchor.txt"
    file.parent.mkdir()
    anchor.use(file)
    yield file
    anchor.use(None)


def custody(desk: Desk) -> handover.HandoverView:
    """A second handover: a leader takes the post."""
    return handover.view(handover.take_custody(desk.sun, desk.front, signer(desk.sun), "接班人员未到"))


def proved(desk: Desk, place: Path) -> list[str]:
    connection.close_station()
    report = verify(desk.file, anchored=place)
    return [str(said) for said in (*report.problems, *report.notes)]


def test_each_accepted_handover_is_one_line_with_the_code_that_is_shown_h7(desk: Desk, place: Path) -> None:
    first, second = accepted(desk), custody(desk)
    lines = [line for line in anchor.read(place) if isinstance(line, anchor.Line)]
    assert [(line.code, line.about, line.site) for line in lines] == [
        (first.head_code, first.label, site.uuid()),
        (second.head_code, second.label, site.uuid()),
    ]
    assert lines[0].at == "2026-02-06T12:00:00Z"
    assert place.stat().st_mode & 0o777 == 0o600
    assert proved(desk, place) == []


def test_what_is_not_accepted_has_no_code(desk: Desk) -> None:
    assert handover.prepare(desk.chen, desk.front).head_code == ""


def test_an_anchor_that_cannot_be_written_blocks_no_handover_and_is_caught_up(desk: Desk, place: Path) -> None:
    place.parent.rename(place.parent.with_name("away"))
    found = accepted(desk)
    assert found.state == "accepted"
    assert "gone" in str(anchor.trouble())
    assert anchor.behind() == 1
    place.parent.with_name("away").rename(place.parent)
    custody(desk)
    assert anchor.trouble() is None
    assert anchor.behind() == 0
    assert len(place.read_text(encoding="utf-8").splitlines()) == 2


def test_an_anchor_that_hangs_does_not_hold_up_the_desk(
    desk: Desk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchor, "_PATIENCE", 0.05)
    os.mkfifo(place)
    assert accepted(desk).state == "accepted"
    assert "does not answer" in str(anchor.trouble())
    # Somebody reads at last: the line that waits lets go of the pipe.
    os.close(os.open(place, os.O_RDWR | os.O_NONBLOCK))


def test_without_an_anchor_verify_names_the_last_signed_entry(desk: Desk) -> None:
    accepted(desk)
    last, code = connection.rows('SELECT max("seq") FROM "signature"')[0][0], handover.view(1).code
    connection.close_station()
    report = verify(desk.file)
    assert report.intact
    assert [str(note) for note in report.notes] == [
        f"The last signed entry is {last} (handover:1). What came after it is proved only with --anchor.",
        f"The last accepted handover is J-0001, version 1, code {code}.",
    ]


def test_an_old_file_put_back_is_found_by_the_anchor_and_the_handover_named(desk: Desk, place: Path) -> None:
    accepted(desk)
    connection.close_station()
    old = shutil.copy(desk.file, desk.file.with_name("old.db"))
    connection.open_station(desk.file)
    custody(desk)
    connection.close_station()
    report = verify(Path(old), anchored=place)
    (said,) = [str(problem) for problem in report.problems]
    assert "its end was cut off, or an old file was put back" in said
    assert "J-0002" in said


def test_a_record_written_anew_is_found_by_the_anchor(desk: Desk, place: Path) -> None:
    accepted(desk)
    text = place.read_text(encoding="utf-8")
    digest = text.split("\t")[4]
    place.write_text(text.replace(digest, digest[::-1]), encoding="utf-8")
    (said,) = proved(desk, place)
    assert said.startswith("The record was written anew: entry ")
    assert "J-0001" in said


def test_a_file_put_back_on_purpose_is_known_as_that(desk: Desk, place: Path) -> None:
    accepted(desk)
    connection.close_station()
    old = Path(shutil.copy(desk.file, desk.file.with_name("old.db")))
    connection.open_station(desk.file)
    custody(desk)
    connection.close_station()
    with connection.station(old, read_only=True):
        assert anchor.seal(place, anchor.RESTORED) is None
    report = verify(old, anchored=place)
    assert report.intact
    assert "1 handover that the anchor knows came after" in str(report.notes[0])


def test_an_anchor_whose_disk_takes_half_a_line_keeps_whole_lines_only(desk: Desk, place: Path) -> None:
    accepted(desk)
    whole = place.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    other = place.with_name("other.txt")
    other.write_bytes(whole)
    line = next(line for line in anchor.read(place) if isinstance(line, anchor.Line))
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 9, hard))
    try:
        with pytest.raises(OSError, match="space"):
            anchor.append(other, [line])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert other.read_bytes() == whole


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", ""])
def test_a_number_that_is_none_is_a_damaged_line(desk: Desk, place: Path, number: str) -> None:
    place.write_text(f"a\tb\t{number}\tc\td\te\n", encoding="utf-8")
    assert proved(desk, place)[0] == "Line 1 of the anchor is damaged."


def test_damaged_lines_and_another_stations_anchor_are_named(desk: Desk, place: Path) -> None:
    place.write_text("nothing\n", encoding="utf-8")
    assert proved(desk, place) == ["Line 1 of the anchor is damaged.", "The anchor does not know this station."]
