"""What the restaurant refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class RestaurantRefusal(RuleViolation):
    """A rule of the restaurant says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "order.item_unavailable": (
            "{name} ({item}) is not available now; choose something else from the menu"
        ),
        "order.ended": (
            "order {order} is already {status}; "
            "reverse the charge of a delivered one on the folio, or place a new order"
        ),
    }
