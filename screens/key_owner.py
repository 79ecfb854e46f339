"""Special keys: two signatures, the owner's word or an emergency, and the signature that follows one (K6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import key_register, staff
from db.key_register import KeyView, Urgency
from db.rules.plain_text import clean
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.key_signing import pin_fields
from screens.key_words import Person
from screens.officer_field import offered
from screens.phrases import officer_names
from screens.text import masked, masked_name, person
from screens.words import N_, _

_TWO = Option("s", "two", N_("two officers sign"))
_URGENT = Option("e", "urgent", N_("emergency: signed later"))
_OWNER = (
    Option("c", "called", N_("call the registered number")),
    Option("r", "refused", N_("not given: write down why")),
    _URGENT,
)


def how_fields(desk: Desk, keys: list[KeyView], who: Person, answers: Answers) -> list[Field]:
    """What is asked before a special key goes out: how, what that needs, and its PINs (K3, K6)."""
    pins = key_register.signers_needed(desk.who, [key.tag for key in keys])
    if pins < 2:
        return pin_fields(desk, pins)
    asked = asks_owner(keys, who)
    how = Field("how", N_("how"), "choice", options=_OWNER if asked else (_TWO, _URGENT), default="two")
    said = answers.get("how", "two")
    if said == "refused":
        return [how, Field("why", N_("why it was not given"))]
    if said == "urgent":
        return [how, *_urgent_fields(), *pin_fields(desk, 1)]
    return [how, *(called_field(tag) for tag in asked), *pin_fields(desk, 2)]


def asks_owner(keys: list[KeyView], who: Person) -> list[str]:
    """Tags of entrusted keys whose owner must be asked about this person; one call answers for one key."""
    return key_register.asks_owner([key.tag for key in keys], who)


def called_field(tag: str) -> Field:
    """Who answered the registered number; it stands there to be dialled."""
    number = key_register.owner_of(tag).phone or "-"
    hint = _("{tag}: dial {number}").format(tag=tag, number=number)
    return Field(f"spoke_{tag}", N_("who answered"), hint=hint, check=lambda text: clean(text, N_("Who answered"), 60))


def _urgent_fields() -> tuple[Field, Field]:
    reason = Field("reason", N_("what happened"), check=lambda text: clean(text, N_("Reason"), 200))
    approved = Field("approved", N_("who approved it by word of mouth"), candidates=officer_names)
    return reason, approved


def owner_lines(keys: list[KeyView], who: Person) -> list[str]:
    """Whom the owner of each entrusted key allows, where this person is not among them."""
    return [line for tag in asks_owner(keys, who) for line in _owner_lines(tag)]


def _owner_lines(tag: str) -> list[str]:
    owner = key_register.owner_of(tag)
    named = ", ".join(f"{masked_name(one.name)} {one.relation}".rstrip() for one in key_register.listed(tag)) or "-"
    said = _("{tag} owner {name} {phone}, list: {people}")
    return [
        "  " + said.format(tag=tag, name=masked_name(owner.name), phone=masked(owner.phone), people=named),
        _("  this person is not on the list"),
    ]


def spoke_to(answers: Answers) -> str:
    """Who answered the registered number; of several keys the last one asked."""
    said = [text for name, text in answers.items() if name.startswith("spoke_")]
    return said[-1] if said else ""


def urgency(answers: Answers) -> Urgency | None:
    """The emergency that was said, if one was."""
    return Urgency(answers["reason"], answers["approved"]) if answers.get("how") == "urgent" else None


class Countersign(Form):
    """`t`: the second signature that an emergency left owing. `args`: loan, tag, about."""

    title = N_("Signature afterwards")

    def heading(self, _desk: Desk) -> str:
        """Which key, and why it went out."""
        return f"{_(self.title)}  {self.args['tag']} {self.args['about']}"

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Who signs (Enter: who acts, unless they issued it), then the PIN."""
        issuer = next((o.issuer_id for o in key_register.owed_signatures() if o.loan_id == self.args["loan"]), 0)
        mine = desk.who.officer_id != issuer
        hint = _("another officer than the one who issued")
        return (
            Field("officer", N_("who signs"), required=not mine, default=desk.who.officer_id if mine else None,
                  hint=_("Enter: {name}; {hint}").format(name=desk.who.name, hint=hint) if mine else hint,
                  candidates=offered, check=_officer, instant=staff.is_number),
            Field("pin", "PIN", "pin", width=6),
        )  # fmt: skip

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Sign it."""
        loan = self.args["loan"]
        signer = staff.unlock(answers["officer"], answers["pin"], key_register.countersign.of(loan))
        signed = key_register.countersign(desk.who, loan, signer)
        return Saved(_("Key {tag}: the second signature is there.").format(tag=signed.tag))


def _officer(typed: str) -> int:
    return staff.numbered(typed.split()[0]).id


CONSENTS = (
    Option("p", "present", N_("owner is here")),
    Option("t", "phone", N_("owner said so on the phone")),
    Option("l", "letter", N_("owner wrote it")),
)


class OwnersList(Form):
    """`g`: put somebody on the owner's list of a key, or take one off. `args`: tag."""

    title = N_("Owner's list")

    def heading(self, _desk: Desk) -> str:
        """Which key."""
        return f"{_(self.title)}  {self.args['tag']}"

    def lines(self, _desk: Desk, _answers: Answers) -> list[str]:
        """Who is on it."""
        return [
            f"  {n} {person(one.name)} {masked(one.phone)} {one.relation}" for n, one in enumerate(self._listed(), 1)
        ]

    def _listed(self) -> list[Any]:
        return key_register.listed(self.args["tag"])[:9]

    def fields(self, _desk: Desk, answers: Answers) -> Sequence[Field]:
        """`n` a person, or the digit of the one to be taken off."""
        off = (
            Option(str(n), one.id, _("off: {name}").format(name=one.name)) for n, one in enumerate(self._listed(), 1)
        )
        what = Field("what", N_("list"), "choice", options=(Option("n", 0, N_("new person")), *off))
        if answers.get("what", 0):
            return (what,)
        consent = Field("consent", N_("consent"), "choice", options=CONSENTS)
        relation = Field("relation", N_("relation"), required=False, hint=N_("as son, tenant, decorator"))
        return (what, Field("name", N_("name")), Field("phone", N_("phone")), relation, consent)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Change the list."""
        tag = self.args["tag"]
        if answers["what"]:
            key_register.unlist_person(desk.who, answers["what"])
            return Saved(_("The list of key {tag} is one person shorter.").format(tag=tag))
        key_register.list_person(
            desk.who, tag, answers["name"], answers["phone"], answers["relation"], answers["consent"]
        )
        return Saved(_("{name} may fetch key {tag} now.").format(name=answers["name"], tag=tag))
