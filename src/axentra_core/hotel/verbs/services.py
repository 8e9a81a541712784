"""What guests do themselves, and what the restaurant does for them."""

from typing import Annotated

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.restaurant import MOST_LINES


@checked
class OpenGuestSession:
    """Let the guest who scanned a room's link act for their own stay.

    Attributes:
        link: the room's link as it was scanned.
        stay_code: told to the guest at check-in.
    """

    link: Text = attrs.field(repr=False)
    stay_code: Text | None = attrs.field(default=None, repr=False)


@checked
class Item:
    """So many of one thing from the menu."""

    item: Code
    quantity: Annotated[int, whole(1, 99)] = 1


@checked
class OrderRoomService:
    """Order from the menu to the room of a stay; the charge enters its bill at once."""

    stay: Id
    items: tuple[Item, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse an order of nothing, and one that nobody could carry."""
        if not 1 <= len(self.items) <= MOST_LINES:
            raise InvalidInput.because(
                "list.length", path="items", got=len(self.items), low=1, high=MOST_LINES
            )


@checked
class AcceptOrder:
    """The kitchen takes the order."""

    order: Id


@checked
class DeliverOrder:
    """The order is with the guest."""

    order: Id


@checked
class CancelOrder:
    """Take an order back, and its charges with it."""

    order: Id
    reason: Text


@checked
class DoNotDisturb:
    """Hang out the do-not-disturb sign, or take it in."""

    stay: Id
    active: bool = True


@checked
class MakeUpRoom:
    """Ask for the room to be made up, or take that back."""

    stay: Id
    active: bool = True


@checked
class DeclineService:
    """Ask that nobody cleans the room today, or take that back."""

    stay: Id
    active: bool = True
