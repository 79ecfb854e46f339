"""A form in words: what it is about, the answers so far, and what the question that is asked now offers."""

from __future__ import annotations

from rich.cells import cell_len

from screens.forms import Field, Filling
from screens.text import columns, fit
from screens.words import _


def words(filling: Filling, value: str, template: str, width: int) -> list[str]:
    """The lines of the panel above the entry line, on which `value` stands; `template` is a phrase with slots left."""
    form, desk, answers = filling.form, filling.desk, filling.answers
    lines = [fit(form.heading(desk), width).rstrip(), *form.lines(desk, answers)]
    lines += [_answered(filling, asked) for asked in filling.fields() if _stands(filling, asked)]
    lines += [f"  {template}"] if template else []
    lines += _offers(filling, value, slot=bool(template), width=width - 2)
    return [line for line in lines if line]


def _stands(filling: Filling, asked: Field) -> bool:
    """Whether the answer of a question is shown: typed, not being asked now, no PIN."""
    typed = bool(filling.typed.get(asked.name))
    return typed and asked.name != filling.current().name and asked.kind != "pin" and not asked.silent


def _answered(filling: Filling, asked: Field) -> str:
    typed = filling.typed.get(asked.name, "")
    option = next((o for o in asked.options if o.key == typed), None)
    label = _(asked.label)
    said = _(option.label) if option else typed
    return f"  {columns((label, max(12, cell_len(label))), (said, 60))}".rstrip()


def _offers(filling: Filling, value: str, *, slot: bool, width: int) -> list[str]:
    asked = filling.current()
    if asked.kind == "choice":
        offered = [f"{option.key} {_(option.label)}" for option in asked.options]
    else:
        offered = [f"{n} {offer.text}" for n, offer in enumerate(filling.candidates(value, slot=slot)[:9], 1)]
    return _wrap(offered, width) + ([f"  {_(asked.hint)}"] if asked.hint else [])


def _wrap(words: list[str], width: int) -> list[str]:
    """Words in as many lines as they need, never cut in two."""
    lines: list[str] = []
    for word in words:
        if lines and cell_len(f"{lines[-1]}   {word}") <= width:
            lines[-1] += f"   {word}"
        else:
            lines.append(f"  {word}")
    return lines
