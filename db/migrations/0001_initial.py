"""The first schema, frozen in the `.sql` beside this file; imports nothing of the program, whose models move on."""

from pathlib import Path
from typing import Any


def up(_migrator: object, db: Any) -> None:
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.removesuffix(";\n").split(";\n"):
        db.execute_sql(statement)
