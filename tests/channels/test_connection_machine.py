"""Every status of a connection and everything that may be asked of it; and never live untested."""

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.channels.connecting import (
    CONNECTION,
    IN_ONLY,
    NEEDED,
    PAST,
    RECEIVES_ONLY,
    TAKEN,
    UNTIL_LIVE,
    after,
    all_right,
    finish,
    lived,
    note,
    receiving,
    right,
    state_after,
)

from axentra_core.channels.checks import Check, CheckResult, Direction
from axentra_core.channels.drift import Comparison
from axentra_core.channels.events import (
    AccountChanged,
    CheckRecorded,
    ConnectionResumed,
    DataConfirmed,
    ExchangeChanged,
    MappingNoted,
    WentLive,
)
from axentra_core.channels.exchange import Exchange, Managed
from axentra_core.channels.lifecycle import CONNECTION as MACHINE
from axentra_core.channels.lifecycle import MACHINES, SAYS
from axentra_core.channels.messages import (
    BeginChecks,
    BeginFullSync,
    BeginMapping,
    BeginMessage,
    ChangeAccount,
    ChangeExchange,
    ConfirmData,
    FinishFullSync,
    FinishMapping,
    GoLive,
    RecordCheck,
    RecordDrift,
    RequestIntegration,
    ResumeConnection,
    SuspendConnection,
    TickPreparation,
    UntickPreparation,
)
from axentra_core.channels.model import ACTS_NEXT, PUSHING, SELLING, ConnectionStatus
from axentra_core.channels.preparation import Preparation
from axentra_core.channels.updates import Measure
from axentra_core.codec import Codec
from axentra_core.kernel.errors import IllegalTransition, RuleViolation
from axentra_core.testing.specification import CONTEXT

PAIRS = [(status, event) for status in ConnectionStatus for event in MACHINE.events]
CODEC = Codec([CONNECTION])


def named(value):
    """Return how a status, an event or a command is called."""
    return value.value if isinstance(value, ConnectionStatus) else value.__name__


@pytest.mark.parametrize(("status", "event"), PAIRS, ids=named)
def test_every_pair_is_decided_by_the_table(status, event) -> None:
    """Either a row says what becomes, or the move is refused in the words of the status."""
    rows = {(row[0], row[1]): row[2] for row in MACHINE.rows}
    state = state_after(*PAST[status])
    reason = MACHINE.permits(event)(state, CONTEXT)
    if (status, event) in rows:
        assert reason is None
        assert MACHINE.after(status, event) is rows[status, event]
        return
    assert isinstance(reason, RuleViolation)
    assert reason.code == SAYS[status](state).code
    with pytest.raises(IllegalTransition):
        MACHINE.after(status, event)


def test_every_status_has_its_word_and_somebody_who_acts() -> None:
    """No status is without a refusal of its own, and each says who is next."""
    assert list(SAYS) == list(ACTS_NEXT) == list(ConnectionStatus)
    words = [SAYS[status](state_after(*PAST[status])).code for status in ConnectionStatus]
    assert words == [
        "channels.not_prepared",
        "channels.not_requested",
        "channels.nothing_mapped",
        "channels.not_mapped",
        "channels.not_synchronised",
        "channels.sync_running",
        "channels.not_confirmed",
        "channels.not_live",
        "channels.live",
        "channels.not_retested",
        "channels.suspended",
        "channels.replaced",
    ]
    assert MACHINES[0] is MACHINE
    assert SELLING < PUSHING


# What each command meets in each status: the status it leads to, or the code of the refusal; one
# that is called as a status is marked.
# fmt: off
COMMANDS = {
    "tick":     TickPreparation("C1", Preparation.PROVIDER_TOLD),
    "untick":   UntickPreparation("C1", Preparation.PROVIDER_TOLD),
    "request":  RequestIntegration("C1", CONTEXT.business_date),
    "begin":    BeginMapping("C1"),
    "note":     note(9),
    "sync":     BeginFullSync("C1", 0),
    "synced":   FinishFullSync("C1", 0),
    "check":    BeginChecks("C1"),
    "confirm":  ConfirmData("C1"),
    "live":     GoLive("C1"),
    "suspend":  SuspendConnection("C1", "a pause"),
    "resume":   ResumeConnection("C1"),
    "message":  BeginMessage("C1"),
}
ORDER = (
    # status       tick                untick              request
    ("preparing", "preparing",        "preparing",        "unprepared"),
    ("prepared",  "not_requested",    "preparing",        "requested"),
    ("requested", "nothing_mapped",   "nothing_mapped",   "nothing_mapped"),
    ("mapping",   "not_mapped",       "not_mapped",       "not_mapped"),
    ("mapped",    "not_synchronised", "not_synchronised", "not_synchronised"),
    ("full_sync", "sync_running",     "sync_running",     "sync_running"),
    ("testing",   "not_confirmed",    "not_confirmed",    "not_confirmed"),
    ("confirmed", "not_live",         "not_live",         "not_live"),
    ("live",      "!live",            "!live",            "!live"),
    ("retesting", "not_retested",     "not_retested",     "not_retested"),
    ("suspended", "!suspended",       "!suspended",       "!suspended"),
    ("replaced",  "!replaced",        "!replaced",        "!replaced"),
)
SYNCS = (
    # status       note         sync                    synced
    ("preparing", "preparing", "not_prepared",         "not_prepared"),
    ("prepared",  "prepared",  "not_requested",        "not_requested"),
    ("requested", "mapping",   "nothing_mapped",       "nothing_mapped"),
    ("mapping",   "mapping",   "not_mapped",           "not_mapped"),
    ("mapped",    "mapping",   "full_sync",            "not_synchronised"),
    ("full_sync", "mapping",   "sync_running",         "testing"),
    ("testing",   "mapping",   "full_sync",            "not_confirmed"),
    ("confirmed", "mapping",   "not_live",             "not_live"),
    ("live",      "retesting", "live",                 "!live"),
    ("retesting", "retesting", "mapping_not_finished", "not_retested"),
    ("suspended", "mapping",   "full_sync",            "!suspended"),
    ("replaced",  "!replaced", "!replaced",            "!replaced"),
)
WORDS = (
    # status       confirm                 live                    message
    ("preparing", "not_prepared",         "not_prepared",         "not_pushing"),
    ("prepared",  "not_requested",        "not_requested",        "not_pushing"),
    ("requested", "nothing_mapped",       "nothing_mapped",       "not_pushing"),
    ("mapping",   "not_mapped",           "not_mapped",           "not_pushing"),
    ("mapped",    "not_synchronised",     "not_synchronised",     "not_pushing"),
    ("full_sync", "sync_running",         "sync_running",         "full_sync"),
    ("testing",   "checks_missing",       "checks_missing",       "testing"),
    ("confirmed", "not_live",             "live",                 "confirmed"),
    ("live",      "!live",                "!live",                "live"),
    ("retesting", "mapping_not_finished", "mapping_not_finished", "retesting"),
    ("suspended", "!suspended",           "!suspended",           "not_pushing"),
    ("replaced",  "!replaced",            "!replaced",            "not_pushing"),
)
RESTS = (
    # status       suspend             resume
    ("preparing", "not_prepared",     "not_prepared"),
    ("prepared",  "not_requested",    "not_requested"),
    ("requested", "nothing_mapped",   "nothing_mapped"),
    ("mapping",   "not_mapped",       "not_mapped"),
    ("mapped",    "not_synchronised", "not_synchronised"),
    ("full_sync", "sync_running",     "sync_running"),
    ("testing",   "not_confirmed",    "not_confirmed"),
    ("confirmed", "not_live",         "not_live"),
    ("live",      "suspended",        "!live"),
    ("retesting", "suspended",        "not_retested"),
    ("suspended", "!suspended",       "live"),
    ("replaced",  "!replaced",        "!replaced"),
)
# fmt: on
ASKED = [
    pytest.param(status, command, outcome, id=f"{status}-{command}")
    for table, commands in (
        (ORDER, ("tick", "untick", "request")),
        (SYNCS, ("note", "sync", "synced")),
        (WORDS, ("confirm", "live", "message")),
        (RESTS, ("suspend", "resume")),
    )
    for status, *outcomes in table
    for command, outcome in zip(commands, outcomes, strict=True)
]


@pytest.mark.parametrize(("status", "command", "outcome"), ASKED)
def test_every_status_answers_every_command(status, command, outcome) -> None:
    """Each refusal is worded for where the connection is, and says what comes first."""
    when = after(*PAST[ConnectionStatus(status)]).when(COMMANDS[command])
    if outcome in set(ConnectionStatus):
        assert when.error is None
        assert when.state.status == outcome
    else:
        refusal = when.refused(f"channels.{outcome.removeprefix('!')}")
        assert "C1" in refusal.sentence


def test_a_message_is_numbered_while_values_go_out() -> None:
    """Each message has its number, and what only receives sends none."""
    state = state_after(*UNTIL_LIVE, BeginMessage("C1"), BeginMessage("C1"))
    assert (state.messages, state.status) == (2, ConnectionStatus.LIVE)
    receiver = state_after(*RECEIVES_ONLY)
    with pytest.raises(RuleViolation) as caught:
        CONNECTION.decide(receiver, BeginMessage("C1"), CONTEXT)
    assert caught.value.code == "channels.not_pushing"


# Whatever is done to it, in any order

EXCHANGES = st.sampled_from(
    [
        Exchange(Direction.TWO_WAY, TAKEN),
        Exchange(Direction.TWO_WAY, TAKEN, (Managed(Measure.STOP_SELL, "revenue"),)),
        Exchange(Direction.SENDS, TAKEN),
        IN_ONLY,
    ]
)
VERSIONS = st.integers(1, 4)
RESULTS = st.sampled_from([*CheckResult, CheckResult.PASSED, CheckResult.PASSED])
DAMAGE = st.one_of(
    st.builds(note, VERSIONS),
    st.builds(right, st.sampled_from(NEEDED), VERSIONS, RESULTS),
    st.builds(right, st.sampled_from(NEEDED), st.just(1), st.just(CheckResult.FAILED)),
    st.builds(ChangeExchange, st.just("C1"), EXCHANGES),
    st.builds(ChangeAccount, st.just("C1"), st.sampled_from(["HOTEL1", "HOTEL2"])),
)
ANYTHING = st.one_of(
    st.sampled_from([*COMMANDS.values(), RecordDrift("C1", Comparison(5, 0))]),
    st.builds(finish, VERSIONS),
    DAMAGE,
)
# Few random commands lead anywhere, so most histories begin far on and run through the tests; and
# whatever is taken back is followed by somebody who tries to go live all the same.
RUNS = st.sampled_from(
    [
        (BeginFullSync("C1", 0), FinishFullSync("C1", 0)),
        *(
            (finish(version), *all_right(version), ConfirmData("C1"), GoLive("C1"))
            for version in (1, 2, 3)
        ),
        *((*all_right(version), COMMANDS["suspend"], COMMANDS["resume"]) for version in (2, 3)),
    ]
)
TRIES = st.sampled_from(["suspend", "resume", "confirm", "live", "sync"]).map(COMMANDS.get)
SOME = st.one_of(ANYTHING.map(lambda one: (one,)), RUNS, st.tuples(DAMAGE, TRIES, TRIES))
HISTORIES = st.lists(SOME, max_size=12).map(
    lambda several: [command for some in several for command in some]
)
BEGINNINGS = st.sampled_from([*PAST.values(), receiving()])


class Oracle:
    """What a person would note down who watches: what was shown since the last change."""

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self.shown, self.required, self.version = set(), (), 0

    def sees(self, event) -> None:
        """Note what an event shows, or takes back."""
        match event:
            case MappingNoted(version=version):
                self.shown, self.version = set(), version
            case AccountChanged():
                self.shown = set()
            case CheckRecorded(evidence=one) if one.mapping_version == self.version:
                self.shown.discard(one.check)
                if one.result is CheckResult.PASSED:
                    self.shown.add(one.check)
        if exchange := getattr(event, "exchange", None):
            self.required = exchange.required


def walk(beginning, commands) -> None:
    """Check after each command that nothing is live that was not shown."""
    oracle, state = Oracle(), None
    for event in lived(*beginning):
        oracle.sees(event)
        state = CONNECTION.evolve(state, event)
    for command in commands:
        try:
            events = CONNECTION.decide(state, command, CONTEXT)
        except RuleViolation:
            continue
        for event in events:
            oracle.sees(event)
            if isinstance(event, WentLive | ConnectionResumed | DataConfirmed):
                assert oracle.shown >= set(oracle.required)
                assert state.mapping_version == state.finished_version == oracle.version
            state = CONNECTION.evolve(state, event)
        is_proved = oracle.shown >= set(oracle.required) and state.is_mapped
        assert state.is_ready is is_proved
        if state.status in {ConnectionStatus.CONFIRMED, ConnectionStatus.LIVE}:
            assert is_proved
            assert state.confirmed_by is not None
        assert state.pushes is (state.exchange.sends and state.status in PUSHING)
        assert len(state.evidence) <= len(Check)
        assert CODEC.read_state("connection", CODEC.write(state)) == state


@settings(max_examples=100)
@for_all(BEGINNINGS, HISTORIES)
def test_nothing_is_live_that_was_not_shown(beginning, commands) -> None:
    """Every required check since the last change, and the hotel's word: in any order of events."""
    walk(beginning, commands)


@pytest.mark.long
@settings(max_examples=3_000)
@for_all(BEGINNINGS, HISTORIES)
def test_nothing_is_ever_live_that_was_not_shown(beginning, commands) -> None:
    """The same for thousands of histories."""
    walk(beginning, commands)


@for_all(st.sampled_from([*PAST]), ANYTHING)
def test_what_is_shown_as_possible_is_possible(status, command) -> None:
    """A button that is not grey works, unless what is entered with it is wrong."""
    past = after(*PAST[status])
    shown = CONNECTION.allowed(past.state, CONTEXT)[type(command).__name__]
    refusal = past.when(command).error
    if refusal is None:
        assert not shown.reasons
    elif not shown.asks:
        assert shown.reasons[0].code == refusal.code


def test_whoever_asks_for_less_may_go_on() -> None:
    """A restriction that is declared as managed elsewhere needs no test any more."""
    past = (*UNTIL_LIVE, right(Check.STOP_SELL, result=CheckResult.FAILED))
    assert state_after(*past).missing == (Check.STOP_SELL,)
    managed = (Managed(Measure.STOP_SELL, "revenue"), Managed(Measure.CLOSED_TO_ARRIVAL, "revenue"))
    less = ChangeExchange("C1", Exchange(Direction.TWO_WAY, TAKEN, managed))
    assert isinstance(lived(*past, less)[-1], ExchangeChanged)
    assert state_after(*past, less, ConfirmData("C1")).status is ConnectionStatus.LIVE


def test_evidence_is_of_the_command() -> None:
    """Nothing is left out on the way from the one who tests to the record."""
    command = RecordCheck("C1", Check.PRICE, CheckResult.PASSED, "850,000 on 24 December", 1)
    (kept,) = state_after(*PAST[ConnectionStatus.TESTING], command).evidence
    assert attrs.asdict(kept) == {
        "check": Check.PRICE,
        "result": CheckResult.PASSED,
        "what": "850,000 on 24 December",
        "reference": None,
        "mapping_version": 1,
        "by": "staff ayu",
        "at": CONTEXT.now,
    }
    assert isinstance(finish(1), FinishMapping)
