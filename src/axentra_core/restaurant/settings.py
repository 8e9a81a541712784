"""What a property offers to eat and drink: its menu."""

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Code, Text
from axentra_core.restaurant.refusals import RestaurantRefusal


@checked
class MenuItem:
    """A dish or drink that can be ordered.

    Attributes:
        code: such as ``NASI-GORENG``.
        name: what the guest reads.
        price: net price of one portion.
        transaction_code: under which it goes onto the bill.
        available: whether it can be ordered now.
    """

    code: Code
    name: Text
    price: PositiveAmount
    transaction_code: Code
    available: bool = True


@checked
class Menu:
    """The dishes and drinks of a property, each code once."""

    items: tuple[MenuItem, ...]

    def __attrs_post_init__(self) -> None:
        """Check that a code names one item."""
        seen: set[str] = set()
        for index, item in enumerate(self.items):
            if item.code in seen:
                raise InvalidInput.because(
                    "value.duplicate", path=f"items[{index}].code", got=shown(item.code)
                )
            seen.add(item.code)

    def item(self, code: str) -> MenuItem:
        """Return an item of the menu, available or not.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        for known in self.items:
            if known.code == code:
                return known
        raise InvalidInput.because(
            "value.not_listed",
            path="item",
            got=shown(code),
            kind="menu items",
            allowed=some_of(known.code for known in self.items),
        )

    def orderable(self, code: str) -> MenuItem:
        """Return an item that can be ordered now.

        Raises:
            InvalidInput: ``value.not_listed``.
            RestaurantRefusal: ``order.item_unavailable``.
        """
        item = self.item(code)
        if not item.available:
            raise RestaurantRefusal("order.item_unavailable", item=item.code, name=item.name)
        return item
