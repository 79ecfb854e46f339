"""The door to the templates: what is handed over at each post, in numbered versions that a superior approves."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import JOIN

from db import signatures, staff
from db import template_rows as rows
from db.journal import Write, writing
from db.keyring import Signer
from db.models.site import Post, Site
from db.models.staff import Officer
from db.models.templates import Template, TemplateItem
from db.rules import plain_text
from db.rules import templates as rules
from db.rules.signature import digest_of
from db.rules.staff import REVIEWERS
from db.rules.words import Refused, _


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of a template, as the screens see it."""

    id: int
    number: int
    section: str
    kind: str
    code: str
    label: str
    digits: int


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A version of a post's template; `approved_by` is empty where it came with the program. Times in epoch ms."""

    id: int
    post_id: int
    post: str
    first: bool
    number: int
    state: str
    drafted_by: str
    approved_by: str
    approved_at: int | None
    text: str
    items: tuple[ItemLine, ...]

    @property
    def draft(self) -> bool:
        """Whether nobody has approved it yet."""
        return self.state == "draft"


def view(post_id: int) -> TemplateView:
    """The template of a post: the draft where one is being written, else the version in force."""
    return _view((rows.draft(post_id) or rows.in_force(post_id)).id)


def versions(post_id: int) -> list[TemplateView]:
    """Every version a post's handovers were made with, newest first."""
    query = Template.select(Template.id).where(Template.post == post_id, Template.state == "approved")
    return [_view(row.id) for row in query.order_by(Template.number.desc())]


_Drafter, _Approver = Officer.alias(), Officer.alias()


def _view(template_id: int) -> TemplateView:
    query = (
        Template.select(Template, Post, _Drafter, _Approver)
        .join(Post)
        .switch(Template)
        .join(_Drafter, JOIN.LEFT_OUTER, on=Template.drafted_by, attr="drafted_by")
        .switch(Template)
        .join(_Approver, JOIN.LEFT_OUTER, on=Template.approved_by, attr="approved_by")
    )
    row = query.where(Template.id == template_id).get()
    items = [
        ItemLine(item.id, number, item.section, item.kind, item.code, item.label, item.digits)
        for number, item in enumerate(rows.lines(row.id), 1)
    ]
    return TemplateView(
        row.id, row.post_id, row.post.name, row.post.position == 0, row.number, row.state,
        row.drafted_by.name if row.drafted_by else "", row.approved_by.name if row.approved_by else "",
        row.approved_at, row.text, tuple(items),
    )  # fmt: skip


# -- writing a draft ------------------------------------------------------------------------------------


@writing("template.add")
def add(write: Write, post_id: int, section: str, kind: str, label: str, code: str = "", digits: int = 0) -> int:
    """Add a line to the draft of a post, which begins as a copy of the version in force; return the line's id."""
    template, _places = _drafting(write, post_id)
    last = max((item.position for item in rows.lines(template.id)), default=0)
    return _write(write, TemplateItem(template=template, position=last + 1), section, kind, label, code, digits)


@writing("template.change")
def change(write: Write, item_id: int, section: str, kind: str, label: str, code: str = "", digits: int = 0) -> int:
    """Write a line of the draft anew; return its id there."""
    return _write(write, _line(write, item_id), section, kind, label, code, digits)


@writing("template.move")
def move(write: Write, item_id: int, by: int) -> int:
    """Let a line of the draft change places with the one before (-1) or after it (1) in its section."""
    item = _line(write, item_id)
    same = [row for row in rows.lines(item.template_id) if row.section == item.section]
    here = next(place for place, row in enumerate(same) if row.id == item.id)
    if not 0 <= here + by < len(same):
        raise Refused(_("{label} stands at the end of its section: give it another section to move it on."),
                      label=item.label)  # fmt: skip
    other = same[here + by]
    item.position, other.position = other.position, item.position
    write.save(other)
    return write.save(item).id


@writing("template.remove")
def remove(write: Write, item_id: int) -> None:
    """Leave a line out of the draft; the versions before keep it."""
    item = _line(write, item_id)
    item.position = 0
    write.save(item)


@writing("template.drop")
def drop(write: Write, post_id: int) -> None:
    """Put the draft of a post away; the version in force stands."""
    staff.authorise(write, *REVIEWERS)
    row = _draft(post_id)
    row.state = "dropped"
    write.save(row)


@writing("template.approve")
def approve(write: Write, post_id: int, signer: Signer) -> TemplateView:
    """Approve the draft of a post with a signature: the next handovers are made with it, earlier ones keep theirs."""
    staff.authorise(write, *REVIEWERS)
    if signer.officer_id != write.officer:
        raise Refused(_("This PIN is another officer's: a template is approved by the one who is signed on."))
    row, before = _draft(post_id), rows.in_force(post_id)
    language = Site.get_by_id(1).language
    said = _said(row.id, language)
    rules.check_approval(said, _said(before.id, language))
    head = f"{rules.word('template', language)} {row.post.name} {rules.word('version', language, n=row.number)}"
    row.text = "\n".join([head, *said]) + "\n"
    row.state, row.approved_by, row.approved_at = "approved", Officer(id=write.officer), write.at
    write.save(row)
    meaning = rules.word("mean.template", language)
    signatures.sign(write, signer, f"template:{row.id}", row.number, "approved", meaning, digest_of(row.text))
    return _view(row.id)


def _drafting(write: Write, post_id: int) -> tuple[Template, dict[int, TemplateItem]]:
    """The draft of a post, begun as a copy where there is none; and its lines by the ids of those they copy."""
    staff.authorise(write, *REVIEWERS)
    row = rows.draft(post_id)
    if row is not None:
        return row, {item.id: item for item in rows.lines(row.id)}
    before = rows.in_force(post_id)
    row = Template(post=post_id, number=before.number + 1, state="draft", drafted_at=write.at)
    row.drafted_by_id = write.officer or None
    write.save(row)
    return row, {item.id: _copy(write, row, place, item) for place, item in enumerate(rows.lines(before.id), 1)}


def _copy(write: Write, template: Template, position: int, item: TemplateItem) -> TemplateItem:
    copied = TemplateItem(template=template, position=position, section=item.section, kind=item.kind, code=item.code)
    copied.label, copied.digits = item.label, item.digits
    return write.save(copied)


def _line(write: Write, item_id: int) -> TemplateItem:
    """The line of the draft that a line on the screen stands for."""
    shown = TemplateItem.select(TemplateItem, Template).join(Template).where(TemplateItem.id == item_id).first()
    found = _drafting(write, shown.template.post_id)[1].get(item_id) if shown is not None else None
    if found is None:
        raise Refused(_("This template was changed meanwhile: look at it again."))
    return found


def _draft(post_id: int) -> Template:
    row = rows.draft(post_id)
    if row is None:
        raise Refused(_("Nothing was changed: the version in force stands."))
    return row


def _write(write: Write, item: TemplateItem, section: str, kind: str, label: str, code: str, digits: int) -> int:
    post = Post.select().join(Template).where(Template.id == item.template_id).get()
    code = code if kind == "count" else ""
    digits = digits if kind == "count" and not code else 0
    rules.check_line(section, kind, code, digits, first=post.position == 0)
    item.section, item.kind, item.code, item.digits = section, kind, code, digits
    item.label = plain_text.clean(label, _("Line"), 60)
    rules.check_label(item.label, [row.label for row in rows.lines(item.template_id) if row.id != item.id])
    return write.save(item).id


def _said(template_id: int, language: str) -> list[str]:
    """The lines of a version in words: what is approved, and compared with the version before."""
    return [f"{number}. {_words(item, language)}" for number, item in enumerate(rows.lines(template_id), 1)]


def _words(item: TemplateItem, language: str) -> str:
    parts = [
        f"[{rules.word(f'section.{item.section}', language)}]",
        rules.word(f"kind.{item.kind}", language),
        item.label,
    ]
    if item.kind == "count":
        parts.append(f"({item.code or rules.word('digits', language, n=item.digits)})")
    return " ".join(parts)
