"""Forms of the key register that are no scan: chase, extension, transfer, loss, repair, a new key, the filter."""

from __future__ import annotations

from collections.abc import Sequence

from db import key_register
from db.key_register import KeyFilter
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.key_owner import called_field, spoke_to
from screens.key_people import Asking
from screens.key_signing import pin_fields, signers
from screens.key_words import SPECIAL, WHEN_HINT, is_when, when
from screens.text import day_clock
from screens.words import N_, _, ngettext


class KeyForm(Form):
    """A form about one key: `tag`, and where it is out `loan` and `holder`."""

    def heading(self, _desk: Desk) -> str:
        """What is done, to which key, and who has it."""
        return "  ".join(part for part in (_(self.title), self.args["tag"], self.args.get("holder", "")) if part)


class ChaseKey(KeyForm):
    """The borrower was asked for the key."""

    title = N_("Chase")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """What was said, or Enter."""
        return (Field("text", N_("what was said"), required=False),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        key = key_register.chase(desk.who, self.args["loan"], answers["text"])
        said = ngettext("Key {tag} chased: {n} time now.", "Key {tag} chased: {n} times now.", key.chases)
        return Saved(said.format(tag=key.tag, n=key.chases))


class ExtendKey(KeyForm):
    """The key may stay out longer."""

    title = N_("Extend")

    def fields(self, desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Until when, and why."""
        until = Field("until", N_("until"), hint=WHEN_HINT, instant=is_when, check=lambda text: when(desk, text))
        return (until, Field("reason", N_("reason")))

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        key = key_register.extend(desk.who, self.args["loan"], answers["until"], answers["reason"])
        time = day_clock(key.due_at or 0, desk.zone, desk.now())
        return Saved(_("Key {tag} may stay out until {time}.").format(tag=key.tag, time=time))


class TransferKey(KeyForm):
    """The key passes from one person to another, both at the desk."""

    title = N_("Transfer")

    def _asking(self, answers: Answers) -> tuple[Asking, int]:
        asking, step = Asking(), 0
        while asking.person is None and (value := answers.get(str(step))) is not None:
            asking.take(value)
            step += 1
        return asking, step

    def fields(self, desk: Desk, answers: Answers) -> Sequence[Field]:
        """Who has it from now, whether both are here, and the PINs of a special key."""
        asking, step = self._asking(answers)
        if asking.person is None:
            return (asking.field(str(step)),)
        here = (Option("y", True, N_("both are here and confirm it")), Option("n", False, N_("no")))
        tags = [self.args["tag"]]
        pins = pin_fields(desk, key_register.signers_needed(desk.who, tags))
        called = [called_field(tag) for tag in key_register.asks_owner(tags, asking.person)]
        return (Field("both", N_("confirmed"), "choice", options=here), *called, *pins)

    def lines(self, _desk: Desk, answers: Answers) -> list[str]:
        """Who it is going to."""
        asking, _step = self._asking(answers)
        person = asking.person
        return [f"  -> {person.name} {person.firm}".rstrip()] if person else asking.lines()

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        person = self._asking(answers)[0].person
        assert person is not None
        first, second = signers(desk, answers, key_register.transfer.of(self.args["loan"], person))
        key = key_register.transfer(
            desk.who, self.args["loan"], person, answers["both"], first, second, spoke_to=spoke_to(answers)
        )
        time = day_clock(key.due_at or 0, desk.zone, desk.now())
        return Saved(_("Key {tag} is with {who} now, due {time}.").format(tag=key.tag, who=key.holder, time=time))


class LoseKey(KeyForm):
    """The key is lost and out of use."""

    title = N_("Lost")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """How it was lost."""
        return (Field("text", N_("how it was lost")),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        key = key_register.report_lost(desk.who, self.args["tag"], answers["text"])
        return Saved(_("Key {tag} is lost and out of use: tell the leader, think of the lock.").format(tag=key.tag))


class DamagedKey(KeyForm):
    """A key that is here is damaged or incomplete."""

    title = N_("Damaged")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """What is wrong with it."""
        return (Field("text", N_("what is wrong"), required=False),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        key = key_register.report_damaged(desk.who, self.args["tag"], answers["text"])
        return Saved(_("Key {tag} is damaged and out of use.").format(tag=key.tag))


class UsableKey(KeyForm):
    """A lost key was found, a damaged one repaired."""

    title = N_("Usable again")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Where it was found, who repaired it."""
        return (Field("text", N_("where found, by whom repaired"), required=False),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Record it."""
        door = key_register.found if self.args["state"] == "lost" else key_register.repaired
        return Saved(_("Key {tag} is in use again.").format(tag=door(desk.who, self.args["tag"], answers["text"]).tag))


WHATS = (
    Option("k", "key", N_("key")), Option("r", "radio", N_("radio")), Option("t", "torch", N_("torch")),
    Option("u", "umbrella", N_("umbrella")), Option("b", "book", N_("receipt book")), Option("f", "file", N_("file")),
)  # fmt: skip
ACCESSES = (
    Option("p", "public", N_("public")),
    Option("r", "restricted", SPECIAL["restricted"]),
    Option("e", "entrusted", SPECIAL["entrusted"]),
)


class NewKey(Form):
    """A key, radio, torch … for the inventory."""

    title = N_("New key")

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Tag, door, hook; Tab for the rest."""
        return (
            Field("tag", N_("tag"), check=key_register.free_tag),
            Field("opens", N_("opens")),
            Field("hook", N_("hook"), required=False),
            Field("access", N_("access"), "choice", options=ACCESSES, default="public"),
            Field("what", N_("what"), "choice", options=WHATS, default="key", extra=True),
            Field("unit", N_("unit"), required=False, extra=True),
        )

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Add it."""
        key_register.add(
            desk.who,
            answers["tag"],
            answers["opens"],
            answers["hook"],
            answers.get("what", "key"),
            answers["access"],
            answers.get("unit", ""),
        )
        return Saved(_("Key {tag} is in the register.").format(tag=answers["tag"]))


class FilterKeys(Form):
    """Which keys the list shows."""

    title = N_("Filter")
    parks = False

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Words; none shows all."""
        return (Field("text", N_("tag, door, holder, firm"), required=False, hint=N_("Enter: all keys")),)

    def save(self, _desk: Desk, answers: Answers) -> Saved:
        """Let the list show them."""
        where = KeyFilter(answers["text"])
        found = key_register.count(where)
        return Saved(ngettext("{n} key.", "{n} keys.", found).format(n=found), shown=where)
