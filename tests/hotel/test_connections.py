"""Connections: from preparation to going live, with proof; what takes readiness back."""

from datetime import date

import attrs
import pytest
from tests.hotel.connecting import (
    ALIKE,
    BY_HAND,
    FAILED,
    MONDAY,
    PASSED,
    confirmed,
    entered,
    live,
    mapped,
    mapping,
    opened,
    prepared,
    proved,
    requested,
    show_all,
    suspended,
    synchronise,
)

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import (
    SITEMINDER,
    ChannelCode,
    ChannelsSettings,
    Check,
    CodeTable,
    Comparison,
    ConnectionOpened,
    ConnectionStatus,
    DifferentCell,
    Direction,
    ExternalNumber,
    ExternalNumbers,
    FindingKind,
    FullSyncVoided,
    MappingChanged,
    MappingNoted,
    MappingOpened,
    MappingReopened,
    Measure,
    Preparation,
    RetestNeeded,
    Target,
)
from axentra_core.hotel import Hotel
from axentra_core.kernel.errors import Conflict, InvalidInput, NotFound
from axentra_core.testing import example_property

Status = ConnectionStatus
FRIDAY = date(2026, 11, 27)
CELL = DifferentCell(Target("DLX", "BAR"), Measure.PRICE, FRIDAY, 850_000, 950_000)


@pytest.fixture
def store():
    """One store is enough: what these verbs decide depends on none."""
    return MemoryStore()


def status(front, connection):
    """Return how far a connection is."""
    return front.hotel.read.connection(connection).status


# --- the whole way ---


def test_a_platform_is_connected_step_by_step(front) -> None:
    """Prepared, requested, mapped, synchronised, tested, confirmed, live: nothing is left out."""
    boss, read = front.boss, lambda: front.hotel.read.connection("C1")
    assert prepared(front) == "C1"
    assert (read().status, read().acts_next) == (Status.PREPARED, ("hotel",))
    boss.request_integration("C1", case="case-4711")
    assert (read().case, read().requested_on) == ("case-4711", MONDAY)
    assert (read().due_from, read().due_until) == (date(2026, 11, 30), date(2026, 12, 7))
    boss.set_mapping("C1", mapping())
    assert (read().status, read().mapping_version) == (Status.MAPPING, 1)
    boss.finish_mapping("C1", 1)
    assert status(front, "C1") is Status.MAPPED
    synchronise(front, "C1")
    assert status(front, "C1") is Status.TESTING
    missing = read().missing
    assert {Check.PRICE, Check.STOP_SELL, Check.NEW_RESERVATION} <= {*missing}
    show_all(front, "C1")
    boss.confirm_data("C1")
    boss.go_live("C1")
    assert (read().status, read().live_since, read().sells) == (Status.LIVE, MONDAY, True)
    assert read().confirmed_by == "staff dewi"
    assert {one.by for one in read().evidence} == {"staff dewi"}
    front.check()


def test_a_connection_that_only_receives_is_tested_at_once(front) -> None:
    """Where nothing is sent there is nothing to synchronise."""
    connection = mapped(front, Direction.RECEIVES)
    front.boss.begin_checks(connection)
    assert status(front, connection) is Status.TESTING
    assert front.hotel.read.connection(connection).missing == (
        Check.NEW_RESERVATION,
        Check.MODIFIED_RESERVATION,
        Check.CANCELLED_RESERVATION,
    )


def test_codes_may_be_made_before_a_mapping_is_entered(front) -> None:
    """Somebody works on it already, so it is no longer the platform's turn alone."""
    connection = requested(front)
    front.boss.begin_mapping(connection)
    assert status(front, connection) is Status.MAPPING
    front.refuses(lambda: front.boss.finish_mapping(connection, 1), "channels.nothing_mapped")


def test_a_connection_rests_and_goes_on(front) -> None:
    """While it rests nothing goes out."""
    connection = suspended(front)
    assert not front.hotel.read.connection(connection).pushes
    front.boss.resume_connection(connection)
    assert front.hotel.read.connection(connection).pushes


def test_a_connection_is_replaced_by_one_that_is_there(front) -> None:
    """A change of PMS or platform ends it; what takes its place is named, if it lies here."""
    connection = live(front)
    front.refuses(
        lambda: front.boss.replace_connection(connection, "another PMS", successor="C9"),
        "record.not_found",
    )
    other = opened(front)
    front.boss.replace_connection(connection, "another PMS", successor=other)
    gone = front.hotel.read.connection(connection)
    assert (gone.status, gone.successor) == (Status.REPLACED, other)
    assert [one.id for one in front.hotel.read.connections()] == [other]
    assert front.hotel.read.connections(Status.REPLACED) == (gone,)


# --- what takes readiness back ---


def test_another_mapping_of_a_live_connection_is_tested_again(front) -> None:
    """It goes on selling, for whoever stops telling sells too much, and has to be shown anew."""
    connection = live(front)
    front.boss.set_mapping(connection, attrs.evolve(mapping(), room_rates=(), rate_links=()))
    done = front.boss.set_mapping(connection, mapping())
    assert (done.one(MappingChanged).version, done.one(MappingNoted).version) == (3, 3)
    now = front.hotel.read.connection(connection)
    assert (now.status, now.sells, now.is_ready) == (Status.RETESTING, True, False)
    front.refuses(
        lambda: front.boss.record_check(connection, Check.PRICE, PASSED, "of before", 1),
        "channels.mapping_changed",
    )
    front.boss.finish_mapping(connection, 3)
    show_all(front, connection, 3)
    front.boss.confirm_data(connection)
    assert status(front, connection) is Status.LIVE


def test_another_mapping_of_a_confirmed_connection_begins_again(front) -> None:
    """Nothing goes live that was proved with other codes."""
    connection = confirmed(front)
    done = front.boss.set_mapping(connection, attrs.evolve(mapping(), rate_links=()))
    assert done.all(MappingReopened)
    front.refuses(lambda: front.boss.go_live(connection), "channels.not_mapped")


def test_the_same_mapping_again_takes_nothing_back(front) -> None:
    """Whoever saves without a change has changed nothing."""
    connection = confirmed(front)
    assert front.boss.set_mapping(connection, mapping()).events == ()
    assert status(front, connection) is Status.CONFIRMED


def test_other_account_details_are_tested_again(front) -> None:
    """After a change of ownership the platform may mean another property."""
    connection = confirmed(front)
    done = front.boss.change_channel_account(connection, "HOTEL2", account="new-owner")
    assert done.all(FullSyncVoided)
    now = front.hotel.read.connection(connection)
    assert (now.status, now.property_code, now.account) == (Status.MAPPED, "HOTEL2", "new-owner")
    assert now.evidence == ()


def test_what_the_hotel_cannot_send_is_managed_at_the_platform(front) -> None:
    """It is declared, needs no test, and is never sent (seed)."""
    connection = proved(front)
    assert Check.CLOSED_TO_DEPARTURE in front.hotel.read.connection(connection).exchange.required
    front.boss.change_exchange(connection, Direction.TWO_WAY, managed=BY_HAND)
    exchange = front.hotel.read.connection(connection).exchange
    assert Check.CLOSED_TO_DEPARTURE not in exchange.required
    assert Measure.CLOSED_TO_DEPARTURE not in exchange.sent
    assert {*exchange.taken} == SITEMINDER.measures


def test_a_test_that_fails_takes_readiness_back(front) -> None:
    """What was right and is wrong now has to be shown again."""
    connection = live(front)
    done = front.boss.record_check(connection, Check.PRICE, FAILED, "85 on Friday", 1)
    assert done.one(RetestNeeded).missing == (Check.PRICE,)


def test_a_live_connection_is_compared_with_the_platform(front) -> None:
    """Until somebody has looked, and found nothing, a look is due."""
    connection = live(front)
    assert front.hotel.read.connection(connection).drift_check_due
    front.boss.record_drift(connection, Comparison(500, 1, (CELL,)))
    found = front.hotel.read.connection(connection)
    assert (found.drift_check_due, found.drift.by) == (True, "staff dewi")
    front.boss.record_drift(connection, ALIKE)
    assert not front.hotel.read.connection(connection).drift_check_due


# --- what is refused ---

REFUSED = {
    "not_prepared": (opened, lambda desk, one: desk.request_integration(one), "unprepared"),
    "asked_tomorrow": (
        prepared,
        lambda desk, one: desk.request_integration(one, on=date(2026, 11, 24)),
        "date_ahead",
    ),
    "not_asked": (prepared, lambda desk, one: desk.begin_mapping(one), "not_requested"),
    "of_another_platform": (
        requested,
        lambda desk, one: desk.set_mapping(one, mapping(provider="channex")),
        "other_provider",
    ),
    "entered_twice": (
        requested,
        lambda desk, one: desk.set_mapping(one, mapping("DLX", "DLX")),
        "mapping_broken",
    ),
    "of_a_type_that_is_not_there": (
        lambda front: with_suites(front, requested(front)),
        lambda desk, one: desk.finish_mapping(one, 1),
        "mapping_faulty",
    ),
    "another_version": (entered, lambda desk, one: desk.finish_mapping(one, 2), "mapping_changed"),
    "values_are_sent": (mapped, lambda desk, one: desk.begin_checks(one), "sends_values"),
    "not_synchronised": (
        mapped,
        lambda desk, one: desk.record_check(one, Check.PRICE, PASSED, "a price", 1),
        "not_synchronised",
    ),
    "not_needed": (
        proved,
        lambda desk, one: desk.record_check(one, Check.MIN_ADVANCE, PASSED, "days", 1),
        "check_not_needed",
    ),
    "not_confirmed": (proved, lambda desk, one: desk.go_live(one), "not_confirmed"),
    "live_already": (live, lambda desk, one: desk.go_live(one), "live"),
    "not_live": (confirmed, lambda desk, one: desk.suspend_connection(one, "a pause"), "not_live"),
    "not_looked_at": (proved, lambda desk, one: desk.record_drift(one, ALIKE), "not_live"),
    "suspended": (
        suspended,
        lambda desk, one: desk.suspend_connection(one, "again"),
        "suspended",
    ),
    "by_itself": (
        live,
        lambda desk, one: desk.replace_connection(one, "a mistake", successor=one),
        "same_connection",
    ),
}


def with_suites(front, connection):
    """Enter a mapping of a room type that Hotel Axentra does not have."""
    front.boss.set_mapping(connection, mapping("DLX", "STE"))
    return connection


@pytest.mark.parametrize("name", REFUSED)
def test_no_step_is_left_out(front, name) -> None:
    """Each step waits for the one before it, and the refusal says for which."""
    way, act, code = REFUSED[name]
    connection = way(front)
    front.refuses(lambda: act(front.boss, connection), f"channels.{code}")


def test_going_live_needs_evidence_of_every_check(front) -> None:
    """Without one of them the hotel cannot even confirm."""
    connection = mapped(front)
    synchronise(front, connection)
    for check in front.hotel.read.connection(connection).missing[1:]:
        front.boss.record_check(connection, check, PASSED, "right", 1)
    refusal = front.refuses(lambda: front.boss.confirm_data(connection), "channels.checks_missing")
    assert refusal.values["missing"] == Check.AVAILABILITY


def test_an_unknown_platform_is_refused(front) -> None:
    """What nobody has described cannot be spoken to; a host describes its own."""
    refusal = front.refuses(
        lambda: front.boss.open_connection("myallocator", "HOTEL1"), "value.not_listed"
    )
    (fault,) = refusal.faults
    assert fault.path == "provider"
    assert "booking_com, channex, siteminder" in fault.sentence
    own = attrs.evolve(SITEMINDER, code="myallocator", name="myallocator")
    desk = front.over(front.store, providers=(own,)).by(front.boss.actor)
    done = desk.open_connection("myallocator", "HOTEL1").one(ConnectionOpened)
    assert done.provider == "myallocator"


def test_who_looked_at_an_older_mapping_is_told(front) -> None:
    """Two specialists do not overwrite each other's work unseen."""
    connection = entered(front)
    seen = front.hotel.read.version("channel_mapping", connection)
    other = attrs.evolve(mapping(), rate_links=())
    front.boss.set_mapping(connection, other, expected_version=seen)
    with pytest.raises(Conflict) as error:
        front.boss.set_mapping(connection, mapping(), expected_version=seen)
    assert error.value.code == "store.version_conflict"
    assert front.hotel.read.mapping(connection).version == 2


def test_a_fee_and_a_tick_are_not_the_same(front) -> None:
    """What is noted is not ticked: the fee and whom to call are known, or they are not."""
    connection = opened(front)
    front.refuses(
        lambda: front.boss.tick_preparation(connection, Preparation.FEE_NOTED), "value.unknown"
    )
    done = front.boss.tick_preparation(connection, Preparation.PMS_ACTIVE)
    assert len(done.events) == 1
    front.boss.untick_preparation(connection, Preparation.PMS_ACTIVE)
    assert front.hotel.read.connection(connection).ticked == ()


# --- what can be asked ---


def test_the_mapping_is_looked_over_before_it_is_finished(front) -> None:
    """All that is wrong is told at once, also what only the property can tell."""
    connection = requested(front)
    with pytest.raises(NotFound):
        front.hotel.read.mapping_findings(connection)
    front.boss.set_mapping(connection, attrs.evolve(mapping("DLX", "STE"), rate_links=()))
    found = [(one.kind, one.path) for one in front.hotel.read.mapping_findings(connection)]
    assert found == [
        (FindingKind.OFFER_UNMAPPED, "offers[0]"),
        (FindingKind.OFFER_UNMAPPED, "offers[1]"),
        (FindingKind.ROOM_RATE_UNMAPPED, "room_rates[0]"),
        (FindingKind.ROOM_RATE_UNMAPPED, "room_rates[1]"),
        (FindingKind.ROOM_TYPE_UNKNOWN, "offers[1].room_type"),
    ]
    front.boss.set_mapping(connection, mapping())
    assert front.hotel.read.mapping_findings(connection) == ()


def test_the_history_says_who_has_done_what_when(front) -> None:
    """An auditor sees each step of a connection and of its mapping, with its actor and instant."""
    connection, other = entered(front), opened(front)
    history = front.hotel.read.connection_history(connection)
    assert [entry.verb for entry in history] == [
        "OpenConnection",
        *["TickPreparation"] * 3,
        "NoteIntegrationFee",
        "NoteSupport",
        "RequestIntegration",
        "SetMapping",
    ]
    assert {str(entry.actor) for entry in history} == {"staff dewi"}
    assert {entry.at for entry in history} == {front.clock()}
    assert [type(event) for event in history[-1].events][:1] == [MappingOpened]
    assert [entry.verb for entry in front.hotel.read.connection_history(other)] == [
        "OpenConnection"
    ]
    with pytest.raises(NotFound):
        front.hotel.read.connection_history("C9")


def test_the_person_to_call_is_sealed(front) -> None:
    """A name stands in no clear text of a state, and is read through the cipher."""
    connection = opened(front)
    assert front.hotel.read.support_person(connection) is None
    front.boss.note_support(connection, "support of the PMS", person="Siti, +62 21 555 0100")
    support = front.hotel.read.connection(connection).support
    assert (support.team, support.person.subject) == ("support of the PMS", connection)
    assert front.hotel.read.support_person(connection) == "Siti, +62 21 555 0100"
    front.boss.note_support(connection, "another team")
    assert front.hotel.read.support_person(connection) is None


def test_what_a_button_may_do_is_asked_before(front) -> None:
    """A page shows what stands against each step."""
    connection = confirmed(front)
    allowed = front.hotel.read.allowed("connection", connection)
    assert allowed["GoLive"]
    assert [one.code for one in allowed["SuspendConnection"].reasons] == ["channels.not_live"]


# --- what a property says of its channels ---


def test_a_property_has_codes_and_numbers_of_its_own(open_front) -> None:
    """They are kept with its configuration, beside what is known of the platform."""
    table = CodeTable("siteminder", (ChannelCode("AXE", "Axentra direct"),))
    numbers = ExternalNumbers((ExternalNumber("BDC", "77"),))
    channels = ChannelsSettings((table,), numbers)
    own = attrs.evolve(example_property(), channels=channels)
    front = open_front(MemoryStore(), own)
    kept = Hotel(front.store, "axentra").read.configuration.channels
    assert kept == channels
    codes = kept.code_table("siteminder")
    assert ("AXE" in codes, "BDC" in codes, "AXE" in kept.code_table("channex")) == (
        True,
        True,
        False,
    )
    assert kept.external_numbers.number_of("BDC") == "77"


def test_a_platform_has_one_table_of_its_own() -> None:
    """Two of them could say two things of one code."""
    table = CodeTable("siteminder")
    with pytest.raises(InvalidInput) as error:
        ChannelsSettings((table, table))
    (fault,) = error.value.faults
    assert (fault.path, fault.code) == ("codes[1].provider", "value.duplicate")
