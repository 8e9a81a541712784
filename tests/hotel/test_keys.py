"""Idempotency keys: the same request twice is done once."""

from base64 import b64decode, b64encode
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from tests.each import each

from axentra_core.adapters.memory import MemoryStore
from axentra_core.documents import DocumentKind
from axentra_core.folio import (
    Frequency,
    PaymentMethod,
    PaymentTaken,
    Recurrence,
    Share,
)
from axentra_core.hotel import VERBS, HotelRefusal, verbs
from axentra_core.hotel.workflow import OWN_KEYS
from axentra_core.housekeeping import ItemRegistered
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput, KeyReused, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import ClearText
from axentra_core.payments import Operation, OutcomeClass, PaymentCard
from axentra_core.rooms import BlockKind, Condition, DoNotDisturbSet, RequestCleared
from axentra_core.stays import StayBooked
from axentra_core.testing import example_property

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
THOUSAND = money(1_000, "IDR")
VISA = PaymentCard("tok_81f", "visa", "4242")
HALVES = (Share(1), Share(2))
MOVING = (
    verbs.RetryFollowUp("F1"),
    verbs.FinaliseReadings("S1"),
    verbs.InvoiceReadings("S1"),
    verbs.SettleInFrontDesk("S1"),
    verbs.SettleDifference("S1"),
    verbs.GrantExemption("S1", "diplomat", "letter of the embassy"),
    verbs.WithdrawExemption("S1", 1, "expired"),
    verbs.CancelStay("S1", "ill"),
    verbs.MarkNoShow("S1"),
    verbs.ReinstateStay("S1", "well again"),
    verbs.ShortenStay("S1", MONDAY),
    verbs.GrantLateCheckOut("S1", time(15)),
    verbs.DepartEarly("S1"),
    verbs.ChargeToRoom("S1", "FNB", THOUSAND),
    verbs.PostToFolio("S1", "FNB", THOUSAND),
    verbs.AddTip("S1", "TIP", THOUSAND),
    verbs.DeductCommission("S1", 1, Decimal("0.15"), "as agreed"),
    verbs.ChargeLate("S1", "FNB", THOUSAND),
    verbs.AdjustCharge("S1", 1, "service_failure", THOUSAND),
    verbs.ReverseCharge("S1", 1, "a mistake"),
    verbs.MoveCharge("S1", 1, 2, "the company pays"),
    verbs.SplitCharge("S1", 1, HALVES, "they share"),
    verbs.TransferCharge("S1", 1, "S2", "the other guest pays"),
    verbs.TakePayment("S1", PaymentMethod.CASH, THOUSAND),
    verbs.PayRefund("S1", PaymentMethod.CASH, THOUSAND),
    verbs.ReversePayment("S1", 1, "mistyped"),
    verbs.MovePayment("S1", 1, 2, "for the room"),
    verbs.BillDirectly("S1", "A1"),
    verbs.WriteOff("S1", "gone"),
    verbs.IssueDocument("S1"),
    verbs.IssueCreditNote("INV-2026-000001", "a mistake"),
    verbs.IssueCorrection("INV-2026-000001", 1, "service_failure", THOUSAND),
    verbs.IssueAdvanceInvoice("D1"),
    verbs.IssueAccountStatement("A1", MONDAY),
    verbs.StartPayment("S1", Operation.CHARGE, THOUSAND, VISA),
    verbs.StartOperation("P1", Operation.CAPTURE, THOUSAND),
    verbs.RecordOutcome("P1", 1, OutcomeClass.APPROVED),
    verbs.SettleUnknown("P1", 1, happened=True, reason="told by phone"),
    verbs.RecordChargeback("P1", THOUSAND, "dp_1", "10.4"),
    verbs.RecordChargebackReversed("P1", THOUSAND, "dp_1"),
    verbs.ClaimPayment("S1", 1),
    verbs.TakeDeposit("S1", THOUSAND, PaymentMethod.CASH),
    verbs.ReceiveDeposit("D1", THOUSAND, PaymentMethod.CASH),
    verbs.ApplyDeposit("D1"),
    verbs.TakeBackDeposit("D1", "a mistake"),
    verbs.KeepDeposit("D1", "cancelled late", "ROOM"),
    verbs.ReturnDeposit("D1", PaymentMethod.CASH, "cancelled in time"),
    verbs.MoveDeposit("D1", "S2", "rebooked"),
    verbs.RefreshRouting("S1"),
    verbs.AddFixedCharge("S1", "FNB", THOUSAND, Recurrence(Frequency.DAILY)),
    verbs.OpenCashierShift("FRONT-1", (THOUSAND,)),
    verbs.AddFloat("C1", THOUSAND),
    verbs.PayOut("C1", THOUSAND, "taxi", "Taxi to the airport"),
    verbs.DropCash("C1", THOUSAND, "bag 7"),
    verbs.ExchangeCash("C1", money(10, "EUR"), THOUSAND, Decimal(17_000)),
    verbs.ReverseCashEntry("C1", 1, "a mistake"),
    verbs.ReceiveAccountPayment("A1", THOUSAND, PaymentMethod.TRANSFER),
    verbs.AllocateCredit("A1"),
    verbs.ReverseAccountPayment("A1", "P1", "no funds"),
    verbs.CreditItem("A1", 1, THOUSAND, "agreed"),
    verbs.WriteOffItem("A1", 1, THOUSAND, "bankrupt"),
    verbs.RefundAccountCredit("A1", THOUSAND, PaymentMethod.TRANSFER),
    verbs.OrderRoomService("S1", (verbs.Item("es-teh"),)),
    verbs.CancelOrder("O1", "too late"),
)


class Backwards(ClearText):
    """A cipher that even a child can break, but nobody mistakes for clear text."""

    def seal(self, subject, text):
        """Return the text backwards and in base 64."""
        return f"{subject}:{b64encode(text[::-1].encode()).decode()}"

    def open(self, subject, data):
        """Return the text again."""
        return b64decode(data.removeprefix(f"{subject}:")).decode()[::-1]


def test_the_same_request_again_gives_the_first_result(front) -> None:
    """A repeated payment is one payment: same events, same place in the log, nothing new."""
    stay = front.arrive()
    pay = verbs.TakePayment(stay, PaymentMethod.CASH, THOUSAND, in_advance=True)
    first = front.desk.do(pay, key="p1")
    before = front.dump()
    assert front.desk.do(pay, key="p1") == first
    assert front.dump() == before


def test_what_was_done_before_is_told_from_what_is_done_now(front) -> None:
    """Whoever acts outside on a result asks first whether the act was perhaps done before."""
    stay = front.arrive()
    pay = verbs.TakePayment(stay, PaymentMethod.CASH, THOUSAND, in_advance=True)
    assert not front.desk.do(pay, key="p1").is_repeated
    assert front.desk.do(pay, key="p1").is_repeated


def test_every_first_result_comes_back_as_it_was(front) -> None:
    """What is read back from the log equals what happened, for verbs of every department."""
    results = []

    def do(verb):
        key = front.key()
        results.append((verb, key, front.boss.do(verb, key=key)))
        return results[-1][2]

    prices = (money(850_000, "IDR"),)
    stay = do(verbs.Reserve(MONDAY, TUESDAY, "DLX", prices, name="Siti")).one(StayBooked).stay
    do(verbs.CheckIn(stay, "2034"))
    do(verbs.OrderRoomService(stay, (verbs.Item("es-teh", 2), verbs.Item("nasi-goreng"))))
    do(verbs.CancelOrder("O1", "too late"))
    do(verbs.MakeUpRoom(stay))
    do(verbs.MarkRoom("2034", Condition.DIRTY))
    do(verbs.FinishTask("T2"))
    do(verbs.DeclineService(stay))
    do(verbs.ReportOccupancy("2034", occupied=True, persons=2))
    do(verbs.ReportFault("2040", "a burst pipe", BlockKind.OUT_OF_ORDER))
    do(verbs.PlanShift("wayan", MONDAY, time(22), time(6), sections=("A", "B")))
    do(verbs.AssignTasks(MONDAY))
    do(verbs.OpenCashierShift("FRONT-1", (money(500_000, "IDR"),)))
    do(verbs.PayOut("C1", THOUSAND, "taxi", "Taxi to the airport", stay, "PAID-OUT"))
    do(verbs.ExchangeCash("C1", money(10, "EUR"), money(170_000, "IDR"), Decimal(17_000)))
    do(verbs.OpenAccount("Garuda Travel", "Jl. Sudirman 1", credit_limit=THOUSAND))
    do(verbs.ReceiveAccountPayment("A1", THOUSAND, PaymentMethod.CASH))
    do(verbs.ChangeAccount("A1", credit_limit=money(5_000_000, "IDR")))
    do(verbs.CloseCashierShift("C1", (money(330_000, "IDR"), money(10, "EUR"))))
    do(verbs.RegisterFoundItem("an umbrella", "shelf 3", "2034", stay))
    do(verbs.ReturnFoundItem("F1", "Siti", "at the desk"))
    do(verbs.CloseDay(MONDAY))
    do(verbs.SplitCharge(stay, 5, HALVES, "they share"))
    do(verbs.BillDirectly(stay, "A1", 2))
    do(verbs.IssueDocument(stay, DocumentKind.PROFORMA))
    do(verbs.TakePayment(stay, PaymentMethod.CASH, front.owed(stay)))
    do(verbs.CheckOut(stay))
    before = front.dump()
    for verb, key, first in results:
        assert front.boss.do(verb, key=key) == first
    assert front.dump() == before


def test_a_key_with_other_content_is_refused(front) -> None:
    """A key names one request; another amount under it is a mistake of the caller."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", THOUSAND, key="c1")
    before = front.dump()
    with pytest.raises(KeyReused, match="ChargeToRoom") as error:
        front.desk.charge_to_room(stay, "FNB", money(2_000, "IDR"), key="c1")
    assert error.value.code == "key.reused"
    with pytest.raises(KeyReused):
        front.desk.check_in(stay, room="2034", key="c1")
    assert front.dump() == before


def test_the_same_words_of_another_verb_are_other_content(front) -> None:
    """Accepting and delivering an order read alike but for the verb."""
    front.desk.order_room_service(front.arrive(), [("es-teh", 1)], key="o1")
    front.desk.accept_order("O1", key="k")
    with pytest.raises(KeyReused):
        front.desk.deliver_order("O1", key="k")


def test_time_and_new_ids_are_no_content(front) -> None:
    """A request repeated on the next day, when new ids would be given, is the same request."""
    departure = date(2026, 11, 25)
    first = front.desk.do(
        verbs.Reserve(TUESDAY, departure, "DLX", (THOUSAND,), name="Siti"), key="r1"
    )
    front.clock.move(timedelta(days=1))
    front.pass_nights(1)
    same = verbs.Reserve(TUESDAY, departure, "DLX", [money("1000.00", "IDR")], name="Siti")
    assert front.desk.do(same, key="r1") == first


def test_a_key_precedes_every_rule(front) -> None:
    """After the guest has left, the repeated check-in still gives its first result."""
    stay = front.book()
    first = front.desk.check_in(stay, room="2034", key="in")
    front.leave(stay)
    assert front.desk.check_in(stay, room="2034", key="in") == first
    with pytest.raises(RuleViolation) as error:
        front.desk.check_in(stay, room="2034", key="in-again")
    assert error.value.code == "stay.ended"


def test_a_result_without_events_is_kept_too(front) -> None:
    """Pressing twice changes nothing, and under its key that stays the answer for ever."""
    front.desk.mark_room("2034", Condition.DIRTY)
    first = front.desk.mark_room("2034", Condition.DIRTY, key="m1")
    assert (first.events, first.position is None) == ((), False)
    front.desk.mark_room("2034", Condition.CLEAN)
    assert front.desk.mark_room("2034", Condition.DIRTY, key="m1") == first
    assert front.hotel.read.board()[4].code == "VC"


def test_a_refusal_leaves_its_key_free(front) -> None:
    """What did not happen can be asked for again under the same key, even otherwise."""
    stay = front.arrive()
    with pytest.raises(RuleViolation):
        front.desk.take_payment(stay, PaymentMethod.CASH, THOUSAND, key="p1")
    done = front.desk.take_payment(stay, PaymentMethod.CASH, THOUSAND, in_advance=True, key="p1")
    assert done.one(PaymentTaken).amount == 1_000


@each("verb", MOVING)
def test_where_money_moves_a_key_is_required(front, verb) -> None:
    """A repeated request could charge twice, so it needs a key whoever says it."""
    with pytest.raises(HotelRefusal, match=type(verb).__name__) as error:
        front.hotel.do(verb, actor=Actor("system", "night-audit"))
    assert error.value.code == "hotel.key_required"


def test_every_verb_that_moves_money_is_named_here() -> None:
    """A verb that is marked as moving money is added here, unless it has a key of its own."""
    assert {type(verb) for verb in MOVING} == {
        row.verb for row in VERBS.values() if row.moves_money
    } - OWN_KEYS.keys()


@pytest.mark.parametrize("kind", ["guest", "channel", "partner"])
def test_everybody_outside_needs_a_key(front, kind) -> None:
    """What comes over a network comes twice."""
    stay = front.arrive()
    with pytest.raises(HotelRefusal) as error:
        front.hotel.by(Actor(kind, stay)).make_up_room(stay)
    assert error.value.code == "hotel.key_required"


def test_staff_need_no_key_where_nothing_moves(front) -> None:
    """A room marked dirty twice is dirty."""
    assert front.desk.mark_room("2034", Condition.DIRTY).position is not None


def test_nobody_meets_the_key_of_somebody_else(front) -> None:
    """Two guests, a channel and the desk may all choose the key 1."""
    siti, budi = front.arrive("2034"), front.arrive("2035")
    front.desk.make_up_room(siti, key="1")
    front.guest(siti).do_not_disturb(siti, key="1")
    front.guest(budi, "2035").do_not_disturb(budi, key="1")
    done = front.guest(siti).do_not_disturb(siti, active=False, key="2")
    assert (done.one(RequestCleared).stay, done.all(DoNotDisturbSet)) == (siti, ())
    ota = front.hotel.by(Actor("channel", "ota"))
    assert ota.do(verbs.Reserve(MONDAY, TUESDAY, "DLX", (THOUSAND,), name="Budi"), key="1").events


def test_staff_cannot_take_the_key_of_a_guest(front) -> None:
    """Whatever key the desk chooses, the guest's own keys stay free."""
    stay = front.arrive()
    front.desk.make_up_room(stay, key=f"guest/{stay}/1")
    assert front.guest(stay).do_not_disturb(stay, key="1").one(DoNotDisturbSet)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("", "field.required"),
        (" ", "field.required"),
        ("two words", "key.bad_format"),
        ("tab\t", "key.bad_format"),
        ("line\n", "key.bad_format"),
        ("clé", "key.bad_format"),
        ("１２", "key.bad_format"),
        ("x" * 256, "key.bad_format"),
        (7, "field.wrong_type"),
        (b"k", "field.wrong_type"),
    ],
)
def test_a_bad_key_is_refused_before_anything_is_read(front, key, code) -> None:
    """A key is 1 to 255 printable ASCII characters without spaces."""
    before = front.dump()
    with pytest.raises(InvalidInput) as error:
        front.desk.mark_room("2034", Condition.DIRTY, key=key)
    (fault,) = error.value.faults
    assert (fault.path, fault.code) == ("key", code)
    assert front.dump() == before


def test_the_longest_key_is_a_key(front) -> None:
    """255 characters are possible, whatever printable ones."""
    key = ("!~/" * 85)[:255]
    first = front.desk.mark_room("2034", Condition.DIRTY, key=key)
    assert front.desk.mark_room("2034", Condition.DIRTY, key=key) == first


def test_a_day_is_closed_once(front) -> None:
    """The close of a day has its date for a key: the second night audit finds it done."""
    front.arrive()
    first = front.desk.close_day(MONDAY)
    before = front.dump()
    assert front.desk.close_day(MONDAY) == first
    assert front.boss.do(verbs.CloseDay(MONDAY), key="a key that is not asked for") == first
    assert front.dump() == before
    front.refuses(lambda: front.desk.close_day(date(2026, 11, 22)), "house.date_already_closed")
    front.refuses(lambda: front.desk.close_day(date(2026, 11, 25)), "house.date_not_reached")


@pytest.mark.parametrize(
    "verb", [verbs.OpenProperty(example_property(), MONDAY), verbs.CertifyDay(MONDAY)], ids=str
)
def test_what_happens_once_for_good_has_its_own_key(front, verb) -> None:
    """Opening a property and certifying a date need no key, and are found under none but theirs."""
    front.desk.close_day(MONDAY)
    first = front.hotel.do(verb, actor=Actor("system", "start"))
    before = front.dump()
    assert front.hotel.do(verb, actor=Actor("system", "start"), key="another") == first
    assert front.dump() == before
    assert not front.was_done("another")


def test_nothing_stored_shows_who_the_guest_is(store, open_front) -> None:
    """Under a real cipher no name, mail or phone stands in any stored text, key or digest.

    Nor does the name of who came for what was left behind.
    """
    front = open_front(store, cipher=Backwards(b"a secret of the house, kept elsewhere"))
    stay = front.book(1, name="Wulan Dewi", mail="wulan@guest.example", phone="+62 812 3456 7890")
    guest = front.hotel.read.stay(stay).stay.guest
    front.desk.correct_guest(guest, name="Wulandari", mail="dari@guest.example", key="g1")
    front.desk.check_in(stay, room="2034")
    front.leave(stay, nights=1)
    item = front.desk.register_found_item("an umbrella", "shelf 3", room="2034", stay=stay)
    found = item.one(ItemRegistered).found_item
    front.desk.return_found_item(found, "Wulandari, at the desk", "by hand", key="f1")

    everything = repr(front.dump()).casefold()
    assert "850000" in everything
    for word in ("wulan", "dewi", "guest.example", "812 3456"):
        assert word not in everything
    assert front.hotel.read.stay(stay).guest_name == "Wulandari"
    assert [line.stay.id for line in front.hotel.read.find("wulandari")] == [stay]


def test_a_digest_tells_nothing_without_the_secret(open_front) -> None:
    """Equal requests have equal digests in one house, and others where the secret is another."""

    def digest_under(secret):
        front = open_front(MemoryStore(), cipher=ClearText(secret))
        front.book(name="Wulandari")
        return front.store.log()[-1].digest

    assert digest_under(b"one") == digest_under(b"one")
    assert digest_under(b"one") != digest_under(b"two")
