"""How often a property is tried: a few times in `make test`, often in `make test-long`."""

from typing import Any

from hypothesis import settings

OFTEN = 10


def tries(few: int, **others: Any) -> settings:
    """Return settings by which something is tried a few times, or ten times as often.

    Args:
        few: how often in `make test`.
        others: settings of Hypothesis.
    """
    is_long = settings.get_current_profile_name() == "long"
    return settings(max_examples=few * OFTEN if is_long else few, **others)
