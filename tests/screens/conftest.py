"""What screens are watched for."""

from __future__ import annotations

import pytest

from db.rules.words import Refused
from screens.form_host import FormHost
from screens.forms import Filling


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sentences with which doors refused a form that was filled to its end."""
    told: list[str] = []
    refused = FormHost.refused

    def spy(host: FormHost, filling: Filling, why: Refused) -> None:
        told.append(str(why))
        refused(host, filling, why)

    monkeypatch.setattr(FormHost, "refused", spy)
    return told
