"""What may be answered about a call, letter or visit (L7): the options of its form, the words of its register."""

from __future__ import annotations

from screens.forms import Option
from screens.words import N_

WHAT = (
    Option("w", "answered", N_("asked, answered at once")),
    Option("d", "promise", N_("answer promised")),
    Option("b", "repair", N_("repair")),
    Option("t", "complaint", N_("complaint")),
    Option("y", "suggestion", N_("suggestion")),
    Option("g", "transfer", N_("put through")),
    Option("o", "other", N_("other")),
)
#: One key each, before the letter that says what it was about; the same key again takes it back.
MARKS = (
    Option("l", None, N_("letter"), marks=("channel", "2")),
    Option("f", None, N_("visit"), marks=("channel", "3")),
    Option("<", None, N_("answered late"), marks=("rings", "2")),
    Option(">", None, N_("within three rings"), marks=("rings", "1")),
)
RINGS = (Option("1", "three", N_("within three rings")), Option("2", "late", N_("answered late")))
#: What is a line of the log and nothing else.
LINES = ("answered", "suggestion", "transfer", "other")
CHANNEL = (
    Option("1", "call", N_("call")),
    Option("2", "letter", N_("letter")),
    Option("3", "visit", N_("visit")),
)
CALLER = (
    Option("1", "owner", N_("owner")),
    Option("2", "resident", N_("resident")),
    Option("3", "other", N_("somebody else")),
)
COST = (
    Option("1", "told", N_("told what it costs")),
    Option("2", "free", N_("free of charge")),
    Option("3", "later", N_("urgent, told later")),
)
REPAIR = (Option("1", "urgent", N_("urgent, 24 hours")), Option("2", "ordinary", N_("ordinary, 3 days")))
CLASS = (
    Option("1", "management", N_("daily management")),
    Option("2", "defect", N_("defect of the building")),
    Option("3", "", N_("not clear yet")),
)
CONFIRMED = (Option("y", True, N_("read back, confirmed")), Option("n", False, N_("later")))
COMPLAINT = (Option("1", "general", N_("general")), Option("2", "major", N_("major: the manager is told")))
