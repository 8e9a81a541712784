"""Every bad posting a careful cashier meets, each with its coded refusal; and four known faults.

The rows F26 and F29 are void: a blind close records what is over or short, and the day's report is
shown at once.
"""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import CashierSettings
from axentra_core.city_ledger import AccountOpened, Allocation, DebitAccount
from axentra_core.documents import DocumentSettings, Seller
from axentra_core.documents import IssueDocument as Issue
from axentra_core.folio import (
    Card,
    ChargePosted,
    ChargeReversed,
    FolioClosed,
    Frequency,
    Payee,
    PayeeKind,
    PaymentMethod,
    Percent,
    Recurrence,
    Share,
    TransactionCode,
    tax,
)
from axentra_core.hotel import verbs
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.restaurant import Menu
from axentra_core.rooms import RoomVacated
from axentra_core.stays import NightPosted, StayStatus
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD
VISA, OTHER = Card("tok_visa", "visa", "4242"), Card("tok_mc", "mastercard", "5454")
NIGHT, DINNER = 1_028_500, 121_000
VOID = {"F26", "F29"}


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


@pytest.fixture
def store():
    """One store is enough: a refusal is decided before anything is kept."""
    return MemoryStore()


@pytest.fixture
def front(store, open_front):
    """A front desk of a house that posts a day late, insists on shifts, and issues invoices."""
    own = attrs.evolve(
        example_property(),
        late_posting_days=1,
        documents=DocumentSettings(Seller("Hotel Axentra")),
        cashier=CashierSettings(cash_needs_shift=True),
    )
    return open_front(store, own)


# --- what was done before the bad request ---


def dined(front):
    """Return a stay in house with a dinner of 121,000 on line 1, and change in the drawer."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key=front.key())
    for desk in (front.desk, front.boss):
        desk.open_cashier_shift(floats=[idr(900_000)], key=front.key())
    return stay


def departed(front):
    """Return a stay that has paid and left."""
    stay = dined(front)
    front.pass_nights(2)
    front.settle(stay)
    front.desk.check_out(stay)
    return stay


def company(front, limit=None):
    """Open an account."""
    limited = None if limit is None else idr(limit)
    return front.boss.open_account("Garuda", credit_limit=limited).one(AccountOpened).account


def billed_to(front, limit=None):
    """Return a stay whose dinner a company pays, and the company."""
    stay, account = dined(front), company(front, limit)
    front.desk.name_payee(stay, 1, Payee(PayeeKind.ACCOUNT, account))
    return stay, account


# --- the bad requests ---


def f1(front):
    """Post to a closed folio."""
    stay = departed(front)
    return lambda: front.desk.post_to_folio(stay, "FNB", idr(1), key="k")


def f2(front):
    """Post to the bill of somebody else: a guest by the link of another room."""
    budi = front.arrive("2035")
    guest = front.guest(front.arrive("2034"))
    return lambda: guest.order_room_service(budi, [("es-teh", 1)], key="k")


def f2_unknown(front):
    """Post to a bill that is not there."""
    return lambda: front.desk.post_to_folio("S9", "FNB", idr(1), key="k")


def priced(amount):
    """Return a request to charge an amount."""

    def scene(front):
        stay = dined(front)
        return lambda: front.desk.charge_to_room(stay, "FNB", amount, key="k")

    return scene


def paid(front, amount=DINNER, **said):
    """Return a request to take a payment."""
    stay = dined(front)
    return lambda: front.desk.take_payment(stay, CASH, idr(amount), key="k", **said)


def f7(front):
    """Take a charge back twice."""
    stay = dined(front)
    front.desk.reverse_charge(stay, 1, "wrong room", key=front.key())
    return lambda: front.desk.reverse_charge(stay, 1, "again", key="k")


def f8(front):
    """Take the taking back back."""
    stay = dined(front)
    front.desk.reverse_charge(stay, 1, "wrong room", key=front.key())
    return lambda: front.desk.reverse_charge(stay, 2, "it was right", key="k")


def f9(front):
    """Take back on a date that is closed for good; on the open day it is possible."""
    stay = dined(front)
    front.pass_nights(1)
    front.boss.extend_stay(stay, date(2026, 11, 27), [idr(1)] * 2)
    front.pass_nights(1)
    return lambda: front.boss.reverse_charge(stay, 1, "wrong room", on=MONDAY, key="k")


@attrs.frozen
class EditLine:
    """What nobody can say: change what is posted."""

    folio: str
    line: int


def f10(front):
    """Edit a posted line: there is no such verb."""
    stay = dined(front)
    return lambda: front.desk.do(EditLine(stay, 1), key="k")


def refunded(front, amount=DINNER, method=CASH, card=None):
    """Return a request to give back what was paid in advance by card."""
    stay, said = front.book(), {"card": VISA, "in_advance": True, "key": front.key()}
    front.desk.take_payment(stay, CARD, idr(DINNER), **said)
    return lambda: front.desk.pay_refund(stay, method, idr(amount), card=card, key="k")


def f13(front):
    """Bill a company that has no agreement."""
    stay = dined(front)
    return lambda: front.desk.bill_directly(stay, key="k")


def f14(front):
    """Bill a company over its credit limit."""
    stay, _ = billed_to(front, DINNER - 1)
    return lambda: front.desk.bill_directly(stay, key="k")


def f15(front):
    """Bill a company that gets no credit any more."""
    stay, account = billed_to(front)
    front.boss.block_account(account, "three reminders")
    return lambda: front.desk.bill_directly(stay, key="k")


def transferred(front, to=None, amount=None):
    """Return a request to transfer a charge."""
    stay = dined(front)
    other = to or front.arrive("2035")
    return lambda: front.desk.transfer_charge(stay, 1, other, "x", amount=amount, key="k")


def shared(weight):
    """Return a request to split a charge by a weight."""
    return lambda _: lambda: Share(1, weight)


def f19(_):
    """Name the line after the last that a bill can have."""
    return lambda: verbs.ReverseCharge("S1", 1_000_001, "no such line")


def f20(front):
    """Post under a code that nobody knows."""
    stay = dined(front)
    return lambda: front.desk.post_to_folio(stay, "SPA", idr(1), key="k")


def f21(_):
    """Tax one line by a chain on top and by rules inside."""
    return lambda: TransactionCode("BAR", "Bar", "bar", ("service",), "alcohol")


def f22(front):
    """Two rates of one tax on one day."""
    own = example_property().folio
    twice = (*own.chain, Percent("service", Decimal("0.05")))
    return lambda: attrs.evolve(own, chain=twice)


def f23(front):
    """Say the same key with another amount."""
    stay = dined(front)
    front.desk.charge_to_room(stay, "FNB", idr(1), key="k")
    return lambda: front.desk.charge_to_room(stay, "FNB", idr(2), key="k")


def f25(front):
    """Take cash without a shift."""
    stay = dined(front)
    made = front.hotel.by(Actor("staff", "made"))
    return lambda: made.take_payment(stay, CASH, idr(1), key="k")


def f27(front):
    """Close a day on which somebody is left who should have gone."""
    front.arrive(nights=1)
    front.pass_nights(1)
    return lambda: front.desk.close_day(TUESDAY)


def f30(front):
    """Issue a document under a number that is given."""
    stay = dined(front)
    number = front.desk.issue_document(stay, key=front.key()).events[-2].document
    content = front.hotel.read.document(number).document.content
    return lambda: front.put(Issue(number, content))


def f31(front):
    """Allocate euros to what is owed in rupiah."""
    account = company(front)
    front.put(DebitAccount(account, idr(1_000), "folio:S9", "Folio S9", idr(0)))
    euros = [Allocation(1, money(1, "EUR"))]
    return lambda: front.desk.allocate_credit(account, euros, key="k")


def f32(front):
    """Apply more of a deposit than came in."""
    stay = front.book()
    front.desk.take_deposit(stay, idr(1_000), "transfer", deposit="D1", key=front.key())
    return lambda: front.desk.apply_deposit("D1", idr(1_001), key="k")


def dated(on):
    """Return a request to post on a date."""

    def scene(front):
        stay = dined(front)
        return lambda: front.boss.charge_to_room(stay, "FNB", idr(1), on=on, key="k")

    return scene


FIVE_EUROS = money(5, "EUR")
# fmt: off
ROWS = (
    # row   what is asked                                            refused by
    ("F1",  f1,                                                      "folio.closed"),
    ("F2",  f2,                                                      "hotel.link_refused"),
    ("F2",  f2_unknown,                                              "record.not_found"),
    ("F3",  priced(idr(0)),                                          "money.must_be_positive"),
    ("F4",  priced(idr(-1)),                                         "money.must_be_positive"),
    ("F5",  lambda front: paid(front, DINNER + 1),                   "folio.overpayment"),
    ("F6",  priced(FIVE_EUROS),                                      "money.currency_mismatch"),
    ("F7",  f7,                                                      "folio.already_reversed"),
    ("F8",  f8,                                                      "folio.line_unknown"),
    ("F9",  f9,                                                      "hotel.too_late_to_post"),
    ("F10", f10,                                                     "json.type_unknown"),
    ("F11", lambda front: refunded(front, DINNER + 1),               "folio.refund_too_large"),
    ("F12", lambda front: refunded(front, 1, CARD, OTHER),           "folio.card_has_not_paid"),
    ("F13", f13,                                                     "hotel.no_account_pays"),
    ("F14", f14,                                                     "city_ledger.over_limit"),
    ("F15", f15,                                                     "city_ledger.blocked"),
    ("F16", lambda front: transferred(front, "S1"),                  "folio.same_folio"),
    ("F17", lambda front: transferred(front, None, idr(DINNER + 1)), "folio.more_than_remains"),
    ("F18", shared(0),                                               "money.weights"),
    ("F18", shared(-1),                                              "money.weights"),
    ("F18", shared(Decimal("NaN")),                                  "number.not_finite"),
    ("F19", f19,                                                     "value.out_of_range"),
    ("F20", f20,                                                     "value.not_listed"),
    ("F21", f21,                                                     "value.conflict"),
    ("F22", f22,                                                     "value.duplicate"),
    ("F23", f23,                                                     "key.reused"),
    ("F25", f25,                                                     "hotel.no_open_shift"),
    ("F27", f27,                                                     "hotel.day_not_ready"),
    ("F30", f30,                                                     "record.already_exists"),
    ("F31", f31,                                                     "money.currency_mismatch"),
    ("F32", f32,                                                     "deposits.more_than_held"),
    ("F33", dated(MONDAY - timedelta(days=1)),                       "hotel.too_late_to_post"),
    ("F33", dated(TUESDAY),                                          "hotel.date_still_to_come"),
)
# fmt: on
# What is no refusal, for the second request gives what the first one has.
ANSWERED = {"F24", "F28"}


@pytest.mark.parametrize("place", range(len(ROWS)))
def test_every_bad_posting_has_its_coded_refusal(front, place) -> None:
    """The cause by a stable code, a sentence that says what to do, and nothing has changed."""
    row, ask, code = ROWS[place]
    asked = ask(front)
    refused = front.refuses(asked, code)
    assert len(refused.sentence) > 20, row


def test_every_row_is_here() -> None:
    """F1 to F33, but for those that are void and those that are answered."""
    rows = {row for row, _, _ in ROWS}
    assert rows | VOID | ANSWERED == {f"F{number}" for number in range(1, 34)}


def test_a_code_that_is_not_valid_on_a_date_is_refused() -> None:
    """F20: the rules of the place say for which days a share is known."""
    assert "tax.not_valid_on" in tax.TaxRefusal.SENTENCES


def test_a_key_that_is_on_its_way_is_answered_once(front) -> None:
    """F24: the second request under a key finds the first one's result; nobody has to wait."""
    stay = dined(front)
    verb = verbs.ChargeToRoom(stay, "FNB", idr(1_000))
    first = []

    class Slow:
        """A store before whose commit the same request is done by another."""

        def __getattr__(self, name):
            return getattr(front.store, name)

        def commit(self, commit):
            first.append(front.desk.do(verb, key="k"))
            return front.store.commit(commit)

    late = front.over(Slow()).by(Actor("staff", "ayu"))
    assert late.do(verb, key="k") == first[0]
    assert len(front.hotel.read.folio(stay).lines) == 2


def test_a_day_that_is_closed_twice_is_closed_once(front) -> None:
    """F28: the second close gives the first one's result, with the same report."""
    front.arrive()
    first = front.desk.close_day(MONDAY)
    assert front.desk.close_day(MONDAY) == first


# --- faults that were found elsewhere ---


def test_the_line_of_a_penalty_is_never_deleted(open_front, grand) -> None:
    """Fault 2: who books again is given the fee back on a line of its own; both stay readable."""
    front = open_front(MemoryStore(), grand)
    stay = front.book(policy="FLEX")
    front.desk.cancel_stay(stay, "ill", key="c")
    (fee,) = front.hotel.read.folio(stay).lines
    front.desk.reinstate_stay(stay, "well again", key="r")
    kept, back = front.hotel.read.folio(stay).lines
    assert kept == fee
    assert (back.reverses, back.quote.total) == (1, -fee.quote.total)


def test_nobody_is_checked_out_by_the_night(front) -> None:
    """Fault 2 and 6: an overstay is told to somebody; neither the balance nor the date is bent."""
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    refused = front.refuses(lambda: front.desk.close_day(TUESDAY), "hotel.day_not_ready")
    assert stay in refused.sentence
    assert front.stay(stay).departure == TUESDAY
    assert front.stay(stay).status is StayStatus.IN_HOUSE
    front.refuses(lambda: front.desk.check_out(stay), "folio.balance_outstanding")


@pytest.mark.parametrize("left", ["0.01", "-0.01", "0.49", "0.99"])
def test_a_bill_is_closed_at_exactly_zero(open_front, left) -> None:
    """Fault 5 and 7: no ceiling, no whole numbers, no tolerance of a cent on either side.

    And the date of the end is the business date, whatever the clock says.
    """
    own = attrs.evolve(example_property(), digits=2)
    front = open_front(MemoryStore(), own)
    stay = front.arrive(nights=1)
    front.desk.close_day(MONDAY)
    owed = money(front.hotel.read.folio(stay).balance, "IDR")
    part = owed - money(left, "IDR")
    front.desk.take_payment(stay, CASH, part, in_advance=True, key="p")
    refused = front.refuses(lambda: front.desk.check_out(stay), "folio.balance_outstanding")
    assert refused.values["balance"] == Decimal(left)
    if Decimal(left) > 0:
        front.desk.take_payment(stay, CASH, money(left, "IDR"), key="q")
    else:
        front.desk.pay_refund(stay, CASH, -money(left, "IDR"), key="q")
    front.clock.move(timedelta(days=400))
    assert front.desk.check_out(stay).one(FolioClosed).business_date == TUESDAY


def test_the_tax_of_a_line_is_rounded_and_not_cut_off(open_front) -> None:
    """Fault 5: 10 % of 1.05 is 0.11 by half up on its line, and every total is the sum of lines."""
    own = attrs.evolve(example_property(), digits=2)
    front = open_front(MemoryStore(), own)
    stay = front.arrive()
    for number in range(3):
        front.desk.charge_to_room(stay, "FNB", money("1.05", "IDR"), key=f"k{number}")
    bill = front.hotel.read.folio(stay)
    assert dict(bill.components)["service"] == Decimal("0.33")
    assert bill.charged == sum(line.quote.total for line in bill.lines)


def test_what_is_taken_back_keeps_its_amount(front) -> None:
    """Fault 6: a void is a line of its own; the first one says what it always said."""
    stay = dined(front)
    (posted,) = front.hotel.read.folio(stay).lines
    taken_back = front.desk.reverse_charge(stay, 1, "wrong room", key="r").one(ChargeReversed)
    assert front.hotel.read.folio(stay).lines[0] == posted
    assert posted.quote.total == DINNER
    assert taken_back.quote == posted.quote.negated()


def test_a_credit_limit_is_more_than_a_warning(front) -> None:
    """Fault 6: what would pass it is refused."""
    stay = dined(front)
    front.boss.set_credit_limit(stay, idr(DINNER))
    front.refuses(
        lambda: front.desk.charge_to_room(stay, "FNB", idr(1), key="k"), "folio.over_credit_limit"
    )


def test_what_is_taken_back_has_the_taxes_it_was_posted_with(front) -> None:
    """Fault 7 and the void that taxes anew: rates that changed meanwhile change no correction."""
    stay = dined(front)
    own = front.hotel.read.configuration
    doubled = (Percent("service", Decimal("0.20")), *own.folio.chain[1:])
    folio = attrs.evolve(own.folio, chain=doubled)
    front.boss.change_property(attrs.evolve(own, folio=folio))
    front.desk.reverse_charge(stay, 1, "wrong room", key="r")
    assert dict(front.hotel.read.folio(stay).components) == {"service": 0, "hotel_tax": 0}
    done = front.desk.charge_to_room(stay, "FNB", idr(100_000), key="n").one(ChargePosted)
    assert [part.amount for part in done.quote.components] == [20_000, 12_000]


def test_a_night_is_posted_with_everything_it_costs(front) -> None:
    """Fault 7: not the base alone; and if one bill refuses, nobody's night is posted."""
    own = front.hotel.read.configuration
    siti, budi = (front.arrive(room, 3) for room in ("2034", "2035"))
    night = front.hotel.by(Actor("system", "audit")).preview.close_day(MONDAY)
    assert [one.quote.total for one in night.all(ChargePosted)] == [NIGHT, NIGHT]
    assert len(front.desk.close_day(MONDAY).all(NightPosted)) == 2
    assert (front.owed(siti), front.owed(budi)) == (idr(NIGHT), idr(NIGHT))
    others = tuple(code for code in own.folio.codes if code.code != "FNB")
    taken_away = attrs.evolve(own.folio, codes=others)
    front.desk.add_fixed_charge(budi, "FNB", idr(1), Recurrence(Frequency.DAILY), key="f")
    front.boss.change_property(attrs.evolve(own, folio=taken_away, menu=Menu(())))
    refused = front.refuses(lambda: front.desk.close_day(TUESDAY), "hotel.day_not_ready")
    assert "FNB" in refused.sentence


def test_who_has_left_can_come_back(front) -> None:
    """Fault 7: a check-out on the same business date is reversed, and the room is theirs again."""
    stay = departed(front)
    back = front.desk.reverse_check_out(stay, "the taxi did not come")
    assert back.all(RoomVacated) == ()
    assert front.stay(stay).status is StayStatus.IN_HOUSE
