"""The handover as states and events: what may follow what, what is still absent, who may say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.rules.plain_text import half_width
from db.rules.words import Refused, _, ngettext

OPEN = ("prepared", "offered", "exchanged", "signed")
VERDICTS = ("normal", "abnormal", "none")
#: H21, in the order of their digits.
REASONS = ("unclear", "unfinished", "count", "fault", "unfit", "few", "other")
FACE_TO_FACE = "face to face"
_WEEK = 7 * 86_400_000

#: state -> event -> (state after it, how much the version grows).
_STEPS: dict[str, dict[str, tuple[str, int]]] = {
    "prepared": {
        "reopen": ("prepared", 0),
        "custody": ("accepted", 0),
        "write": ("prepared", 0),
        "offer": ("offered", 0),
        "double": ("accepted", 0),
    },
    "offered": {
        "reopen": ("offered", 0),
        "custody": ("accepted", 0),
        "write": ("offered", 0),
        "exchange": ("exchanged", 0),
        "recall": ("recalled", 0),
        "refuse": ("refused", 0),
    },
    "exchanged": {
        "reopen": ("exchanged", 0),
        "custody": ("accepted", 0),
        "write": ("exchanged", 0),
        "exchange": ("exchanged", 0),
        "recall": ("recalled", 0),
        "refuse": ("refused", 0),
        "sign": ("signed", 0),
    },
    # Whatever changes the text after the first signature makes a new version, which nobody has signed.
    "signed": {
        "reopen": ("signed", 0),
        "custody": ("accepted", 1),
        "write": ("exchanged", 1),
        "exchange": ("exchanged", 1),
        "recall": ("recalled", 0),
        "refuse": ("refused", 0),
        "accept": ("accepted", 0),
    },
    "refused": {"reopen": ("prepared", 1), "custody": ("accepted", 1)},
    "recalled": {"reopen": ("prepared", 1), "custody": ("accepted", 1)},
    # Beside what was accepted, never in it (H17).
    "accepted": {"append": ("accepted", 0), "countersign": ("accepted", 0)},
}
STATES = tuple(_STEPS)
EVENTS = (
    "reopen", "write", "offer", "recall", "exchange", "sign", "accept", "refuse", "custody", "double", "append",
    "countersign",
)  # fmt: skip

_ENDED = {
    "accepted": _("This handover was accepted: nothing in it changes any more (H17)."),
    "refused": _("This handover was refused: the outgoing officer prepares it again first."),
    "recalled": _("This handover was recalled: the outgoing officer prepares it again first."),
}
_WHY_NOT: dict[tuple[str, str], str] = {
    ("prepared", "recall"): _("This handover was not offered yet: there is nothing to recall."),
    ("prepared", "exchange"): _("This handover was not offered yet: the outgoing officer offers it first."),
    ("prepared", "sign"): _("This handover was not offered yet: offer it, check it together, then sign."),
    ("prepared", "accept"): _("This handover was not offered yet: nobody can accept it."),
    ("prepared", "refuse"): _("This handover was not offered yet: nobody can refuse it."),
    ("offered", "offer"): _("This handover is offered already: recall it to choose another officer."),
    ("offered", "sign"): _("This handover was not checked together yet: go through the list first (H4)."),
    ("offered", "accept"): _("The outgoing officer has not signed yet: the outgoing signs first."),
    ("exchanged", "offer"): _("This handover is being checked: recall it to choose another officer."),
    ("exchanged", "accept"): _("The outgoing officer has not signed this version yet: the outgoing signs first."),
    ("signed", "offer"): _("The outgoing officer has signed: recall the handover to choose another officer."),
    ("signed", "sign"): _("The outgoing officer has signed already: now the incoming officer signs."),
    ("offered", "double"): _("This handover is offered: recall it first if nobody relieves you."),
    ("exchanged", "double"): _("This handover is being checked: recall it first if nobody relieves you."),
    ("signed", "double"): _("You have signed this handover: recall it first if nobody relieves you."),
}
#: What only an accepted handover takes, and what to do until then.
_TOO_EARLY = {
    "append": _("This handover is not accepted yet: write it into the handover itself (H17)."),
    "countersign": _("This handover is not accepted yet: there is nothing to countersign."),
}


def step(state: str, event: str) -> tuple[str, int]:
    """The state after an event and how much the version grows; every step that is not allowed has its sentence."""
    after = _STEPS[state].get(event)
    if after is None:
        raise Refused(_TOO_EARLY.get(event) or _ENDED.get(state) or _WHY_NOT[state, event])
    return after


def label(number: int) -> str:
    """The number of a handover as people say it."""
    return f"J-{number:04d}"


def number_in(typed: str) -> int:
    """The number of a handover as typed: J-0012, j12, 12; 0 where it is none."""
    match = re.fullmatch(r"(?:J-?)?0*(\d{1,9})", half_width(typed).strip().upper())
    return int(match[1]) if match else 0


def check_outgoing(actor: int, holder: int | None, post: str, officer: str) -> None:
    """Only who has the post hands it over (H13)."""
    if holder is None:
        raise Refused(_("Nobody has the post {post}: take it from the duty screen."), post=post)
    if actor != holder:
        raise Refused(_("{officer} has the post {post}: only they can hand it over (H13)."), officer=officer, post=post)


def check_incoming(outgoing: int, incoming: int, name: str, other_post: str) -> None:
    """Outgoing and incoming are two people, and the incoming has no other post (H13)."""
    if outgoing == incoming:
        raise Refused(_("You cannot hand over to yourself: name your relief, or d = double shift (H13)."))
    if other_post:
        raise Refused(
            _("{officer} has the post {post}: that one must be handed over first."), officer=name, post=other_post
        )


def check_party(actor: int, *parties: tuple[int | None, str]) -> None:
    """Who types is who says it: refuse an officer who is not one of these (id, name)."""
    if actor not in [party for party, _name in parties]:
        names = " / ".join(name for _party, name in parties)
        raise Refused(_("Only {officer} can do this: let them sign on or switch to them."), officer=names)


HOLDER_READS = _("You have this post: its log is read by who relieves you, as themselves (@) (H3).")


def check_reader(actor: int, holder: int) -> None:
    """The log is read by who relieves, not by who has the post (H3)."""
    if actor == holder:
        raise Refused(HOLDER_READS)


def check_shown(shown: str, code: str) -> None:
    """What is signed is what stood on the screen before the PIN was asked (H7)."""
    if shown and shown != code:
        raise Refused(_("The record has changed since it was shown: look at it again, then sign (H7)."))


def check_signer(signer: int, wanted: int | None, name: str) -> None:
    """A signature is its officer's own (H13)."""
    if signer != wanted:
        raise Refused(_("This signature is {officer}'s to give, with their own PIN."), officer=name)


def check_offer(*, empty: bool, absent_in: int, unwritten: str, important_said: bool) -> None:
    """Refuse to offer an empty record (H2), or one where a person still has to say something (H15, H19)."""
    if empty:
        raise Refused(_("There is nothing in this handover: write down the work of the shift first (H2)."))
    if absent_in:
        sentence = ngettext(
            "{n} urgent matter lacks next step, who, by when or if-then: write it first (H15).",
            "{n} urgent matters lack next step, who, by when or if-then: write them first (H15).",
            absent_in,
        )
        raise Refused(sentence, n=absent_in)
    if unwritten:
        raise Refused(_("{label}: write what there is, or say none with 0 (H19)."), label=unwritten)
    if not important_said:
        raise Refused(_("Important or doubtful: write what there is, or say none with 0 (H19)."))


def answered(kind: str, verdict: str, counted: int | None, expected: int | None, note: str) -> bool:
    """Whether a line of the checklist is done: what is abnormal or differs needs its explanation (H4, K9)."""
    if kind == "count":
        return counted is not None and (expected in (None, counted) or bool(note))
    if kind == "readback":
        return verdict in ("none", "said")
    return bool(verdict) and (verdict != "abnormal" or bool(note))


def check_verdict(kind: str, verdict: str, counted: int | None) -> None:
    """A state is seen, a count is made: never the one for the other."""
    if kind not in ("count", "state"):
        raise Refused(_("This line is the outgoing officer's to write."))
    if kind == "count" and (counted is None or verdict):
        raise Refused(_("Count first: type the number you counted (H4)."))
    if kind == "state" and (counted is not None or verdict not in VERDICTS):
        raise Refused(_("Answer with normal, abnormal or not applicable (H4)."))
    if counted is not None and not 0 <= counted <= 999_999:
        raise Refused(_("{n} is not a count: type the number you counted."), n=counted)


def check_written(kind: str) -> None:
    """Only a text is written; the rest is checked together."""
    if kind not in ("text", "readback"):
        raise Refused(_("This line is checked together after the offer: it is not written before."))


def check_said_back(kind: str, verdict: str) -> None:
    """Only a text that is there, and must be, is said back (H15)."""
    if kind != "readback" or verdict not in ("written", "said"):
        raise Refused(_("There is nothing to say back in this line."))


def check_recount(before: int | None, counted: int | None, note: str) -> None:
    """The expected number is known after the first count: another one must say why it was made."""
    if before is not None and counted != before and not note:
        raise Refused(_("You counted {n} before: say why you counted again."), n=before)


@dataclass(frozen=True, slots=True)
class Progress:
    """What is left before the first signature, in numbers (H3, H4, H6, H14, H15)."""

    unread: int = 0
    unchecked: int = 0
    unread_back: int = 0
    unanswered: int = 0
    untalked: int = 0
    newcomers: int = 0

    @property
    def left(self) -> int:
        """How many things are left; the log, however long, is one."""
        others = self.unchecked + self.unread_back + self.unanswered + self.untalked + self.newcomers
        return min(self.unread, 1) + others


LEFT: dict[str, str] = {
    "unread": _("Lines of the log unread: {n}. l reads on (H3)."),
    "unchecked": _("Checklist lines open or unexplained: {n}. Digit answers, Enter explains (H6)."),
    "unread_back": _("Urgent matters not read back: {n}. Say them back, r for each (H15)."),
    "unanswered": _("Questions not answered: {n}. a answers (H6)."),
    "untalked": _("Talk it through face to face, then m; M says why not (H14)."),
    "newcomers": _("Matters that came in since: {n}. u takes them in, then sign (H16)."),
}


def check_complete(progress: Progress) -> None:
    """Refuse the first signature while anything is left, with the first thing that is (H6)."""
    for name, sentence in LEFT.items():
        count = getattr(progress, name)
        if count:
            raise Refused(sentence, n=count)


def check_reason(reason: str, text: str, question_open: bool | None) -> None:
    """A refusal names an unanswered question, or a reason of H21; "other" needs words (H5)."""
    if question_open is False:
        raise Refused(_("That question was answered: name one that is open, or a reason (H5)."))
    if question_open is None and reason not in REASONS:
        raise Refused(_("Name an unanswered question or one of the reasons (H5, H21)."))
    if question_open is None and reason == "other" and not text:
        raise Refused(_("Say the reason why you do not take over (H21)."))


def read_from(duty_began: int, last_ended: int | None) -> int:
    """Where the incoming begins to read: the end of their last duty here, at least this duty, at most a week (H3)."""
    if last_ended is None:
        return duty_began
    return min(duty_began, max(last_ended, duty_began - _WEEK))
