"""When the business date changes, which settings are in force, and what is left to do."""

from datetime import date

import pytest

from axentra_core.house import (
    AGGREGATES,
    AdoptSettings,
    BeginSettings,
    ChangeSettings,
    CloseDate,
    DateClosed,
    DismissFollowUp,
    FollowUpDismissed,
    FollowUpLeft,
    FollowUpResolved,
    FollowUpStatus,
    HouseOpened,
    LeaveFollowUp,
    OpenHouse,
    ResolveFollowUp,
    SettingsAdopted,
    SettingsBegun,
    SettingsChanged,
)
from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given

HOUSE, SETTINGS, FOLLOW_UP, _ = AGGREGATES

# The house

TODAY, TOMORROW, LATER = date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)
OPENED = HouseOpened("bali", TODAY)
ADOPTED = SettingsAdopted("bali", 1)
CLOSED = DateClosed("bali", TODAY, TOMORROW)


def test_a_house_opens_on_the_date_its_staff_name() -> None:
    """A new property has closed no date and adopted no settings."""
    state = given(HOUSE).when(OpenHouse("bali", TODAY)).then(OPENED)
    assert (state.business_date, state.settings, state.closed_through) == (TODAY, 0, None)


def test_a_house_opens_once() -> None:
    """The business date is never set anew."""
    given(HOUSE, OPENED).when(OpenHouse("bali", LATER)).refused("record.already_exists", id="bali")


@pytest.mark.parametrize("command", [AdoptSettings("bali", 1), CloseDate("bali", TODAY)])
def test_a_house_is_opened_before_anything_else(command: object) -> None:
    """A property nobody has opened has neither settings nor dates."""
    given(HOUSE).when(command).refused("record.not_found", kind="house", id="bali")


def test_closing_the_business_date_opens_the_next() -> None:
    """The date moves on by one day, over the turn of the year as well."""
    state = given(HOUSE, OPENED).when(CloseDate("bali", TODAY)).then(CLOSED)
    assert (state.business_date, state.closed_through) == (TOMORROW, TODAY)


def test_only_a_close_moves_the_business_date() -> None:
    """The house ignores the date anybody works on: it is asked, never told."""
    given(HOUSE, OPENED).on(LATER).when(CloseDate("bali", TODAY)).then(CLOSED)


def test_a_date_is_closed_once() -> None:
    """The second close of a date is refused, with the date that is open now."""
    given(HOUSE, OPENED, CLOSED).when(CloseDate("bali", TODAY)).refused(
        "house.date_already_closed", date=TODAY, business_date=TOMORROW
    )


def test_no_date_is_closed_ahead() -> None:
    """A date that has not come is refused, with the date to close first."""
    given(HOUSE, OPENED).when(CloseDate("bali", TOMORROW)).refused(
        "house.date_not_reached", date=TOMORROW, business_date=TODAY
    )


def test_settings_come_into_force_version_by_version() -> None:
    """The first version follows none, the second the first."""
    assert given(HOUSE, OPENED).when(AdoptSettings("bali", 1)).then(ADOPTED).settings == 1
    state = (
        given(HOUSE, OPENED, ADOPTED, CLOSED)
        .when(AdoptSettings("bali", 2))
        .then(SettingsAdopted("bali", 2))
    )
    assert (state.settings, state.business_date) == (2, TOMORROW)


@pytest.mark.parametrize("version", [1, 3])
def test_no_version_of_the_settings_is_skipped_or_repeated(version: int) -> None:
    """Whoever changed the settings meanwhile is not overruled."""
    given(HOUSE, OPENED, ADOPTED).when(AdoptSettings("bali", version)).refused(
        "house.settings_out_of_order", current=1, next=2, got=version
    )


def test_a_house_tells_on_what_a_command_still_depends() -> None:
    """Nothing stands against new settings, a close or a certificate but which one."""
    house = given(HOUSE, OPENED)
    assert house.state is not None
    allowed = HOUSE.allowed(house.state, house.context)
    assert all(allowed.values())
    assert {name: row.asks for name, row in allowed.items()} == {
        "AdoptSettings": ("settings",),
        "CloseDate": ("date",),
        "CertifyDate": ("certificate",),
    }


def test_versions_count_from_one() -> None:
    """There is no version zero to go back to."""
    with pytest.raises(InvalidInput) as caught:
        AdoptSettings("bali", 0)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("settings", "value.out_of_range")


# Its settings

DATA = {"currency": "IDR", "rooms": [{"number": "2034", "smoking": False}]}
BEGUN = SettingsBegun("bali", 1, DATA)


def test_settings_begin_with_version_one() -> None:
    """What was recorded is kept as it is."""
    state = given(SETTINGS).when(BeginSettings("bali", DATA)).then(BEGUN)
    assert (state.version, state.data) == (1, DATA)


def test_settings_begin_once() -> None:
    """Settings that exist are changed, not begun again."""
    given(SETTINGS, BEGUN).when(BeginSettings("bali", {})).refused(
        "record.already_exists", kind="settings", id="bali"
    )


def test_a_change_needs_settings() -> None:
    """Nothing can be changed before it was begun."""
    given(SETTINGS).when(ChangeSettings("bali", DATA)).refused("record.not_found", kind="settings")


def test_a_change_replaces_the_settings_under_the_next_version() -> None:
    """Settings are recorded as a whole: what is left out is gone."""
    state = (
        given(SETTINGS, BEGUN)
        .when(ChangeSettings("bali", {"currency": "EUR"}))
        .then(SettingsChanged("bali", 2, {"currency": "EUR"}))
    )
    assert (state.version, state.data) == (2, {"currency": "EUR"})


def test_a_change_to_the_same_settings_changes_nothing() -> None:
    """No version is used up, in whatever order the names stand."""
    given(SETTINGS, BEGUN).when(ChangeSettings("bali", dict(reversed(DATA.items())))).then()


def test_yes_and_one_are_different_settings() -> None:
    """A change from 1 to true is a change, though Python calls them equal."""
    changed = given(SETTINGS, SettingsBegun("bali", 1, {"turndown": 1})).when(
        ChangeSettings("bali", {"turndown": True})
    )
    assert changed.state is not None
    assert changed.state.version == 2
    assert changed.state.data["turndown"] is True


# Its follow-ups

ARGUMENTS = {"task": "T1", "room": "2034"}
SENTENCE = "there is already a task T1; choose another id"
LEAVE = LeaveFollowUp(
    "F1", "S1", "task.OpenTask", ARGUMENTS, "record.already_exists", SENTENCE, "housekeeping"
)
LEFT = FollowUpLeft(
    "F1",
    "S1",
    "task.OpenTask",
    ARGUMENTS,
    "record.already_exists",
    SENTENCE,
    "housekeeping",
    date(2026, 11, 23),
)
RESOLVED = FollowUpResolved("F1")
DISMISSED = FollowUpDismissed("F1", "room was cleaned anyway")
RESOLVE = ResolveFollowUp("F1")
DISMISS = DismissFollowUp("F1", "room was cleaned anyway")

MANAGER = Actor("staff", "made", ("manager",))
PERMISSIONS = Permissions((Grant("manager", ("house.dismiss_follow_up",)),))


def test_a_consequence_that_was_refused_is_left_to_people() -> None:
    """A follow-up tells what to do, why it was not done, and who has to act."""
    state = given(FOLLOW_UP).when(LEAVE).then(LEFT)
    assert state.status is FollowUpStatus.OPEN
    assert (state.cause, state.act, state.arguments) == ("S1", "task.OpenTask", ARGUMENTS)
    assert (state.code, state.sentence) == ("record.already_exists", SENTENCE)
    assert state.concerns == "housekeeping"


def test_a_follow_up_is_left_once() -> None:
    """Another one needs an id of its own."""
    given(FOLLOW_UP, LEFT).when(LEAVE).refused("record.already_exists", kind="follow_up", id="F1")


@pytest.mark.parametrize("command", [RESOLVE, DISMISS])
def test_only_what_was_left_can_end(command: object) -> None:
    """A follow-up that is not there is neither done nor dismissed."""
    given(FOLLOW_UP).when(command).refused("record.not_found", kind="follow_up", id="F1")


def test_a_follow_up_closes_when_its_act_succeeds() -> None:
    """Nobody needs a permission to have done the work."""
    state = given(FOLLOW_UP, LEFT).when(RESOLVE).then(RESOLVED)
    assert state.status is FollowUpStatus.DONE


def test_a_follow_up_is_dismissed_by_those_who_may() -> None:
    """Who leaves something undone has the permission and says why."""
    state = given(FOLLOW_UP, LEFT).by(MANAGER, PERMISSIONS).when(DISMISS).then(DISMISSED)
    assert state.status is FollowUpStatus.DISMISSED
    given(FOLLOW_UP, LEFT).when(DISMISS).refused(
        "permission.missing", actor="staff ayu", permission="house.dismiss_follow_up"
    )


@pytest.mark.parametrize(("end", "status"), [(RESOLVED, "done"), (DISMISSED, "dismissed")])
@pytest.mark.parametrize("command", [RESOLVE, DISMISS])
def test_a_follow_up_ends_once(end: object, status: str, command: object) -> None:
    """What has ended says so first, before anybody is asked for a permission."""
    given(FOLLOW_UP, LEFT, end).when(command).refused(
        "follow_up.ended", follow_up="F1", status=status
    )


def test_an_open_follow_up_is_listed_for_who_has_to_act() -> None:
    """The board shows a role what is open, and nothing that has ended.

    Whoever has left something finds it by its cause.
    """
    assert list(FOLLOW_UP.index(given(FOLLOW_UP, LEFT).state)) == [
        ("follow_up.open", "housekeeping"),
        ("follow_up.cause", given(FOLLOW_UP, LEFT).state.cause),
    ]
    assert list(FOLLOW_UP.index(given(FOLLOW_UP, LEFT, RESOLVED).state)) == []
    assert list(FOLLOW_UP.index(given(FOLLOW_UP, LEFT, DISMISSED).state)) == []


def test_the_sentence_of_a_refusal_may_be_long() -> None:
    """Five hundred characters are kept; one more is refused."""
    long = LeaveFollowUp("F1", "S1", "task.OpenTask", {}, "task.done", "x" * 500, "housekeeping")
    assert len(long.sentence) == 500
    with pytest.raises(InvalidInput) as caught:
        LeaveFollowUp("F1", "S1", "task.OpenTask", {}, "task.done", "x" * 501, "housekeeping")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("sentence", "text.too_long")


def test_type_names_and_error_codes_may_be_longer_than_codes() -> None:
    """A refusal is never lost for the length of its name."""
    act, code = "city_ledger_account.TransferToReceivable", "city_ledger_account.limit_is_exceeded"
    left = LeaveFollowUp("F1", "S1", act, {}, code, SENTENCE, "accounting")
    assert (left.act, left.code) == (act, code)
