"""What a line of a bill is to the house: revenue, or what only passes through its hands."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    FolioOpened,
    FolioSettings,
    Nature,
    Percent,
    PostCharge,
    Quote,
    ReverseCharge,
    ReverseSource,
    TransactionCode,
    TransferIn,
    TransferOut,
    TransferredIn,
    TransferredOut,
    statement,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given

(FOLIO,) = AGGREGATES
TODAY = date(2026, 11, 23)
OPENED = FolioOpened("S1", "S1", "EUR", Decimal("0.01"))
TEN = Quote("EUR", Decimal("10.00"), (), Decimal("10.00"), "half_up 0.01 component")
ROOM = TransactionCode("ROOM", "Room", "rooms", ("service",))
TIP = TransactionCode("TIP", "Tip", "staff", nature=Nature.TIP)
TAXI = TransactionCode("TAXI", "Taxi", "cashier", nature=Nature.PAID_OUT)
AGENT = TransactionCode("AGENT", "Commission", "agents", nature=Nature.COMMISSION)
CODES, SERVICE = (ROOM, TIP, TAXI, AGENT), (Percent("service", Decimal("0.10")),)
PASSING = [Nature.TIP, Nature.PAID_OUT, Nature.COMMISSION]


def fault_of(make):
    """Return path and code of the only fault."""
    with pytest.raises(InvalidInput) as caught:
        make()
    (fault,) = caught.value.faults
    return fault.path, fault.code


def posted(nature):
    """Return a bill with one line of a nature."""
    line = PostCharge("S1", "X", "desk", "Something", 1, TEN, TODAY, "x", 1, nature=nature)
    return given(FOLIO, OPENED, *given(FOLIO, OPENED).when(line).events)


# --- settings ---


def test_a_transaction_code_is_revenue_unless_it_says_else() -> None:
    """Most of what a house puts on a bill it has earned."""
    assert ROOM.nature is Nature.REVENUE
    assert PostCharge("S1", "X", "d", "x", 1, TEN, TODAY, "x", 1).nature is Nature.REVENUE


@pytest.mark.parametrize("nature", PASSING)
@pytest.mark.parametrize("taxed", [{"components": ("service",)}, {"article": "room"}])
def test_what_is_no_revenue_has_no_tax(nature, taxed) -> None:
    """A service charge on a tip would be one on other people's money."""
    make = lambda: TransactionCode("X", "Something", "desk", **taxed, nature=nature)  # noqa: E731
    assert fault_of(make) == (next(iter(taxed)), "value.conflict")


@pytest.mark.parametrize(
    ("field", "code"), [("correction_code", "TIP"), ("commission_code", "ROOM")]
)
def test_codes_that_the_house_uses_itself_have_the_right_nature(field, code) -> None:
    """A tax is corrected on revenue, and a commission is none."""
    assert fault_of(lambda: FolioSettings(CODES, SERVICE, **{field: code})) == (
        field,
        "value.not_listed",
    )
    assert fault_of(lambda: FolioSettings(CODES, SERVICE, **{field: "NO"}))[0] == field
    assert FolioSettings(CODES, SERVICE, correction_code="ROOM", commission_code="AGENT")


def test_a_code_of_another_nature_is_answered_with_those_that_fit() -> None:
    """Who wants to pay a taxi out is told under which codes that goes."""
    settings = FolioSettings(CODES, SERVICE)
    assert settings.code_of(Nature.PAID_OUT, "TAXI") is TAXI
    with pytest.raises(InvalidInput, match=r"paid_out.*TAXI") as caught:
        settings.code_of(Nature.PAID_OUT, "ROOM")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("code", "value.not_listed")


# --- lines ---


@pytest.mark.parametrize("nature", Nature)
def test_the_nature_is_a_fact_of_the_line(nature) -> None:
    """A code that means something else next year changes nothing that was posted."""
    (line,) = posted(nature).state.lines
    assert (type(line), line.nature) == (ChargePosted, nature)


@pytest.mark.parametrize("nature", Nature)
def test_what_corrects_a_line_is_of_its_nature(nature) -> None:
    """A tip that is taken back lowers the tips and no revenue."""
    bill = posted(nature)
    (off,) = bill.when(AdjustCharge("S1", 1, "goodwill", money("4.00", "EUR"))).events
    (back,) = bill.when(ReverseCharge("S1", 1, "mistake")).events
    (gone,) = bill.when(ReverseSource("S1", "x", "mistake")).events
    assert [type(one) for one in (off, back, gone)] == [
        ChargeAdjusted,
        ChargeReversed,
        ChargeReversed,
    ]
    assert {one.nature for one in (off, back, gone)} == {nature}
    again = given(FOLIO, OPENED, *bill.state.lines, off).when(ReverseCharge("S1", 2, "no"))
    assert again.events[0].nature is nature


@pytest.mark.parametrize("nature", Nature)
def test_what_another_bill_takes_over_is_of_the_same_nature(nature) -> None:
    """A company that pays the taxi of its guest has paid for a taxi and for no room."""
    (out,) = posted(nature).when(TransferOut("S1", 1, "G1", "T1", "they pay")).events
    take = TransferIn("G1", "T1", "S1", 1, "S1", 1, "X", "desk", "x", 1, TEN, TODAY, "x")
    there = given(FOLIO, attrs.evolve(OPENED, folio="G1"))
    (came,) = there.when(attrs.evolve(take, nature=nature)).events
    assert isinstance(out, TransferredOut)
    assert isinstance(came, TransferredIn)
    assert (out.nature, came.nature) == (nature, nature)


@pytest.mark.parametrize("nature", PASSING)
def test_a_guest_owes_what_is_no_revenue_all_the_same(nature) -> None:
    """The bill is paid as a whole; only the house counts the line otherwise."""
    bill = posted(nature)
    told = statement([OPENED, *bill.state.lines])
    assert (bill.state.owed, told.charged, told.components) == (10, 10, ())
