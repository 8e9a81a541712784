"""What a day leaves behind is the same for everybody who reads the log, and none can change it."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.codec import verify
from axentra_core.folio import PaymentMethod, PostOpeningBalance
from axentra_core.hotel import AGGREGATES, CODEC, Hotel, HotelRefusal, verbs
from axentra_core.hotel.certificate import certificate_of
from axentra_core.house import DateCertified, certified
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import InvalidInput, NotFound, PortUnavailable
from axentra_core.kernel.money import money
from axentra_core.testing import Failure, FaultyStore, example_property

FIRST = date(2026, 11, 23)
DAYS = [FIRST + timedelta(days=n) for n in range(4)]
NIGHT, CASH = Decimal(1_028_500), PaymentMethod.CASH


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def close(front, day, hotel=None):
    """Close a date without writing its certificate."""
    (hotel or front.hotel).do(verbs.CloseDay(day), actor=SYSTEM)


def certify(front, day, hotel=None):
    """Write the certificates up to a date."""
    return (hotel or front.hotel).do(verbs.CertifyDay(day), actor=SYSTEM).all(DateCertified)


def three_days(front):
    """Let two guests come and go, a third stay away and a fourth cancel; close three dates."""
    siti, budi = front.arrive("2034", nights=2), front.arrive("2035", nights=1)
    front.book(1, name="Joko")
    other = front.book(1, name="Rini")
    front.desk.cancel_stay(other, "plans have changed", key=front.key())
    front.desk.take_payment(siti, CASH, idr(500_000), in_advance=True, key=front.key())
    front.desk.close_day(DAYS[0])
    front.settle(budi)
    front.desk.check_out(budi)
    front.desk.close_day(DAYS[1])
    front.settle(siti)
    front.desk.check_out(siti)
    front.desk.close_day(DAYS[2])


# --- what it says ---


def test_a_certificate_counts_what_has_happened(front) -> None:
    """Guests, nights and money of each of three days, one closing what the next one opens."""
    three_days(front)
    first, second, third = front.hotel.certificates()
    assert (first.property, first.currency, first.date) == ("axentra", "IDR", DAYS[0])
    assert (first.arrivals, first.departures, first.nights) == (2, 0, 2)
    assert (first.no_shows, first.cancellations, first.day_uses) == (1, 1, 0)
    assert (first.opening, first.charged, first.paid) == (0, 2 * NIGHT, 500_000)
    assert (second.arrivals, second.departures, second.nights) == (0, 1, 1)
    assert (second.opening, second.charged, second.paid) == (first.closing, NIGHT, NIGHT)
    assert (third.arrivals, third.departures, third.nights) == (0, 1, 0)
    assert (third.opening, third.charged) == (second.closing, 0)
    assert third.closing == 0
    assert (first.previous, second.previous, third.previous) == ("", first.hash, second.hash)


def test_a_certificate_counts_every_commit_and_stream_since_the_close_before(front) -> None:
    """Whoever leaves one out gets other numbers and other heads."""
    three_days(front)
    first, second, _ = front.hotel.certificates()
    log = list(front.store.log(limit=1_000_000))
    ends = [n for n, one in enumerate(log) if one.verb == "CloseDay"]
    for certificate, commits in (
        (first, log[: ends[0] + 1]),
        (second, log[ends[0] + 1 : ends[1] + 1]),
    ):
        facts = [fact for one in commits for fact in one.facts]
        assert certificate.commits == sum(bool(one.facts) for one in commits)
        assert certificate.events == len(facts)
        assert certificate.streams == len({fact.stream for fact in facts})


def test_a_day_on_which_nothing_happens_is_certified_too(front) -> None:
    """Its close is a commit; nobody came and nothing was owed."""
    front.desk.close_day(DAYS[0])
    front.desk.close_day(DAYS[1])
    quiet = front.hotel.certificate(DAYS[1])
    # The certificate of the first date was written on the second.
    assert (quiet.commits, quiet.events, quiet.streams) == (2, 2, 1)
    assert (quiet.arrivals, quiet.nights, quiet.charged, quiet.closing) == (0, 0, 0, 0)


def test_a_certificate_is_written_in_the_stream_of_the_house(front) -> None:
    """The feed brings it to whoever keeps it elsewhere."""
    three_days(front)
    written = [
        event.certificate
        for entry in front.hotel.feed()
        for event in entry.events
        if isinstance(event, DateCertified)
    ]
    assert tuple(written) == front.hotel.certificates()
    assert [certified(one) for one in written] == written
    front.check()


def test_what_is_posted_late_counts_where_it_was_posted(store, open_front) -> None:
    """A closed date keeps its certificate; the open one tells what it took in for others."""
    front = open_front(store, attrs.evolve(example_property(), late_posting_days=1))
    stay = front.arrive(nights=3)
    front.desk.close_day(DAYS[0])
    before = front.hotel.certificate(DAYS[0])
    front.boss.charge_to_room(stay, "FNB", idr(100_000), on=DAYS[0], key=front.key())
    front.boss.take_payment(stay, CASH, idr(50_000), on=DAYS[0], key=front.key())
    front.desk.charge_to_room(stay, "FNB", idr(200_000), key=front.key())
    front.desk.close_day(DAYS[1])
    late = front.hotel.certificate(DAYS[1])
    assert (late.charged, late.late_charged) == (NIGHT + 363_000, 121_000)
    assert (late.paid, late.late_paid) == (50_000, 50_000)
    assert late.closing == before.closing + NIGHT + 363_000 - 50_000
    assert front.hotel.certificate(DAYS[0]) == before
    assert (before.late_charged, before.late_paid) == (0, 0)


def test_reversals_and_refunds_are_taken_off(front) -> None:
    """What was charged and taken back, paid and given back, leaves nothing."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key=front.key())
    front.desk.reverse_charge(stay, 1, "wrong room", key=front.key())
    front.desk.take_payment(stay, CASH, idr(70_000), in_advance=True, key=front.key())
    front.desk.pay_refund(stay, CASH, idr(70_000), key=front.key())
    front.desk.close_day(DAYS[0])
    day = front.hotel.certificate(DAYS[0])
    assert (day.charged, day.paid, day.closing) == (NIGHT, 0, NIGHT)


def test_a_day_use_is_no_night(front) -> None:
    """A room that was sold for the day alone is counted beside the nights."""
    stay = front.arrive(nights=1, departure=FIRST)
    front.settle(stay)
    front.desk.check_out(stay)
    front.desk.close_day(DAYS[0])
    day = front.hotel.certificate(DAYS[0])
    assert (day.arrivals, day.departures, day.nights, day.day_uses) == (1, 1, 0, 1)
    assert (day.charged, day.paid, day.closing) == (NIGHT, NIGHT, 0)


def test_what_a_bill_was_taken_over_with_is_neither_charged_nor_paid(front) -> None:
    """It is brought in from the former system, and closing is more by that."""
    stay = front.arrive()
    front.put(PostOpeningBalance(stay, idr(250_000), "Brought forward"))
    front.desk.close_day(DAYS[0])
    day = front.hotel.certificate(DAYS[0])
    assert (day.brought_in, day.charged, day.closing) == (250_000, NIGHT, 250_000 + NIGHT)


# --- the same for everybody ---


def test_every_store_and_every_program_get_the_same(tmp_path, open_front) -> None:
    """In memory or in a file, in this process or after it: the log alone decides."""
    texts = []
    with SqliteStore(tmp_path / "one.db") as file:
        for store in (MemoryStore(), file):
            front = open_front(store)
            three_days(front)
            texts.append([one.text for one in front.hotel.certificates()])
            texts.append([one.text for one in Hotel(store, "axentra").certificates()])
    assert texts[0] == texts[1] == texts[2] == texts[3]


def test_another_hotel_in_the_same_store_does_not_matter(store, open_front) -> None:
    """Two hotels whose commits stand one between the other have each its own certificates."""
    alone = open_front(MemoryStore())
    three_days(alone)
    front = open_front(store)
    other = open_front(store, attrs.evolve(example_property(), id="axentra.bali"))
    other.arrive("2040", nights=2)
    three_days(front)
    other.pass_nights(1)
    assert front.hotel.certificates() == alone.hotel.certificates()
    (one,) = other.hotel.certificates()
    assert (one.property, one.arrivals, one.opening) == ("axentra.bali", 1, 0)


def test_commits_of_others_are_left_out_of_the_sum_as_well(front) -> None:
    """Whoever gives the whole log of a store gets the certificate of the property they name."""
    front.arrive()
    close(front, DAYS[0])
    log = list(front.store.log())
    strange = [
        attrs.evolve(
            one,
            facts=tuple(attrs.evolve(f, stream=f.stream.replace("a/", "a2/")) for f in one.facts),
        )
        for one in log
    ]
    both = [commit for pair in zip(log, strange, strict=True) for commit in pair]
    found = certificate_of(both, "axentra", DAYS[0], "IDR", None)
    assert found == certificate_of(log, "axentra", DAYS[0], "IDR", None)
    assert found == front.hotel.certificate(DAYS[0])


def test_what_comes_after_the_close_does_not_matter(front) -> None:
    """The certificate of a date is final with its close, whenever it is written."""
    front.arrive("2034", nights=3)
    close(front, DAYS[0])
    final = front.hotel.certificate(DAYS[0])
    front.arrive("2035", arrival=DAYS[1], departure=DAYS[3])
    close(front, DAYS[1])
    assert front.hotel.certificate(DAYS[0]) == final
    assert [event.certificate for event in certify(front, DAYS[1])] == list(
        front.hotel.certificates()
    )
    assert front.hotel.certificates()[0] == final


def test_a_certificate_is_written_once(front) -> None:
    """Said again it gives the first result, and a later one leaves out what is certified."""
    close(front, DAYS[0])
    first = certify(front, DAYS[0])
    assert certify(front, DAYS[0]) == first
    close(front, DAYS[1])
    close(front, DAYS[2])
    assert [one.certificate.date for one in certify(front, DAYS[2])] == DAYS[1:3]
    assert certify(front, DAYS[1]) == ()
    assert len(front.hotel.certificates()) == 3


def test_a_killed_close_goes_on_where_it_was(front) -> None:
    """Whatever single call fails: who closes the day again gets the one certificate there is."""
    front.arrive("2034", nights=3)
    close(front, DAYS[0])
    expected = front.hotel.certificate(DAYS[0]).hash
    calls = FaultyStore(front.store)
    front.over(calls).do(verbs.CertifyDay(DAYS[0]), actor=SYSTEM, keep=False)
    for nth in range(1, len(calls.calls) + 1):
        with pytest.raises(PortUnavailable):
            certify(front, DAYS[0], front.over(FaultyStore(front.store, nth)))
    (event,) = certify(front, DAYS[0])
    assert event.certificate.hash == expected
    assert front.hotel.certificate(DAYS[0]).hash == expected


def test_a_reply_that_was_lost_is_asked_for(front) -> None:
    """Written or not: the program that does not know finds the certificate under its key."""
    close(front, DAYS[0])
    lost = FaultyStore(front.store, 1, Failure.AFTER_EFFECT, counting="commits")
    (event,) = certify(front, DAYS[0], front.over(lost))
    assert front.hotel.certificates() == (event.certificate,)
    assert certify(front, DAYS[0]) == (event,)


def test_a_day_that_was_closed_before_its_certificate_was_lost_is_certified_with_the_next(
    front,
) -> None:
    """Nobody has to remember: the next close writes both."""
    faulty = FaultyStore(front.store, 2, counting="commits")
    front.arrive("2034", nights=3)
    broken = attrs.evolve(front, hotel=front.over(faulty))
    with pytest.raises(PortUnavailable):
        broken.desk.close_day(DAYS[0])
    assert front.hotel.read.business_date == DAYS[1]
    expected = front.hotel.certificate(DAYS[0])
    front.desk.close_day(DAYS[1])
    first, second = front.hotel.certificates()
    assert first == expected
    assert second.previous == first.hash
    front.check()


# --- what has none ---


def test_an_open_date_has_no_certificate(front) -> None:
    """It is refused with the date the house is at, to readers and writers alike."""
    front.desk.close_day(DAYS[0])
    for day in DAYS[1:3]:
        for ask in (front.hotel.certificate, lambda day: certify(front, day)):
            with pytest.raises(HotelRefusal, match=f"^{day} is not closed") as caught:
                ask(day)
            assert caught.value.code == "hotel.not_closed"
            assert caught.value.values == {"date": day, "business_date": DAYS[1]}


def test_a_date_before_the_opening_has_no_certificate(front) -> None:
    """There was no hotel yet."""
    front.desk.close_day(DAYS[0])
    with pytest.raises(NotFound, match="no certificate 2026-11-22"):
        front.hotel.certificate(DAYS[0] - timedelta(days=1))
    with pytest.raises(NotFound):
        certify(front, DAYS[0] - timedelta(days=1))


def test_a_certificate_is_asked_for_by_a_date(front) -> None:
    """Text and nothing are refused before the store is read."""
    for strange in ("2026-11-23", None):
        with pytest.raises(InvalidInput) as caught:
            front.hotel.certificate(strange)
        assert [fault.path for fault in caught.value.faults] == ["date"]


def test_a_hotel_that_has_closed_no_date_has_no_certificates(front) -> None:
    """The first comes with the first close."""
    assert front.hotel.certificates() == ()


# --- what cannot be changed ---


def forget(store, chosen):
    """Take facts out of a store as somebody with access to its memory would; return how many."""
    gone = 0
    for n, recorded in enumerate(store._log):
        kept = tuple(fact for fact in recorded.facts if not chosen(fact))
        gone += len(recorded.facts) - len(kept)
        change(store, n, attrs.evolve(recorded, facts=kept))
    for stream in list(store._histories):
        store._histories[stream] = [f for f in store._histories[stream] if not chosen(f)]
        if not store._histories[stream]:
            del store._histories[stream]
            store._states.pop(stream, None)
    return gone


def change(store, n, recorded):
    """Put another commit in the place of one."""
    store._log[n] = recorded
    if recorded.key is not None:
        store._keys[recorded.key] = recorded


def differs(hotel, day):
    """Return whether a date's certificate is not what the log gives."""
    with pytest.raises(HotelRefusal) as caught:
        hotel.certificate(day)
    with pytest.raises(HotelRefusal) as found:
        hotel.certificates()
    assert found.value.code == caught.value.code == "hotel.certificate_differs"
    assert caught.value.values["date"] == day
    return found.value.values["date"] == day


@pytest.fixture
def closed(open_front):
    """A hotel in memory after three closed dates."""
    front = open_front(MemoryStore())
    three_days(front)
    return front


def test_a_record_that_was_taken_out_as_a_whole_is_missed(closed) -> None:
    """No chain is broken by it and every state agrees with the log; the certificate tells."""
    assert forget(closed.store, lambda fact: fact.stream == "axentra/stay/S3")
    assert list(verify(closed.store, CODEC, AGGREGATES)) == []
    assert differs(closed.hotel, DAYS[0])
    assert closed.hotel.certificate(DAYS[2])


def test_a_commit_that_is_missing_is_missed(closed) -> None:
    """One that changed nothing but a payment, on the second day."""
    (n,) = [
        n
        for n, one in enumerate(closed.store._log)
        if one.verb == "TakePayment" and one.business_date == DAYS[1]
    ]
    change(closed.store, n, attrs.evolve(closed.store._log[n], facts=()))
    assert differs(closed.hotel, DAYS[1])


def test_another_head_is_seen(closed) -> None:
    """A hash that was made anew for changed words differs from the certified one."""
    (n,) = [
        n
        for n, one in enumerate(closed.store._log)
        if any(fact.type == "stay.StayCancelled" for fact in one.facts)
    ]
    recorded = closed.store._log[n]
    facts = tuple(attrs.evolve(fact, hash="0" * 64) for fact in recorded.facts)
    change(closed.store, n, attrs.evolve(recorded, facts=facts))
    assert differs(closed.hotel, DAYS[0])


def test_another_amount_is_seen(closed) -> None:
    """Even where the hashes were left as they were."""
    for n, one in enumerate(closed.store._log):
        facts = tuple(
            attrs.evolve(fact, data=fact.data.replace('"amount":"500000"', '"amount":"400000"'))
            for fact in one.facts
        )
        if facts != one.facts:
            change(closed.store, n, attrs.evolve(one, facts=facts))
            break
    assert differs(closed.hotel, DAYS[0])


@pytest.mark.parametrize("day", DAYS[:3])
def test_a_close_that_is_missing_is_missed(closed, day) -> None:
    """The key of a close leads to the end of its day."""
    del closed.store._keys[f"axentra/hotel/close-day:{day}"]
    assert differs(closed.hotel, day)


def test_an_opening_that_is_missing_is_missed(closed) -> None:
    """The first day begins with it."""
    del closed.store._keys["axentra/hotel/open-property"]
    assert differs(closed.hotel, DAYS[0])


@pytest.mark.parametrize("day", DAYS[:2])
def test_a_certificate_that_is_missing_is_missed(closed, day) -> None:
    """Where a later one was written, the earlier ones were too."""
    house = closed.store._histories["axentra/house/axentra"]
    house[:] = [
        attrs.evolve(fact, type="house.SettingsAdopted", data='{"house":"axentra","settings":1}')
        if fact.type == "house.DateCertified" and f'"date":"{day}"' in fact.data
        else fact
        for fact in house
    ]
    assert differs(closed.hotel, day)


# --- how long it takes ---


def test_a_thousand_rooms_are_certified_at_once(front, takes_less_than) -> None:
    """The night of a full house: four thousand events, read and counted in a moment."""
    front.arrive()
    before = len(front.store.log())
    close(front, DAYS[0])
    (night,) = front.store.log(after=before)
    kept = [fact for fact in night.facts if not fact.type.startswith("house.")]
    facts = tuple(
        attrs.evolve(fact, stream=f"{fact.stream}-{room}") for room in range(1000) for fact in kept
    )
    full = attrs.evolve(night, facts=facts)
    made = certificate_of([full], "axentra", DAYS[0], "IDR", None)
    assert (made.nights, made.charged) == (1000, 1000 * NIGHT)
    assert made.streams <= len(facts)
    takes_less_than(
        50e-6 * len(facts), lambda: certificate_of([full], "axentra", DAYS[0], "IDR", None)
    )
