"""What a command, the first screen and a night may not import: each is time at the start or memory all night."""

from __future__ import annotations

import subprocess
import sys


def test_the_command_line_starts_without_importing_the_screens() -> None:
    program = (
        "import sys; from tui import cli; cli.main(['verify', '--db', '/nowhere']); sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False, capture_output=True).returncode == 0


#: What may only be imported once the first screen is painted.
LATE = (
    "db.handover", "db.handover_views", "db.inbox", "db.tickets", "db.key_register", "db.duty_log", "db.log_lines",
    "db.models.duty_log", "db.cover", "db.backup", "db.anchor", "db.verify", "cryptography", "pypinyin",
    "chinese_calendar", "reportlab", "tomllib", "playhouse", "db.rules.routines", "textual.widgets._select",
)  # fmt: skip


def test_the_first_screen_waits_for_no_register_and_no_library_it_does_not_need() -> None:
    program = "import sys, tui.cli, tui.app, tui.driver; print(*sorted({*sys.argv[1:]} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program, *LATE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


#: What is never loaded for duty, log, keys and queue: each is a tenth of a megabyte to one on every terminal.
NEVER = (
    "db.inbox", "db.day_sheet", "db.handover", "db.handover_signing", "db.anchor", "db.verify", "cryptography", "_ssl",
    "_hashlib", "_bz2", "_lzma", "_sqlite3", "email", "http", "pypinyin", "reportlab", "textual.fuzzy",
    "textual.widgets._tree", "textual.widgets._select", "textual.widgets._option_list",
)  # fmt: skip


def test_duty_log_keys_and_queue_need_neither_the_daily_sheet_nor_widgets_that_are_not_there() -> None:
    program = (
        "import sys, tui.cli, tui.app, tui.driver, screens.duty, screens.duty_log, screens.key_register,"
        " screens.ticket_queue; print(*sorted(name for name in sys.argv[1:] if sys.modules.get(name)))"
    )
    done = subprocess.run([sys.executable, "-c", program, *NEVER], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
