"""Connections, their mappings and what a platform has, as text in all languages.

What they should look like stands in ``tests/golden/views/channels``. After a wanted change write
them anew with ``pytest --update-golden``, and read the difference before you commit it.
"""

import re
import string
from datetime import timedelta

import attrs
import pytest
from tests.views import channel_boards as told
from tests.views.test_golden import places

from axentra_core.channels import (
    WHAT_TO_DO,
    Calendar,
    Cause,
    Check,
    ConnectionStatus,
    Direction,
    FindingKind,
    Measure,
    Party,
    Preparation,
    Progress,
    Severity,
    Wording,
    delta,
    lost,
    sent,
    updates_of,
)
from axentra_core.views import (
    LOCALES,
    connection_text,
    language,
    mapping_report_text,
    sync_text,
)
from axentra_core.views.channel_words import FLAGS, LIMITS, MEASURES, ChannelWords
from axentra_core.views.connection_sheet import (
    PREPARATION,
    STEPS,
    STEPS_DONE,
    connection_sheet,
)
from axentra_core.views.mapping_report import PARTS, SEVERITIES, mapping_report
from axentra_core.views.sync_sheet import sync_sheet
from axentra_core.views.sync_states import BEHIND, NOTHING, STATES, spans

TRANSLATED = [locale for locale in LOCALES if locale != "en"]
CHANNELS = "channels."


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


def connection_of(connection, locale, on=told.TODAY) -> str:
    """Return a connection as text, as the house in Bali reads it."""
    return connection_text(connection, locale, on=on, **told.PLACE, **told.IDR)


def sync_of(progress, locale, **more) -> str:
    """Return what a platform has as text, as the house in Bali reads it."""
    known = {"first": told.TODAY, **told.PLACE, **told.IDR, **more}
    return sync_text(told.live(), progress, told.waits(progress), locale, **known)


def texts(locale) -> dict[str, str]:
    """Return everything that is said about channels, by name."""
    return {
        "mapping": mapping_report_text(told.findings(), locale, name="SiteMinder"),
        "right": mapping_report_text((), locale),
        "preparing": connection_of(told.connection(ConnectionStatus.PREPARING), locale),
        "tested": connection_of(told.tested(), locale, told.overdue()),
        "live": connection_of(told.live(), locale),
        "retesting": connection_of(told.retesting(), locale),
        "halfway": sync_of(told.halfway(), locale, next_due=told.NOW),
        "everything": sync_of(told.everything(), locale),
    }


def test_channels_read_as_they_were_approved(locale, golden) -> None:
    """Report, connection and what the platform has come out as somebody has approved them."""
    golden(f"views/channels/{locale}.txt", "\n".join(texts(locale).values()))


def test_nothing_is_wider_than_a_terminal(locale) -> None:
    """Eighty places are enough, whatever is wrong with a mapping."""
    for name, text in texts(locale).items():
        assert max(map(places, text.splitlines())) <= 80, name


# --- what is wrong with a mapping ---


def test_every_finding_has_its_place_its_code_and_what_to_do(locale) -> None:
    """Whoever puts a mapping right reads what is wrong, where, and what to do about it."""
    report = mapping_report(told.findings(), locale)
    text = " ".join(mapping_report_text(told.findings(), locale).split())
    faults = [fault for group in report.groups for fault in group.faults]
    assert {fault.code for fault in faults} == set(FindingKind)
    for fault in faults:
        assert f"{fault.path} [{fault.code}]" in text
        assert fault.what
        assert fault.to_do
        assert fault.sentence.startswith(fault.what)
        assert fault.sentence.endswith(fault.to_do)


def test_what_keeps_a_connection_from_going_live_stands_first(locale) -> None:
    """Errors come before warnings, each with how many there are."""
    assert set(Severity) == set(SEVERITIES)
    report = mapping_report(told.findings(), locale)
    assert [group.severity for group in report.groups] == ["error", "warning"]
    kinds = {group.severity: [fault.code for fault in group.faults] for group in report.groups}
    assert kinds["warning"] == [one for one in FindingKind if one.severity is Severity.WARNING]
    for group in report.groups:
        assert str(len(group.faults)) in group.count
    assert not report.is_right


def test_a_right_mapping_says_so(locale) -> None:
    """Silence could mean that nobody has looked."""
    right = language(locale).word("mapping_report.right")
    assert right in mapping_report_text((), locale)
    assert right not in mapping_report_text(told.findings()[:1], locale)
    assert mapping_report((), locale).is_right


@pytest.mark.parametrize("kind", FindingKind)
def test_a_finding_is_said_in_every_language(kind) -> None:
    """No language leaves out a value, or what to do, or has borrowed from another one."""
    english = kind.sentence
    said = {locale: language(locale).words[f"findings.{kind}"] for locale in TRANSLATED}
    for locale, sentence in said.items():
        assert names_in(sentence) == names_in(english), locale
        assert sum(sentence.count(part) for part in PARTS) == 1, locale
    # Twice is twice, whatever stands there.
    assert len({english, *said.values()}) == len(LOCALES)
    assert sum(english.count(part) for part in PARTS) == 1


def names_in(sentence: str) -> set[str]:
    """Return the names of the values a sentence is said about."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_there_is_a_sentence_for_every_finding_and_no_other(locale) -> None:
    """A sentence without a finding is left over."""
    words = language(locale).words
    findings = {key for key in words if key.startswith("findings.")}
    assert findings == {f"findings.{kind}" for kind in FindingKind}
    wordings = {key: word for key, word in words.items() if key.startswith("wordings.")}
    assert wordings.keys() == {f"wordings.{one.name.lower()}" for one in Wording}
    for one in Wording:
        assert names_in(wordings[f"wordings.{one.name.lower()}"]) == names_in(one.value)


def test_english_findings_read_as_the_check_says_them() -> None:
    """There is one English sentence, and it stands where the rule does."""
    report = mapping_report(told.findings(), "en")
    sentences = {fault.code: fault.sentence for group in report.groups for fault in group.faults}
    for one in told.findings():
        if one.kind is not FindingKind.SCOPE_SHADOWED:
            assert sentences[one.kind] == one.sentence
    assert "stop sell, price" in sentences[FindingKind.SCOPE_SHADOWED]


def test_no_english_is_left_in_what_is_translated() -> None:
    """Room rates, offers and measures have names of their own in every language."""
    english = ("offer ", "room rate ", "channel rate ", "the scope", "up to", "stop_sell")
    for locale in TRANSLATED:
        text = mapping_report_text(told.findings(), locale)
        assert [one for one in english if one in text] == []
    for locale in ("zh_Hant", "zh_Hans"):
        for group in mapping_report(told.findings(), locale).groups:
            for fault in group.faults:
                bare = re.sub(r"\w+\[\d\]|SiteMinder|siteminder|channex", "", fault.sentence)
                assert not re.search(r"[a-z_]{3,}", bare), fault.sentence


# --- a connection ---


@pytest.mark.parametrize("status", ConnectionStatus)
def test_each_status_says_what_is_next_and_who_acts(status, locale) -> None:
    """Nobody waits for somebody who does not know that he is waited for."""
    one, own = told.connection(status), language(locale)
    sheet = connection_sheet(one, locale, on=told.TODAY)
    assert sheet.status == own.words[f"named.{status}"]
    assert sheet.next == own.word(f"connection.next.{status}")
    acts = own.list_of(own.word(f"party.{who}") for who in one.acts_next)
    assert sheet.acts == (acts or own.word("connection.nobody"))
    stages = [step.stage for step in sheet.way]
    assert stages == sorted(stages, key=["done", "now", "ahead"].index)
    assert stages.count("now") == (0 if status in {"live", "replaced"} else 1)


def test_the_way_has_every_status_and_every_step() -> None:
    """Where a connection stands on its way is told for all statuses."""
    assert set(STEPS_DONE) == set(ConnectionStatus)
    assert set(STEPS_DONE.values()) | {STEPS.index("confirm")} == set(range(len(STEPS) + 1))
    receives = told.state_after(*told.RECEIVES_ONLY)
    way = connection_sheet(receives, "en", on=told.TODAY).way
    assert [step.word for step in way] == ["Prepare", "Request", "Map", "Test", "Confirm", "Live"]


def test_only_the_hotels_word_is_missing_once_everything_was_shown(locale) -> None:
    """What waits for the confirmation waits for the hotel, and says so (seed: *mengonfirmasi*)."""
    ready = told.state_after(*told.UNTIL_TESTING, *told.all_right())
    sheet, own = connection_sheet(ready, locale, on=told.TODAY), language(locale)
    assert sheet.next == own.word("connection.next.confirming")
    assert sheet.acts == own.word("party.hotel")
    (now,) = [step.word for step in sheet.way if step.stage == "now"]
    assert now == own.word("connection.step.confirm")


def test_each_required_check_says_whether_it_was_shown(locale) -> None:
    """Right, wrong, right by an older mapping, and not shown yet are four different things."""
    sheet, own = connection_sheet(told.tested(), locale, on=told.TODAY), language(locale)
    results = {row.word: row.result for row in sheet.checks}
    assert len(results) == len(told.BOTH_WAYS.required)
    assert [results[own.words[f"named.{one}"]] for one in told.SHOWN] == [
        "passed",
        "older",
        "failed",
        "missing",
    ]
    assert sheet.shown == own.word("connection.shown", shown=1, many=6)
    wrong = next(row for row in sheet.checks if row.result == "failed")
    assert (wrong.seen, wrong.reference) == ("closed here, open at Booking.com", "case-9")
    assert wrong.by == "staff ayu"


def test_what_the_pms_does_not_send_is_managed_by_somebody(locale) -> None:
    """It is said which values are kept at the platform by hand, and by whom (seed)."""
    sheet, own = connection_sheet(told.tested(), locale, on=told.TODAY), language(locale)
    closed = own.words["named.closed_to_arrival"]
    assert sheet.managed == (own.word("connection.managed_by", measure=closed, who="revenue"),)
    assert closed not in sheet.sends
    assert len(sheet.sends) == 3


def test_an_overdue_connection_says_since_when(locale) -> None:
    """From seven to fourteen days it may take (seed); after that somebody asks."""
    one, own = told.tested(), language(locale)
    until = own.date(one.due_until)
    assert until in connection_of(one, locale)
    late = own.word("connection.overdue", until=until)
    assert late not in connection_sheet(one, locale, on=one.due_until).notices
    assert late in connection_sheet(one, locale, on=one.due_until + timedelta(1)).notices


def test_a_comparison_shows_what_differs(locale) -> None:
    """Prices have their currency, flags say open or closed, and what is not there is nothing."""
    sheet, own = (
        connection_sheet(told.live(), locale, on=told.TODAY, zone_name="Asia/Makassar", **told.IDR),
        language(locale),
    )
    price, closed, fewest = sheet.differences
    assert own.money(told.money("950000"), "IDR", 0) in price
    assert own.word("sync.closed") in closed
    assert own.word("connection.not_found") in closed
    assert own.word("sync.no_limit") in fewest
    assert own.word("connection.drift_due") in sheet.notices


def test_no_person_is_named(locale) -> None:
    """The team that helps is on the sheet; whoever is in it is sealed."""
    for text in texts(locale).values():
        assert "Siti" not in text
        assert "None" not in text


# --- what a platform has ---


def test_each_date_is_as_far_as_the_worst_of_it(locale) -> None:
    """One price that is refused makes the date refused, whatever else was taken."""
    sheet = sync_sheet(
        told.live(), told.halfway(), told.waits(told.halfway()), locale, first=told.TODAY
    )
    strips = {row.name: [letter.state for letter in row.letters] for row in sheet.rows}
    assert strips["DLX"][5:11] == [*["acknowledged"] * 2, *["in_flight"] * 3, "acknowledged"]
    assert strips["DLX/NRF"][12:18] == [*["pending"] * 2, *["refused"] * 3, "pending"]
    assert strips["SUI/BAR"][8:12] == ["nothing", "nothing", "refused", "refused"]
    assert set(strips["DLX/BAR"]) == {"acknowledged"}


def test_the_letters_of_a_language_are_all_different(locale) -> None:
    """A date says by a letter what its colour says, on paper and to whoever sees no colours."""
    own = language(locale)
    letters = {own.word(f"sync.letter.{state}") for state in (*STATES, NOTHING)}
    assert len(letters) == len(STATES) + 1
    widths = {places(letter) for letter in letters}
    assert len(widths) == 1


def test_every_value_is_counted_once() -> None:
    """What is acknowledged and what is not make up what the hotel wants."""
    progress = told.halfway()
    sheet = sync_sheet(told.live(), progress, told.waits(progress), "en", first=told.TODAY)
    counts = {letter.state: int(count) for letter, count in sheet.counts}
    wanted = sum((one.last - one.first).days + 1 for one in updates_of(told.WANTED))
    assert sum(counts.values()) == wanted
    waiting = sum((one.last - one.first).days + 1 for one in told.waits(progress))
    # What is in flight is not known to the platform yet, also where it is wanted no more.
    assert sum(counts[state] for state in BEHIND) == waiting + 3


def test_what_is_refused_says_why_since_when_and_what_to_do(locale) -> None:
    """A reason of the platform's own is kept as it is, and nobody is told what he cannot know."""
    progress, own = told.halfway(), language(locale)
    sheet = sync_sheet(told.live(), progress, told.waits(progress), locale, first=told.TODAY)
    causes = {group.code: group for group in sheet.causes}
    known = causes[Cause.GUESTS_DISAGREE]
    assert known.cause == own.word("cause.guests_disagree")
    assert own.word("what_to_do.guests_disagree") in known.to_do
    assert (causes["host.not_ours"].cause, causes["host.not_ours"].to_do) == ("host.not_ours", "")
    (row,) = known.rows
    assert own.moment(told.NOW - timedelta(hours=1), told.UTC) in row.times
    assert own.moment(told.NOW - timedelta(minutes=45), told.UTC) in row.again


def test_a_refused_value_that_nobody_wants_any_more_is_no_trouble() -> None:
    """Another price is told now, and the platform has not said anything against that one."""
    progress = told.halfway()
    other = told.WANTED.apply([told.told(told.SUITE, told.PRICE, 10, 20, 2_400_000)])
    known = {one.target: one for one in progress}
    waits = told.pending(other, known, told.TURN)
    sheet = sync_sheet(told.live(), progress, waits, "en", first=told.TODAY)
    assert Cause.ROOM_RATE_UNKNOWN not in {group.code for group in sheet.causes}


def test_a_platform_that_has_everything_says_so(locale) -> None:
    """What is up to date needs no look at any date."""
    own = language(locale)
    assert own.word("sync.up_to_date") in sync_of(told.everything(), locale)
    nothing = sync_text(told.live(), (), (), locale, first=told.TODAY)
    assert own.word("sync.nothing") in nothing
    assert own.word("sync.days") not in nothing


def test_a_lost_message_leaves_its_dates_to_be_told() -> None:
    """Nobody knows what the platform has, so its dates wait, and are not shown as acknowledged."""
    rooms = sent(told.taken(told.POOL), 9, [told.told(told.POOL, told.ROOMS, 0, 59, 3)])
    gone = lost(rooms, 9)
    waits = delta(Calendar(told.TODAY, 60), told.WANTED)
    own = [one for one in waits if one.target == told.POOL]
    assert {span.state for span in spans(gone, own, told.TODAY)} == {"pending"}


def test_what_is_over_is_not_counted() -> None:
    """Nobody tells a platform about yesterday."""
    rooms = told.taken(told.POOL)
    some = spans(rooms, (), told.TODAY + timedelta(50))
    assert sum(span.days for span in some) == 10
    assert min(span.first for span in some) == told.TODAY + timedelta(50)
    assert spans(Progress(told.POOL), (), told.TODAY) == ()


# --- words ---


def test_every_code_of_channels_has_a_word(locale) -> None:
    """No member of staff reads a code where a word belongs."""
    own = language(locale)
    known = {
        "named": {*Measure, *Check, *Preparation, *ConnectionStatus},
        "party": Party,
        "direction": Direction,
        "cause": {one.removeprefix(CHANNELS) for one in Cause},
        "what_to_do": {one.removeprefix(CHANNELS) for one in Cause},
        "connection.next": {*ConnectionStatus, "confirming"},
        "connection.step": STEPS,
        "sync.state": {*STATES, NOTHING},
    }
    missing = [
        f"{section}.{code}"
        for section, codes in known.items()
        for code in codes
        if f"{section}.{code}" not in own.words
    ]
    assert missing == []


def test_what_to_do_reads_in_english_as_it_is_known() -> None:
    """There is one list of what to do about a cause."""
    own = language("en")
    assert {
        one: own.word(f"what_to_do.{one.removeprefix(CHANNELS)}") for one in Cause
    } == WHAT_TO_DO


def test_views_know_measures_and_preparation_in_their_order() -> None:
    """A measure that is added has a place in every sheet."""
    assert tuple(Measure) == MEASURES
    assert tuple(Preparation) == PREPARATION
    assert {*FLAGS, *LIMITS} == set(Measure) - {Measure.AVAILABILITY, Measure.PRICE}


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        (Measure.AVAILABILITY, 0, "0"),
        (Measure.PRICE, 850_000, "IDR 850,000"),
        (Measure.STOP_SELL, 1, "closed"),
        (Measure.CLOSED_TO_ARRIVAL, 0, "open"),
        (Measure.MIN_STAY_ARRIVAL, 0, "no limit"),
        (Measure.MAX_ADVANCE, 365, "365"),
    ],
)
def test_a_value_is_said_as_people_read_it(measure, value, said) -> None:
    """A flag is open or closed, a limit of nought is none, and a price has its currency."""
    words = ChannelWords(language("en"), told.UTC, "IDR", 0)
    assert words.value(measure, value).replace("\u00a0", " ") == said
    bare = ChannelWords(language("en"), told.UTC, None, 0)
    assert bare.value(Measure.PRICE, 850_000) == "850,000"


def test_a_fee_has_the_decimals_of_the_house(locale) -> None:
    """Whole rupiah where the house counts whole rupiah."""
    one = told.tested()
    fee = attrs.evolve(one.fee, amount=told.money("1500000"))
    sheet = connection_sheet(attrs.evolve(one, fee=fee), locale, on=told.TODAY, **told.IDR)
    own = language(locale)
    assert (own.word("connection.fee"), own.money(fee.amount, "IDR", 0)) in sheet.facts
