"""What may be put on a guest's bill, and when it may end."""

from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    Card,
    ChargePosted,
    ChargeReversed,
    CloseFolio,
    Component,
    FolioClosed,
    FolioOpened,
    FolioRefusal,
    OpenFolio,
    PaymentMethod,
    PaymentTaken,
    PayRefund,
    PostCharge,
    PostOpeningBalance,
    PutOnAccount,
    Quote,
    RefundPaid,
    ReverseCharge,
    ReverseSource,
    TakePayment,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY, NOW = CONTEXT.business_date, CONTEXT.now

QUOTE = Quote(
    "IDR",
    Decimal(850000),
    (
        Component("service", Decimal(850000), Decimal("0.10"), Decimal(85000)),
        Component("hotel_tax", Decimal(935000), Decimal("0.10"), Decimal(93500)),
    ),
    Decimal(1028500),
    "half_up 1 component",
)
OPENED = FolioOpened("S1", "S1", "IDR", Decimal(1))
NIGHT = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, "night:2026-11-23", 1)
POSTED = ChargePosted(
    "S1",
    1,
    "ROOM",
    "rooms",
    "Deluxe",
    1,
    QUOTE,
    TODAY,
    TODAY,
    "night:2026-11-23",
    1,
    revenue_date=TODAY,
    posted_at=NOW,
)
REVERSED = ChargeReversed(
    "S1",
    2,
    1,
    "ROOM",
    "rooms",
    "Deluxe",
    1,
    QUOTE.negated(),
    TODAY,
    TODAY,
    "night:2026-11-23",
    "posted twice",
    posted_at=NOW,
)
PAID = PaymentTaken(
    "S1", 2, PaymentMethod.CASH, Decimal(1028500), "IDR", TODAY, None, posted_at=NOW
)
CLOSED = FolioClosed("S1", Decimal(1028500), Decimal(1028500), TODAY)


def pay(amount: str, **options: object) -> TakePayment:
    """Return a cash payment."""
    return TakePayment("S1", PaymentMethod.CASH, money(amount, "IDR"), **options)


def test_a_bill_begins_empty_in_the_currency_of_the_property() -> None:
    """A new folio owes nothing."""
    state = given(FOLIO).when(OpenFolio("S1", "S1", "IDR", 0)).then(OPENED)
    assert state.balance == money("0", "IDR")


def test_a_bill_is_opened_once() -> None:
    """Opening a folio that exists is refused."""
    given(FOLIO, OPENED).when(OpenFolio("S1", "S1", "IDR", 0)).refused(
        "record.already_exists", kind="folio", id="S1"
    )


def test_a_charge_raises_the_balance_by_price_service_and_tax() -> None:
    """A posted night stands on the bill with its components, and is owed in full."""
    state = given(FOLIO, OPENED).when(NIGHT).then(POSTED)
    assert state.balance == money("1028500", "IDR")


def test_a_price_that_does_not_add_up_is_refused() -> None:
    """The total of a charge is exactly net plus components."""
    wrong = Quote("IDR", QUOTE.net, QUOTE.components, Decimal(1028501), QUOTE.rounding)
    command = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, wrong, TODAY, "x", 1)
    given(FOLIO, OPENED).when(command).refused(
        "folio.does_not_add_up", expected=Decimal(1028500), got=Decimal(1028501)
    )


def test_a_price_in_another_currency_is_refused() -> None:
    """A folio holds one currency; both are named."""
    euros = Quote("EUR", Decimal(50), (), Decimal(50), QUOTE.rounding)
    command = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, euros, TODAY, "x", 1)
    given(FOLIO, OPENED).when(command).refused("folio.currency_mismatch", currency="IDR", got="EUR")


def test_a_price_finer_than_the_bill_is_refused() -> None:
    """A bill in whole rupiah takes no half rupiah."""
    half = Quote("IDR", Decimal("0.5"), (), Decimal("0.5"), QUOTE.rounding)
    command = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, half, TODAY, "x", 1)
    given(FOLIO, OPENED).when(command).refused("folio.too_many_decimals", got=Decimal("0.5"))


def test_a_charge_of_zero_is_refused() -> None:
    """A charge of nothing is a mistake."""
    nothing = Quote("IDR", Decimal(0), (), Decimal(0), QUOTE.rounding)
    command = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, nothing, TODAY, "x", 1)
    given(FOLIO, OPENED).when(command).refused("folio.nothing_charged")


def test_a_charge_needs_a_bill() -> None:
    """Posting to a folio that does not exist is refused, by id."""
    given(FOLIO).when(NIGHT).refused("record.not_found", kind="folio", id="S1")


def test_a_reversal_points_back_and_negates_what_was_recorded() -> None:
    """A wrong charge is never deleted: a second line takes it back, tax included."""
    state = given(FOLIO, OPENED, POSTED).when(ReverseCharge("S1", 1, "posted twice")).then(REVERSED)
    assert state.balance == money("0", "IDR")


def test_a_line_is_taken_back_once() -> None:
    """The second reversal of a line is refused."""
    given(FOLIO, OPENED, POSTED, REVERSED).when(ReverseCharge("S1", 1, "again")).refused(
        "folio.already_reversed", line=1
    )


@pytest.mark.parametrize("line", [2, 3, 99])
def test_only_a_charge_is_taken_back(line: int) -> None:
    """A reversal, a payment or a line that is not there cannot be reversed."""
    past = (OPENED, POSTED, REVERSED, attrs_line(PAID, 3))
    given(FOLIO, *past).when(ReverseCharge("S1", line, "wrong")).refused(
        "folio.line_unknown", line=line
    )


def attrs_line(payment: PaymentTaken, line: int) -> PaymentTaken:
    """Return the payment on another line."""
    return PaymentTaken("S1", line, payment.method, payment.amount, "IDR", TODAY, None)


def test_all_lines_of_a_source_are_taken_back_together() -> None:
    """A cancelled order leaves nothing on the bill, and cancelling again changes nothing."""
    state = (
        given(FOLIO, OPENED, POSTED)
        .when(ReverseSource("S1", "night:2026-11-23", "posted twice"))
        .then(REVERSED)
    )
    assert state.charged == 0
    given(FOLIO, OPENED, POSTED, REVERSED).when(
        ReverseSource("S1", "night:2026-11-23", "again")
    ).then()


def test_what_was_taken_back_and_posted_again_is_taken_back_again() -> None:
    """A source that is reversed, posted anew and reversed once more leaves nothing on the bill."""
    again = attrs.evolve(POSTED, line=3)
    source = ReverseSource("S1", "night:2026-11-23", "posted twice")
    state = (
        given(FOLIO, OPENED, POSTED, REVERSED, again)
        .when(source)
        .then(attrs.evolve(REVERSED, line=4, reverses=3))
    )
    assert state.charged == 0


def test_a_payment_lowers_the_balance() -> None:
    """What is paid is no longer owed."""
    assert given(FOLIO, OPENED, POSTED).when(pay("1028500")).then(PAID).owed == 0


def test_more_than_is_owed_is_taken_only_in_advance() -> None:
    """An overpayment is refused with the balance, unless it is meant for what comes."""
    given(FOLIO, OPENED, POSTED).when(pay("1028501")).refused(
        "folio.overpayment", balance=Decimal(1028500), got=Decimal(1028501)
    )
    paid = given(FOLIO, OPENED).when(pay("500000", in_advance=True))
    assert paid.state is not None
    assert paid.state.balance == money("-500000", "IDR")


def test_a_payment_in_another_currency_is_refused() -> None:
    """Foreign money is exchanged first."""
    command = TakePayment("S1", PaymentMethod.CASH, money("10", "EUR"))
    given(FOLIO, OPENED, POSTED).when(command).refused("folio.currency_mismatch", got="EUR")


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_only_money_is_a_payment(amount: str) -> None:
    """A payment of nothing or less is malformed."""
    with pytest.raises(InvalidInput) as caught:
        pay(amount)
    assert caught.value.faults[0].code == "money.must_be_positive"
    assert caught.value.faults[0].path == "amount"


def test_a_card_payment_names_its_card() -> None:
    """Without the card's token a card payment cannot be traced."""
    command = TakePayment("S1", PaymentMethod.CARD, money("1028500", "IDR"))
    given(FOLIO, OPENED, POSTED).when(command).refused("folio.card_missing")
    card = Card("tok_1", "visa", "4242")
    command = TakePayment("S1", PaymentMethod.CARD, money("1028500", "IDR"), card)
    given(FOLIO, OPENED, POSTED).when(command).then(
        PaymentTaken(
            "S1", 2, PaymentMethod.CARD, Decimal(1028500), "IDR", TODAY, card, posted_at=NOW
        )
    )


def test_a_card_is_known_by_its_last_four_digits_only() -> None:
    """A card number is refused where four digits belong, and the token never shows in a repr."""
    with pytest.raises(InvalidInput) as caught:
        Card("tok_1", "visa", "4111111111111111")
    assert caught.value.faults[0].path == "last_four"
    assert "4111" not in str(caught.value)
    assert "tok_1" not in repr(Card("tok_1", "visa", "4242"))


def test_a_bill_closes_at_exactly_zero() -> None:
    """A paid bill closes; one rupiah owed keeps it open, with the amount named."""
    given(FOLIO, OPENED, POSTED, PAID).when(CloseFolio("S1")).then(CLOSED)
    short = PaymentTaken("S1", 2, PaymentMethod.CASH, Decimal(1028499), "IDR", TODAY, None)
    given(FOLIO, OPENED, POSTED, short).when(CloseFolio("S1")).refused(
        "folio.balance_outstanding", balance=Decimal(1), currency="IDR"
    )


@pytest.mark.parametrize(
    "command",
    [
        NIGHT,
        ReverseCharge("S1", 1, "late"),
        pay("1"),
        PayRefund("S1", PaymentMethod.CASH, money("1", "IDR")),
        PostOpeningBalance("S1", money("1", "IDR"), "late"),
        PutOnAccount("S1", None, "late"),
        CloseFolio("S1"),
    ],
)
def test_a_closed_bill_takes_nothing_more(command: object) -> None:
    """After the close every posting is refused, unless the close itself is taken back."""
    given(FOLIO, OPENED, POSTED, PAID, CLOSED).when(command).refused("folio.closed", folio="S1")


def test_what_was_paid_too_much_is_given_back() -> None:
    """A reversal after the payment leaves money to give back; then the bill can close."""
    past = (OPENED, POSTED, PAID, attrs.evolve(REVERSED, line=3))
    back = RefundPaid(
        "S1", 4, PaymentMethod.CASH, Decimal(1028500), "IDR", TODAY, None, posted_at=NOW
    )
    give = PayRefund("S1", PaymentMethod.CASH, money("1028500", "IDR"))
    state = given(FOLIO, *past).when(give).then(back)
    assert state.owed == 0
    given(FOLIO, *past, back).when(CloseFolio("S1")).then(
        FolioClosed("S1", Decimal(0), Decimal(0), TODAY)
    )


def test_no_more_is_given_back_than_was_paid_too_much() -> None:
    """Without credit there is nothing to give back, and never more than the credit."""
    give = PayRefund("S1", PaymentMethod.CASH, money("1", "IDR"))
    given(FOLIO, OPENED, POSTED).when(give).refused(
        "folio.refund_too_large", credit=Decimal(0), got=Decimal(1)
    )
    euros = PayRefund("S1", PaymentMethod.CASH, money("1", "EUR"))
    given(FOLIO, OPENED, POSTED).when(euros).refused("folio.currency_mismatch", got="EUR")
    card = PayRefund("S1", PaymentMethod.CARD, money("1", "IDR"))
    past = (OPENED, PaymentTaken("S1", 1, PaymentMethod.CASH, Decimal(5), "IDR", TODAY, None))
    given(FOLIO, *past).when(card).refused("folio.card_missing")


def test_no_bill_grows_beyond_all_measure() -> None:
    """A sum that no payment could ever settle is a slip of the keyboard."""
    huge = Quote("IDR", Decimal(10**15 - 1), (), Decimal(10**15 - 1), QUOTE.rounding)
    command = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, huge, TODAY, "x", 1)
    given(FOLIO, OPENED, POSTED).when(command).refused("folio.too_large", got=Decimal(10**15 - 1))


def test_a_bill_is_bounded() -> None:
    """Every line can be named: the millionth is the last one, and says what to do then."""
    full = attrs.evolve(FOLIO.replay([OPENED]), lines=Journal.unloaded(1_000_000))
    with pytest.raises(FolioRefusal, match="go on with a new folio") as refused:
        FOLIO.decide(full, NIGHT, CONTEXT)
    assert (refused.value.code, refused.value.values) == (
        "folio.too_many_lines",
        {"folio": "S1", "lines": 1_000_000},
    )
    last = attrs.evolve(full, lines=Journal.unloaded(999_999))
    assert FOLIO.decide(last, NIGHT, CONTEXT)[0].line == 1_000_000
