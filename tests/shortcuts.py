"""The tables of docs/shortcuts.md, made from the commands themselves: `python -m tests.shortcuts` writes them anew."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from screens.base import BaseScreen
from screens.commands import EVERYWHERE, Command
from tui.app import FEATURES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "shortcuts.md"
BEGIN, END = "<!-- shortcuts: python -m tests.shortcuts -->", "<!-- end of shortcuts -->"
NAMES = {
    "duty": "Duty screen",
    "duty_log": "Duty log (F2)",
    "handover": "Handover (F3)",
    "key_register": "Keys (F4)",
    "ticket_queue": "Tickets (F5)",
    "registers": "Registers (F6)",
    "routines": "Routine schedule (F6)",
    "templates": "Handover templates (F6)",
    "receipts": "Receipt books (F6)",
    "roster": "Roster (F6)",
    "passes": "Passes (F6)",
    "units": "Units (F6)",
    "settings": "Site settings (F6)",
    "inbox": "Inbox (F7)",
    "staff": "Staff (F6)",
    "printing": "Papers (F8)",
    "emergency": "Emergency card (!)",
    "emergency_book": "Emergency cards (F6)",
    "phrase_book": "Phrase book (F6)",
}


def _rows(commands: tuple[type[Command], ...]) -> list[str]:
    return [f"| {_key(command)} | {command.help()} |" for command in commands]


def _key(command: type[Command]) -> str:
    return "`\\|`" if command.shortcut == "|" else f"`{command.key_shown()}`"


def tables() -> str:
    """One table for everywhere and one per screen."""
    parts = ["**Everywhere**\n", "| key | what it does |\n|---|---|", *_rows(EVERYWHERE)]
    for noun, name in NAMES.items():
        screen: type[BaseScreen] = getattr(import_module(f"screens.{noun}"), FEATURES[noun])
        parts += [f"\n**{name}**\n", "| key | what it does |\n|---|---|", *_rows(screen.SHORTCUTS)]
    return "\n".join(parts)


def main() -> None:
    """Write the tables into their page, between the two marks."""
    text = PAGE.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{tables()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
