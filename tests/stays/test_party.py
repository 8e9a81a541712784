"""Who sleeps in the room: nobody is a child or exempt, each rule derives that from facts."""

from datetime import date

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.stays import Occupant, party

EVE, FIRST, SECOND, DEPARTURE = (date(2026, 11, day) for day in (22, 23, 24, 25))


def test_a_party_is_told_in_one_line() -> None:
    """Two adults and a child of nine; an adult need not tell an age."""
    assert party(2, 9) == (Occupant(), Occupant(), Occupant(age=9))
    assert party(0, 17) == (Occupant(age=17),)


@pytest.mark.parametrize("age", [0, 17, 130])
def test_an_age_is_of_completed_years(age) -> None:
    """A baby is nought, and nobody is turned into a band."""
    assert Occupant(age=age).age == age


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"age": -1}, ("age", "value.out_of_range")),
        ({"age": 131}, ("age", "value.out_of_range")),
        ({"age": True}, ("age", "field.wrong_type")),
        ({"age": "9"}, ("age", "field.wrong_type")),
        ({"residence": "id"}, ("residence", "field.wrong_type")),
        ({"residence": "IDN"}, ("residence", "field.wrong_type")),
        ({"residence": "ＩＤ"}, ("residence", "field.wrong_type")),
        ({"residence": 62}, ("residence", "field.wrong_type")),
        ({"guest": "G 1"}, ("guest", "id.bad_format")),
        ({"since": SECOND, "until": SECOND}, ("until", "date.order")),
        ({"since": SECOND, "until": FIRST}, ("until", "date.order")),
    ],
    ids=str,
)
def test_what_nobody_can_be_is_refused(details, wrong) -> None:
    """No age below nought, no country in small letters, nobody who leaves before they come."""
    with pytest.raises(InvalidInput) as caught:
        Occupant(**details)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [wrong]


@pytest.mark.parametrize(
    ("since", "until", "nights"),
    [
        (None, None, [EVE, FIRST, SECOND, DEPARTURE]),
        (FIRST, None, [FIRST, SECOND, DEPARTURE]),
        (None, SECOND, [EVE, FIRST]),
        (FIRST, SECOND, [FIRST]),
    ],
)
def test_people_come_later_and_leave_sooner(since, until, nights) -> None:
    """Somebody is there from the first of their nights, and not on the night they have left."""
    one = Occupant(since=since, until=until)
    days = (EVE, FIRST, SECOND, DEPARTURE)
    assert [day for day in days if one.is_there(day)] == nights


def test_a_birthday_during_the_stay_makes_another_age() -> None:
    """Somebody stands twice, until the birthday and since it, and is one person every night."""
    people = (Occupant(age=11, until=SECOND), Occupant(age=12, since=SECOND))
    for night, age in ((FIRST, 11), (SECOND, 12)):
        assert [one.age for one in people if one.is_there(night)] == [age]
