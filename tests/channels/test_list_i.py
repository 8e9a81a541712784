"""Every bad mapping, value and step towards going live, each with the one code that answers it.

The list is that of reliability (I), with the invariants 65 to 68 at the end. Rows about
reservations that come from a platform are answered in the hotel, where those are taken in. What is
possible is accepted, and stands here without a code.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.channels.connecting import (
    CONFIRM,
    CONNECTION,
    PREPARE,
    TODAY,
    UNTIL_LIVE,
    UNTIL_TESTING,
    all_right,
    finish,
    lived,
    note,
)
from tests.channels.mappings import (
    RIGHT,
    and_one,
    channel_rate,
    offer,
    rate_link,
    with_one,
    without,
)
from tests.channels.platforms import CREDENTIALS, POOL, PRICE, ROOMS, message, told
from tests.hotel.test_list_i import ANSWERS as OF_RESERVATIONS

from axentra_core.adapters.ota import SiteMinder
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.decider import AGGREGATES
from axentra_core.channels.dialect import Operation
from axentra_core.channels.drift import Comparison
from axentra_core.channels.feed_messages import AcknowledgeValues, OpenFeed, SendValues
from axentra_core.channels.lint_facts import PropertyFacts
from axentra_core.channels.mapping import Mapping
from axentra_core.channels.mapping_csv import read_mapping_csv, write_mapping_csv
from axentra_core.channels.mapping_index import MappingIndex
from axentra_core.channels.mapping_lint import lint
from axentra_core.channels.mapping_messages import OpenMapping, SetMapping
from axentra_core.channels.messages import BeginMessage, RecordDrift
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.scales import update
from axentra_core.channels.selling import MOST_AHEAD, Wanted
from axentra_core.channels.selling_messages import OpenSelling, SetWanted
from axentra_core.channels.updates import Measure
from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.testing.specification import CONTEXT

TESTS = Path(__file__).parent.parent
FEEDS, STEPS = "hotel/test_channel_feed.py", "channels/test_connection.py"
_, RECORD, FEED, SELLING = AGGREGATES[:4]
INDEX = MappingIndex(RIGHT)
OWN = PropertyFacts({"DLX", "STD"}, "IDR")
FEWEST, MOST = Measure.MIN_STAY_ARRIVAL, Measure.MAX_STAY_ARRIVAL
DIALECT = SiteMinder(CREDENTIALS)
ONE = message(Operation.AVAILABILITY, told(ROOMS, 0, 8, 4))
LAUGHS = "".join(f'<!ENTITY l{place} "{f"&l{place - 1};" * 10}">' for place in range(1, 20))
HEADER = "entry,room_type,rate_plan,room_code,rate_code,inventory_code,currency\n"
ROW = "offer,DLX,BAR,DLX,BAR,DLX,IDR\n"


def code_of(act, *given, **more):
    """Return the code by which something is refused; None where it is not."""
    try:
        act(*given, **more)
    except AxentraError as error:
        return error.code
    return None


def decided(aggregate, *commands):
    """Return the code by which the last command is refused, or what it does; the others happen."""
    state = None
    for command in commands[:-1]:
        state = aggregate.replay(aggregate.decide(state, command, CONTEXT), state)
    try:
        return [*aggregate.decide(state, commands[-1], CONTEXT)] or None
    except AxentraError as error:
        return error.code


def connected(past, command):
    """Return the code by which a connection refuses a command."""
    return code_of(CONNECTION.decide, CONNECTION.replay(lived(*past)), command, CONTEXT)


def saved(mapping):
    """Return the code by which a mapping is refused when it is entered."""
    return decided(RECORD, OpenMapping("C1", RIGHT), SetMapping("C1", mapping))


def wanting(*values):
    """Return the code by which the hotel may not want something."""
    return decided(SELLING, OpenSelling("S", "DLX", "BAR", "IDR", 0), SetWanted("S", values))


def wanted(measure, value, last=TODAY, first=TODAY):
    """Return what the hotel wants."""
    return Wanted(measure, first, last, value)


def read(source):
    """Return the mapping of a table."""
    return read_mapping_csv(source, provider="siteminder")


def table(source):
    """Return the code of the first fault of a table."""
    return code_of(read, source)


def answered(body):
    """Return the code by which an answer of the platform is refused."""
    return code_of(DIALECT.read_answer, ONE, body)


def linted(mapping, own=None):
    """Return what the linter finds first."""
    return lint(mapping, SITEMINDER, SITEMINDER_CODES, own)[0].kind.value


def acknowledged_twice():
    """Return what the second answer to one message does."""
    ack = AcknowledgeValues("F1", 1)
    send = SendValues("F1", 1, 7, (told(ROOMS, 0, 8, 4),))
    return decided(FEED, OpenFeed("F1", "C1", POOL), send, ack, ack)


def formula():
    """Return the code by which a formula is refused; it is not, and nobody computes it."""
    said = with_one("offers", 0, name="=1+1")
    written = write_mapping_csv(said)
    assert ",'=1+1," in written
    assert read(written) == said
    return table(written)


# fmt: off
# What is wrong, the code that answers it, and how it comes about.
ANSWERS = {
    "I1":  ("rate_unknown",            lambda: INDEX.offer_of_codes("DLX", "XXX").reason.value),
    "I2":  ("channels.mapping_broken", lambda: saved(and_one("rate_links", rate_link("R1")))),
    "I3":  ("channels.mapping_broken", lambda: saved(without("room_rates", 2))),
    "I14": ("currency_not_own",        lambda: linted(Mapping("siteminder", (
                                           offer(currency="EUR", sellable=False),)), OWN)),
    "I15": ("value.out_of_range",      lambda: code_of(offer, guests=0)),
    "I17": ("xml.doctype",             lambda: answered(b"<!DOCTYPE a><a/>")),
    "I18": ("xml.doctype",             lambda: answered(
                                           f"<!DOCTYPE a [{LAUGHS}]><a>&l19;</a>".encode())),
    "I19": ("xml.doctype",             lambda: answered(
                                           b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                                           b"<a>&x;</a>")),
    "I20": ("xml.too_deep",            lambda: answered(b"<a>" * 100_000 + b"</a>" * 100_000)),
    "I20-large": ("xml.too_large",     lambda: answered(b"<a>" + b" " * 20_000_000 + b"</a>")),
    "I21": ("xml.unexpected",          lambda: answered(b"<a/>")),
    "I22": ("xml.not_text",            lambda: answered(
                                           "<?xml version='1.0' encoding='us-ascii'?><a>é</a>"
                                           .encode())),
    "I23": ("value.out_of_range",      lambda: code_of(update, told(ROOMS, 0, 0, 10_000))),
    "I23-oversold": (None,             lambda: code_of(update, told(ROOMS, 0, 0, -1))),
    "I24": ("channels.limits_contradict", lambda: wanting(wanted(FEWEST, 3), wanted(MOST, 2))),
    "I25": ("date.order",              lambda: code_of(wanted, PRICE, 1, TODAY - timedelta(1))),
    "I25-far": ("channels.date_far_ahead", lambda: wanting(
                                           wanted(PRICE, 1, TODAY + MOST_AHEAD + timedelta(1)))),
    "I26": ("channels.not_pushing",    lambda: connected(PREPARE, BeginMessage("C1"))),
    "I26-drift": ("channels.not_live", lambda: connected(
                                           UNTIL_TESTING, RecordDrift("C1", Comparison(1, 0)))),
    "I27": ("channels.checks_missing", lambda: connected(
                                           (*UNTIL_TESTING, *all_right()[1:]), CONFIRM)),
    "I27-changed": ("channels.checks_missing", lambda: connected(
                                           (*UNTIL_LIVE, note(2), finish(2)), CONFIRM)),
    "I28": (None,                      acknowledged_twice),
    "I29": ("value.out_of_range",      lambda: code_of(wanted, PRICE, 0)),
    "I29-much": ("value.out_of_range", lambda: code_of(wanted, PRICE, 10**12)),
    "I30": ("unknown",                 lambda: SITEMINDER_CODES.channel("XQZ").certainty.value),
    "I30-linted": ("channel_rate_unmapped", lambda: linted(
                                           and_one("channel_rates", channel_rate("XQZ")))),
    "I31": ("field.unknown",           lambda: table(ROW)),
    "I31-twice": ("field.duplicate",   lambda: table("entry,room,room\n")),
    "I32": ("csv.columns",             lambda: table(HEADER + "offer,DLX\n")),
    "I32-more": ("csv.columns",        lambda: table(HEADER + ROW.replace("IDR", "IDR,more"))),
    "I33": ("csv.bad_format",          lambda: table(HEADER + 'offer,"DLX\n' + ROW)),
    "I34": (None,                      lambda: table("\ufeff" + HEADER + ROW)),
    "I35": (None,                      lambda: table((HEADER + ROW).replace(",", ";"))),
    "I35-comma": ("number.bad_format", lambda: table("entry;room_rate;room;guests\n"
                                                     "room_rate;R1;Deluxe;2,5")),
    "I36": ("csv.bad_format",          lambda: table(HEADER + "offer," + "x" * 131_073)),
    "I37": ("text.control_character",  lambda: table("entry,room_rate,room\n"
                                                     "room_rate,R1,De\x00luxe")),
    "I38": ("channels.mapping_broken", lambda: saved(read(HEADER + ROW + ROW))),
    "I40": ("field.required",          lambda: table(HEADER + ROW * 3 + "offer,,BAR,,,,\n")),
    "I41": ("csv.columns",             lambda: table((HEADER + ROW + ROW)[:-12])),
    "I42": (None,                      formula),
    "I43": ("csv.not_text",            lambda: table(b"PK\x03\x04\xff\xfe")),
    "I44": (None,                      lambda: saved(read(write_mapping_csv(RIGHT)))),
}

# What always holds, and the tests that show it.
ALWAYS = {
    "65 no more is told than is left, and it comes back as it went": [
        f"{FEEDS}::test_after_every_reservation_the_platform_shows_the_rooms_that_are_left",
        f"{FEEDS}::test_a_night_that_is_oversold_is_told_as_none_left",
        "hotel/test_inventory.py::test_the_desk_sells_up_to_the_declared_overbooking",
        "hotel/test_inventory.py::test_an_oversold_night_sells_nothing_and_gives_back_all",
    ],
    "66 a mapping is a function": [
        "channels/test_mapping.py::test_a_right_mapping_is_a_function_both_ways",
        "channels/test_mapping.py::test_codes_mean_one_offer_or_none",
        "channels/test_mapping_record.py::test_what_stands_twice_or_leads_nowhere_is_not_kept",
        "channels/test_mapping_lint.py::test_a_single_mistake_is_always_found",
        "channels/test_code_generator.py::test_codes_never_change_and_no_two_offers_share_them",
    ],
    "67 what is told makes old new, once, in order and without loss": [
        "channels/test_delta.py::test_every_reader_ends_where_the_hotel_is",
        "channels/test_progress.py::test_the_same_state_is_told_once",
        "channels/test_progress.py::test_what_is_lost_stays_to_be_told",
        "channels/test_feed.py::test_nothing_overtakes_what_is_in_flight",
        "channels/test_feed.py::test_messages_come_in_the_order_of_their_numbers",
        "channels/test_feed.py::test_every_date_is_where_it_should_be",
        "channels/test_three_readers.py::test_every_platform_ends_with_what_is_wanted",
        "hotel/test_channel_crashes.py::test_whichever_commit_fails_all_is_told_in_the_end",
    ],
    "68 nothing is live that was not shown since the last change": [
        f"{STEPS}::test_nothing_goes_live_without_every_check",
        f"{STEPS}::test_evidence_of_an_older_mapping_is_not_taken",
        f"{STEPS}::test_a_live_connection_with_another_mapping_goes_on_and_is_tested_again",
        "channels/test_connection_machine.py::test_nothing_is_ever_live_that_was_not_shown",
        "hotel/test_connections.py::test_another_mapping_of_a_confirmed_connection_begins_again",
    ],
}
# fmt: on


@pytest.mark.parametrize("row", ANSWERS)
def test_what_is_wrong_has_one_answer(row) -> None:
    """Each by its code; nothing that is wrong changes anything, and nothing that is right waits."""
    code, answer = ANSWERS[row]
    assert answer() == code


def test_every_bad_row_of_ten_thousand_is_named() -> None:
    """I40 once more: who mends a table of 10,000 rows mends it once, and none is taken before."""
    rows = [
        f"offer,R{place},BAR,R{place},BAR,R{place},IDR" if place % 2_500 else "offer,,BAR,,,,"
        for place in range(10_000)
    ]
    with pytest.raises(InvalidInput) as caught:
        read(HEADER + "\n".join(rows))
    named = {fault.path.partition(".")[0] for fault in caught.value.faults}
    assert named == {"rows[2]", "rows[2502]", "rows[5002]", "rows[7502]"}


def test_an_oversold_night_is_told_as_none() -> None:
    """I23 once more: the hotel has sold too much already, so that is no mistake of who tells it."""
    assert update(told(ROOMS, 0, 0, -1)).value == 0


def test_both_places_of_what_stands_twice_are_named() -> None:
    """I38 once more: the later of the two is where the mistake is shown, with the first beside."""
    twice = and_one("offers", RIGHT.offers[0])
    (finding,) = lint(twice, SITEMINDER, SITEMINDER_CODES)
    assert (finding.path, finding.values["first"]) == ("offers[4]", "offers[0]")


def test_every_row_of_the_list_is_answered() -> None:
    """A row that somebody adds has to be answered, too."""
    here, there = ({row.partition("-")[0] for row in rows} for rows in (ANSWERS, OF_RESERVATIONS))
    assert not here & there
    assert here | there == {f"I{number}" for number in range(1, 45)}


@pytest.mark.parametrize("rule", ALWAYS)
def test_what_always_holds_is_shown(rule) -> None:
    """A test that somebody renames or takes out is missed here."""
    for name in ALWAYS[rule]:
        path, _, test = name.rpartition("::")
        assert f"def {test}(" in (TESTS / path).read_text("utf-8")
