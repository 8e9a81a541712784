"""What a property sells, and what stands on top of its prices."""

from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import FolioSettings, Percent, TransactionCode
from axentra_core.kernel.errors import InvalidInput

SERVICE = Percent("service", Decimal("0.10"))
TAX = Percent("tax", Decimal("0.10"), ("net", "service"))
ROOM = TransactionCode("ROOM", "Room", "rooms", ("service", "tax"))
SHOP = TransactionCode("SHOP", "Shop", "shop")
SETTINGS = FolioSettings((ROOM, SHOP), (SERVICE, TAX))


def test_a_transaction_code_is_found_by_its_code() -> None:
    """What is not sold is refused, with what is."""
    assert SETTINGS.code("SHOP") is SHOP
    with pytest.raises(InvalidInput, match="ROOM, SHOP @ code ") as error:
        SETTINGS.code("SPA")
    assert error.value.code == "value.not_listed"


@pytest.mark.parametrize("wrong", [1, None, ["ROOM"]])
def test_what_is_no_code_is_not_sold(wrong: object) -> None:
    """Whatever stands where a transaction code should be is answered like a wrong one."""
    with pytest.raises(InvalidInput) as error:
        SETTINGS.code(wrong)
    assert error.value.code == "value.not_listed"


def test_a_code_has_its_part_of_the_chain_in_the_order_of_the_chain() -> None:
    """A code that names no component is sold at its net price."""
    assert SETTINGS.chain_of(ROOM) == (SERVICE, TAX)
    assert SETTINGS.chain_of(SHOP) == ()
    backwards = TransactionCode("SPA", "Spa", "spa", ("tax", "service"))
    assert SETTINGS.chain_of(backwards) == (SERVICE, TAX)


def test_codes_stand_once_and_use_components_there_are() -> None:
    """The fault is told where it stands."""
    for codes, path, code in (
        ((ROOM, SHOP, ROOM), "codes[2].code", "value.duplicate"),
        (
            (SHOP, attrs.evolve(ROOM, components=("service", "vat"))),
            "codes[1].components[1]",
            "value.not_listed",
        ),
        (
            (attrs.evolve(ROOM, components=("tax",)),),
            "codes[0].components[0].of[1]",
            "value.not_listed",
        ),
    ):
        with pytest.raises(InvalidInput) as caught:
            FolioSettings(codes, (SERVICE, TAX))
        (fault,) = caught.value.faults
        assert (fault.path, fault.code) == (path, code)


def test_codes_are_found_without_searching(takes_less_than) -> None:
    """Every line of every bill asks for its code, however many the property has."""
    codes = tuple(TransactionCode(f"C{n}", "Sold", "shop", ("service", "tax")) for n in range(1000))
    large = FolioSettings(codes, (SERVICE, TAX))

    def ask() -> None:
        for code in codes:
            large.chain_of(large.code(code.code))

    takes_less_than(0.05, ask)
    takes_less_than(0.5, lambda: attrs.evolve(large))


def test_what_was_looked_up_is_no_part_of_the_settings() -> None:
    """Two equal configurations stay equal, whichever has been asked already."""
    asked, fresh = (FolioSettings((ROOM, SHOP), (SERVICE, TAX)) for _ in range(2))
    before = repr(asked)
    asked.chain_of(asked.code("ROOM"))
    assert (asked, hash(asked), repr(asked)) == (fresh, hash(fresh), before)
    assert attrs.evolve(asked, codes=(SHOP,)) == FolioSettings((SHOP,), (SERVICE, TAX))
