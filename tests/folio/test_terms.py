"""What is agreed about a bill: who may sign, up to how much, where charges go, what comes again."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    AddFixedCharge,
    AgreeRouting,
    AllowPosting,
    ChargePosted,
    CloseFolio,
    CreditLimitSet,
    EndFixedCharge,
    EndRouting,
    FixedCharge,
    FixedChargeAdded,
    FixedChargeEnded,
    FolioClosed,
    FolioKind,
    FolioOpened,
    ForbidPosting,
    Frequency,
    Instruction,
    MoveCharge,
    NamePayee,
    OpenFolio,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentTaken,
    PostCharge,
    PostingAllowed,
    PostingForbidden,
    Quote,
    Recurrence,
    RoutingAgreed,
    RoutingEnded,
    SetCreditLimit,
    Target,
    TransferOut,
)
from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY, NOW = CONTEXT.business_date, CONTEXT.now
OPENED = FolioOpened("S1", "S1", "EUR", Decimal("0.01"), most_windows=4)
QUOTE = Quote("EUR", Decimal("60.00"), (), Decimal("60.00"), "x")
NIGHT = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, "night:1", 1)
POSTED = ChargePosted("S1", 1, "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1", 1)
DINNER = attrs.evolve(NIGHT, code="FOOD", source="order:1", signed=True)
BARRED = PostingForbidden("S1", "pays in cash", "staff ayu")
LIMIT = CreditLimitSet("S1", Decimal("100.00"), "staff ayu")
CHIEF = Actor("staff", "sari", ("chief",))
MAY = Permissions((Grant("chief", ("folio.override_limit",)),))
DAILY = Recurrence(Frequency.DAILY)


def euro(amount):
    """Return an amount in the money of the bill."""
    return money(amount, "EUR")


def after(*commands, past=(OPENED, POSTED)):
    """Return the events of a past and of commands that follow it."""
    events = list(past)
    for command in commands:
        events += given(FOLIO, *events).when(command).events
    return events


# Who may sign, and up to how much


def test_nothing_is_signed_to_a_barred_bill_and_its_nights_go_on() -> None:
    """The restaurant takes money at once; what the house posts itself comes as before."""
    given(FOLIO, OPENED).when(ForbidPosting("S1", "pays in cash")).then(BARRED)
    here = given(FOLIO, OPENED, BARRED)
    here.when(DINNER).refused("folio.no_post", reason="pays in cash")
    assert here.when(NIGHT).state.owed == 60
    here.when(ForbidPosting("S1", "again")).refused("folio.no_post", reason="pays in cash")
    told = FOLIO.allowed(here.state, CONTEXT)["ForbidPosting"]
    assert [reason.code for reason in told.reasons] == ["folio.no_post"]


def test_a_barred_bill_is_opened_to_its_guest_again() -> None:
    """Who allowed it is on record; where nothing was barred nothing happens."""
    allowed = PostingAllowed("S1", "staff ayu")
    given(FOLIO, OPENED, BARRED).when(AllowPosting("S1")).then(allowed)
    assert given(FOLIO, OPENED, BARRED, allowed).when(DINNER).state.owed == 60
    given(FOLIO, OPENED).when(AllowPosting("S1")).then()


def test_a_guest_signs_up_to_the_limit() -> None:
    """Forty more reach it exactly; one cent above is refused with what would be owed."""
    given(FOLIO, OPENED).when(SetCreditLimit("S1", euro("100.00"))).then(LIMIT)
    here = given(FOLIO, OPENED, LIMIT, POSTED)
    forty = Quote("EUR", Decimal("40.00"), (), Decimal("40.00"), "x")
    assert here.when(attrs.evolve(DINNER, quote=forty)).state.owed == 100
    here.when(DINNER).refused("folio.over_credit_limit", reached=120, limit=100)
    assert here.when(NIGHT).state.owed == 120
    free = given(FOLIO, OPENED, LIMIT, CreditLimitSet("S1", None, "staff ayu"), POSTED)
    assert free.when(DINNER).state.owed == 120


def test_what_was_paid_in_advance_is_credit() -> None:
    """With a limit of nothing a guest signs for what they have paid already."""
    none = CreditLimitSet("S1", Decimal("0.00"), "staff ayu")
    paid = PaymentTaken("S1", 1, PaymentMethod.CASH, Decimal("60.00"), "EUR", TODAY, None)
    assert given(FOLIO, OPENED, none, paid).when(DINNER).state.owed == 0
    given(FOLIO, OPENED, none).when(DINNER).refused("folio.over_credit_limit", limit=0)


def test_what_a_company_pays_is_not_on_the_credit_of_the_guest() -> None:
    """Neither what its window owes already nor what is signed to that window counts."""
    company = NamePayee("S1", 2, Payee(PayeeKind.ACCOUNT, "C1"))
    friend = NamePayee("S1", 3, Payee(PayeeKind.GUEST, "P7"))
    past = after(company, friend, MoveCharge("S1", 1, 2, "x"), past=(OPENED, LIMIT, POSTED))
    here = given(FOLIO, *past)
    assert here.when(DINNER).state.owed == 120
    more = given(FOLIO, *after(DINNER, past=past))
    more.when(DINNER).refused("folio.over_credit_limit", reached=120)
    more.when(attrs.evolve(DINNER, window=3)).refused("folio.over_credit_limit", reached=120)
    assert more.when(attrs.evolve(DINNER, window=2)).state.owed == 180


@pytest.mark.parametrize("term", [BARRED, CreditLimitSet("S1", Decimal(0), "staff ayu")])
def test_somebody_in_charge_lets_a_guest_sign_all_the_same(term) -> None:
    """A reason alone is not enough, and neither is the permission alone."""
    overridden = attrs.evolve(DINNER, override="known guest")
    given(FOLIO, OPENED, term).when(overridden).refused(
        "permission.missing", permission="folio.override_limit"
    )
    chief = given(FOLIO, OPENED, term).by(CHIEF, MAY)
    assert chief.when(overridden).state.owed == 60
    assert chief.when(DINNER).error is not None
    assert given(FOLIO, OPENED).when(overridden).error is None


def test_a_limit_is_an_amount_the_bill_can_owe() -> None:
    """Not below zero, and in its money and steps."""
    here = given(FOLIO, OPENED)
    here.when(SetCreditLimit("S1", euro("-0.01"))).refused("folio.limit_below_zero")
    here.when(SetCreditLimit("S1", money(1, "USD"))).refused("folio.currency_mismatch", got="USD")


# Where charges go


def test_an_instruction_is_agreed_used_and_ended() -> None:
    """It is numbered by the bill, counts what it has taken, and its number never comes again."""
    first = Instruction(1, Target(None, 2), ("ROOM",), limit=Decimal("100.00"))
    command = AgreeRouting("S1", Target(None, 2), ("ROOM",), limit=Decimal("100.00"))
    given(FOLIO, OPENED).when(command).then(RoutingAgreed("S1", first))
    agreed = after(command, past=(OPENED,))
    used = FOLIO.replay(after(NIGHT, MoveCharge("S1", 1, 2, "x", instruction=1), past=agreed))
    assert [one.used for one in used.terms.routing] == [60]
    direct = FOLIO.replay(after(attrs.evolve(NIGHT, window=2, instruction=1), past=agreed))
    assert [one.used for one in direct.terms.routing] == [60]
    ended = (
        given(FOLIO, *agreed)
        .when(EndRouting("S1", 1, "pays alone"))
        .then(RoutingEnded("S1", 1, "pays alone"))
    )
    assert ended.terms.routing == ()
    again = after(EndRouting("S1", 1, "x"), command, past=agreed)
    assert again[-1].instruction.number == 2
    given(FOLIO, *again).when(EndRouting("S1", 1, "x")).refused("folio.instruction_unknown")


def test_an_instruction_leads_elsewhere() -> None:
    """Not to the bill itself, to no window it cannot have, and with a limit it can reach."""
    here = given(FOLIO, OPENED)
    here.when(AgreeRouting("S1", Target("S1"))).refused("folio.same_folio", folio="S1")
    here.when(AgreeRouting("S1", Target(None, 5))).refused("folio.window_unknown", window=5)
    assert here.when(AgreeRouting("S1", Target("G1", 5))).error is None
    fine = AgreeRouting("S1", Target("G1"), limit=Decimal("0.005"))
    here.when(fine).refused("folio.too_many_decimals", got=Decimal("0.005"))
    with pytest.raises(InvalidInput):
        AgreeRouting("S1", Target("G1"), since=TODAY, until=date(2026, 1, 1))


def test_a_bill_has_had_so_many_instructions_at_most() -> None:
    """Their numbers are bounded, whether they were ended or not."""
    last = RoutingAgreed("S1", Instruction(10_000, Target("G1")))
    here = given(FOLIO, OPENED, last, RoutingEnded("S1", 10_000, "x"))
    here.when(AgreeRouting("S1", Target("G1"))).refused("folio.too_many_instructions", most=10_000)
    told = FOLIO.allowed(here.state, CONTEXT)["AgreeRouting"]
    assert [reason.code for reason in told.reasons] == ["folio.too_many_instructions"]


# What comes again


def test_a_fixed_charge_is_added_and_ended() -> None:
    """It is numbered by the bill; what was charged stands."""
    parking = FixedCharge(1, "PARK", Decimal("12.50"), 1, None, DAILY, TODAY)
    command = AddFixedCharge("S1", "PARK", euro("12.50"), DAILY, TODAY)
    state = given(FOLIO, OPENED).when(command).then(FixedChargeAdded("S1", parking))
    assert (state.terms.fixed, state.owed) == ((parking,), 0)
    added = after(command, past=(OPENED,))
    gone = FixedChargeEnded("S1", 1, "sold the car")
    given(FOLIO, *added).when(EndFixedCharge("S1", 1, "sold the car")).then(gone)
    here = given(FOLIO, *added, gone)
    here.when(EndFixedCharge("S1", 1, "x")).refused("folio.fixed_charge_unknown", fixed_charge=1)
    assert here.when(command).events[0].fixed_charge.number == 2


def test_a_fixed_charge_is_in_the_money_of_the_bill() -> None:
    """And it does not end before it begins."""
    dollars = AddFixedCharge("S1", "PARK", money(1, "USD"), DAILY, TODAY)
    given(FOLIO, OPENED).when(dollars).refused("folio.currency_mismatch", got="USD")
    with pytest.raises(InvalidInput):
        AddFixedCharge("S1", "PARK", euro(1), DAILY, TODAY, date(2026, 1, 1))


# Dates, kinds, and after the end


def test_a_line_has_four_dates() -> None:
    """When the guest had it, the open day, the day whose revenue it is, and the instant."""
    yesterday, later = date(2026, 11, 22), datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    here = given(FOLIO, OPENED)
    here.context = attrs.evolve(here.context, now=later)
    command = attrs.evolve(NIGHT, service_date=yesterday)
    (line,) = here.when(attrs.evolve(command, revenue_date=yesterday)).events
    assert (line.service_date, line.business_date) == (yesterday, TODAY)
    assert (line.revenue_date, line.posted_at) == (yesterday, later)
    (line,) = here.when(command).events
    assert (line.service_date, line.revenue_date) == (yesterday, TODAY)


@pytest.mark.parametrize("kind", FolioKind)
def test_a_bill_is_found_by_whose_it_is(kind) -> None:
    """House accounts, passers-by and late charges by their kind; others by their stay."""
    opened = (
        given(FOLIO).when(OpenFolio("F1", "S1", "EUR", 2, kind, follows="S1", name="Bar")).events
    )
    state = FOLIO.replay(opened)
    found = dict(FOLIO.index(state))
    assert (found["folio.stay"], found["folio.open"]) == ("S1", "F1")
    assert found.get("folio.kind") == (None if kind in {"guest", "group"} else kind)
    assert (state.terms.follows, state.terms.name) == ("S1", "Bar")


@pytest.mark.parametrize(
    "command",
    [
        NamePayee("S1", 1, None),
        ForbidPosting("S1", "x"),
        AllowPosting("S1"),
        SetCreditLimit("S1", None),
        AgreeRouting("S1", Target("G1")),
        EndRouting("S1", 1, "x"),
        AddFixedCharge("S1", "PARK", euro(1), DAILY, TODAY),
        EndFixedCharge("S1", 1, "x"),
        MoveCharge("S1", 1, 2, "x"),
        TransferOut("S1", 1, "G1", "T1", "x"),
        CloseFolio("S1"),
    ],
)
def test_nothing_is_agreed_about_a_closed_bill(command) -> None:
    """Its late charges come on a bill of their own; the desk sees that beforehand."""
    closed = FolioClosed("S1", Decimal(0), Decimal(0), TODAY)
    here = given(FOLIO, OPENED, closed)
    here.when(command).refused("folio.closed", folio="S1")
    told = FOLIO.allowed(here.state, CONTEXT)[type(command).__name__]
    assert told.reasons[0].code == "folio.closed"
