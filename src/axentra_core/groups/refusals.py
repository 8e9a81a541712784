"""What a group and its blocks refuse, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class GroupRefusal(RuleViolation):
    """A rule of the group or of its block says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "group.closed": "group {group} is closed; open another group for what is still to come",
        "block.arrival_in_past": (
            "block {block} cannot begin on {arrival}: the business date is {business_date}; "
            "choose that date or a later one"
        ),
        "block.released_too_late": (
            "block {block} cannot be released on {release_on}: it begins on {arrival}; "
            "choose that date or an earlier one"
        ),
        "block.released": (
            "block {block} has been released and holds no room any more; book without the block"
        ),
        "block.already_picked_up": (
            "stay {stay} already has a room of block {block} from {arrival} to {departure}; "
            "put that room back first"
        ),
        "block.outside": (
            "block {block} holds rooms from {arrival} to {departure}, and stay {stay} from "
            "{stay_arrival} to {stay_departure} has none of these nights; book without the block"
        ),
        "block.exhausted": (
            "all {rooms} rooms of block {block} are picked up on {night}; "
            "choose other nights, or book without the block"
        ),
        "block.not_picked_up": (
            "stay {stay} has no room of block {block}; check the stay and the block"
        ),
    }
