"""The rows of a post's template inside a write: the version in force, its lines, and the one that comes first."""

from __future__ import annotations

from db.journal import Write
from db.models.site import Post
from db.models.templates import Template, TemplateItem
from db.prepared import every, one
from db.rules import templates as rules
from db.rules.words import Refused, _


def supply(write: Write, post: Post, language: str) -> None:
    """Give a new post the template that comes with the program."""
    row = Template(post=post, number=1, state="approved", drafted_at=write.at, approved_at=write.at)
    write.save(row)
    for position, plan in enumerate(rules.plans(post.code), 1):
        write.save(
            TemplateItem(
                template=row, position=position, section=plan.section, kind=plan.kind, code=plan.code,
                label=plan.label(language), digits=plan.digits,
            )
        )  # fmt: skip


def in_force(post_id: int) -> Template:
    """The version a handover of this post is made with now."""
    found = every(Template, post=post_id, state="approved")
    if not found:
        raise Refused(_("There is no such post at this site."))
    return max(found, key=lambda row: row.number)


def draft(post_id: int) -> Template | None:
    """The version that is being written, if there is one."""
    return one(Template, post=post_id, state="draft")


def lines(template_id: int) -> list[TemplateItem]:
    """The lines of a version, in the order of their sections (H18)."""
    kept = [row for row in every(TemplateItem, template=template_id) if row.position]
    return sorted(kept, key=lambda row: (rules.SECTIONS.index(row.section), row.position))
