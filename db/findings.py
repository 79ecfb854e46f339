"""What a proof finds, as sentences that can be told in the reader's language."""

from __future__ import annotations

from db.rules.words import Refused


class Finding(Refused):
    """A sentence about the record, or the name of one in it; a value may itself be a finding."""
