"""The desk: this terminal's site, post, officers signed on, and forms put aside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from platformdirs import user_data_path

from db import clock, duty, journal, staff
from db import site as site_door
from db.site import PostView, SiteView
from db.staff import Session


@dataclass
class Parked:
    """A form put aside, with everything typed into it (never a PIN)."""

    form: str
    args: dict[str, Any]
    typed: dict[str, str]
    began_at: int
    title: str
    file: str = ""
    #: Where the form is defined: after a restart its screen may not have been opened yet.
    module: str = ""


@dataclass(frozen=True, slots=True)
class Printer:
    """Where papers go from this terminal: a folder, a command run on each, a font for Chinese; empty is a default."""

    folder: str = ""
    command: str = ""
    font: str = ""

    def place(self) -> Path:
        """The folder, made when the first paper is printed."""
        return Path(self.folder).expanduser() if self.folder else user_data_path("dutydesk") / "papers"


@dataclass
class Desk:
    """What every screen of this terminal shares; set by sign-on, read by the screens."""

    site: SiteView
    post: PostView
    session: Session | None = None
    officers: list[Session] = field(default_factory=list)
    last_pin_at: int = 0
    locked: bool = False
    #: How to enter, for the sign-on screen of the demo.
    hint: str = ""
    printer: Printer = Printer()

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.site.zone)

    @property
    def who(self) -> Session:
        """The officer who acts now."""
        if self.session is None:
            raise RuntimeError("nobody is signed on")
        return self.session

    def now(self) -> int:
        """The station's time, epoch milliseconds."""
        return clock.now()

    def clock_behind(self) -> int:
        """Milliseconds by which the clock stands before the record."""
        return journal.clock_behind()

    def read_settings(self) -> None:
        """Take the site's settings as they are now: another terminal may have changed one."""
        self.site = replace(self.site, settings=site_door.settings())

    def sign_on(self, session: Session) -> None:
        """Let an officer act here; their post, if they have one, becomes the desk's."""
        self.officers = [s for s in self.officers if s.officer_id != session.officer_id] + [session]
        self.act_as(session)
        self.last_pin_at = self.now()

    def act_as(self, session: Session) -> None:
        """Let an officer who is signed on act from now, at the post they stand in at or have."""
        from db import cover  # with the registers behind it: nobody acts before the first screen is painted

        self.session = session
        covered = cover.standing_in(session.officer_id)
        held = duty.of_officer(session.officer_id)
        post_id = covered.post_id if covered else held.post_id if held else self.post.id
        self.post = next(post for post in self.site.posts if post.id == post_id)

    def sign_off(self) -> None:
        """Sign the acting officer off; refused while they have a post (H9)."""
        gone = self.who
        staff.sign_off(gone)
        self.officers = [s for s in self.officers if s.officer_id != gone.officer_id]
        self.session = self.officers[-1] if self.officers else None
