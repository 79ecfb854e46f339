"""What is handed over at each post: versions of its template, and their lines."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.site import Post
from db.models.staff import Officer


class Template(Row):
    """One version of a post's template; `text` is frozen when it is approved, and a version is never changed after.

    A version without `approved_by` came with the program.
    """

    post = ForeignKeyField(Post, backref="templates")
    post_id: int
    number = IntegerField()
    state = TextField(constraints=[Check("state IN ('draft', 'approved', 'dropped')")])
    drafted_by = ForeignKeyField(Officer, null=True)
    drafted_by_id: int | None
    drafted_at = BigIntegerField()
    approved_by = ForeignKeyField(Officer, null=True)
    approved_by_id: int | None
    approved_at = BigIntegerField(null=True)
    text = TextField(default="")


# One draft per post; a version's number is given once.
Template.add_index(Template.index(Template.post, unique=True, where=SQL("\"state\" = 'draft'"), name="one_draft"))
Template.add_index(
    Template.index(
        Template.post, Template.number, unique=True, where=SQL("\"state\" = 'approved'"), name="template_number"
    )
)


class TemplateItem(Row):
    """A line of a template; `position` 0 is one that a draft left out.

    `code` names the register a count is held against, `digits` is the width of a count that no register holds.
    """

    template = ForeignKeyField(Template, backref="items")
    template_id: int
    position = IntegerField(constraints=[Check("position >= 0")])
    section = TextField(constraints=[Check("section IN ('things', 'unfinished', 'important')")])
    kind = TextField(constraints=[Check("kind IN ('state', 'count', 'text', 'readback')")])
    code = TextField(default="", constraints=[Check("length(code) <= 12")])
    label = TextField(constraints=[Check("length(label) BETWEEN 1 AND 60")])
    digits = IntegerField(default=0, constraints=[Check("digits BETWEEN 0 AND 6")])

    class Meta:
        table_name = "template_item"
