"""Forms of the templates: a line, and the supervisor's approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import staff, templates
from screens.desk import Desk
from screens.forms import Answers, Field, Form, Option, Saved
from screens.words import N_, _

SECTIONS = {
    "things": N_("Keys, tools, papers"),
    "unfinished": N_("Unfinished"),
    "important": N_("Important or doubtful"),
}
KINDS = {
    "state": N_("look: normal or not"),
    "count": N_("count"),
    "text": N_("the outgoing writes it"),
    "readback": N_("the incoming says it back"),
}


def _options(words: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(str(n), value, label) for n, (value, label) in enumerate(words.items(), 1))


#: What a count is held against; the last one has only the number of the handover before.
CODES = (
    Option("1", "key", N_("keys")),
    Option("2", "radio", N_("radios")),
    Option("3", "torch", N_("torches")),
    Option("4", "umbrella", N_("umbrellas")),
    Option("5", "book", N_("books")),
    Option("6", "file", N_("owner files")),
    Option("7", "receipt", N_("next receipt number")),
    Option("0", "", N_("the count of the handover before")),
)
DIGITS = tuple(Option(str(n), n, N_("digits")) for n in range(1, 7))


class TemplateLine(Form):
    """A line of a template. `args`: first (whether the post has the registers), and what stands there."""

    def fields(self, _desk: Desk, answers: Answers) -> Sequence[Field]:
        """Section, kind and label; of a count what it is held against; Enter keeps what stands."""
        stands: dict[str, Any] = self.args
        label = stands.get("label", "")
        asked = [
            Field("section", N_("section"), "choice", options=_options(SECTIONS), default=stands.get("section", "")),
            Field("kind", N_("kind"), "choice", options=_options(KINDS), default=stands.get("kind", "")),
            Field("label", N_("label"), required=not label, default=label, hint=label),
        ]
        if answers.get("kind") != "count":
            return asked
        if self.args["first"]:
            asked.append(Field("code", N_("held against"), "choice", options=CODES, default=stands.get("code", "")))
        if not answers.get("code", "" if not self.args["first"] else "?"):
            asked.append(Field("digits", N_("width"), "choice", options=DIGITS, default=stands.get("digits", "")))
        return asked

    @staticmethod
    def _said(answers: Answers) -> tuple[str, str, str, str, int]:
        return (
            answers["section"], answers["kind"], answers["label"], answers.get("code", ""), answers.get("digits", 0),
        )  # fmt: skip


class NewLine(TemplateLine):
    """A new line of a template. `args`: post, first."""

    title = N_("New line of the template")

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Add it to the draft."""
        templates.add(desk.who, self.args["post"], *self._said(answers))
        return Saved(_("Added to the draft: s approves it."))


class ChangeLine(TemplateLine):
    """A line written anew. `args`: item, first, section, kind, code, label, digits."""

    title = N_("Line of the template")

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Write it into the draft."""
        templates.change(desk.who, self.args["item"], *self._said(answers))
        return Saved(_("Changed in the draft: s approves it."))


class ApproveTemplate(Form):
    """The draft becomes the version in force. `args`: post, number, name."""

    title = N_("Approve the template")

    def heading(self, _desk: Desk) -> str:
        """Which version of which post."""
        return f"{_(self.title)}  {self.args['name']}  {_('version {n}').format(n=self.args['number'])}"

    def lines(self, desk: Desk, _answers: Answers) -> list[str]:
        """Who approves, and what that means."""
        return [f"  {desk.who.name}: {_('the next handovers are made with it, earlier ones keep theirs')}"]

    def fields(self, _desk: Desk, _answers: Answers) -> Sequence[Field]:
        """Six digits."""
        return (Field("pin", "PIN", "pin", width=6),)

    def save(self, desk: Desk, answers: Answers) -> Saved:
        """Approve it, signed."""
        signer = staff.unlock(desk.who.officer_id, answers["pin"], templates.approve.of(self.args["post"]))
        made = templates.approve(desk.who, self.args["post"], signer)
        return Saved(_("Version {n} is in force.").format(n=made.number))
