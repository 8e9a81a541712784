"""Write a full sync for SiteMinder beside lxml, which builds and writes the same bytes.

What is written by hand makes the same elements, the envelope too, in the same order, and looks at
nothing: which updates stand together is known to it, and that they can be told. It is a tree:
``etree.xmlfile`` gives empty elements an end tag of their own, and so writes other bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

from lxml import etree

from axentra_core.adapters.ota import Credentials, SiteMinder
from axentra_core.adapters.ota.availability import LENGTHS, NO_LIMIT, RESTRICTIONS, Record
from axentra_core.adapters.ota.envelope import PASSWORD_TEXT, SOAP, WSSE
from axentra_core.adapters.ota.forms import FORMS, OPERATIONS
from axentra_core.adapters.ota.frame import OTA
from axentra_core.channels.batches import batched
from axentra_core.channels.dialect import InventoryMessage, Operation
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.updates import Measure, Target, Update
from benchmarks.measure import Candidate, Figure, interleaved

DAYS, ROOMS, PLANS, ROUNDS = 500, 50, 10, 11
AVAILABILITY_RANGES, PRICE_RANGES, LIMIT_RANGES = 100, 25, 7
FIRST = date(2026, 11, 23)
AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
CREDENTIALS = Credentials("AXENTRA", "axentra", "a long password")
DIALECT = SiteMinder(CREDENTIALS)

Told = tuple[InventoryMessage, Sequence[Record]]

(
    STATUS_APPLICATION_CONTROL,
    AVAIL_STATUS_MESSAGE,
    LENGTHS_OF_STAY,
    LENGTH_OF_STAY,
    RESTRICTION_STATUS,
    RATE_AMOUNT_MESSAGE,
    RATES,
    RATE,
    BASE_BY_GUEST_AMTS,
    BASE_BY_GUEST_AMT,
) = (
    f"{{{OTA}}}{name}"
    for name in (
        "StatusApplicationControl",
        "AvailStatusMessage",
        "LengthsOfStay",
        "LengthOfStay",
        "RestrictionStatus",
        "RateAmountMessage",
        "Rates",
        "Rate",
        "BaseByGuestAmts",
        "BaseByGuestAmt",
    )
)


def updates_of(chance: Random, target: Target, measure: Measure, ranges: int) -> Iterator[Update]:
    """Yield values of one target for consecutive ranges that cover all days."""
    inner = sorted(chance.sample(range(1, DAYS), ranges - 1))
    highest = {Measure.PRICE: 40_000, Measure.AVAILABILITY: 12}.get(measure, 7)
    for start, end in zip([0, *inner], [*inner, DAYS], strict=True):
        value = chance.randrange(highest) + (measure is Measure.PRICE)
        if measure in RESTRICTIONS:
            value %= 2
        yield Update(target, measure, FIRST + timedelta(start), FIRST + timedelta(end - 1), value)


def full_sync() -> list[Update]:
    """Return some 30,000 values, as a calendar of the hotel comes to after it is compressed."""
    chance = Random(9)
    updates: list[Update] = []
    for room in range(ROOMS):
        pool = Target(f"ROOM{room:02}")
        updates += updates_of(chance, pool, Measure.AVAILABILITY, AVAILABILITY_RANGES)
        for plan in range(PLANS):
            target = Target(pool.room, f"RATE{plan:02}")
            updates += updates_of(chance, target, Measure.PRICE, PRICE_RANGES)
            # Limits and closings of a season begin and end together.
            for begins in range(LIMIT_RANGES):
                first = FIRST + timedelta(begins * 70)
                for measure in (*LENGTHS, Measure.STOP_SELL):
                    value = chance.randrange(7) if measure in LENGTHS else begins % 2
                    updates.append(Update(target, measure, first, first + timedelta(69), value))
    return updates


def messages() -> list[InventoryMessage]:
    """Return the sync as messages that SiteMinder takes."""
    told = full_sync()
    found: list[InventoryMessage] = []
    for operation in FORMS:

        def size(some: Sequence[Update], operation: Operation = operation) -> int:
            return len(DIALECT.write(message("size", operation, some)))

        of_operation = [one for one in told if OPERATIONS[one.measure] is operation]
        found += [
            message(f"{operation}-{place}", operation, updates)
            for place, updates in enumerate(batched(of_operation, SITEMINDER, size))
        ]
    return found


def message(id_: str, operation: Operation, updates: Sequence[Update]) -> InventoryMessage:
    """Return a message of some updates."""
    currency, digits = ("EUR", 2) if operation is Operation.RATES else (None, 0)
    return InventoryMessage(id_, "HOTEL", AT, operation, tuple(updates), currency, digits)


def by_tree(one: InventoryMessage, records: Sequence[Record]) -> bytes:
    """Return a message as lxml writes it from a tree."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"SOAP-ENV": SOAP})
    header = etree.SubElement(envelope, f"{{{SOAP}}}Header")
    security = etree.SubElement(header, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE})
    security.set(f"{{{SOAP}}}mustUnderstand", "1")
    token = etree.SubElement(security, f"{{{WSSE}}}UsernameToken")
    etree.SubElement(token, f"{{{WSSE}}}Username").text = CREDENTIALS.username
    password = etree.SubElement(token, f"{{{WSSE}}}Password", Type=PASSWORD_TEXT)
    password.text = CREDENTIALS.password
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    form = FORMS[one.operation]
    root = etree.SubElement(body, f"{{{OTA}}}{form.name}RQ", nsmap={None: OTA})
    root.set("EchoToken", one.id)
    root.set("TimeStamp", one.at.isoformat())
    root.set("Version", "1.0")
    pos = etree.SubElement(root, f"{{{OTA}}}POS")
    asks = etree.SubElement(pos, f"{{{OTA}}}Source")
    etree.SubElement(asks, f"{{{OTA}}}RequestorID", Type="22", ID=CREDENTIALS.pms)
    container = etree.SubElement(root, f"{{{OTA}}}{form.container}", HotelCode=one.hotel)
    add = add_rate if one.operation is Operation.RATES else add_status
    for record in records:
        add(container, one, [one.updates[place] for place in record])
    return etree.tostring(envelope, encoding="UTF-8", xml_declaration=True)


def add_control(part: etree._Element, one: Update) -> None:
    """Add for what and for which dates a part is."""
    control = etree.SubElement(part, STATUS_APPLICATION_CONTROL)
    control.set("Start", one.first.isoformat())
    control.set("End", one.last.isoformat())
    control.set("InvTypeCode", one.target.room)
    if one.target.rate:
        control.set("RatePlanCode", one.target.rate)


def add_status(container: etree._Element, _: InventoryMessage, told: Sequence[Update]) -> None:
    """Add an AvailStatusMessage."""
    part = etree.SubElement(container, AVAIL_STATUS_MESSAGE)
    add_control(part, told[0])
    lengths = None
    for one in told:
        if one.measure is Measure.AVAILABILITY:
            part.set("BookingLimit", str(one.value))
        elif one.measure in LENGTHS:
            if lengths is None:
                lengths = etree.SubElement(part, LENGTHS_OF_STAY)
            length = etree.SubElement(lengths, LENGTH_OF_STAY)
            length.set("MinMaxMessageType", LENGTHS[one.measure])
            length.set("Time", str(one.value or NO_LIMIT[one.measure]))
        else:
            status = etree.SubElement(part, RESTRICTION_STATUS)
            if restriction := RESTRICTIONS[one.measure]:
                status.set("Restriction", restriction)
            status.set("Status", "Close" if one.value else "Open")


def add_rate(container: etree._Element, message: InventoryMessage, told: Sequence[Update]) -> None:
    """Add a RateAmountMessage."""
    part = etree.SubElement(container, RATE_AMOUNT_MESSAGE)
    add_control(part, told[0])
    rates = etree.SubElement(part, RATES)
    rate = etree.SubElement(rates, RATE)
    amounts = etree.SubElement(rate, BASE_BY_GUEST_AMTS)
    for one in told:
        base = etree.SubElement(amounts, BASE_BY_GUEST_AMT)
        base.set("AgeQualifyingCode", "10")
        base.set("AmountAfterTax", f"{one.value // 100}.{one.value % 100:02}")
        base.set("CurrencyCode", str(message.currency))


def written(told: Sequence[Told]) -> Candidate:
    """Return writing of all messages by the dialect."""
    return lambda: lambda: [DIALECT.write(one) for one, _ in told]


def built(told: Sequence[Told]) -> Candidate:
    """Return writing of all messages by hand."""
    return lambda: lambda: [by_tree(one, records) for one, records in told]


def figures() -> Iterator[Figure]:
    """Yield what it costs to write a full sync."""
    told = [(one, FORMS[one.operation].records(one.updates)) for one in messages()]
    bodies = [DIALECT.write(one) for one, _ in told]
    assert bodies == [by_tree(one, records) for one, records in told]
    assert max(map(len, bodies)) <= SITEMINDER.most_bytes
    many = sum(len(one.updates) for one, _ in told)
    mine, tree = interleaved([written(told), built(told)], ROUNDS)
    title = f"channels: a full sync, {many:,} values as XML"
    yield Figure(title, "lxml, the same bytes", 1.5, mine, tree, many)
