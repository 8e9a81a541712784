"""What is kept of meters and readings names no guest, and goes on without one."""

from typing import get_args, get_type_hints

import pytest
from tests.hotel.metering import END, START
from tests.hotel.test_keys import Backwards
from tests.hotel.test_meters import SELLER, USED, House, owner
from tests.hotel.test_readers import Forgetful

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import VERBS
from axentra_core.hotel.verbs import meters as verbs
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import text
from axentra_core.meters import AGGREGATES, ReadingSource, RegistrationStatus, SubmittedReading

NAME, MAIL = "Wulandari", "dari@guest.example"


def settled(front):
    """Return a hotel in which every step of a registration was taken for one guest."""
    own = House(front)
    own.meter = own.install()
    stay = front.book(name=NAME, mail=MAIL, phone="+62 812 3456 7890")
    own.boss.assign_room(stay, "2034")
    own.boss.check_in(stay)
    own.start(stay, source=ReadingSource.GUEST, evidence="photo-1", by=stay)
    own.wait()
    own.end(stay)
    own.finalise(stay)
    own.boss.archive_readings(stay, "two houses were mixed up")
    own.boss.restore_readings(stay)
    own.boss.handle_in_front_desk(stay)
    own.settle(stay, method=PaymentMethod.TRANSFER)
    own.end(stay, "150")
    own.boss.review_readings(stay)
    own.boss.settle_difference(stay, key="d")
    return own, stay


def test_nothing_of_meters_shows_who_the_guest_is(open_front) -> None:
    """Given a real cipher, when all is settled, then no name, mail or phone stands in any of it."""
    own, stay = settled(open_front(MemoryStore(), owner(), cipher=Backwards(b"a secret")))
    everything = repr(own.front.dump()).casefold()
    assert "photo-1" in everything
    for word in ("wulan", "guest.example", "812 3456"):
        assert word not in everything
    view = own.hotel.read.registration(stay)
    assert view.stay.guest_name == NAME
    assert NAME not in repr(view)


def test_the_readings_of_a_forgotten_guest_stay_as_they_are(open_front) -> None:
    """Given a guest whose key is destroyed, then house, use and amounts are as before."""
    own, stay = settled(open_front(MemoryStore(), owner(documents=SELLER)))
    read = own.front.over(own.front.store, cipher=Forgetful()).read
    view = read.registration(stay)
    assert (view.stay.guest_name, view.stay.unit) == (None, "2034")
    assert view.registration == own.of(stay)
    assert view.registration.billed.gross == USED + 24_000
    (line,) = read.registrations(RegistrationStatus.INVOICED)
    assert (line.stay, line.guest) == (stay, None)
    assert not read.send_meter_receipt(stay, object())
    own.check()


def free_texts(cls):
    """Return the fields of a class in which anybody can write what they like."""
    hints = get_type_hints(cls, include_extras=True)
    return {name for name, hint in hints.items() if text in (*get_args(hint), *deep(hint))}


def deep(hint):
    """Return the rules inside of a hint."""
    return [rule for part in get_args(hint) for rule in get_args(part)]


def test_only_reasons_are_free_text() -> None:
    """Whoever adds a field in which a name could stand adds it here, and seals it."""
    said = [one for one in VERBS if one.__module__ == verbs.__name__]
    messages = [command for one in AGGREGATES for command in one.decide_by]
    found = {
        f"{cls.__name__}.{name}"
        for cls in (*said, *messages, SubmittedReading)
        for name in free_texts(cls)
    }
    # Why it was done, in words about the house, and the number of a document.
    assert {one.partition(".")[2] for one in found} <= {"reason", "document"}
    assert "ArchiveReadings.reason" in found


@pytest.mark.parametrize("evidence", ["photo of Siti Rahma", "Wulandarís kitchen", "a\nb"])
def test_what_shows_a_reading_is_a_reference(open_front, evidence) -> None:
    """A photo stands where the host keeps it; a sentence about the guest is no reference."""
    own = House(open_front(MemoryStore(), owner()))
    own.meter = own.install()
    with pytest.raises(InvalidInput) as refused:
        own.reading("100", START, evidence=evidence)
    assert [(one.path, one.code) for one in refused.value.faults] == [
        ("evidence", "key.bad_format")
    ]
    photo = "s3://photos/1.jpg?v=2"
    assert own.reading("100", END, evidence=photo).evidence == photo
