"""What the hotel sells through channels, and how a platform is connected, tested and let live."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from axentra_core.channels import (
    BeginChecks,
    BeginMapping,
    ChangeAccount,
    ChangeExchange,
    ChannelMapping,
    ChannelRefusal,
    ConfirmData,
    Connection,
    Direction,
    Exchange,
    Finding,
    FinishMapping,
    GoLive,
    Managed,
    MappingChanged,
    MappingOpened,
    Measure,
    NoteFee,
    NoteMapping,
    NoteSupport,
    OpenConnection,
    OpenMapping,
    OpenSelling,
    PropertyFacts,
    Provider,
    RecordCheck,
    RecordDrift,
    ReplaceConnection,
    RequestIntegration,
    ResumeConnection,
    SetMapping,
    SetWanted,
    Severity,
    SupportContact,
    SuspendConnection,
    TickPreparation,
    UntickPreparation,
    Wanted,
    lint,
    selling_id,
    smallest,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import own_money
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import Window
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.sealed import seal

# --- what is sold ---


def set_prices(unit: Unit, verb: verbs.SetPrices) -> None:
    """Know what nights cost, in the property's money."""
    digits = unit.property.digits
    units: dict[int, int] = {}
    for place, one in enumerate(verb.prices):
        path = f"prices[{place}].price"
        try:
            units[one.guests] = smallest(own_money(unit, one.price, ""), digits)
        except InvalidInput as error:
            raise error.under(path) from None
    _want(
        unit,
        verb,
        (
            Wanted(Measure.PRICE, first, last, value, guests)
            for first, last in _spans(verb)
            for guests, value in units.items()
        ),
    )


def set_restrictions(unit: Unit, verb: verbs.SetRestrictions) -> None:
    """Know who may book nights."""
    _want(
        unit,
        verb,
        (
            Wanted(measure, first, last, value)
            for first, last in _spans(verb)
            for measure, value in verb.given.items()
        ),
    )


def _want(
    unit: Unit, verb: verbs.SetPrices | verbs.SetRestrictions, values: Iterator[Wanted]
) -> None:
    unit.property.rooms.type(verb.room_type)
    selling = selling_id(verb.room_type, verb.rate_plan)
    if unit.get("selling", selling) is None:
        own = unit.property
        unit.act(OpenSelling(selling, verb.room_type, verb.rate_plan, own.currency, own.digits))
    unit.act(SetWanted(selling, tuple(values)))


def _spans(verb: verbs.SetPrices | verbs.SetRestrictions) -> Iterator[tuple[date, date]]:
    """Yield the first and the last of consecutive dates on which a verb sets something."""
    if not verb.weekdays:
        yield verb.first, verb.last
        return
    dates = (verb.first + timedelta(at) for at in range((verb.last - verb.first).days + 1))
    for is_meant, some in groupby(dates, lambda on: on.weekday() in verb.weekdays):
        if is_meant:
            first, *rest = some
            yield first, rest[-1] if rest else first


# --- preparing a connection ---


def open_connection(unit: Unit, verb: verbs.OpenConnection) -> None:
    """Begin to prepare it."""
    provider = provider_of(unit, verb.provider)
    unit.act(
        OpenConnection(
            verb.connection or unit.new_id("connection"),
            provider.code,
            verb.property_code,
            _exchange(provider, verb.direction, verb.managed, unmapped=verb.unmapped),
            verb.account,
        )
    )


def provider_of(window: Window, code: str) -> Provider:
    """Return a platform that can be connected.

    Raises:
        InvalidInput: ``value.not_listed``.
    """
    providers = window.outside.providers
    if code not in providers:
        allowed = ", ".join(sorted(providers))
        raise InvalidInput.because(
            "value.not_listed", path="provider", got=shown(code), kind="providers", allowed=allowed
        )
    return providers[code]


def _exchange(
    provider: Provider, direction: Direction, managed: tuple[Managed, ...], *, unmapped: bool
) -> Exchange:
    taken = tuple(measure for measure in Measure if measure in provider.measures)
    return Exchange(direction, taken, managed, unmapped)


def tick_preparation(unit: Unit, verb: verbs.TickPreparation) -> None:
    """Have seen to it."""
    unit.act(TickPreparation(verb.connection, verb.preparation))


def untick_preparation(unit: Unit, verb: verbs.UntickPreparation) -> None:
    """Have to see to it again."""
    unit.act(UntickPreparation(verb.connection, verb.preparation))


def note_integration_fee(unit: Unit, verb: verbs.NoteIntegrationFee) -> None:
    """Know what it costs."""
    unit.act(NoteFee(verb.connection, verb.fee))


def note_support(unit: Unit, verb: verbs.NoteSupport) -> None:
    """Know whom to ask."""
    person = verb.person and seal(unit.outside.cipher, verb.connection, verb.person)
    unit.act(NoteSupport(verb.connection, SupportContact(verb.team, person or None)))


def change_exchange(unit: Unit, verb: verbs.ChangeExchange) -> None:
    """Exchange something else with the same platform."""
    connection: Connection = unit.need("connection", verb.connection)
    provider = provider_of(unit, connection.provider)
    exchange = _exchange(provider, verb.direction, verb.managed, unmapped=verb.unmapped)
    unit.act(ChangeExchange(connection.id, exchange))


def change_channel_account(unit: Unit, verb: verbs.ChangeChannelAccount) -> None:
    """Be known under other names."""
    unit.act(ChangeAccount(verb.connection, verb.property_code, verb.account))


def request_integration(unit: Unit, verb: verbs.RequestIntegration) -> None:
    """Ask the platform."""
    on = verb.on or unit.context.business_date
    unit.act(RequestIntegration(verb.connection, on, verb.case))


# --- mapping ---


def begin_mapping(unit: Unit, verb: verbs.BeginMapping) -> None:
    """Let the codes be made."""
    unit.act(BeginMapping(verb.connection))


def set_mapping(unit: Unit, verb: verbs.SetMapping) -> None:
    """Keep the mapping of a connection to the same platform."""
    connection: Connection = unit.need("connection", verb.channel_mapping)
    if verb.mapping.provider != connection.provider:
        raise ChannelRefusal(
            "channels.other_provider",
            connection=connection.id,
            provider=connection.provider,
            got=verb.mapping.provider,
        )
    is_first = unit.get("channel_mapping", connection.id) is None
    unit.act((OpenMapping if is_first else SetMapping)(connection.id, verb.mapping))


def note_the_mapping(_: Unit, event: MappingOpened | MappingChanged) -> Iterator[NoteMapping]:
    """A connection is proved and tested with the mapping that is in force, with no older one."""
    version = event.version if isinstance(event, MappingChanged) else 1
    yield NoteMapping(event.channel_mapping, version)


def finish_mapping(unit: Unit, verb: verbs.FinishMapping) -> None:
    """Have a mapping in which nothing is wrong."""
    record: ChannelMapping | None = unit.get("channel_mapping", verb.connection)
    found = () if record is None else findings(unit, record)
    faults = tuple(one.kind.value for one in found if one.kind.severity is Severity.ERROR)
    unit.act(FinishMapping(verb.connection, verb.version, tuple(dict.fromkeys(faults))))


def findings(window: Window, record: ChannelMapping) -> tuple[Finding, ...]:
    """Return what is wrong with a mapping, also when it is compared with the property."""
    own, mapping = window.property, record.mapping
    facts = PropertyFacts({one.code for one in own.rooms.types}, own.currency)
    provider = provider_of(window, mapping.provider)
    return lint(mapping, provider, own.channels.code_table(mapping.provider), facts)


# --- testing ---


def begin_checks(unit: Unit, verb: verbs.BeginChecks) -> None:
    """Test what sends nothing."""
    unit.act(BeginChecks(verb.connection))


def record_check(unit: Unit, verb: verbs.RecordCheck) -> None:
    """Keep what a test has shown."""
    unit.act(
        RecordCheck(
            verb.connection, verb.check, verb.result, verb.what, verb.version, verb.reference
        )
    )


def confirm_data(unit: Unit, verb: verbs.ConfirmData) -> None:
    """Have the hotel's word that all is right."""
    unit.act(ConfirmData(verb.connection))


# --- live ---


def go_live(unit: Unit, verb: verbs.GoLive) -> None:
    """Let guests book through it."""
    unit.act(GoLive(verb.connection))


def suspend_connection(unit: Unit, verb: verbs.SuspendConnection) -> None:
    """Send and receive nothing for a while."""
    unit.act(SuspendConnection(verb.connection, verb.reason))


def resume_connection(unit: Unit, verb: verbs.ResumeConnection) -> None:
    """Let it go on."""
    unit.act(ResumeConnection(verb.connection))


def record_drift(unit: Unit, verb: verbs.RecordDrift) -> None:
    """Keep what a comparison has shown."""
    unit.act(RecordDrift(verb.connection, verb.comparison))


def replace_connection(unit: Unit, verb: verbs.ReplaceConnection) -> None:
    """End it, in favour of one that is there."""
    if verb.successor is not None:
        unit.need("connection", verb.successor)
    unit.act(ReplaceConnection(verb.connection, verb.reason, verb.successor))
