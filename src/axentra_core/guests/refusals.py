"""What a guest's profile refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class GuestRefusal(RuleViolation):
    """A rule of the guest's profile says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "guest.wrong_subject": (
            "the {field} of guest {guest} is sealed under {subject}; seal it under {guest}, "
            "so that erasing the guest erases it too"
        ),
    }
