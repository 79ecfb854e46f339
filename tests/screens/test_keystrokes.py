"""The keys of the six commonest jobs, counted on the real program."""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.screens.jobs import JOBS, Job, counted, prepared


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
async def test_the_job_takes_no_more_keys_than_promised(desk: Desk, job: Job) -> None:
    prepared(desk)
    assert await counted(job) <= job.keys
