"""A connection is prepared, requested, mapped, synchronised, tested, confirmed, and live."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from tests.channels.connecting import (
    ACKNOWLEDGED,
    BOTH_WAYS,
    CONFIRM,
    CONNECTION,
    FREE,
    FULL_SYNC,
    GO,
    HELP,
    IN_ONLY,
    NEEDED,
    NOTE_SUPPORT,
    OPEN,
    OUT_ONLY,
    PAST,
    PREPARE,
    RECEIVES,
    REPLACE,
    REQUEST,
    SENDS,
    SUSPEND,
    TAKEN,
    TICKS,
    TODAY,
    TWO_WAY,
    UNTIL_LIVE,
    UNTIL_MAPPED,
    UNTIL_TESTING,
    after,
    all_right,
    finish,
    lived,
    note,
    receiving,
    right,
    state_after,
)

from axentra_core.channels.checks import Check, CheckResult, Evidence
from axentra_core.channels.decider import property_value
from axentra_core.channels.drift import Comparison, DifferentCell, Drift
from axentra_core.channels.events import (
    AccountChanged,
    CheckRecorded,
    ChecksBegun,
    ConnectionOpened,
    ConnectionReplaced,
    ConnectionResumed,
    ConnectionSuspended,
    DataConfirmed,
    DriftChecked,
    ExchangeChanged,
    FeeNoted,
    FullSyncBegun,
    FullSyncFinished,
    FullSyncVoided,
    IntegrationRequested,
    MappingBegun,
    MappingFinished,
    MappingNoted,
    MappingReopened,
    PreparationCompleted,
    PreparationTicked,
    PreparationUnticked,
    RetestNeeded,
    SupportNoted,
    WentLive,
)
from axentra_core.channels.exchange import Exchange, Managed
from axentra_core.channels.mapping import Party
from axentra_core.channels.messages import (
    BeginChecks,
    BeginFullSync,
    BeginMapping,
    ChangeAccount,
    ChangeExchange,
    FinishFullSync,
    NoteFee,
    NoteMapping,
    RecordDrift,
    ReplaceConnection,
    RequestIntegration,
    ResumeConnection,
    TickPreparation,
    UntickPreparation,
)
from axentra_core.channels.model import ConnectionStatus
from axentra_core.channels.preparation import IntegrationFee, Preparation
from axentra_core.channels.updates import Measure, Target
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT
from axentra_core.views import say

(
    PREPARING,
    PREPARED,
    REQUESTED,
    MAPPING,
    MAPPED,
    SYNCHRONISING,
    TESTING,
    CONFIRMED,
    LIVE,
    RETESTING,
    SUSPENDED,
    REPLACED,
) = ConnectionStatus
NOW, AYU = CONTEXT.now, "staff ayu"
HOUR = timedelta(hours=1)
RESUME, TEST = ResumeConnection("C1"), BeginChecks("C1")


def shown(check, version=1, result=CheckResult.PASSED):
    """Return the evidence that a test has left."""
    return Evidence(check, result, f"{check} at the platform", "case-4711", version, AYU, NOW)


def failed(check):
    """Return the command that records a test that was not right."""
    return right(check, result=CheckResult.FAILED)


def test_each_past_leads_where_it_says() -> None:
    """The tests below begin where they mean to."""
    for status, commands in PAST.items():
        assert state_after(*commands).status is status
    assert list(PAST) == list(ConnectionStatus)


# Preparation


def test_a_connection_begins_with_its_preparation() -> None:
    """Five things are seen to before the platform is asked (seed)."""
    opened = ConnectionOpened("C1", "siteminder", "HOTEL1", "axentra-pms", BOTH_WAYS, TODAY)
    state = given(CONNECTION).when(OPEN).then(opened)
    assert (state.status, state.unprepared) == (PREPARING, tuple(Preparation))
    assert dict(CONNECTION.index(state)) == {
        "connection.status": "preparing",
        "connection.property": "siteminder:HOTEL1",
    }
    assert property_value("siteminder", "HOTEL1") == "siteminder:HOTEL1"
    given(CONNECTION, opened).when(OPEN).refused("record.already_exists")


@pytest.mark.parametrize("last", range(5))
def test_it_is_prepared_with_the_last_of_five(last) -> None:
    """Whatever comes last completes it, and nothing before does."""
    commands = [*TICKS, FREE, NOTE_SUPPORT]
    commands.append(commands.pop(last))
    for done in range(5):
        assert state_after(OPEN, *commands[:done]).status is PREPARING
    events = lived(OPEN, *commands)
    assert events[-1] == PreparationCompleted("C1", TODAY)
    assert [type(event) for event in events].count(PreparationCompleted) == 1
    assert state_after(OPEN, *commands).unprepared == ()


def test_what_was_seen_to_is_seen_to_once() -> None:
    """Ticking again, and noting the same again, are no news."""
    tick = TICKS[0]
    assert after(OPEN, tick).when(tick).events == ()
    assert after(OPEN, FREE).when(FREE).events == ()
    assert after(OPEN, NOTE_SUPPORT).when(NOTE_SUPPORT).events == ()
    assert after(OPEN).when(UntickPreparation("C1", tick.preparation)).events == ()


def test_what_has_changed_is_seen_to_again() -> None:
    """Who adds a rate after comparing compares again before the platform is asked."""
    compared = Preparation.ROOMS_AND_RATES_COMPARED
    again = UntickPreparation("C1", compared)
    state = after(*PREPARE).when(again).then(PreparationUnticked("C1", compared, TODAY))
    assert (state.status, state.unprepared) == (PREPARING, (compared,))
    after(*PREPARE, again).when(REQUEST).refused(
        "channels.unprepared", missing="rooms_and_rates_compared"
    )
    done = after(*PREPARE, again).when(TickPreparation("C1", compared))
    assert (
        done.then(
            PreparationTicked("C1", compared, TODAY), PreparationCompleted("C1", TODAY)
        ).status
        is PREPARED
    )


def test_the_platform_is_not_asked_before_everything_is_seen_to() -> None:
    """The refusal names all that is left, not the first of it."""
    after(OPEN, *TICKS[:2]).when(REQUEST).refused(
        "channels.unprepared", missing="provider_told, fee_noted, support_noted"
    )


def test_that_nothing_is_charged_is_known_too() -> None:
    """Nobody knows the fee until somebody has asked; zero is an answer (seed)."""
    assert state_after(OPEN).fee is None
    state = after(OPEN).when(FREE).then(FeeNoted("C1", IntegrationFee(Decimal(0), "IDR"), TODAY))
    assert Preparation.FEE_NOTED not in state.unprepared
    with pytest.raises(InvalidInput) as caught:
        NoteFee("C1", money("-1", "IDR"))
    assert (caught.value.faults[0].path, caught.value.code) == ("fee", "value.out_of_range")


def test_whom_to_call_is_sealed_where_it_is_a_person() -> None:
    """A team is named openly; a person's name and number can be forgotten."""
    state = after(OPEN).when(NOTE_SUPPORT).then(SupportNoted("C1", HELP, TODAY))
    assert state.support == HELP
    assert "Siti" not in repr(state)


@pytest.mark.parametrize("preparation", ["fee_noted", "support_noted"])
@pytest.mark.parametrize("command", [TickPreparation, UntickPreparation])
def test_what_is_noted_is_not_ticked(command, preparation) -> None:
    """A fee is known by its amount, help by whom to call."""
    with pytest.raises(InvalidInput) as caught:
        command("C1", preparation)
    assert (caught.value.faults[0].path, caught.value.code) == ("preparation", "value.unknown")


@pytest.mark.parametrize("status", [status for status in ConnectionStatus if status != "replaced"])
def test_fee_and_help_may_change_at_any_time(status) -> None:
    """People leave in the middle of an integration; where it stands does not move by that."""
    other = NoteFee("C1", money("500000", "IDR"))
    assert after(*PAST[status]).when(other).state.status is status
    moved = attrs.evolve(NOTE_SUPPORT, support=attrs.evolve(HELP, person=None))
    assert after(*PAST[status]).when(moved).state.status is status


# Request, and when it is due


def test_an_integration_is_due_after_one_to_two_weeks() -> None:
    """Seed: 7 to 14 calendar days after it was requested."""
    requested = IntegrationRequested(
        *("C1", "case-4711", TODAY),
        *(TODAY + timedelta(days=7), TODAY + timedelta(days=14), TODAY),
    )
    state = after(*PREPARE).when(REQUEST).then(requested)
    assert (state.case, state.requested_on) == ("case-4711", TODAY)
    assert dict(CONNECTION.index(state))["connection.due"] == "2026-12-07"


@pytest.mark.parametrize(("days", "overdue"), [(0, False), (13, False), (14, False), (15, True)])
@pytest.mark.parametrize("status", [REQUESTED, MAPPING, MAPPED, TESTING, CONFIRMED])
def test_it_is_overdue_after_the_last_day(status, days, overdue) -> None:
    """Overdue is reckoned and not stored: nobody has to be there when the day comes."""
    assert state_after(*PAST[status]).is_overdue(TODAY + timedelta(days=days)) is overdue


@pytest.mark.parametrize("status", [PREPARING, PREPARED, LIVE, RETESTING, SUSPENDED, REPLACED])
def test_nothing_is_overdue_that_was_not_asked_for_or_has_come(status) -> None:
    """What has gone live once is not late any more, whatever happens to it later."""
    state = state_after(*PAST[status])
    assert not state.is_overdue(TODAY + timedelta(days=99))
    assert "connection.due" not in dict(CONNECTION.index(state))


def test_the_request_may_be_noted_later_but_not_ahead() -> None:
    """Somebody has asked last week and notes it today; nobody has asked tomorrow."""
    last_week = RequestIntegration("C1", TODAY - timedelta(days=7))
    assert after(*PREPARE).when(last_week).state.due_from == TODAY
    tomorrow = RequestIntegration("C1", TODAY + timedelta(days=1))
    after(*PREPARE).when(tomorrow).refused(
        "channels.date_ahead", on=tomorrow.on, business_date=TODAY
    )


# Who acts next


@pytest.mark.parametrize(
    ("status", "who"),
    [
        (PREPARING, "hotel"),
        (PREPARED, "hotel"),
        (REQUESTED, "platform"),
        (MAPPING, "hotel, platform, pms_specialist"),
        (MAPPED, "pms_specialist"),
        (SYNCHRONISING, "pms_specialist"),
        (TESTING, "platform, pms_specialist"),
        (CONFIRMED, "platform"),
        (LIVE, ""),
        (RETESTING, "platform, pms_specialist"),
        (SUSPENDED, "hotel"),
        (REPLACED, ""),
    ],
)
def test_somebody_acts_next(status, who) -> None:
    """Seed: codes are made by the hotel, the platform's onboarding or the PMS's specialist."""
    assert ", ".join(state_after(*PAST[status]).acts_next) == who


@pytest.mark.parametrize("commands", [UNTIL_TESTING, (*UNTIL_LIVE, note(2), finish(2))])
def test_the_hotel_acts_once_everything_is_shown(commands) -> None:
    """Seed: the platform then asks the hotel whether all data is right."""
    version = state_after(*commands).mapping_version
    assert state_after(*commands, *all_right(version)).acts_next == (Party.HOTEL,)
    assert state_after(*commands, *all_right(version)[:-1]).acts_next != (Party.HOTEL,)


# Mapping


def test_the_first_mapping_begins_it() -> None:
    """Whoever enters codes after the request has begun."""
    state = (
        after(*PAST[REQUESTED])
        .when(note())
        .then(MappingBegun("C1", TODAY), MappingNoted("C1", 1, TODAY))
    )
    assert (state.status, state.mapping_version, state.is_mapped) == (MAPPING, 1, False)


def test_codes_may_be_made_before_the_request() -> None:
    """A hotel that has them ready finishes them when the platform has begun."""
    early = (OPEN, note(), *PREPARE[1:], REQUEST, BeginMapping("C1"))
    assert state_after(*early).mapping_version == 1
    assert after(*early).when(finish()).then(MappingFinished("C1", 1, TODAY)).status is MAPPED


def test_a_mapping_is_finished_without_faults_and_as_it_is_now() -> None:
    """What the linter finds stands against it; what it has seen before does not count."""
    past = after(*PAST[MAPPING])
    past.when(finish(1, "offer_not_mapped", "code_twice", "code_twice")).refused(
        "channels.mapping_faulty", faults="offer_not_mapped, code_twice"
    )
    after(*PAST[MAPPING], note(3)).when(finish(2)).refused(
        "channels.mapping_changed", version=3, got=2
    )
    after(*PAST[REQUESTED], BeginMapping("C1")).when(finish()).refused("channels.nothing_mapped")


@pytest.mark.parametrize("status", [MAPPED, SYNCHRONISING, TESTING, CONFIRMED, SUSPENDED])
def test_another_mapping_leads_back_to_mapping(status) -> None:
    """What was sent and tested was sent and tested by other codes."""
    state = (
        after(*PAST[status])
        .when(note(2))
        .then(MappingNoted("C1", 2, TODAY), MappingReopened("C1", TODAY))
    )
    assert (state.status, state.is_mapped, state.is_ready) == (MAPPING, False, False)


def test_a_live_connection_with_another_mapping_goes_on_and_is_tested_again() -> None:
    """Who stops telling what is left sells too much; who goes on untested is told so."""
    state = (
        after(*UNTIL_LIVE)
        .when(note(2))
        .then(MappingNoted("C1", 2, TODAY), RetestNeeded("C1", NEEDED, TODAY))
    )
    assert state.status is RETESTING
    assert (state.sells, state.pushes, state.is_ready) == (True, True, False)
    assert state.missing == NEEDED
    again = after(*UNTIL_LIVE, note(2)).when(note(3))
    assert again.then(MappingNoted("C1", 3, TODAY)).status is RETESTING


@pytest.mark.parametrize("status", [status for status in ConnectionStatus if status != "replaced"])
def test_an_older_mapping_or_the_same_is_no_news(status) -> None:
    """A message that comes twice takes nothing back."""
    known = state_after(*PAST[status]).mapping_version
    for version in range(1, known + 1):
        assert after(*PAST[status]).when(note(version)).events == ()


# Full sync


def test_all_values_are_sent_once_mapped() -> None:
    """Seed: after the mapping, all inventory values are sent."""
    state = after(*UNTIL_MAPPED).when(FULL_SYNC).then(FullSyncBegun("C1", NOW, TODAY))
    assert (state.status, state.all_sent_at, state.pushes) == (SYNCHRONISING, NOW, True)
    past = after(*UNTIL_MAPPED, FULL_SYNC)
    past.when(FinishFullSync("C1", 12)).refused("channels.values_pending", pending=12)
    assert past.when(ACKNOWLEDGED).then(FullSyncFinished("C1", TODAY)).status is TESTING


def test_a_live_connection_sends_everything_once_in_so_many_hours() -> None:
    """Platforms refuse a full update that comes too often; before it is live they wait for it."""
    soon = given(CONNECTION, *lived(*UNTIL_LIVE))
    soon.context = attrs.evolve(CONTEXT, now=NOW + 23 * HOUR)
    soon.when(FULL_SYNC).refused("channels.full_sync_too_soon", hours=24)
    soon.context = attrs.evolve(CONTEXT, now=NOW + 24 * HOUR)
    state = soon.when(FULL_SYNC).then(FullSyncBegun("C1", NOW + 24 * HOUR, TODAY))
    assert (state.status, state.all_sent_at) == (LIVE, NOW + 24 * HOUR)
    assert after(*UNTIL_LIVE).when(BeginFullSync("C1", 0)).state.status is LIVE
    assert after(*UNTIL_TESTING).when(FULL_SYNC).state.status is SYNCHRONISING


def test_a_connection_that_only_receives_has_nothing_to_synchronise() -> None:
    """One-way connections send values or receive reservations, never both."""
    after(*receiving()).when(FULL_SYNC).refused("channels.receives_only")
    state = after(*receiving()).when(TEST).then(ChecksBegun("C1", TODAY))
    assert (state.status, state.pushes) == (TESTING, False)
    after(*UNTIL_MAPPED).when(TEST).refused("channels.sends_values")
    ready = receiving(TEST, *all_right(1, NEEDED[3:]), CONFIRM, GO)
    assert state_after(*ready).status is LIVE
    assert not state_after(*ready).drift_check_due


# Tests


def test_evidence_says_what_when_who_and_with_which_mapping() -> None:
    """Whoever asks later why it went live finds it."""
    state = (
        after(*UNTIL_TESTING)
        .when(right(Check.PRICE))
        .then(CheckRecorded("C1", shown(Check.PRICE), TODAY))
    )
    assert state.evidence == (shown(Check.PRICE),)
    assert state.missing == tuple(check for check in NEEDED if check is not Check.PRICE)


def test_evidence_of_an_older_mapping_is_not_taken() -> None:
    """A test that was made with other codes is made again."""
    past = (*UNTIL_TESTING, note(2), finish(2), FULL_SYNC, ACKNOWLEDGED)
    after(*past).when(right(Check.PRICE, 1)).refused("channels.mapping_changed", version=2, got=1)


def test_what_is_managed_at_the_platform_is_not_tested() -> None:
    """Seed: values that the PMS cannot send are managed at the platform."""
    assert Check.CLOSED_TO_ARRIVAL not in BOTH_WAYS.required
    after(*UNTIL_TESTING).when(right(Check.CLOSED_TO_ARRIVAL)).refused(
        "channels.check_not_needed", check=Check.CLOSED_TO_ARRIVAL
    )


@pytest.mark.parametrize("missing", NEEDED)
def test_nothing_goes_live_without_every_check(missing) -> None:
    """One test that nobody has made, or that failed, is enough to keep it back."""
    others = tuple(check for check in NEEDED if check is not missing)
    for more in ((), (failed(missing),)):
        past = after(*UNTIL_TESTING, *all_right(1, others), *more)
        for command in (CONFIRM, GO):
            past.when(command).refused("channels.checks_missing", missing=str(missing))


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "availability, price"),
        ("id", "ketersediaan, tarif"),
        ("da", "disponibilitet, pris"),
        ("zh_Hant", "可售房數、房價"),
        ("zh_Hans", "可售房量、房价"),
    ],
)
def test_what_is_missing_is_said_in_words(locale, words) -> None:
    """Whoever has to test reads no codes, in any language."""
    past = after(*UNTIL_TESTING, *all_right(1, NEEDED[2:]))
    assert words in say(past.when(CONFIRM).refused("channels.checks_missing"), locale)


def test_nothing_goes_live_without_the_word_of_the_hotel() -> None:
    """Seed: the hotel confirms that all synchronised data is right; then it is set live."""
    past = (*UNTIL_TESTING, *all_right())
    after(*past).when(GO).refused("channels.not_confirmed")
    state = after(*past).when(CONFIRM).then(DataConfirmed("C1", AYU, 1, NOW, TODAY))
    assert (state.status, state.confirmed_by) == (CONFIRMED, AYU)
    state = after(*past, CONFIRM).when(GO).then(WentLive("C1", TODAY))
    assert (state.status, state.live_since, state.sells) == (LIVE, TODAY, True)


@pytest.mark.parametrize(("status", "becomes"), [(CONFIRMED, TESTING), (LIVE, RETESTING)])
def test_a_test_that_fails_later_takes_readiness_back(status, becomes) -> None:
    """What was right may turn wrong; a later test counts more than an earlier one."""
    state = (
        after(*PAST[status])
        .when(failed(Check.PRICE))
        .then(
            CheckRecorded("C1", shown(Check.PRICE, result=CheckResult.FAILED), TODAY),
            RetestNeeded("C1", (Check.PRICE,), TODAY),
        )
    )
    assert state.status is becomes
    again = after(*PAST[status]).when(right(Check.PRICE))
    assert again.then(CheckRecorded("C1", shown(Check.PRICE), TODAY)).status is status


def test_what_is_live_is_confirmed_again_after_its_tests() -> None:
    """A changed mapping is finished, tested and confirmed while guests go on booking."""
    past = (*UNTIL_LIVE, note(2))
    after(*past).when(CONFIRM).refused("channels.mapping_not_finished", version=2)
    past = (*past, finish(2))
    after(*past).when(CONFIRM).refused("channels.checks_missing")
    assert after(*past).when(GO).error.code == "channels.checks_missing"
    state = after(*past, *all_right(2)).when(CONFIRM).then(DataConfirmed("C1", AYU, 2, NOW, TODAY))
    assert (state.status, state.is_ready) == (LIVE, True)
    assert after(*past, finish(2)).when(finish(2)).events == ()


# What is exchanged, and under which names


def test_what_turns_out_impossible_is_declared_and_needs_no_test() -> None:
    """The PMS cannot send a restriction after all: somebody manages it at the platform."""
    past = (*UNTIL_TESTING, *(one for one in all_right() if one.check is not Check.STOP_SELL))
    after(*past).when(CONFIRM).refused("channels.checks_missing", missing="stop_sell")
    managed = (*BOTH_WAYS.managed, Managed(Measure.STOP_SELL, "revenue"))
    less = attrs.evolve(BOTH_WAYS, managed=managed)
    state = after(*past).when(ChangeExchange("C1", less)).then(ExchangeChanged("C1", less, TODAY))
    assert (state.status, state.missing) == (TESTING, ())


@pytest.mark.parametrize(("status", "becomes"), [(CONFIRMED, TESTING), (LIVE, RETESTING)])
def test_what_is_sent_from_now_on_is_tested_first(status, becomes) -> None:
    """A restriction more is a test more; those that were made go on to count."""
    more = ChangeExchange("C1", attrs.evolve(BOTH_WAYS, managed=()))
    state = (
        after(*PAST[status])
        .when(more)
        .then(
            ExchangeChanged("C1", more.exchange, TODAY),
            RetestNeeded("C1", (Check.CLOSED_TO_ARRIVAL,), TODAY),
        )
    )
    assert (state.status, state.missing) == (becomes, (Check.CLOSED_TO_ARRIVAL,))
    assert after(*PAST[status]).when(ChangeExchange("C1", BOTH_WAYS)).events == ()


def test_a_connection_that_begins_to_send_sends_everything_first() -> None:
    """A one-way connection becomes two-way before it is live: its values were never told."""
    change = ChangeExchange("C1", BOTH_WAYS)
    past = receiving(TEST, *all_right(1, NEEDED[3:]))
    state = (
        after(*past)
        .when(change)
        .then(ExchangeChanged("C1", BOTH_WAYS, TODAY), FullSyncVoided("C1", TODAY))
    )
    assert (state.status, state.missing) == (MAPPED, NEEDED[:3])


def test_a_connection_that_is_to_send_sends_something() -> None:
    """With every value managed at the platform there is nothing to connect."""
    managed = tuple(Managed(measure, "revenue") for measure in TAKEN)
    for direction in (TWO_WAY, SENDS):
        for exchange in ({"taken": ()}, {"taken": TAKEN, "managed": managed}):
            with pytest.raises(InvalidInput) as caught:
                Exchange(direction, **exchange)
            assert (caught.value.faults[0].path, caught.value.code) == ("taken", "field.required")
    assert Exchange(RECEIVES, ()).sent == ()
    assert Exchange(RECEIVES, TAKEN).sent == ()


def test_a_measure_is_managed_by_one() -> None:
    """Two who manage the same overwrite each other."""
    twice = (Managed(Measure.PRICE, "revenue"), Managed(Measure.PRICE, "owner"))
    with pytest.raises(InvalidInput) as caught:
        Exchange(SENDS, TAKEN, twice)
    fault = caught.value.faults[0]
    assert (fault.path, fault.code) == ("managed[1].measure", "value.duplicate")
    other = (Managed(Measure.MAX_ADVANCE, "revenue"),)
    assert Exchange(SENDS, TAKEN, other).sent == TAKEN


@pytest.mark.parametrize("direction", [TWO_WAY, SENDS, RECEIVES])
def test_a_direction_sends_or_receives_or_both(direction) -> None:
    """A one-way connection does one of the two."""
    exchange = Exchange(direction, TAKEN)
    assert (exchange.sends, exchange.receives) == (direction != RECEIVES, direction != SENDS)


@pytest.mark.parametrize(
    ("status", "events", "becomes"),
    [
        (PREPARED, 1, PREPARED),
        (MAPPING, 1, MAPPING),
        (MAPPED, 1, MAPPED),
        (SYNCHRONISING, 2, MAPPED),
        (TESTING, 2, MAPPED),
        (CONFIRMED, 2, MAPPED),
        (LIVE, 2, RETESTING),
        (RETESTING, 1, RETESTING),
        (SUSPENDED, 1, SUSPENDED),
    ],
)
def test_other_details_of_the_account_need_tests_again(status, events, becomes) -> None:
    """Seed: account details change, for example with the owner; nothing shown before counts."""
    change = ChangeAccount("C1", "HOTEL9", "new-owner")
    when = after(*PAST[status]).when(change)
    assert when.events[0] == AccountChanged("C1", "HOTEL9", "new-owner", TODAY)
    assert (len(when.events), when.state.status) == (events, becomes)
    assert when.state.evidence == ()
    assert dict(CONNECTION.index(when.state))["connection.property"] == "siteminder:HOTEL9"
    same = ChangeAccount("C1", OPEN.property_code, OPEN.account)
    assert after(*PAST[status]).when(same).events == ()


def test_a_new_account_is_tested_before_it_is_live_again() -> None:
    """While it was suspended the owner changed: all is sent and tested before guests book."""
    past = (*PAST[SUSPENDED], ChangeAccount("C1", "HOTEL9"))
    after(*past).when(RESUME).refused("channels.checks_missing")
    past = (*past, FULL_SYNC, ACKNOWLEDGED)
    after(*past).when(CONFIRM).refused("channels.checks_missing")
    assert state_after(*past, *all_right(), CONFIRM, GO).status is LIVE


# Suspended, drifted away, replaced


def test_a_connection_rests_for_a_reason_and_goes_on() -> None:
    """What is suspended neither sends nor sells, and lacks nothing for going on."""
    state = (
        after(*UNTIL_LIVE)
        .when(SUSPEND)
        .then(ConnectionSuspended("C1", "the platform is being moved", TODAY))
    )
    assert (state.status, state.sells, state.pushes) == (SUSPENDED, False, False)
    state = after(*UNTIL_LIVE, SUSPEND).when(RESUME).then(ConnectionResumed("C1", TODAY))
    assert (state.status, state.live_since) == (LIVE, TODAY)


def test_what_was_suspended_untested_is_tested_before_it_goes_on() -> None:
    """Suspending is no way around the tests."""
    past = (*PAST[RETESTING], SUSPEND)
    after(*past).when(RESUME).refused("channels.mapping_not_finished")
    after(*past).when(FULL_SYNC).refused("channels.mapping_not_finished")
    past = (*past, finish(2))
    assert state_after(*past).status is SUSPENDED
    after(*past).when(RESUME).refused("channels.checks_missing")
    past = (*past, FULL_SYNC, ACKNOWLEDGED, *all_right(2), CONFIRM, GO)
    assert state_after(*past).status is LIVE


def test_a_receiving_connection_that_rested_untested_is_tested_again() -> None:
    """Without values there is nothing to synchronise on the way back."""
    live = receiving(TEST, *all_right(1, NEEDED[3:]), CONFIRM, GO)
    past = (*live, failed(Check.NEW_RESERVATION), SUSPEND)
    after(*past).when(RESUME).refused("channels.checks_missing", missing="new_reservation")
    assert state_after(*past, TEST).status is TESTING


CELL = DifferentCell(Target("DLX", "BAR"), Measure.PRICE, TODAY, 850_000, 950_000)
ALIKE = Comparison(4_000, 0)


def test_a_live_connection_is_compared_with_what_it_was_told() -> None:
    """Somebody has changed a price at the platform: how many differ, and the first of them."""
    state = state_after(*UNTIL_LIVE)
    assert state.drift_check_due
    assert dict(CONNECTION.index(state))["connection.drift"] == "siteminder"
    one_of_many = Comparison(4_000, 1, (CELL,))
    drift = Drift(one_of_many, AYU, NOW)
    checked = after(*UNTIL_LIVE).when(RecordDrift("C1", one_of_many))
    state = checked.then(DriftChecked("C1", drift, TODAY))
    assert (state.drift, state.status, state.drift_check_due) == (drift, LIVE, True)
    state = after(*UNTIL_LIVE).when(RecordDrift("C1", ALIKE)).state
    assert not state.drift_check_due
    assert "connection.drift" not in dict(CONNECTION.index(state))


@pytest.mark.parametrize("more", [(SUSPEND, RESUME), (note(2), finish(2), *all_right(2), CONFIRM)])
def test_what_was_changed_or_rested_is_compared_anew(more) -> None:
    """A comparison says nothing of what came after it."""
    assert state_after(*UNTIL_LIVE, RecordDrift("C1", ALIKE), *more).drift_check_due


@pytest.mark.parametrize("status", [status for status in PAST if status not in {LIVE, RETESTING}])
def test_what_is_not_live_has_not_drifted(status) -> None:
    """Before it is live, values are tested one by one."""
    after(*PAST[status]).when(RecordDrift("C1", ALIKE)).refused("channels.not_live")


@pytest.mark.parametrize("status", [status for status in ConnectionStatus if status != "replaced"])
def test_a_connection_may_be_replaced_at_any_time(status) -> None:
    """Seed: a property changes its PMS; the connection that follows may lie in another system."""
    state = (
        after(*PAST[status])
        .when(REPLACE)
        .then(ConnectionReplaced("C1", "C2", "another PMS", TODAY))
    )
    assert (state.status, state.successor) == (REPLACED, "C2")
    assert dict(CONNECTION.index(state)) == {"connection.status": "replaced"}
    elsewhere = ReplaceConnection("C1", "another PMS")
    assert after(*PAST[status]).when(elsewhere).state.successor is None
    itself = ReplaceConnection("C1", "another PMS", "C1")
    after(*PAST[status]).when(itself).refused("channels.same_connection")


@pytest.mark.parametrize(
    "command",
    [FREE, NOTE_SUPPORT, note(9), ChangeExchange("C1", IN_ONLY), ChangeAccount("C1", "X"), REPLACE],
)
def test_what_has_been_replaced_stays_as_it_is(command) -> None:
    """Its place is taken."""
    after(*PAST[REPLACED]).when(command).refused("channels.replaced")


def test_versions_and_names_are_guarded_at_the_door() -> None:
    """Malformed input is refused with its path before any rule is asked."""
    for command in (
        lambda: NoteMapping("C1", 0),
        lambda: BeginFullSync("C1", 999),
        lambda: FinishFullSync("C1", -1),
        lambda: ChangeAccount("C1", "two words"),
    ):
        with pytest.raises(InvalidInput):
            command()
    assert OUT_ONLY.sends
