"""What housekeeping refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class HousekeepingRefusal(RuleViolation):
    """A rule of housekeeping says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "task.ended": (
            "task {task} is already {status}; open a new task if there is still something to do"
        ),
    }
