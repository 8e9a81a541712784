"""How far a connection is on its way to going live: every part of it in the words of one language.

What has to be done next, and by whom, stands first.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from axentra_core.kernel.calendar import zone
from axentra_core.views.channel_words import ChannelWords
from axentra_core.views.connection_rows import CheckRow, ConnectionSheet, Step, Tick
from axentra_core.views.locale import Language, language

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.channels import Check, Connection, Evidence

STEPS: Final = ("prepare", "request", "map", "sync", "test", "confirm", "live")
_OVER: Final = len(STEPS)
# fmt: off
# How many steps lie behind a connection, by its status.
STEPS_DONE: Final[Mapping[str, int]] = MappingProxyType({
    "preparing":  STEPS.index("prepare"),
    "prepared":   STEPS.index("request"),
    "requested":  STEPS.index("map"),
    "mapping":    STEPS.index("map"),
    "mapped":     STEPS.index("sync"),
    "full_sync":  STEPS.index("sync"),
    "testing":    STEPS.index("test"),
    "confirmed":  STEPS.index("live"),
    "live":       _OVER,
    "retesting":  STEPS.index("test"),
    "suspended":  STEPS.index("live"),
    "replaced":   _OVER,
})
# fmt: on
TESTED: Final = frozenset({"testing", "retesting"})
# In the order of `Preparation`, and while which it is looked at.
PREPARATION: Final = (
    "pms_active",
    "rooms_and_rates_compared",
    "provider_told",
    "fee_noted",
    "support_noted",
)
PREPARED: Final = frozenset({"preparing", "prepared"})


def connection_sheet(  # noqa: PLR0913 - a connection is told with that much
    connection: "Connection",
    locale: str,
    *,
    on: date,
    zone_name: str = "UTC",
    platform: str = "",
    currency: str | None = None,
    digits: int = 0,
) -> ConnectionSheet:
    """Return a connection in the words of a language.

    Args:
        connection: as it is kept.
        locale: one of `LOCALES`.
        on: today, by which it is overdue.
        zone_name: IANA name of the zone of the house.
        platform: name of the platform; its code when left out.
        currency: ISO 4217 code of the prices; they are told in smallest units when left out.
        digits: decimals of the prices.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``.
    """
    words = ChannelWords(language(locale), zone(zone_name), currency, digits)
    own, drift = words.own, connection.drift
    checks = tuple(_check(words, connection, one) for one in connection.exchange.required)
    shown = len(checks) - len(connection.missing)
    return ConnectionSheet(
        own=own,
        name=own.word(
            "registration.placed", text=platform or connection.provider, place=connection.id
        ),
        status=own.name_of("named", connection.status),
        looks=connection.status.value,
        next=_next(own, connection),
        acts=own.list_of(own.word(f"party.{one}") for one in connection.acts_next)
        or own.word("connection.nobody"),
        notices=tuple(_notices(own, connection, on)),
        way=tuple(_way(own, connection)),
        facts=tuple(_facts(words, connection)),
        ticks=tuple(_ticks(own, connection)),
        checks=checks,
        shown=own.word("connection.shown", shown=own.number(shown), many=own.number(len(checks))),
        sends=tuple(map(words.measure, connection.exchange.sent)),
        managed=tuple(
            own.word("connection.managed_by", measure=words.measure(one.measure), who=one.by)
            for one in connection.exchange.managed
        ),
        drift=_drift(own, connection),
        drift_by=""
        if drift is None
        else own.word("connection.compared", by=drift.by, at=words.at(drift.at)),
        differences=tuple(_differences(words, connection)),
    )


def _waits_for_the_hotel(connection: "Connection") -> bool:
    return connection.status in TESTED and connection.is_ready


def _next(own: Language, connection: "Connection") -> str:
    waits = _waits_for_the_hotel(connection)
    return own.word(f"connection.next.{'confirming' if waits else connection.status}")


def _notices(own: Language, connection: "Connection", on: date) -> Iterator[str]:
    if connection.due_until is not None and connection.is_overdue(on):
        yield own.word("connection.overdue", until=own.date(connection.due_until))
    if connection.drift_check_due:
        yield own.word("connection.drift_due")


def _way(own: Language, connection: "Connection") -> Iterator[Step]:
    done = STEPS_DONE[connection.status] + _waits_for_the_hotel(connection)
    for place, step in enumerate(STEPS):
        if step == "sync" and not connection.exchange.sends:
            continue
        stage = "done" if place < done else "now" if place == done else "ahead"
        word = own.word(f"connection.step.{step}")
        yield Step(word, stage, own.word(f"connection.stage.{stage}"))


def _facts(words: ChannelWords, one: "Connection") -> Iterator[tuple[str, str]]:
    own = words.own
    known = {
        "property": one.property_code,
        "account": one.account,
        "direction": own.word(f"direction.{one.exchange.direction}"),
        "case": one.case,
        "requested": one.requested_on and own.date(one.requested_on),
        "expected": _expected(own, one),
        "mapping": _mapping(own, one),
        "all_sent": one.all_sent_at and words.at(one.all_sent_at),
        "confirmed": one.confirmed_by,
        "live_since": one.live_since and own.date(one.live_since),
        "suspended": one.why_suspended,
        "successor": one.successor,
        "fee": one.fee and words.money(one.fee.amount, one.fee.currency),
        "support": one.support and one.support.team,
    }
    for name, value in known.items():
        if value:
            yield own.word(f"connection.{name}"), value


def _expected(own: Language, one: "Connection") -> str:
    if one.due_from is None or one.due_until is None or one.live_since is not None:
        return ""
    return own.word(
        "connection.between", since=own.date(one.due_from), until=own.date(one.due_until)
    )


def _mapping(own: Language, one: "Connection") -> str:
    if not one.mapping_version:
        return own.word("connection.unmapped")
    said = "version" if one.is_mapped else "unfinished"
    return own.word(f"connection.{said}", version=own.number(one.mapping_version))


def _ticks(own: Language, connection: "Connection") -> Iterator[Tick]:
    for one in PREPARATION if connection.status in PREPARED else ():
        is_done = one not in connection.unprepared
        said = own.word(f"connection.tick.{'done' if is_done else 'open'}")
        yield Tick(own.name_of("named", one), is_done, said)


# --- what has been shown ---


def _check(words: ChannelWords, connection: "Connection", check: "Check") -> CheckRow:
    own = words.own
    evidence = next((one for one in connection.evidence if one.check is check), None)
    result = _result(connection, evidence)
    word, said = own.name_of("named", check), own.word(f"connection.outcome.{result}")
    if evidence is None:
        return CheckRow(word, result, said)
    return CheckRow(
        word,
        result,
        said,
        evidence.what,
        evidence.reference or "",
        evidence.by,
        words.at(evidence.at),
    )


def _result(connection: "Connection", evidence: "Evidence | None") -> str:
    if evidence is None:
        return "missing"
    is_older = evidence.mapping_version != connection.mapping_version
    return "older" if is_older and evidence.result == "passed" else evidence.result.value


def _drift(own: Language, connection: "Connection") -> str:
    if connection.drift is None:
        return ""
    shown = connection.drift.comparison
    different, compared = own.number(shown.different), own.number(shown.compared)
    if shown.different:
        return own.word("connection.differs", different=different, compared=compared)
    return own.word("connection.agrees", compared=compared)


def _differences(words: ChannelWords, connection: "Connection") -> Iterator[str]:
    for one in () if connection.drift is None else connection.drift.comparison.first:
        found = words.own.word("connection.not_found")
        yield words.own.word(
            "connection.drift_row",
            target=words.target(one.target),
            measure=words.measure(one.measure),
            on=words.own.date(one.on),
            told=words.value(one.measure, one.told),
            found=found if one.found is None else words.value(one.measure, one.found),
        )
