"""Read ten thousand reservations of SiteMinder's beside lxml, which reads the same by hand.

What is written by hand knows where everything stands in these very messages: it looks at nothing
twice, cleans no text, suspects no card number, isolates no reservation from the next one, and
makes the same values. The parser alone, with the same options, is shown beside.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from lxml import etree

from axentra_core.adapters.ota import Credentials, SiteMinderReservations, write_delivery
from axentra_core.adapters.ota.frame import OTA
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Coded,
    Delivered,
    Delivery,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    Version,
)
from benchmarks.measure import Candidate, Figure, interleaved

MANY, ROUNDS = 10_000, 5
FIRST = date(2026, 11, 23)
AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
DIALECT = SiteMinderReservations(Credentials("AXENTRA", "axentra", "a long password"))
CHANNELS, BANDS = ("EXP", "BDC", "TRK"), {"10": AgeBand.ADULT, "8": AgeBand.CHILD}
HAPPENINGS = {"Book": Happening.BOOK, "Modify": Happening.MODIFY, "Cancel": Happening.CANCEL}
NAMES = ("Wayan Sudirman", "Anne-Marie Østergård", "李小龍", "Jo O'Neill", "Sri Wahyuni")
WISHES = ("A quiet room, please.", "Late arrival, about 23:30 & two cots", "枕を二つお願いします")


def N(name: str) -> str:  # noqa: N802 - short, for it stands in every line
    """Return a path of OpenTravel's names."""
    return "/".join(f"{{{OTA}}}{part}" for part in name.split("/"))


def room(chance: Random, place: int) -> ToldRoom:
    """Return a room of one to five nights."""
    arrival = FIRST + timedelta(chance.randrange(300))
    prices = [Decimal(chance.randrange(5_000, 40_000)).scaleb(-2) for _ in range(1 + place % 5)]
    nights = tuple(
        ToldNight(arrival + timedelta(at), ToldPrice(one, one - 5)) for at, one in enumerate(prices)
    )
    children = (ToldGuests(1, AgeBand.CHILD, chance.randrange(2, 16)),) if place % 3 == 0 else ()
    extras = (
        (ToldExtra("Airport transfer", ToldPrice(Decimal("25.00")), 1, "TRANSFER"),)
        if place % 4 == 0
        else ()
    )
    return ToldRoom(
        room_code=f"ROOM{place % 20:02}",
        rate_code=f"RATE{place % 7:02}",
        arrival=arrival,
        departure=arrival + timedelta(len(nights)),
        nights=nights,
        guests=(ToldGuests(1 + place % 3, AgeBand.ADULT), *children),
        price=ToldPrice(sum(prices, Decimal(0))),
        currency="EUR",
        meals=(Coded("19", "breakfast"),) if place % 2 else (),
        extras=extras,
        name="Superior Double - Best flexible rate",
    )


def messages() -> Iterator[ReservationMessage]:
    """Yield reservations as a busy hotel has them in some years."""
    chance = Random(10)
    for place in range(MANY):
        rooms = tuple(room(chance, place + more) for more in range(1 + (place % 6 == 0)))
        booked_at = AT - timedelta(minutes=place)
        happening = HAPPENINGS[("Book", "Book", "Modify", "Cancel")[place % 4]]
        name = NAMES[place % len(NAMES)]
        yield ReservationMessage(
            ChannelReference(CHANNELS[place % 3], f"{1_000_000 + place}"),
            happening,
            Version(booked_at if happening is Happening.BOOK else AT),
            Snapshot(
                rooms,
                ToldPrice(sum((one.price.after_tax or Decimal(0) for one in rooms), Decimal(0))),
                "EUR",
                booked_at=booked_at,
            ),
            Personal(
                name=name,
                mail=f"guest{place}@example.com",
                phone="+62 361 1234567",
                address="Jalan Raya 1, 80361 Kuta",
                country="ID",
                guests=tuple((f"{name} {at}",) for at, _ in enumerate(rooms)),
                comments=(WISHES[place % len(WISHES)],),
            ),
        )


def by_hand(body: bytes) -> list[ReservationMessage]:
    """Return what lxml finds where it is known to stand."""
    root = parsed(body)
    return [one_by_hand(one) for one in root.iter(N("HotelReservation"))]


def parsed(body: bytes) -> etree._Element:
    """Return the tree of a document, with the options that the dialect has."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(body, parser)


def instant(text: str | None) -> datetime | None:
    """Return an instant."""
    return datetime.fromisoformat(text) if text else None


def price(element: etree._Element) -> ToldPrice:
    """Return a price."""
    after, before = element.get("AmountAfterTax"), element.get("AmountBeforeTax")
    return ToldPrice(Decimal(after) if after else None, Decimal(before) if before else None)


def one_by_hand(one: etree._Element) -> ReservationMessage:
    """Return a reservation."""
    happening = HAPPENINGS[one.get("ResStatus", "")]
    booked_at = instant(one.get("CreateDateTime"))
    changed_at = instant(one.get("LastModifyDateTime")) or booked_at
    company = one.find(N("POS/Source/BookingChannel/CompanyName"))
    assert company is not None
    channel = company.get("Code", "")
    number = one.find(N("UniqueID")).get("ID", "")  # type: ignore[union-attr] # it is there
    services = {
        service.get("ServiceRPH"): service for service in one.iterfind(N("Services/Service"))
    }
    names = {
        guest.get("ResGuestRPH"): guest.findtext(
            N("Profiles/ProfileInfo/Profile/Customer/PersonName/Surname")
        )
        for guest in one.iterfind(N("ResGuests/ResGuest"))
    }
    rooms, guests = [], []
    for stay in one.iterfind(N("RoomStays/RoomStay")):
        rooms.append(room_by_hand(stay, services))
        guests.append(
            tuple(
                names[number.get("RPH")] or ""
                for number in stay.iterfind(N("ResGuestRPHs/ResGuestRPH"))
            )
        )
    info = one.find(N("ResGlobalInfo"))
    assert info is not None
    total = info.find(N("Total"))
    assert total is not None
    customer = info.find(N("Profiles/ProfileInfo/Profile/Customer"))
    assert customer is not None
    return ReservationMessage(
        ChannelReference(channel, number.removeprefix(f"{channel}-")),
        happening,
        Version(changed_at),
        Snapshot(tuple(rooms), price(total), total.get("CurrencyCode"), booked_at=booked_at),
        Personal(
            name=customer.findtext(N("PersonName/Surname")),
            mail=customer.findtext(N("Email")),
            phone=customer.find(N("Telephone")).get("PhoneNumber"),  # type: ignore[union-attr]
            address=customer.findtext(N("Address/AddressLine")),
            country=customer.find(N("Address/CountryName")).get("Code"),  # type: ignore[union-attr]
            guests=tuple(guests),
            comments=tuple(text.text or "" for text in info.iterfind(N("Comments/Comment/Text"))),
        ),
    )


def room_by_hand(stay: etree._Element, services: dict[str | None, etree._Element]) -> ToldRoom:
    """Return a room."""
    span, total = stay.find(N("TimeSpan")), stay.find(N("Total"))
    kind, plan = stay.find(N("RoomTypes/RoomType")), stay.find(N("RatePlans/RatePlan"))
    assert span is not None
    assert total is not None
    assert kind is not None
    assert plan is not None
    meals = plan.find(N("MealsIncluded"))
    nights = []
    for rate in stay.iterfind(N("RoomRates/RoomRate/Rates/Rate")):
        base = rate.find(N("Base"))
        assert base is not None
        nights.append(ToldNight(date.fromisoformat(rate.get("EffectiveDate", "")), price(base)))
    guests = []
    for count in stay.iterfind(N("GuestCounts/GuestCount")):
        age = count.get("Age")
        guests.append(
            ToldGuests(
                int(count.get("Count", "")),
                BANDS[count.get("AgeQualifyingCode", "")],
                int(age) if age else None,
            )
        )
    extras = []
    for number in stay.iterfind(N("ServiceRPHs/ServiceRPH")):
        service = services[number.get("RPH")]
        cost = service.find(N("Price/Total"))
        assert cost is not None
        extras.append(
            ToldExtra(
                service.findtext(N("ServiceDetails/ServiceDescription/Text")) or "",
                price(cost),
                int(service.get("Quantity", "")),
                service.get("ServiceInventoryCode"),
                service.get("Inclusive") == "true",
            )
        )
    return ToldRoom(
        room_code=kind.get("RoomTypeCode"),
        rate_code=plan.get("RatePlanCode"),
        arrival=date.fromisoformat(span.get("Start", "")),
        departure=date.fromisoformat(span.get("End", "")),
        nights=tuple(nights),
        guests=tuple(guests),
        price=price(total),
        currency=total.get("CurrencyCode"),
        meals=() if meals is None else (Coded(meals.get("MealPlanCodes") or "", "breakfast"),),
        extras=tuple(extras),
        name=kind.get("RoomType"),
    )


def read(body: bytes) -> Candidate:
    """Return reading by the dialect."""
    return lambda: lambda: DIALECT.read_delivery(body, SITEMINDER_CODES)


def figures() -> Iterator[Figure]:
    """Yield what it costs to read ten thousand reservations."""
    told = list(messages())
    body = write_delivery(
        Delivery("D-1", "", tuple(Delivered(f"M{at}", one) for at, one in enumerate(told)), AT)
    )
    found = [one.message for one in DIALECT.read_delivery(body, SITEMINDER_CODES).items]
    assert found == by_hand(body) == told
    mine, hand, tree = interleaved(
        [read(body), lambda: lambda: by_hand(body), lambda: lambda: parsed(body)], ROUNDS
    )
    title = f"channels: {MANY:,} reservations in, {len(body) / 1e6:.0f} MB of XML"
    yield Figure(title, "lxml by hand, the same values", 3, mine, hand, MANY)
    yield Figure(title, "lxml, the tree alone", None, mine, tree, MANY)
