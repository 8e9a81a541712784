"""Meters in the hotel: what partners send of a stay, what follows by itself, what staff settle."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import permutations

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.conftest import FIRST
from tests.hotel.metering import (
    CONTROL,
    DEVICE,
    END,
    NET,
    NEW_YEAR,
    PRICE,
    START,
    USED,
    VAT,
    metered,
    reading,
)
from tests.hotel.test_conflicts import Meanwhile, in_parallel, until_done

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.deposits import DepositApplied, DepositOpened, DepositReturned, Maturity
from axentra_core.documents import DocumentIssued, DocumentSettings, Seller
from axentra_core.folio import ChargePosted, FolioKind, PaymentMethod, PaymentTaken, TransactionCode
from axentra_core.hotel import CODEC, REACTIONS
from axentra_core.housekeeping import CancelTask
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.kernel.money import money
from axentra_core.meters import (
    ConsumptionInvoiced,
    DifferenceRecorded,
    InvoicedVia,
    Measure,
    MeterInstalled,
    ReadingKind,
    ReadingRecorded,
    ReadingSource,
    RegistrationFinalised,
    RegistrationStatus,
    SettledByStaff,
    SettledFromReadings,
    Tariff,
    Utility,
)
from axentra_core.stays import Settlement, StayCheckedIn, StayCheckedOut, StayStatus, party
from axentra_core.testing import Watch, example_property

CASH, TRANSFER = PaymentMethod.CASH, PaymentMethod.TRANSFER
IN_PROGRESS, READY, HANDLED, INVOICED, ARCHIVED = RegistrationStatus
# Two nights of the example hotel.
NIGHTS = 2 * 1_028_500
HOUSE = metered("METER")
SELLER = DocumentSettings(Seller("Hotel Axentra", ("Jl. Merpati 1", "Jakarta")))
SWITCHES = (
    "check_in_at_first_reading",
    "check_out_at_finalise",
    "invoice_at_finalise",
)


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def owner(*switches, documents=SELLER, **more):
    """Return the example hotel with a meter, some of the settings switched on."""
    own = example_property()
    codes = (*own.folio.codes, TransactionCode("METER", "Electricity", "energy"))
    meters = attrs.evolve(HOUSE, **dict.fromkeys(switches, True), **more)
    folio = attrs.evolve(own.folio, codes=codes)
    return attrs.evolve(own, folio=folio, meters=meters, documents=documents)


@attrs.define
class House:
    """A hotel in which the electricity of room 2034 is metered, and a partner that reads it."""

    front: object
    meter: str = ""

    @classmethod
    def opened(cls, open_front, *switches, store=None, **more):
        """Open a hotel with some settings over a store, and install the meter."""
        own = cls(open_front(store or MemoryStore(), owner(*switches, **more)))
        own.meter = own.install()
        return own

    @property
    def hotel(self):
        """The hotel."""
        return self.front.hotel

    @property
    def boss(self):
        """The verbs as Dewi says them."""
        return self.front.boss

    @property
    def app(self):
        """The verbs as the partner's app says them."""
        return self.hotel.by(Actor("partner", "guest-app"))

    def with_a_drawer(self):
        """Open a drawer for Dewi, with change."""
        self.boss.open_cashier_shift(floats=[idr(500_000)], key="shift")
        return self

    def install(self, room="2034", device=DEVICE):
        """Install a meter in a room, and return it."""
        done = self.boss.install_meter(room, "el", device, NEW_YEAR)
        return done.one(MeterInstalled).meter

    def book(self, *, in_house=False, room="2034"):
        """Book two nights in a room, and return the stay."""
        stay = self.front.book()
        self.boss.assign_room(stay, room)
        if in_house:
            self.boss.check_in(stay)
        return stay

    def reading(self, value, kind=START, partner_id=None, **more):
        """Return a reading of the meter, just taken."""
        return reading(self.front, more.pop("meter", self.meter), value, kind, partner_id, **more)

    def send(self, stay, *readings):
        """Let the partner send readings."""
        return self.app.submit_readings(stay, readings, key=self.front.key())

    def start(self, stay, value="100", **more):
        """Let the partner send the first reading."""
        return self.send(stay, self.reading(value, START, **more))

    def end(self, stay, value="142", **more):
        """Let the partner send the last reading."""
        return self.send(stay, self.reading(value, END, **more))

    def wait(self, days=2):
        """Let business days pass, by the clock, too."""
        self.front.pass_nights(days)
        self.front.clock.move(timedelta(days))

    def finalise(self, stay):
        """Let the partner say that all is read."""
        return self.app.finalise_readings(stay, key=self.front.key())

    def read_through(self, stay=None):
        """Bring a stay in house to its last reading, and return it."""
        stay = stay or self.book(in_house=True)
        self.start(stay)
        self.wait()
        self.end(stay)
        return stay

    def ready(self):
        """Return a stay in house whose readings wait to be invoiced."""
        stay = self.read_through()
        self.finalise(stay)
        return stay

    def settle(self, stay, *readings, method=None):
        """Let Front Desk settle."""
        return self.boss.settle_in_front_desk(stay, readings, method=method, key=self.front.key())

    def deposit(self, stay, amount):
        """Take a deposit that nobody applies by itself."""
        how = {"maturity": Maturity.MANUAL, "key": self.front.key()}
        return self.boss.take_deposit(stay, idr(amount), TRANSFER, **how).one(DepositOpened).deposit

    def of(self, stay):
        """Return the registration of a stay."""
        return self.hotel.read.registration(stay).registration

    def stands(self, stay):
        """Return where a registration stands, and how it was invoiced."""
        one = self.of(stay)
        return one.status, one.via

    def moves(self, stay):
        """Return every status a registration has had, with who has done it."""
        return [(one.status, one.actor) for one in self.hotel.read.registration(stay).changes]

    def papers(self, done):
        """Return the documents of an outcome."""
        numbers = [one.document for one in done.all(DocumentIssued)]
        return [self.hotel.read.document(number).document for number in numbers]

    def invoices(self, stay):
        """Return the numbers of what was issued of the bill of a stay."""
        return [one.id for one in self.hotel.read.documents(f"folio:{stay}:1")]

    def charged(self, stay, difference=0):
        """Return what was charged of a registration, on whichever bill."""
        source = f"registration:{stay}:{difference}"
        facts = [fact for kept in self.front.store.log(limit=10_000) for fact in kept.facts]
        events = [CODEC.read_event(fact.type, fact.v, fact.data) for fact in facts]
        return [one for one in events if isinstance(one, ChargePosted) and one.source == source]

    def left(self):
        """Return what staff have to do because of readings: act and code of each."""
        return [
            (one.act, one.code)
            for one in self.hotel.read.follow_ups()
            if one.act.startswith("registration.")
        ]

    def check(self):
        """Check that log, states and look-ups agree, and that all ledgers add up together."""
        self.front.check()
        Watch(self.hotel).check_everything()


@pytest.fixture
def house(open_front):
    """Open a hotel with some settings over a store, and install the meter."""
    return partial(House.opened, open_front)


@pytest.fixture
def till(house):
    """A hotel in which Dewi has a drawer."""
    return house().with_a_drawer()


# What a partner sends


def test_the_first_reading_checks_the_guest_in(house) -> None:
    """Where the house says so, and only once (seed: *Check kunde ind ved første*)."""
    own = house("check_in_at_first_reading")
    stay = own.book()
    done = own.start(stay)
    assert done.one(StayCheckedIn).stay == stay
    assert own.stands(stay) == (IN_PROGRESS, None)
    assert own.send(stay, own.reading("105", ReadingKind.INTERMEDIATE)).all(StayCheckedIn) == ()
    own.check()


def test_the_first_reading_does_nothing_by_itself_unless_the_house_says_so(house) -> None:
    """With the settings off no reading checks anybody in, out, or invoices."""
    own = house()
    stay = own.book()
    own.start(stay)
    assert own.front.stay(stay).status is StayStatus.BOOKED
    own.boss.check_in(stay)
    own.wait()
    own.end(stay)
    own.finalise(stay)
    assert own.front.stay(stay).status is StayStatus.IN_HOUSE
    assert (own.stands(stay), own.left()) == ((READY, None), [])


def test_who_is_in_house_is_not_checked_in_again(house) -> None:
    """The reading is kept, and nobody has anything to do (list H, row 28)."""
    own = house("check_in_at_first_reading")
    stay = own.book(in_house=True)
    done = own.start(stay)
    assert (done.all(StayCheckedIn), own.left()) == ((), [])
    assert len(own.of(stay).readings) == 1


def test_a_check_in_that_cannot_be_leaves_a_follow_up_and_the_reading(house) -> None:
    """A possible reading is never refused for what a setting wants: the guest is a day early."""
    own = house("check_in_at_first_reading")
    stay = own.front.book(arrival=FIRST + timedelta(1))
    own.start(stay)
    assert own.left() == [("registration.CheckIn", "stay.too_early")]
    assert own.front.stay(stay).status is StayStatus.BOOKED
    assert [one.reading.value for one in own.of(stay).readings] == [100]
    own.check()


def test_a_reading_of_a_stay_is_one_of_its_meter(house) -> None:
    """The next stay begins where this one has ended, though its guest has read nothing."""
    own = house()
    stay = own.ready()
    assert [one.value for one in own.hotel.read.meter(own.meter).last] == [100, 142]
    own.boss.check_out(stay, settlement=Settlement.ON_ACCOUNT, reason="bill is sent", key="o")
    after = own.front.book(arrival=own.hotel.read.business_date)
    own.end(after, "150")
    done = own.finalise(after)
    (start,) = done.one(RegistrationFinalised).inferred
    assert (start.reading.value, start.reading.source) == (142, ReadingSource.INFERRED)


def test_a_partner_may_send_the_same_twice(house) -> None:
    """The same id and value is no second reading; with another value it is refused."""
    own = house()
    stay = own.book(in_house=True)
    assert len(own.start(stay, partner_id="p1").all(ReadingRecorded)) == 1
    assert own.start(stay, partner_id="p1").events == ()
    own.front.refuses(lambda: own.start(stay, "101", partner_id="p1"), "key.reused")
    own.boss.archive_readings(stay, "whose are they?")
    assert own.start(stay, partner_id="p1").events == ()
    own.boss.restore_readings(stay)
    assert own.of(stay).status is IN_PROGRESS
    again = own.reading("142", END, "p2")
    key = own.front.key()
    first = own.app.submit_readings(stay, [again], key=key)
    assert own.app.submit_readings(stay, [again], key=key) == first
    own.front.refuses(
        lambda: own.app.submit_readings(stay, [own.reading("1")], key=key), "key.reused"
    )


def test_the_reading_of_another_house_is_not_kept(house) -> None:
    """Neither as the first of a stay nor later (list H, rows 4 and 5)."""
    own = house()
    other = own.install("2035", attrs.evolve(DEVICE, number="4712"))
    stay = own.book()
    wrong = own.reading("1", meter=other)
    refuse = own.front.refuses
    refuse(lambda: own.send(stay, wrong), "meters.meter_not_in_unit")
    refuse(lambda: own.send(stay, own.reading("1", meter="M9")), "meters.meter_not_in_unit")
    own.start(stay)
    why = refuse(lambda: own.send(stay, wrong), "meters.meter_not_in_unit")
    assert (why.values["meter"], why.values["unit"]) == (other, "2034")


IMPOSSIBLE = {
    "negative": "-1",
    "more digits than the device has": "123456",
    "more decimals": "100.5",
    "a comma": "12.345,6",
    "a photo": "https://photos.example/1.jpg",
    "no number": "NaN",
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_what_a_device_cannot_show_is_refused_and_nothing_follows(house, what) -> None:
    """Nobody is checked in by it, and it leaves no follow-up."""
    own = house("check_in_at_first_reading")
    stay = own.book()
    before = own.front.dump()
    with pytest.raises(AxentraError):
        own.start(stay, IMPOSSIBLE[what])
    assert own.front.dump() == before


def test_nothing_is_kept_for_a_stay_that_is_not(house) -> None:
    """A cancelled reservation and one that waits for a room have no readings (row 30)."""
    own = house()
    stay = own.book()
    own.start(stay)
    own.boss.cancel_stay(stay, "will not come", key="x")
    why = own.front.refuses(lambda: own.end(stay), "hotel.nobody_to_read_for")
    assert (why.values["stay"], why.values["status"]) == (stay, "cancelled")
    own.front.refuses(lambda: own.end("S9"), "record.not_found")
    assert own.of(stay).status is IN_PROGRESS
    own.boss.archive_readings(stay, "cancelled")
    own.check()


def test_a_registration_begins_with_a_reading(house) -> None:
    """No stay is registered by nothing; who has no room has nothing to be finalised."""
    own = house()
    for stay in (own.book(), own.front.book()):
        own.front.refuses(lambda stay=stay: own.send(stay), "field.required")
    own.front.refuses(lambda: own.finalise(stay), "record.not_found")


def test_staff_are_no_partner_and_partners_no_staff(house) -> None:
    """A partner reads and finalises; meters, the list and Front Desk are the house's own."""
    own = house()
    stay = own.ready()
    app, code = own.app, "hotel.not_for_outsiders"
    own.front.refuses(lambda: app.invoice_readings(stay, key="i"), code)
    own.front.refuses(lambda: app.archive_readings(stay, "x", key="a"), code)
    own.front.refuses(lambda: app.install_meter("2035", "el", DEVICE, NEW_YEAR, key="m"), code)
    for kind in ("guest", "channel"):
        other = own.hotel.by(Actor(kind, "somebody"))
        own.front.refuses(
            lambda other=other: other.submit_readings(stay, [own.reading("1")], key="g"), code
        )


# What follows when all is read


def test_the_last_reading_checks_the_guest_out_on_account(house) -> None:
    """An open balance never stands in the way (seed: *Check kunde ud ved afslutning*)."""
    own = house("check_out_at_finalise")
    stay = own.read_through()
    done = own.finalise(stay)
    assert done.one(StayCheckedOut).settlement is Settlement.ON_ACCOUNT
    assert (own.left(), own.stands(stay)) == ([], (READY, None))
    assert own.front.owed(stay) == idr(NIGHTS)
    assert own.finalise(stay).events == ()
    own.check()


def test_who_is_not_in_house_is_not_checked_out(house) -> None:
    """The readings are complete all the same, and the desk is told."""
    own = house("check_out_at_finalise")
    stay = own.book()
    own.start(stay)
    own.end(stay, "101")
    assert own.finalise(stay).all(StayCheckedOut) == ()
    assert own.stands(stay) == (READY, None)
    assert own.left() == [("registration.CheckOut", "stay.not_in_house")]
    own.boss.cancel_stay(stay, "never came", key="c")
    assert own.left() == []


def test_the_end_of_the_readings_invoices_what_was_used(house) -> None:
    """With the tariff's own tax, by the house itself (seed: *Opret automatisk faktura*)."""
    own = house("check_out_at_finalise", "invoice_at_finalise")
    stay = own.read_through()
    done = own.finalise(stay)
    line = done.one(ChargePosted)
    assert (line.folio, line.code, line.description) == (stay, "METER", "Electricity: 42 kWh")
    assert (line.quote.net, line.quote.total) == (NET, USED)
    assert [(one.code, one.rate, one.amount) for one in line.quote.components] == [
        ("vat", Decimal("0.11"), VAT)
    ]
    assert own.stands(stay) == (INVOICED, InvoicedVia.AUTOMATIC)
    assert own.of(stay).document == done.one(DocumentIssued).document
    assert own.moves(stay) == [
        (IN_PROGRESS, "partner guest-app"),
        (READY, "partner guest-app"),
        (INVOICED, "system axentra"),
    ]
    assert (own.finalise(stay).events, own.left()) == ((), [])
    own.check()


def test_a_house_without_documents_charges_all_the_same(house) -> None:
    """It is on the bill; what stands on no document names none."""
    own = house("invoice_at_finalise", documents=DocumentSettings())
    stay = own.ready()
    assert len(own.charged(stay)) == 1
    assert own.stands(stay) == (INVOICED, InvoicedVia.AUTOMATIC)
    assert own.of(stay).document is None


@pytest.mark.parametrize("maturity", Maturity)
@pytest.mark.parametrize("leaves", [True, False])
def test_an_automatic_invoice_never_touches_a_deposit(house, maturity, leaves) -> None:
    """Whoever wants it set off settles in Front Desk (seed: *IKKE ... modregner depositum*)."""
    switches = ("invoice_at_finalise", *(("check_out_at_finalise",) if leaves else ()))
    own = house(*switches)
    stay = own.read_through()
    own.boss.take_deposit(stay, idr(50_000), TRANSFER, maturity=maturity, key="d")
    events = own.finalise(stay).events
    at = next(at for at, one in enumerate(events) if isinstance(one, ConsumptionInvoiced))
    touched = DepositApplied | DepositReturned
    assert not any(isinstance(one, touched) for one in events[at:])
    if maturity is Maturity.MANUAL:
        assert not any(isinstance(one, touched) for one in events)
    own.check()


DOUBTFUL = {
    "a missing end": ([("100", START)], "end_missing"),
    "a lower end": ([("100", START), ("90", END)], None),
    "no start": ([("142", END)], "start_missing"),
}


@pytest.mark.parametrize("what", DOUBTFUL)
def test_what_is_doubtful_is_never_invoiced_by_itself(house, what) -> None:
    """It waits for somebody, who has a follow-up; the guest may leave all the same."""
    own = house("check_out_at_finalise", "invoice_at_finalise")
    stay = own.book(in_house=True)
    own.wait()
    sent, reason = DOUBTFUL[what]
    own.send(stay, *(own.reading(*one) for one in sent))
    done = own.finalise(stay)
    assert len(done.all(StayCheckedOut)) == 1
    assert (own.stands(stay), own.charged(stay)) == ((READY, None), [])
    assert own.left() == [("registration.Review", "hotel.readings_to_look_at")]
    assert reason is None or reason in {one.reason for one in own.of(stay).reasons}
    assert own.of(stay).needs_review
    own.front.refuses(lambda: own.boss.invoice_readings(stay, key="i"), "meters.needs_review")
    own.check()


def test_what_somebody_has_looked_at_is_invoiced_from_the_list(house) -> None:
    """A missing last reading is sent later, looked at, and billed."""
    own = house("invoice_at_finalise")
    stay = own.book(in_house=True)
    own.start(stay)
    own.wait()
    own.finalise(stay)
    own.end(stay)
    own.front.refuses(lambda: own.boss.invoice_readings(stay, key="i"), "meters.needs_review")
    own.boss.review_readings(stay)
    assert (own.of(stay).reviewed_by, own.left()) == ("staff dewi", [])
    own.boss.invoice_readings(stay, key="i")
    assert own.stands(stay) == (INVOICED, InvoicedVia.LIST)
    assert [one.quote.total for one in own.charged(stay)] == [USED]
    own.check()


def refused(*_):
    """Follow with what is refused whatever the hotel's state."""
    yield CancelTask("T99", "for a test")


def test_an_invoice_that_cannot_be_leaves_a_follow_up(house) -> None:
    """The readings are complete, nothing of the invoice stays, and the list can do it later."""
    own = house("check_out_at_finalise", "invoice_at_finalise")
    stay = own.read_through()
    row = next(one for one in REACTIONS if one.event is ConsumptionInvoiced)
    rows = [attrs.evolve(one, follow=refused) if one is row else one for one in REACTIONS]
    done = House(own.front.with_reactions(*rows), own.meter).finalise(stay)
    assert len(done.all(RegistrationFinalised)) == len(done.all(StayCheckedOut)) == 1
    assert (done.all(ConsumptionInvoiced), own.charged(stay)) == ((), [])
    assert own.left() == [("registration.Invoice", "record.not_found")]
    assert own.stands(stay) == (READY, None)
    own.boss.invoice_readings(stay, key="i")
    assert own.stands(stay) == (INVOICED, InvoicedVia.LIST)
    own.check()


# The list


def test_registrations_are_listed_by_where_they_stand_and_viewed(house) -> None:
    """Those that wait come first who waits longest (seed: *Vælg visninger*, *Vis*)."""
    own = house()
    first, read = own.ready(), own.hotel.read
    own.boss.check_out(first, settlement=Settlement.ON_ACCOUNT, reason="bill is sent", key="o")
    own.front.clock.move(timedelta(hours=1))
    second = own.front.book(arrival=own.hotel.read.business_date)
    own.send(second, own.reading("142"), own.reading("150", END))
    read = own.hotel.read
    assert [one.stay for one in read.registrations(READY)] == [first]
    assert [one.stay for one in read.registrations(IN_PROGRESS)] == [second]
    assert (read.registrations_waiting(), read.next_ready()) == (1, first)
    own.finalise(second)
    read = own.hotel.read
    assert [one.stay for one in read.registrations(READY)] == [first, second]
    assert (read.registrations_waiting(), read.next_ready()) == (2, first)
    own.boss.invoice_readings(first, key="i")
    read = own.hotel.read
    assert (read.registrations_waiting(), read.next_ready()) == (1, second)
    (line,) = read.registrations(INVOICED)
    assert (line.stay, line.unit, line.guest, line.amount) == (
        first,
        "2034",
        "Siti Rahma",
        idr(USED),
    )
    seen = read.registration(second)
    (utility,) = seen.utilities
    assert [one.value for one in utility.readings] == [142, 150]
    assert [(one.stay, str(one.quantity)) for one in utility.previous] == [(first, "42")]
    assert seen.bill.figures.gross == 24_000


def test_a_control_reading_informs(house) -> None:
    """It is seen beside the guest's own and never billed (seed: *kontrolaflæsninger*)."""
    own = house("invoice_at_finalise")
    stay = own.read_through()
    own.send(stay, own.reading("143", CONTROL, source=ReadingSource.UTILITY))
    (utility,) = own.hotel.read.registration(stay).utilities
    assert [one.reading.value for one in utility.controls] == [143]
    assert [one.value for one in utility.readings] == [100, 142]
    assert str(utility.used) == "42"


@pytest.mark.parametrize("status", [IN_PROGRESS, READY])
def test_what_was_archived_is_restored_to_what_it_was(house, status) -> None:
    """With who has done it and when; nothing else is done with it meanwhile (seed: *Arkivér*)."""
    own = house()
    stay = own.read_through()
    if status is READY:
        own.finalise(stay)
    own.boss.archive_readings(stay, "not our guest")
    assert [one.stay for one in own.hotel.read.registrations(ARCHIVED)] == [stay]
    assert own.hotel.read.next_ready() is None
    refuse, boss = own.front.refuses, own.boss
    refuse(lambda: boss.invoice_readings(stay, key="i"), "meters.registration_closed")
    refuse(lambda: boss.handle_in_front_desk(stay), "meters.registration_closed")
    refuse(lambda: own.finalise(stay), "meters.registration_closed")
    boss.restore_readings(stay)
    refuse(lambda: boss.restore_readings(stay), "meters.not_archived")
    assert own.of(stay).status is status
    assert own.moves(stay)[-2:] == [(ARCHIVED, "staff dewi"), (status, "staff dewi")]
    own.check()


def test_the_list_invoices_what_is_complete_once(house) -> None:
    """Not before it is finalised, not twice, and not where only Front Desk settles."""
    own = house()
    stay = own.read_through()
    refuse, boss = own.front.refuses, own.boss
    refuse(lambda: boss.invoice_readings(stay, key="a"), "meters.not_finalised")
    own.finalise(stay)
    done = boss.invoice_readings(stay, key="b")
    assert own.stands(stay) == (INVOICED, InvoicedVia.LIST)
    assert own.of(stay).document == done.one(DocumentIssued).document
    assert boss.invoice_readings(stay, key="b") == done
    refuse(lambda: boss.invoice_readings(stay, key="c"), "meters.already_invoiced")
    refuse(lambda: boss.handle_in_front_desk(stay), "meters.already_invoiced")
    refuse(lambda: boss.archive_readings(stay, "x"), "meters.already_invoiced")
    own.check()


def test_where_only_front_desk_settles_the_list_does_not(house) -> None:
    """Front Desk does (seed: *Benyt altid Front Desk*)."""
    own = house("always_front_desk")
    stay = own.ready()
    own.front.refuses(lambda: own.boss.invoice_readings(stay, key="i"), "meters.front_desk_only")
    assert own.charged(stay) == []
    own.boss.handle_in_front_desk(stay)
    own.settle(stay)
    assert own.stands(stay) == (INVOICED, InvoicedVia.FRONT_DESK)


# Front Desk


def test_front_desk_is_given_the_readings_that_were_sent(till) -> None:
    """From the click on nobody else settles (seed: *Tællerstande overføres automatisk*)."""
    stay = till.ready()
    till.boss.handle_in_front_desk(stay)
    assert till.stands(stay) == (HANDLED, None)
    assert till.moves(stay)[-1] == (HANDLED, "staff dewi")
    (utility,) = till.hotel.read.registration(stay).utilities
    assert [(one.kind, one.value) for one in utility.readings] == [(START, 100), (END, 142)]
    till.front.refuses(lambda: till.boss.invoice_readings(stay, key="i"), "meters.in_front_desk")
    till.check()


def test_front_desk_sets_the_deposit_off_and_takes_the_rest(till) -> None:
    """One payment, one document, and the readings are invoiced (seed: *betaling + faktura*)."""
    stay = till.ready()
    till.deposit(stay, 500_000)
    till.boss.handle_in_front_desk(stay)
    done = till.settle(stay, method=CASH)
    assert done.one(SettledFromReadings).registration == stay
    assert done.one(DepositApplied).amount == 500_000
    assert done.all(PaymentTaken)[-1].received == NIGHTS + USED - 500_000
    assert till.front.owed(stay) == idr(0)
    assert till.stands(stay) == (INVOICED, InvoicedVia.FRONT_DESK)
    receipt = till.hotel.read.meter_receipt(stay)
    (paper,) = receipt.documents
    assert paper.document.id == done.one(DocumentIssued).document
    assert (receipt.paid, receipt.set_off) == (NIGHTS + USED - 500_000, 500_000)
    assert receipt.next_ready is None
    till.check()


def test_front_desk_gives_back_what_is_left_of_the_deposit(till) -> None:
    """In the same way in which the rest would be taken, out of the drawer."""
    stay = till.ready()
    till.deposit(stay, NIGHTS + USED + 300_000)
    till.boss.handle_in_front_desk(stay)
    done = till.settle(stay, method=CASH)
    assert done.one(DepositApplied).amount == NIGHTS + USED
    assert done.one(DepositReturned).amount == 300_000
    assert till.front.owed(stay) == idr(0)
    till.check()


def test_front_desk_gives_nothing_that_is_not_in_the_drawer(till) -> None:
    """Then nothing at all has happened, and it is settled otherwise."""
    stay = till.ready()
    till.deposit(stay, NIGHTS + USED + 600_000)
    till.boss.handle_in_front_desk(stay)
    till.front.refuses(lambda: till.settle(stay, method=CASH), "cashier.not_enough_cash")
    assert till.settle(stay, method=TRANSFER).one(DepositReturned).amount == 600_000
    till.check()


def test_front_desk_may_leave_money_open(till) -> None:
    """The deposit pays what it can; neither rest is moved until somebody says how."""
    stay = till.ready()
    till.deposit(stay, 100_000)
    till.boss.handle_in_front_desk(stay)
    done = till.settle(stay)
    assert done.one(DepositApplied).amount == 100_000
    assert till.front.owed(stay) == idr(NIGHTS + USED - 100_000)
    till.check()


def test_what_staff_have_read_themselves_stays_handled_with_its_document(till) -> None:
    """The guest's readings were not what was billed (seed: *Håndteret i Front Desk*)."""
    stay = till.ready()
    till.boss.handle_in_front_desk(stay)
    own = till.reading("100"), till.reading("120", END, source=ReadingSource.STAFF)
    done = till.settle(stay, *own, method=CASH)
    assert done.one(SettledByStaff).figures.gross == 60_000
    assert [one.quote.total for one in till.charged(stay)] == [60_000]
    assert till.stands(stay) == (HANDLED, None)
    assert till.of(stay).document == done.one(DocumentIssued).document
    assert [one.reading.value for one in till.of(stay).readings] == [100, 142]
    refuse, boss = till.front.refuses, till.boss
    refuse(lambda: till.settle(stay), "meters.already_invoiced")
    refuse(lambda: boss.leave_front_desk(stay), "meters.already_invoiced")
    refuse(lambda: boss.invoice_readings(stay, key="i"), "meters.already_invoiced")
    till.check()


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_staff_cannot_read_what_a_device_cannot_show(till, what) -> None:
    """Whoever reads: it is refused, and nothing is billed."""
    stay = till.ready()
    till.boss.handle_in_front_desk(stay)
    before = till.front.dump()
    with pytest.raises(AxentraError):
        till.settle(stay, till.reading("100"), till.reading(IMPOSSIBLE[what], END))
    assert till.front.dump() == before


def test_what_staff_have_read_is_kept_on_the_meter(till) -> None:
    """The next stay begins where they have read, not where the guest has."""
    stay = till.ready()
    till.boss.handle_in_front_desk(stay)
    other = till.install("2035", attrs.evolve(DEVICE, number="4712"))
    wrong = till.reading("100", meter=other), till.reading("120", END, meter=other)
    till.front.refuses(lambda: till.settle(stay, *wrong), "meters.meter_not_in_unit")
    till.settle(stay, till.reading("100"), till.reading("120", END))
    assert till.hotel.read.meter(till.meter).latest("el").value == 120


def test_what_front_desk_gives_up_waits_again(till) -> None:
    """For the list or for Front Desk, in its old place."""
    stay = till.ready()
    till.boss.handle_in_front_desk(stay)
    assert till.hotel.read.next_ready() is None
    till.boss.leave_front_desk(stay)
    assert (till.stands(stay), till.hotel.read.next_ready()) == ((READY, None), stay)
    till.front.refuses(lambda: till.settle(stay), "meters.not_invoiced")
    till.boss.invoice_readings(stay, key="i")
    assert till.stands(stay) == (INVOICED, InvoicedVia.LIST)
    till.check()


# What comes to light later


def test_a_later_reading_is_charged_as_a_difference(house) -> None:
    """What was billed stays as it is; the rest has a line and a document of its own."""
    own = house("invoice_at_finalise")
    stay = own.ready()
    first = own.of(stay).document
    own.end(stay, "150")
    assert own.of(stay).difference_due
    own.boss.review_readings(stay)
    done = own.boss.settle_difference(stay, key="d")
    assert done.one(DifferenceRecorded).number == 1
    assert [one.quote.total for one in own.charged(stay)] == [USED]
    assert [one.quote.total for one in own.charged(stay, 1)] == [24_000]
    assert done.one(DocumentIssued).document != first
    assert own.of(stay).document == first
    assert own.boss.settle_difference(stay, key="e").events == ()
    own.check()


def test_a_correction_keeps_both_values(house) -> None:
    """Before it is billed it is looked at; afterwards it makes a difference."""
    own = house()
    stay = own.ready()
    right = own.reading("140", END, corrects=2)
    own.send(stay, right)
    assert own.of(stay).needs_review
    own.boss.review_readings(stay)
    own.boss.invoice_readings(stay, key="i")
    assert [one.quote.total for one in own.charged(stay)] == [120_000]
    own.send(stay, own.reading("142", END, corrects=3))
    own.boss.settle_difference(stay, key="d")
    assert [one.quote.total for one in own.charged(stay, 1)] == [6_000]
    assert [one.reading.value for one in own.of(stay).readings] == [100, 142, 140, 142]
    own.check()


def test_nothing_has_a_difference_that_is_not_billed(house) -> None:
    """Its readings are simply what is billed."""
    own = house()
    stay = own.ready()
    own.front.refuses(lambda: own.boss.settle_difference(stay, key="d"), "meters.not_invoiced")


def test_what_comes_after_the_bill_is_closed_goes_on_one_that_follows_it(house) -> None:
    """It is put on account at once: nobody stands at the desk to pay it."""
    own = house("invoice_at_finalise")
    stay = own.read_through()
    own.front.settle(stay)
    own.boss.check_out(stay)
    done = own.finalise(stay)
    (line,) = own.charged(stay)
    late = own.hotel.read._window.need("folio", line.folio)
    assert (late.kind, late.stay, late.balance) == (FolioKind.LATE, stay, idr(USED))
    assert late.receivable is not None
    assert own.stands(stay) == (INVOICED, InvoicedVia.AUTOMATIC)
    assert own.of(stay).document == done.one(DocumentIssued).document
    own.check()


# The stay goes on otherwise


def test_what_is_owed_by_day_or_person_follows_the_stay(house) -> None:
    """The guest stays longer, leaves sooner, brings somebody: readings fit, and days count anew."""
    own = house()
    stay = own.book(in_house=True)
    own.start(stay)
    own.boss.extend_stay(stay, FIRST + timedelta(5), [idr(850_000)] * 3)
    own.boss.change_party(stay, party(2))
    own.wait(5)
    own.end(stay)
    own.finalise(stay)
    now = own.of(stay)
    assert (now.departure, now.persons, now.reasons) == (FIRST + timedelta(5), 2, ())
    own.check()


def test_what_was_turned_down_follows_the_stay_once_it_is_taken_up(house) -> None:
    """Nothing is done with an archived registration meanwhile."""
    own = house()
    stay = own.book(in_house=True)
    own.start(stay)
    own.boss.archive_readings(stay, "whose are they?")
    own.boss.extend_stay(stay, FIRST + timedelta(5), [idr(850_000)] * 3)
    assert own.of(stay).departure == FIRST + timedelta(2)
    own.boss.restore_readings(stay)
    assert own.of(stay).departure == FIRST + timedelta(5)
    own.check()


def test_what_is_billed_does_not_follow_the_stay(house) -> None:
    """What was invoiced stays as it is; a difference is somebody's own decision."""
    own = house()
    stay = own.ready()
    own.boss.invoice_readings(stay, key="i")
    own.boss.extend_stay(stay, FIRST + timedelta(4), [idr(850_000)] * 2)
    assert (own.of(stay).departure, own.left()) == (FIRST + timedelta(2), [])


# Once, whichever way is taken


def ways(own, stay, hotel=None):
    """Return the three ways in which a registration is billed, each with a key of its own."""
    boss = (hotel or own.hotel).by(Actor("staff", "dewi", ("supervisor", "manager")))
    app = (hotel or own.hotel).by(Actor("partner", "guest-app"))

    def front_desk():
        boss.handle_in_front_desk(stay, key="handle")
        boss.settle_in_front_desk(stay, key="settle")

    return {
        "automatic": lambda: app.finalise_readings(stay, key="finalise"),
        "list": lambda: boss.invoice_readings(stay, key="list"),
        "front desk": front_desk,
    }


PAIRS = [*permutations(("automatic", "list", "front desk"), 2)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_no_two_ways_bill_twice_when_one_is_faster(house, first, second) -> None:
    """The second is decided again: whatever it finds then, what was used is charged once."""
    for call in (1, 2):
        own = house("invoice_at_finalise")
        stay = own.read_through()
        if "automatic" not in {first, second}:
            own.front.put()
            own.boss.change_property(owner())
            own.finalise(stay)
        faster = ways(own, stay)[second]

        def meanwhile(faster=faster):
            with suppress(AxentraError):
                faster()

        store = Meanwhile(own.front.store, "commit", **{f"before_{call}": meanwhile})
        with suppress(AxentraError):
            ways(own, stay, own.front.over(store))[first]()
        with suppress(AxentraError):
            faster()
        assert [one.quote.total for one in own.charged(stay)] == [USED]
        assert own.of(stay).billed.gross == USED
        assert own.invoices(stay) == [own.of(stay).document]
        own.check()


@pytest.mark.parametrize("finalised", [True, False])
def test_no_two_ways_bill_twice_in_threads_over_one_disk(house, tmp_path, finalised) -> None:
    """All of them at once, each twice, through one store: one line, one document."""
    with SqliteStore(tmp_path / "hotel.db") as store:
        own = house("invoice_at_finalise", store=store)
        stay = own.read_through()
        if finalised:
            own.boss.change_property(owner())
            own.finalise(stay)
        both = [*ways(own, stay).values(), *ways(own, stay).values()]
        in_parallel([lambda way=way: until_done(way) for way in both])
        if own.of(stay).billed is None:
            own.settle(stay)
        assert [one.quote.total for one in own.charged(stay)] == [USED]
        assert own.invoices(stay) == [own.of(stay).document]
        own.check()


# Settings


SWITCHED = ("always_front_desk", "invoice_at_finalise")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@for_all(st.lists(st.tuples(st.sampled_from(SWITCHED), st.booleans()), max_size=12))
def test_always_front_desk_and_automatic_invoices_are_never_on_together(turned) -> None:
    """In whatever order the switches are turned (seed: *slået fra og kan ikke aktiveres*)."""
    now = HOUSE
    for name, is_on in turned:
        if (name, is_on, now.always_front_desk) == ("invoice_at_finalise", True, True):
            with pytest.raises(InvalidInput, match=r"value\.conflict"):
                now.switched(invoice_at_finalise=True)
            continue
        now = now.switched(**{name: is_on})
        assert getattr(now, name) is is_on
        assert not (now.always_front_desk and now.invoice_at_finalise)


def test_the_switches_of_a_house_count_from_now_on(house) -> None:
    """A registration is settled by what the house says when it is (invariant: for any order)."""
    own = house("invoice_at_finalise")
    stay = own.read_through()
    configured = own.hotel.read.configuration
    turned = configured.meters.switched(always_front_desk=True)
    own.boss.change_property(attrs.evolve(configured, meters=turned))
    assert own.finalise(stay).all(ConsumptionInvoiced) == ()
    refuse = own.front.refuses
    refuse(lambda: own.boss.invoice_readings(stay, key="i"), "meters.front_desk_only")
    with pytest.raises(InvalidInput, match="always_front_desk"):
        attrs.evolve(turned, invoice_at_finalise=True)
    back = turned.switched(always_front_desk=False)
    own.boss.change_property(attrs.evolve(configured, meters=back))
    own.boss.invoice_readings(stay, key="i")
    assert own.stands(stay) == (INVOICED, InvoicedVia.LIST)


@pytest.mark.parametrize("count", range(4))
def test_every_setting_does_its_own_and_nothing_else(house, count) -> None:
    """Check-in, checkout and invoice happen once where they are on, else never."""
    for switches in permutations(SWITCHES, count):
        own = house(*switches)
        stay = own.book()
        events = [*own.start(stay).events]
        if "check_in_at_first_reading" not in switches:
            own.boss.check_in(stay)
        own.wait()
        events += [*own.end(stay).events, *own.finalise(stay).events, *own.finalise(stay).events]
        kinds = StayCheckedIn, StayCheckedOut, ConsumptionInvoiced
        happened = [sum(isinstance(one, kind) for one in events) for kind in kinds]
        assert happened == [int(switch in switches) for switch in SWITCHES]


def test_meters_of_a_property_are_in_its_money_and_its_codes(house) -> None:
    """All faults are told at once, each at its place."""
    euro = Tariff("el-26", "EUR", Measure.KWH, (PRICE,), zone="Asia/Jakarta", digits=0)
    with pytest.raises(InvalidInput) as refused:
        owner(utilities=(Utility("el", "el-26", "SPA"),), tariffs=(euro,))
    assert {(one.path, one.code) for one in refused.value.faults} == {
        ("meters.tariffs[0].currency", "money.currency_mismatch"),
        ("meters.utilities[0].transaction", "value.not_listed"),
    }
    with pytest.raises(InvalidInput) as refused:
        owner(utilities=(Utility("el", "el-26"),))
    assert [one.path for one in refused.value.faults] == ["meters.utilities[0].transaction"]
    own = house()
    refuse, boss = own.front.refuses, own.boss
    refuse(lambda: boss.install_meter("2034", "gas", DEVICE, NEW_YEAR), "value.not_listed")
    refuse(lambda: boss.install_meter("9999", "el", DEVICE, NEW_YEAR), "value.not_listed")


# Receipts


def test_a_receipt_is_sent_to_the_guest(till) -> None:
    """To the address on the profile, or to another one; without any nobody is written to."""
    sent = []

    class Post:
        def send(self, receipt, *, to):
            sent.append((receipt.stay, receipt.documents[0].document.id, to))

    stay = till.ready()
    read = till.hotel.read
    till.front.refuses(lambda: read.meter_receipt(stay), "hotel.nothing_documented")
    till.boss.handle_in_front_desk(stay)
    till.settle(stay, method=CASH)
    read = till.hotel.read
    number = read.meter_receipt(stay).documents[0].document.id
    assert read.send_meter_receipt(stay, Post()) is False
    assert read.send_meter_receipt(stay, Post(), to="guest@example.com") is True
    assert sent == [(stay, number, "guest@example.com")]


# Other days


def test_readings_follow_the_days_of_the_stay(house) -> None:
    """Who stays a night longer and reads on leaving is in time."""
    own = house()
    stay = own.book(in_house=True)
    own.start(stay)
    own.boss.extend_stay(stay, own.of(stay).departure + timedelta(1), [idr(850_000)])
    own.wait(3)
    own.end(stay)
    own.finalise(stay)
    assert (own.of(stay).departure, own.of(stay).reasons) == (own.front.stay(stay).departure, ())
    own.check()
