"""What proves and keeps the record at the command line: verify, backup, restore."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from db import reading
from db.opening import NotAStation
from db.rules.words import Refused, ngettext
from screens.words import N_, _
from tui import config
from tui.speech import Bar, say, told

if TYPE_CHECKING:
    # Imported where it is used: a terminal without a backup folder opens without it.
    from db import backup

_SHOWN = 20
_UNREADABLE = 2


def anchor_path(asked: Path | None = None) -> Path | None:
    """The anchor file: asked for, or the configured one."""
    named = config.read().anchor
    return asked or (Path(named).expanduser() if named else None)


def backup_plan() -> backup.Plan | None:
    """Where this terminal's backups go, as `config.toml` says."""
    settings = config.read()
    if not settings.backup:
        return None
    from db import backup

    return backup.Plan(Path(settings.backup).expanduser().absolute(), settings.backup_keep, settings.backup_days)


def prove(options: argparse.Namespace) -> int:
    """Verify the record and name what is not as it was written."""
    from db.verify import verify

    try:
        report = verify(options.db, Bar(_("Verifying")), anchor_path(options.anchor))
    except NotAStation as refused:
        refused.code = _UNREADABLE
        raise
    for problem in report.problems[:_SHOWN]:
        print(told(problem))
    if report.intact:
        say(N_("Intact: {entries} journal entries, every row as it was written."), entries=report.entries)
    else:
        found = len(report.problems)
        sentence = ngettext(
            "ALTERED: {problems} finding in {entries} entries.",
            "ALTERED: {problems} findings in {entries} entries.",
            found,
        )
        say(sentence, problems=found, entries=report.entries)
    for note in report.notes:
        print(told(note))
    return 0 if report.intact else 1


def back_up(options: argparse.Namespace) -> int:
    """Copy the station while it works, and prove the copy."""
    from db import backup

    configured = backup_plan()
    folder = options.folder or (configured.folder if configured else None)
    if folder is None:
        sentence = N_('Say where: dutydesk backup DIR, or write backup = "DIR" into {path}.')
        raise Refused(sentence, path=config.config_path())
    given = {name: n for name in ("keep", "days") if (n := getattr(options, name)) is not None}
    plan = replace(configured or backup.Plan(folder), folder=folder.absolute(), **given)
    with reading.station(options.db, read_only=True):
        made = backup.make(plan, Bar(_("Verifying the copy")))
    say(N_("Backup: {path}, verified to entry {seq}."), path=made.path, seq=made.seq)
    return 0


def put_back(options: argparse.Namespace) -> int:
    """Prove a backup, say what would be lost, ask, and put it in the station's place."""
    from db import restore

    if not options.file.exists():
        raise Refused(N_("There is no backup at {path}."), path=options.file)
    target, place = Path(os.path.realpath(options.to or options.db)), anchor_path()
    with restore.claimed(target):
        pass
    found = restore.compare(options.file, target, Bar(_("Verifying")), place)
    print(_("The backup is intact and ends at entry {seq}.").format(seq=found.backup.seq))
    for sentence in found.told:
        print(told(sentence))
    if not options.yes and not _confirmed():
        say(N_("Nothing was changed."))
        return 1
    kept = restore.put_back(options.file, target)
    say(N_("Restored: {path}."), path=target)
    if place is not None and (trouble := restore.seal(target, place)):
        print(told(trouble))
    if kept is not None:
        say(N_("What was there is kept: {path}."), path=kept)
    return 0


def _confirmed() -> bool:
    """Whether the word was typed; nobody types it by accident."""
    if not sys.stdin.isatty():
        raise Refused(N_("Nobody is here to confirm it: give --yes."))
    word = _("restore")
    return input(_("Type {word} to put it back: ").format(word=word)).strip() in (word, "restore")


def keep_watch() -> None:
    """Let the station that is opened on the screen know its anchor and its backups."""
    if (place := anchor_path()) is not None:
        from db import anchor

        anchor.use(place)
    if (plan := backup_plan()) is not None:
        from db import backup

        backup.use(plan)


__all__ = ["anchor_path", "back_up", "keep_watch", "prove", "put_back"]
