"""Who does not owe a tax, on what evidence, and what the guest is here for."""

from datetime import date

import pytest

from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.stays import (
    AGGREGATES,
    Book,
    ExemptionGranted,
    ExemptionWithdrawn,
    GrantExemption,
    NightPrice,
    PurposeTold,
    TellPurpose,
    WithdrawExemption,
    party,
)
from axentra_core.testing import given

STAY = AGGREGATES[0]
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
LETTER = Sealed("G1", "letter of the embassy")


@pytest.fixture
def booked():
    """A stay of two, as it was booked."""
    price = NightPrice(MONDAY, money(100, "EUR"))
    book = Book("S1", "S1", "G1", "DLX", MONDAY, TUESDAY, (price,), party(2), purpose="leisure")
    return given(STAY).when(book).events[0]


def after(*events):
    """Return a stay after these events."""
    return given(STAY, *events)


def granted(number, occupant=None, reason="diplomat"):
    """Return an exemption as it was granted."""
    return ExemptionGranted("S1", number, reason, LETTER, occupant, "clerk", MONDAY)


def test_a_booking_says_what_the_guest_comes_for(booked) -> None:
    """Some taxes ask whether somebody travels on business; the booking can tell it."""
    assert after(booked).state.purpose == "leisure"
    told = after(booked).when(TellPurpose("S1", "business"))
    assert told.events == (PurposeTold("S1", "business"),)
    assert told.state.purpose == "business"


def test_telling_the_same_purpose_again_changes_nothing(booked) -> None:
    """Who asks the guest twice has learned nothing new."""
    assert after(booked).when(TellPurpose("S1", "leisure")).events == ()


def test_an_exemption_is_granted_on_evidence_by_somebody(booked) -> None:
    """An auditor asks who has seen which letter; the evidence itself stays sealed."""
    done = after(booked).when(GrantExemption("S1", "diplomat", LETTER, 2))
    (exemption,) = done.state.exemptions
    assert (exemption.number, exemption.occupant, exemption.evidence) == (1, 2, LETTER)
    assert exemption.granted_by == after(booked).context.actor.id


def test_nobody_is_exempt_who_is_not_of_the_party(booked) -> None:
    """A letter of somebody else changes nobody's tax."""
    outcome = after(booked).when(GrantExemption("S1", "diplomat", LETTER, 3))
    outcome.refused("stay.occupant_unknown", got=3, people=2)


def test_the_same_exemption_is_not_granted_twice(booked) -> None:
    """Other evidence takes the place of the first, which is withdrawn before."""
    outcome = after(booked, granted(1, 2)).when(GrantExemption("S1", "diplomat", LETTER, 2))
    outcome.refused("stay.exempt_already", exemption=1)
    other = after(booked, granted(1, 2)).when(GrantExemption("S1", "diplomat", LETTER, 1))
    assert [one.occupant for one in other.state.exemptions] == [2, 1]


def test_a_withdrawn_exemption_leaves_its_number_unused(booked) -> None:
    """What an auditor reads as number one stays number one."""
    gone = after(booked, granted(1)).when(WithdrawExemption("S1", 1, "expired"))
    assert gone.events == (ExemptionWithdrawn("S1", 1, "expired", MONDAY),)
    assert gone.state.exemptions == ()
    again = after(booked, granted(1), *gone.events).when(GrantExemption("S1", "diplomat", LETTER))
    assert [one.number for one in again.state.exemptions] == [2]


def test_only_what_was_granted_is_withdrawn(booked) -> None:
    """A number that is mistyped withdraws nothing."""
    after(booked).when(WithdrawExemption("S1", 1, "expired")).refused(
        "stay.exemption_unknown", got=1
    )
