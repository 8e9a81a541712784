"""What stands on the menu, and what of it can be ordered."""

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.restaurant import Menu, MenuItem, RestaurantRefusal

RICE = MenuItem("NASI-GORENG", "Nasi goreng", money("85000", "IDR"), "RESTAURANT")
SOUP = MenuItem("SOTO", "Soto ayam", money("60000", "IDR"), "RESTAURANT", available=False)
MENU = Menu((RICE, SOUP))


def test_the_menu_knows_its_items_by_code() -> None:
    """An item is found whether it can be ordered now or not."""
    assert MENU.item("NASI-GORENG") is RICE
    assert MENU.item("SOTO") is SOUP


@pytest.mark.parametrize("ask", [MENU.item, MENU.orderable])
def test_what_is_not_on_the_menu_is_refused_with_what_is(ask) -> None:
    """An unknown code is named, and all that are known."""
    with pytest.raises(InvalidInput) as caught:
        ask("PIZZA")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("item", "value.not_listed")
    assert fault.sentence == (
        "'PIZZA' is not among the menu items of this property: NASI-GORENG, SOTO"
    )


def test_what_is_not_available_is_not_ordered() -> None:
    """An item that has run out stays on the menu and is refused by name."""
    assert MENU.orderable("NASI-GORENG") is RICE
    with pytest.raises(RestaurantRefusal) as caught:
        MENU.orderable("SOTO")
    assert str(caught.value) == (
        "Soto ayam (SOTO) is not available now; "
        "choose something else from the menu [order.item_unavailable]"
    )


def test_a_code_stands_on_the_menu_once() -> None:
    """The second item with a code is named by its place."""
    with pytest.raises(InvalidInput) as caught:
        Menu((RICE, SOUP, RICE))
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("items[2].code", "value.duplicate")


def test_an_item_of_the_menu_has_a_price() -> None:
    """A price of zero is a mistake in the menu."""
    with pytest.raises(InvalidInput) as caught:
        MenuItem("AIR", "Air", money("0", "IDR"), "RESTAURANT")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("price", "money.must_be_positive")
