"""The templates (F6): what is handed over at each post, line by line, in versions that a supervisor approves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import work
from textual.widget import Widget

from db import templates
from db.rules.words import Refused
from db.templates import ItemLine, TemplateView
from screens.base import BaseScreen
from screens.commands import Command, InBook
from screens.template_forms import KINDS, SECTIONS, ApproveTemplate, ChangeLine, NewLine
from screens.text import local
from screens.widgets.checklist import Bare, Row, bare, heading, numbered
from screens.widgets.ledger import Ledger
from screens.widgets.source import ListSource
from screens.words import N_, _, ngettext, tell


class NewTemplateLine(InBook):
    """Add a line: a state to see, a count, a text, or a text that must be said back."""

    shortcut, label = "n", N_("new line")


class OpenLine(InBook):
    """Write the line under the cursor anew; its number does the same with one key."""

    shortcut, label = "enter", N_("change")


class LineUp(InBook):
    """Move the line one place up in its section."""

    shortcut, label = "u", N_("up")


class LineDown(InBook):
    """Move the line one place down in its section."""

    shortcut, label = "d", N_("down")


class TakeOut(InBook):
    """Leave the line out; the versions before keep it."""

    shortcut, label = "x", N_("leave out")


class ApproveDraft(InBook):
    """Approve the draft with your PIN: the next handovers are made with it."""

    shortcut, label = "s", N_("approve")


class DropDraft(InBook):
    """Put the draft away; the version in force stands."""

    shortcut, label, shown = "z", N_("put the draft away"), False


class PostBefore(Command):
    """Show the template of the post before."""

    shortcut, label, shown = "left", N_("post before"), False


class PostAfter(Command):
    """Show the template of the next post."""

    shortcut, label, also = "right", N_("next post"), ("tab",)


class Versions(Command):
    """Read every version there was, with who approved it and when."""

    shortcut, label = "v", N_("versions")


class TemplatesScreen(BaseScreen):
    """The lines of one post; Left and Right show another."""

    NOUN = "templates"
    TITLE_MSGID = N_("Handover template")
    SHORTCUTS = (
        OpenLine, NewTemplateLine, LineUp, LineDown, TakeOut, ApproveDraft, PostAfter, PostBefore, Versions, DropDraft,
    )  # fmt: skip

    post_id = 0
    view: TemplateView | None = None

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Ledger(
            ListSource[Row]([]),
            lambda row, width: row.words(width),
            style=lambda row: "bold" if row.bold else "",
            id="lines",
        )

    @property
    def ledger(self) -> Ledger[Row]:
        """The one list."""
        return self.query_one("#lines", Ledger)

    def refresh_data(self) -> None:
        """Read the template again."""
        if self.desk.session is None:
            return
        self.post_id = self.post_id or self.desk.post.id
        self.view = templates.view(self.post_id)
        self.ledger.source = ListSource(numbered(_rows(self.view)))
        super().refresh_data()

    def title_line(self) -> tuple[str, str]:
        """Whose template it is, which version, and who approved it."""
        view = self.view
        if view is None:
            return _(self.TITLE_MSGID), ""
        version = _("version {n}").format(n=view.number)
        if view.draft:
            return f"{_(self.TITLE_MSGID)}  {view.post}  {version}", _("draft of {name}").format(name=view.drafted_by)
        return f"{_(self.TITLE_MSGID)}  {view.post}  {version}", self._approved(view)

    def _approved(self, view: TemplateView) -> str:
        at = f"{local(view.approved_at or 0, self.desk.zone):%Y-%m-%d}"
        return f"{at} {view.approved_by or _('as supplied')}"

    def line(self) -> ItemLine | None:
        """The line under the cursor."""
        row = self.ledger.current
        return self._numbered(row.id) if row is not None else None

    def _numbered(self, number: int) -> ItemLine | None:
        items = self.view.items if self.view else ()
        return next((item for item in items if item.number == number), None)

    # -- changing -----------------------------------------------------------------------------------

    def on_digit(self, digit: str) -> None:
        """A digit goes to that line and changes it: one key."""
        row = next((row for row in self.ledger.source.page(None, 99) if row.id == int(digit)), None)
        if row is not None and digit != "0":
            self.ledger.go_to(row.key)
            self._change(self._numbered(row.id))

    def on_ledger_opened(self, _event: Ledger.Opened) -> None:
        """Enter on a line."""
        self._change(self.line())

    def do_open_line(self) -> None:
        """Enter."""
        self._change(self.line())

    def _change(self, item: ItemLine | None) -> None:
        if reason := OpenLine.why_not(self):
            self.say(_(reason))
        elif item is None:
            self.say(_("Move to a line first."))
        else:
            told = {name: getattr(item, name) for name in ("section", "kind", "code", "label", "digits")}
            self.open_form(ChangeLine(item=item.id, first=self._view.first, **told))

    @property
    def _view(self) -> TemplateView:
        assert self.view is not None
        return self.view

    def do_new_template_line(self) -> None:
        """`n`."""
        self.open_form(NewLine(post=self.post_id, first=self._view.first))

    def do_line_up(self) -> None:
        """`u`."""
        self._move(-1)

    def do_line_down(self) -> None:
        """`d`."""
        self._move(1)

    @work(group="move")
    async def _move(self, by: int) -> None:
        """The line moves, and the cursor with it."""
        item, row = self.line(), self.ledger.current
        if item is None or row is None:
            self.say(_("Move to a line first."))
            return
        try:
            await self.ask(templates.move, self.desk.who, item.id, by)
        except Refused as refused:
            self.say(tell(refused))
        else:
            self.refresh_data()
            self.ledger.go_to((row.key[0] + by,))

    def do_take_out(self) -> None:
        """`x`."""
        item, who = self.line(), self.desk.who
        if item is None:
            self.say(_("Move to a line first."))
            return

        def out() -> str:
            templates.remove(who, item.id)
            return _("{line} is left out of the draft.").format(line=item.label)

        self.do(out)

    def do_approve_draft(self) -> None:
        """`s`."""
        if self._view.draft:
            self.open_form(ApproveTemplate(post=self.post_id, number=self._view.number, name=self._view.post))
        else:
            self.say(_("Nothing was changed: the version in force stands."))

    def do_drop_draft(self) -> None:
        """`z`."""
        who, post = self.desk.who, self.post_id

        def drop() -> str:
            templates.drop(who, post)
            return _("The draft is put away.")

        self.do(drop)

    # -- other posts, earlier versions ----------------------------------------------------------------

    def do_post_before(self) -> None:
        """Left."""
        self._show(-1)

    def do_post_after(self) -> None:
        """Right."""
        self._show(1)

    def _show(self, by: int) -> None:
        posts = [post.id for post in self.desk.site.posts]
        self.post_id = posts[(posts.index(self.post_id) + by) % len(posts)]
        self.ledger.home()
        self.refresh_data()

    def do_versions(self) -> None:
        """`v`."""
        parts = []
        for version in templates.versions(self.post_id):
            head = f"{_('version {n}').format(n=version.number)}  {self._approved(version)}"
            lines = [f"{item.number:>2} {item.label}  {said(item)}" for item in version.items]
            parts.append("\n".join([head, *lines]))
        self.station.read(f"{_(self.TITLE_MSGID)}  {self._view.post}", "\n\n".join(parts))


def said(item: ItemLine) -> str:
    """What kind of line it is, and the width of a count of its own."""
    if item.kind != "count" or item.code:
        return _(KINDS[item.kind])
    digits = ngettext("{n} digit", "{n} digits", item.digits).format(n=item.digits)
    return f"{_(KINDS[item.kind])}  {digits}"


def _rows(view: TemplateView) -> Iterator[Bare]:
    for section, title in SECTIONS.items():
        items = [item for item in view.items if item.section == section]
        yield heading(_(title), str(len(items)) if items else _("none"))
        for item in items:
            yield bare((f"{item.number:>2}", 2), (item.label, 36), (said(item), 0), kind="line", id=item.number)
