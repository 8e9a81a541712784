"""What goes wrong between hotels and platforms elsewhere, and that it does not go wrong here.

The defects are those that hotels and integrators complain about, those of public programs, and
what none of them offers, as far as they are about mapping, inventory and going live. Those of
reservations stand with the reservations.
"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations
from pathlib import Path

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from tests.channels.connecting import (
    NEEDED,
    UNTIL_LIVE,
    UNTIL_MAPPED,
    UNTIL_TESTING,
    after,
    all_right,
    finish,
    note,
    state_after,
)
from tests.channels.mappings import (
    RIGHT,
    and_one,
    channel_link,
    mapping_of,
    offer,
    rate_link,
    room_rate,
    with_one,
    without,
)
from tests.channels.platforms import (
    BAR,
    BLANK,
    CLOSED,
    CREDENTIALS,
    FEWEST,
    NOW,
    NRF,
    POOL,
    PRICE,
    ROOMS,
    Teller,
    cells,
    message,
    missing,
    nth,
    open_travel,
    told,
)
from tests.channels.telling import any_calendar

from axentra_core.adapters.ota import SiteMinder, read_request
from axentra_core.channels.calendar import Calendar
from axentra_core.channels.code_generator import Sold, mapping_codes
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.decider import AGGREGATES
from axentra_core.channels.deltas import delta, updates_of
from axentra_core.channels.dialect import Operation
from axentra_core.channels.drift import comparison
from axentra_core.channels.feed_messages import (
    AcknowledgeValues,
    OpenFeed,
    RefuseValues,
    SendValues,
)
from axentra_core.channels.findings import FindingKind as Kind
from axentra_core.channels.findings import Severity
from axentra_core.channels.mapping import Scope, Setup
from axentra_core.channels.mapping_csv import read_mapping_csv, write_mapping_csv
from axentra_core.channels.mapping_index import MappingIndex, NoOffer, Unresolved
from axentra_core.channels.mapping_lint import lint
from axentra_core.channels.model import ConnectionStatus
from axentra_core.channels.progress import Progress, Refusal, acknowledged, refused, sent
from axentra_core.channels.providers import (
    PROVIDERS,
    SITEMINDER,
    Happening,
    Repeated,
    Restores,
    window,
)
from axentra_core.channels.turns import Turn, due
from axentra_core.channels.updates import Measure, Target
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import LIKE_SITEMINDER, ChannelFault, given
from axentra_core.testing.specification import CONTEXT

TESTS = Path(__file__).parent.parent
PACKAGE = TESTS.parent / "src" / "axentra_core" / "channels"
HOTEL = "hotel/test_channel_feed.py"

# The defect, and what shows that it is not here; tests of other files with the file before them.
# fmt: off
DEFECTS = {
    # What hotels and integrators complain about.
    "an unmapped rate goes on selling":              ["test_an_unmapped_rate_holds_the_mapping_up"],
    "a rate is mapped wrongly":                      ["test_a_wrongly_mapped_rate_is_found"],
    "a rate is mapped several times":                ["test_a_rate_mapped_twice_is_found"],
    "a disabled rate goes on selling":               [
        f"{HOTEL}::test_an_offer_that_is_not_sold_any_more_is_told_as_closed"],
    "changes wait for five minutes":                 ["test_a_change_is_due_at_once"],
    "overbooking is not told":                       ["test_an_oversold_night_is_closed"],
    "sending again does not help a missing code":    ["test_a_code_put_right_is_told_at_once"],
    "a price reaches any of the rates":              ["test_a_price_reaches_its_own_rate"],
    "rates of both sides have no stable reference":  ["test_codes_stay_whatever_is_added"],
    "a shortest stay goes without its rate":         ["test_a_shortest_stay_is_of_its_rate"],
    "changes on the other side are not seen":        ["test_what_the_platform_changed_is_seen"],
    "a day shifts with the time zone":               ["test_no_date_shifts"],
    "nobody knows when it was told last":            ["test_the_last_word_and_the_reason_are_kept"],
    "there is no history":                           ["test_what_was_tested_is_kept"],
    "an error says nothing":                         ["test_the_last_word_and_the_reason_are_kept"],
    "rooms are not told anew after a reservation":   [
        "test_who_restores_availability_is_stated",
        f"{HOTEL}::test_after_every_reservation_the_platform_shows_the_rooms_that_are_left",
        f"{HOTEL}::test_what_was_sold_and_cancelled_between_two_runs_is_told_again"],
    "an error silences a rate until somebody sees":  ["test_a_refused_rate_is_not_silenced"],
    # What public programs do.
    "one unmapped room blocks all that follows":     [
        "test_an_unmapped_room_blocks_no_other",
        "channels/test_three_readers.py::test_a_wrong_code_keeps_nothing_else_back"],
    "what failed once is never tried again":         ["test_a_refused_rate_is_not_silenced"],
    "an unknown rate becomes the usual one":         ["test_an_unknown_rate_means_no_other"],
    "prices for other numbers of adults are lost":   [
        "channels/test_three_readers.py::test_the_price_for_two_changes_no_other"],
    "times have no zone":                            ["test_a_message_without_a_zone_is_refused"],
    "pounds where nobody says":                      ["test_no_currency_is_assumed"],
    "baht everywhere":                               ["test_another_currency_is_found"],
    "a row with an empty cell is dropped":           ["test_no_row_is_dropped"],
    # What was found nowhere.
    "no library without storage":                    [
        "test_it_needs_neither_storage_nor_network"],
    "no proof before going live":                    [
        "test_the_linter_proves_what_is_asked",
        "channels/test_mapping_lint.py::test_each_mistake_is_found_and_nothing_else"],
    "no fewest ranges that everybody reads alike":   ["test_every_reader_reads_the_same"],
    "going live without evidence":                   [
        "test_going_live_takes_evidence",
        "channels/test_connection_machine.py::test_nothing_is_ever_live_that_was_not_shown"],
    "no look afterwards":                            ["test_what_the_platform_changed_is_seen"],
    "nobody says who restores availability":         ["test_who_restores_availability_is_stated"],
}
# fmt: on


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_has_its_test(defect) -> None:
    """A test that somebody renames or takes out is missed here."""
    for name in DEFECTS[defect]:
        path, _, test = name.rpartition("::")
        source = TESTS / path if path else Path(__file__)
        assert f"def {test}" in source.read_text("utf-8")


def test_every_test_here_stands_in_the_table() -> None:
    """Nothing is shown that the table does not name."""
    named = {name for names in DEFECTS.values() for name in names}
    own = {name for name in globals() if name.startswith("test_")}
    checks = {"test_each_defect_has_its_test", "test_every_test_here_stands_in_the_table"}
    assert own - checks == {name for name in named if "::" not in name}


FEED = AGGREGATES[2]
INDEX = MappingIndex(RIGHT)


def found(mapping):
    """Return the errors of a mapping."""
    findings = lint(mapping, SITEMINDER, SITEMINDER_CODES)
    return {one.kind for one in findings if one.kind.severity is Severity.ERROR}


def refuses_to_finish(mapping):
    """Return whether a connection cannot go on with a mapping."""
    faults = tuple(str(kind) for kind in found(mapping))
    after(*UNTIL_MAPPED[:-1]).when(finish(1, *faults)).refused("channels.mapping_faulty")


# --- mapping ---


def test_an_unmapped_rate_holds_the_mapping_up() -> None:
    """A room rate without codes goes on selling, and nobody can close it or change its price.

    The linter names it as an error, and with an error the connection never gets to its tests.
    """
    unmapped = and_one("room_rates", room_rate("R9"))
    assert found(unmapped) == {Kind.ROOM_RATE_UNMAPPED}
    refuses_to_finish(unmapped)
    assert found(with_one("offers", 3, sellable=True)) == {Kind.OFFER_UNMAPPED}


def test_a_wrongly_mapped_rate_is_found() -> None:
    """The price of one room is sold for another: codes, currency or adults are not those there."""
    assert found(with_one("room_rates", 0, rate_code="NRF")) == {Kind.CODES_DIFFER_THERE}
    assert found(with_one("room_rates", 2, guests=3)) == {Kind.GUESTS_DIFFER}
    assert found(with_one("rate_links", 2, inventory_code="DLX")) == {Kind.INVENTORY_DIFFERS}


def test_a_rate_mapped_twice_is_found() -> None:
    """One rate of a channel is fed from two sides, and shows whatever was told last."""
    links = and_one("channel_links", channel_link("EXP", "5", None, "R1"))
    assert found(links) == {Kind.CHANNEL_LINK_TWICE}
    assert found(and_one("rate_links", rate_link("R1", "STD", "BAR"))) == {Kind.RATE_LINK_TWICE}
    alike = and_one("offers", offer("DLX", "PKG", rate_code="BAR"))
    assert found(alike) == {Kind.CODES_TWICE}
    refuses_to_finish(alike)


def test_a_price_reaches_its_own_rate() -> None:
    """A new price hits any one of the rates: in whatever order they stand, here it has one."""
    for offers in permutations(RIGHT.offers):
        index = MappingIndex(mapping_of(offers=offers, scopes=()))
        deluxe, standard = (index.offer(room, "BAR") for room in ("DLX", "STD"))
        assert index.targets(deluxe, PRICE, SITEMINDER) == (BAR,)
        assert index.targets(standard, PRICE, SITEMINDER) == (Target("STD", "BAR"),)


def test_codes_stay_whatever_is_added() -> None:
    """The two sides lose each other's rates once a rate is added or renamed: codes never change."""
    before = mapping_codes([Sold("DELUXE.DOUBLE", "BEST.RATE")], SITEMINDER)[0]
    kept = offer("DELUXE.DOUBLE", "BEST.RATE", **attrs.asdict(before))
    more = [Sold("DELUXE.DOUBLE2", "BEST.RATE"), Sold("DELUXE.DOUBLE", "BEST.RATE", "Renamed")]
    new, same = mapping_codes(more, SITEMINDER, [kept])
    assert same == before
    assert (new.room_code, new.rate_code) != (before.room_code, before.rate_code)


def test_an_unknown_rate_means_no_other() -> None:
    """An unknown rate silently becomes the usual one, and the guest pays another price."""
    for room, rate, reason in (
        ("DLX", "XXX", Unresolved.RATE_UNKNOWN),
        ("XXX", "BAR", Unresolved.ROOM_UNKNOWN),
        ("DLX", None, Unresolved.RATE_NOT_TOLD),
        (None, None, Unresolved.ROOM_NOT_TOLD),
    ):
        missed = INDEX.offer_of_codes(room, rate)
        assert isinstance(missed, NoOffer)
        assert missed.reason is reason


def test_another_currency_is_found() -> None:
    """Every price is taken for baht: rupiah are told where dollars are sold."""
    assert found(with_one("room_rates", 2, currency="USD")) == {Kind.CURRENCY_DIFFERS}
    assert found(with_one("channel_rates", 0, currency="USD")) == {Kind.CURRENCY_DIFFERS}


def test_no_row_is_dropped() -> None:
    """A table loses every row in which a cell is empty: here it comes back as it went."""
    table = write_mapping_csv(RIGHT)
    assert ",," in table
    assert read_mapping_csv(table, provider="siteminder") == RIGHT


def test_the_linter_proves_what_is_asked() -> None:
    """Nobody proves before the first guest that a mapping can work. Here each proof has its kind.

    Every rate that is sold is mapped, every code means one offer, nothing stands twice, no scope
    shadows another, adults and currencies agree, and no derived rate is told a price.
    """
    both = (Measure.STOP_SELL, Measure.PRICE)
    shadowed = mapping_of(scopes=(Scope("STD", None, both), Scope(None, "BAR", both)))
    for mapping, kind in (
        (with_one("offers", 3, sellable=True), Kind.OFFER_UNMAPPED),
        (and_one("offers", offer("DLX", "PKG", rate_code="BAR")), Kind.CODES_TWICE),
        (and_one("channel_rates", RIGHT.channel_rates[0]), Kind.CHANNEL_RATE_TWICE),
        (without("channel_rates", 1), Kind.CHANNEL_RATE_UNKNOWN),
        (shadowed, Kind.SCOPE_SHADOWED),
        (with_one("room_rates", 2, guests=3), Kind.GUESTS_DIFFER),
        (with_one("room_rates", 2, currency="USD"), Kind.CURRENCY_DIFFERS),
        (with_one("rate_links", 1, prices=True), Kind.PRICES_NOT_TAKEN),
    ):
        assert found(mapping) == {kind}
        refuses_to_finish(mapping)
    assert found(RIGHT) == set()
    derived = with_one("room_rates", 2, setup=Setup.DERIVED)
    assert MappingIndex(derived).targets(RIGHT.offers[2], PRICE, SITEMINDER) == ()


# --- inventory ---


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS)
def test_a_change_is_due_at_once(provider) -> None:
    """Rooms that were sold are told to the others five minutes later, and sold once more."""
    first, _ = window(provider, NOW.date())
    turn = Turn(provider, provider.measures, NOW.date(), NOW)
    calendar = Calendar(first, 30)
    before, after_it = (
        calendar.apply([attrs.evolve(told(ROOMS, 0, 8, left), target=POOL)]) for left in (1, 0)
    )
    taken = acknowledged(sent(Progress(POOL), 1, due(before, {}, turn)), 1)
    assert due(before, {POOL: taken}, turn) == ()
    assert [one.value for one in due(after_it, {POOL: taken}, turn)] == [0]
    assert provider.minutes <= 2


def test_an_oversold_night_is_closed() -> None:
    """Two rooms too many were sold, and the platform refuses a number below zero: it gets none."""
    teller = Teller(LIKE_SITEMINDER, open_travel)
    wanted = BLANK.apply([told(ROOMS, 0, 8, -2)])
    assert teller.push(wanted) == 1
    assert {*cells(teller.platform.shown("H1")).values()} == {0}
    assert teller.push(wanted) == 0


def test_a_code_put_right_is_told_at_once() -> None:
    """Sending again does not help while a code is missing, so nobody notices that it is there."""
    value, turn = told(ROOMS, 0, 8, 4), Turn(SITEMINDER, frozenset(Measure), NOW.date(), NOW, 1)
    wanted = BLANK.apply([value])
    says_no = Refusal(value, "channels.room_unknown")
    resting = refused(sent(Progress(POOL), 1, [value]), 1, [says_no], NOW, 1)
    assert due(wanted, {POOL: resting}, turn) == ()
    assert due(wanted, {POOL: resting}, attrs.evolve(turn, mapping=2)) == (value,)


def test_a_shortest_stay_is_of_its_rate() -> None:
    """A shortest stay is told for the room alone and binds all its rates."""
    teller = Teller(LIKE_SITEMINDER, open_travel)
    teller.push(BLANK.apply([told(FEWEST, 0, 8, 3, NRF)]))
    assert {cell[0] for cell in cells(teller.platform.shown("H1"))} == {NRF}


def test_what_the_platform_changed_is_seen() -> None:
    """Somebody closes a room at the platform, or it loses a value, and the hotel never knows."""
    teller = Teller(LIKE_SITEMINDER, open_travel)
    wanted = BLANK.apply([told(ROOMS, 0, 8, 4)])
    teller.push(wanted)
    teller.platform.change("H1", told(ROOMS, 3, 3, 0))
    teller.platform.forget("H1", POOL, ROOMS, nth(5))
    shown = comparison(wanted, teller.platform.shown("H1"))
    assert [(one.on, one.told, one.found) for one in shown.first] == [
        (nth(3), 4, 0),
        (nth(5), 4, None),
    ]


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_no_date_shifts(hour) -> None:
    """East of Greenwich every arrival comes a day early: dates are dates, whatever the hour."""
    asked = message(Operation.RESTRICTIONS, told(CLOSED, 0, 2, 1))
    at = datetime(2026, 11, 23, hour, 59, tzinfo=UTC)
    written = SiteMinder(CREDENTIALS).write(attrs.evolve(asked, at=at))
    assert f'Start="{nth(0)}" End="{nth(2)}"' in written.decode()
    assert read_request(written).message.updates == asked.updates


def test_a_message_without_a_zone_is_refused() -> None:
    """A time without a zone is read as another one on the other side."""
    asked = message(Operation.RESTRICTIONS, told(CLOSED, 0, 2, 1))
    with pytest.raises(InvalidInput) as caught:
        SiteMinder(CREDENTIALS).write(attrs.evolve(asked, at=asked.at.replace(tzinfo=None)))
    assert caught.value.code == "instant.naive"


def test_no_currency_is_assumed() -> None:
    """Where nobody names a currency, prices go out in pounds."""
    asked = message(Operation.RATES, told(PRICE, 0, 2, 100))
    with pytest.raises(InvalidInput) as caught:
        SiteMinder(CREDENTIALS).write(attrs.evolve(asked, currency=None))
    assert (caught.value.code, caught.value.faults[0].path) == ("field.required", "currency")


def test_the_last_word_and_the_reason_are_kept() -> None:
    """Nobody can say when a rate was told last, what was refused, since when and why."""
    value, no_room = told(ROOMS, 0, 8, 4), "channels.room_unknown"
    opened = given(FEED).when(OpenFeed("F1", "C1", POOL)).events
    taken = [*opened]
    for command in (SendValues("F1", 1, 7, (value,)), AcknowledgeValues("F1", 1)):
        taken += given(FEED, *taken).when(command).events
    assert FEED.replay(taken).told_at == CONTEXT.now
    says_no = [*opened]
    refusal = RefuseValues("F1", 1, (Refusal(value, no_room),))
    for command in (SendValues("F1", 1, 7, (value,)), refusal):
        says_no += given(FEED, *says_no).when(command).events
    (stretch,) = FEED.replay(says_no).progress.refused
    assert (stretch.cell.refused.code, stretch.cell.refused.at) == (no_room, CONTEXT.now)


def test_what_was_tested_is_kept() -> None:
    """Who has tested what, when and with which mapping cannot be found any more."""
    state = state_after(*UNTIL_LIVE)
    assert {one.check for one in state.evidence} == {*NEEDED}
    assert all(one.what and one.by and one.at and one.mapping_version for one in state.evidence)


def test_a_refused_rate_is_not_silenced() -> None:
    """One error switches a rate off, or marks it as failed, until somebody looks: it is retried."""
    teller = Teller(LIKE_SITEMINDER, open_travel, script=[ChannelFault.REFUSE_PART])
    wanted = BLANK.apply([told(CLOSED, 0, 8, 1)])
    teller.push(wanted)
    assert teller.progress[BAR].refused
    assert teller.push(wanted) == 0
    teller.clock.move(timedelta(hours=1))
    assert teller.push(wanted) == 1
    assert missing(teller.platform, wanted) == {}
    assert not teller.progress[BAR].refused


def test_an_unmapped_room_blocks_no_other() -> None:
    """One room that the platform does not know stops all that comes behind it."""
    teller = Teller(LIKE_SITEMINDER, open_travel)
    unknown = Target("AAA", "BAR")
    wanted = BLANK.apply([told(CLOSED, 0, 8, 1, unknown), told(CLOSED, 0, 8, 1, BAR)])
    teller.push(wanted)
    assert {cell[0] for cell in missing(teller.platform, wanted)} == {unknown}


def test_who_restores_availability_is_stated() -> None:
    """After a cancellation neither side gives the room back, as each thinks the other does.

    Who it is after a booking, a change and a cancellation, every platform has to say.
    """
    stated = {code: [one.restores[what] for what in Happening] for code, one in PROVIDERS.items()}
    platform, hotel = Restores
    assert stated == {
        "siteminder": [platform, hotel, hotel],
        "channex": [platform, hotel, hotel],
        "booking_com": [platform, platform, platform],
    }
    with pytest.raises(InvalidInput):
        attrs.evolve(SITEMINDER, restores={Happening.BOOK: platform})


@settings(max_examples=25)
@for_all(any_calendar, any_calendar)
def test_every_reader_reads_the_same(old, new) -> None:
    """Ranges overlap, and what a room costs depends on who reads them.

    Whoever keeps the first value, the last or refuses both ends with the calendar that is wanted,
    no date is told twice, and two ranges that could be one are one.
    """
    told_now = delta(old, new)
    first, last, strict = (old.apply(told_now, how) for how in Repeated)
    assert first == last == strict
    wanted = old.apply(updates_of(new))
    assert first == wanted
    for one, other in pairwise(told_now):
        alike = (one.target, one.measure, one.value) == (other.target, other.measure, other.value)
        assert not (alike and other.first - one.last == timedelta(1))


# --- going live ---


def test_going_live_takes_evidence() -> None:
    """A connection is live because somebody ticked a box, and after a change it stays so."""
    ready = (*UNTIL_TESTING, *all_right())
    for left_out in NEEDED:
        some = all_right(checks=tuple(one for one in NEEDED if one is not left_out))
        state = state_after(*UNTIL_TESTING, *some)
        assert state.status is ConnectionStatus.TESTING
    assert state_after(*ready).status is ConnectionStatus.TESTING
    assert state_after(*UNTIL_LIVE).status is ConnectionStatus.LIVE
    assert state_after(*UNTIL_LIVE, note(2)).status is ConnectionStatus.RETESTING


def test_it_needs_neither_storage_nor_network() -> None:
    """To map rates one has to take a whole system with its database."""
    sources = [path.read_text("utf-8") for path in sorted(PACKAGE.glob("*.py"))]
    imported = {
        line.split()[1].split(".")[1]
        for source in sources
        for line in source.splitlines()
        if line.startswith("from axentra_core.")
    }
    assert imported == {"channels", "kernel"}
