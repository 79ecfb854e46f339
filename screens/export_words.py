"""What the codes of the registers are called where they leave the station."""

from __future__ import annotations

from collections.abc import Iterable

from db.rules import duty_log, handover, sla, tickets
from db.rules.staff import ROLE_NAMES
from screens import (
    call_words,
    cover,
    emergency_card_forms,
    emergency_text,
    handover_rows,
    key_forms,
    key_owner,
    key_words,
    log_text,
    patrol,
    phrase_forms,
    routine_forms,
    template_forms,
    ticket_forms,
    ticket_text,
    unmasked,
)
from screens.forms import Option
from screens.words import N_


def _options(options: Iterable[Option]) -> dict[str, str]:
    return {option.value: option.label for option in options if option.value}


#: The words of codes, by the name a column gives.
CODES: dict[str, dict[str, str]] = {
    "access": _options(key_forms.ACCESSES),
    "access event": unmasked.ACCESS_KINDS,
    "caller": _options(call_words.CALLER),
    "channel": _options(call_words.CHANNEL),
    "class": _options(call_words.CLASS),
    "clock": {name: name for name in sla.NAMES},
    "consent": _options(key_owner.CONSENTS),
    "cost": _options(call_words.COST),
    "counted": _options(template_forms.CODES),
    "cover": _options(cover.REASONS),
    "cover end": {"back": N_("came back"), "custody": N_("took into custody")},
    "duty": handover_rows.ROLES | {"opening": N_("took an empty post"), "handover": N_("handover")},
    "emergency": emergency_text.WORDS,
    "emergency step": _options(emergency_card_forms.KINDS),
    "every": routine_forms.EVERY,
    "grade": ticket_text.GRADES,
    "handover": handover_rows.STATES,
    "item": template_forms.KINDS,
    "key": key_words.IN_WORDS | {"good": N_("good")},
    "key event": key_words.KINDS,
    "level": ticket_text.LEVELS,
    "loan": key_words.KINDS,
    "log": log_text.KINDS,
    "outcome": _options(call_words.WHAT) | {"ticket": N_("ticket"), "again": N_("called again")},
    "owed": tickets.OWED,
    "paper": {
        "handover": N_("Handover record"), "day": N_("Daily sheet"), "summary": N_("Daily summary"),
        "log": N_("Duty log sheet"), "keys": N_("Key register sheet"), "slip": N_("Dispatch slip"),
        "emergency": N_("Emergency sheet"), "repairs": N_("Repair statistics"),
        "complaints": N_("Complaint analysis"), "service": N_("Service report"),
    },
    "phrase": phrase_forms.KINDS,
    "reason": duty_log.REASONS,
    "rings": _options(call_words.RINGS),
    "role": ROLE_NAMES,
    "round": _options(patrol.STATES),
    "section": handover_rows.SECTIONS | template_forms.SECTIONS,
    "severity": handover_rows.SEVERITIES,
    "signer": ROLE_NAMES | handover_rows.ROLES | {
        "stand_in": N_("stood in"), "back": N_("came back"), "second": N_("second signature"),
        "addendum": N_("addendum"),
    },
    "state": ticket_text.STATES,
    "step": ticket_text.EVENTS,
    "talked": {handover.FACE_TO_FACE: N_("face to face")},
    "template": {"draft": N_("draft"), "approved": N_("approved"), "dropped": N_("dropped")},
    "ticket": {"repair": N_("repair"), "complaint": N_("complaint")},
    "validity": _options(ticket_forms.Close.VALID),
    "verdict": {
        "normal": N_("normal"), "abnormal": N_("abnormal"), "none": N_("none"), "written": N_("written"),
        "said": N_("said back"),
    },
    "what": _options(key_forms.WHATS),
    "whom": _options(emergency_card_forms.WHOM),
}  # fmt: skip
