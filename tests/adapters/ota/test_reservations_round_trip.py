"""What our platform's side writes of any reservation, our hotel's side reads, and the other way."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.adapters.ota.bringing import MADE, READER
from tests.adapters.ota.writing import CREDENTIALS

from axentra_core.adapters.ota import read_upload, write_delivery
from axentra_core.adapters.ota.booking_codes import (
    CARDS,
    ID_KINDS,
    MEALS,
    TAXES,
    WRITTEN_AGES,
)
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference, read_reference
from axentra_core.channels.reservations import (
    AgeBand,
    CardSecret,
    Cleaner,
    Coded,
    Collects,
    Delivered,
    Delivery,
    OtherId,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldCard,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    ToldTax,
    Upload,
    Version,
)
from axentra_core.testing.reservation_values import card_numbers

NUMBERS = [number for number, _ in zip(card_numbers(8), range(20), strict=False)]


def as_cleaned(text):
    """Return a text as it is when nothing has to go."""
    return Cleaner().line(text)


texts = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)
    .map(as_cleaned)
    .filter(lambda text: text is not None and as_cleaned(text) == text)
)
codes = texts.filter(lambda text: not text[0].isspace())
words = st.text("abcdeXYZ0123456789-", min_size=1, max_size=12).filter(str.strip)
maybe = st.none()
amounts = st.decimals(-100_000, 100_000, places=2) | st.integers(0, 10**9).map(Decimal)
prices = st.builds(ToldPrice, maybe | amounts, maybe | amounts)
dates = st.dates(date(2020, 1, 1), date(2035, 1, 1))
instants = st.integers(0, 400_000_000).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
meals = st.sampled_from([*MEALS, "257"]).map(lambda code: Coded(code, MEALS.get(code)))
guests = st.one_of(
    st.builds(
        ToldGuests, st.integers(1, 9), st.sampled_from([*WRITTEN_AGES]), maybe | st.integers(0, 99)
    ),
    st.builds(ToldGuests, st.integers(1, 9), st.just(AgeBand.ADULT), code=st.just("11")),
    st.builds(ToldGuests, st.integers(1, 9), st.just(AgeBand.UNKNOWN), code=st.just("77")),
)
extras = st.builds(
    ToldExtra, texts, prices, st.integers(1, 99), maybe | codes, is_included=st.booleans()
)
taxes = st.builds(
    ToldTax,
    st.sampled_from([*TAXES, "999"]).map(lambda code: Coded(code, TAXES.get(code))),
    amounts,
    maybe | st.booleans(),
)
currencies = st.sampled_from(["EUR", "IDR", "KWD", "XYZ"])
month_ends = dates.map(lambda day: (day.replace(day=28) + timedelta(4)).replace(day=1)).map(
    lambda first: first - timedelta(1)
)


@st.composite
def rooms(draw):
    """Return any room whose nights are those of its dates."""
    arrival, currency = draw(dates), draw(currencies)
    stays = draw(st.integers(0, 5))
    nights = draw(st.just(()) | st.lists(prices, min_size=stays, max_size=stays))
    return ToldRoom(
        key=draw(maybe | words),
        room_code=draw(maybe | codes),
        rate_code=draw(maybe | codes),
        arrival=arrival,
        departure=arrival + timedelta(stays),
        nights=tuple(ToldNight(arrival + timedelta(at), one) for at, one in enumerate(nights)),
        guests=tuple(draw(st.lists(guests, max_size=3))),
        price=draw(prices),
        currency=currency,
        meals=tuple(draw(st.lists(meals, max_size=2))),
        extras=tuple(draw(st.lists(extras, max_size=2))),
        name=draw(maybe | texts),
    )


@st.composite
def cards(draw):
    """Return what is told of a card, and perhaps the card."""
    is_virtual = draw(maybe | st.booleans())
    expires = draw(maybe | month_ends)
    told = ToldCard(
        is_virtual=is_virtual,
        brand=draw(
            maybe | st.sampled_from([*CARDS, "XX"]).map(lambda one: Coded(one, CARDS.get(one)))
        ),
        balance=draw(amounts) if is_virtual else None,
        currency=draw(currencies) if is_virtual else None,
        active_on=draw(dates) if is_virtual else None,
        valid_through=expires,
    )
    if draw(st.booleans()):
        return told, None
    return told, CardSecret(
        draw(st.sampled_from(NUMBERS)),
        expires=expires and (expires.year, expires.month),
        code=draw(maybe | st.just("737")),
        holder=draw(maybe | texts),
        brand=told.brand and told.brand.code,
    )


@st.composite
def references(draw):
    """Return any reference that is read as it is written."""
    channel = draw(st.none() | st.sampled_from(["EXP", "BDC", "ZZZ"]))
    told = ChannelReference(channel, draw(words.filter(lambda one: one.strip("-"))))
    same = read_reference(told.text, SITEMINDER_CODES, channel=channel)
    return told if same == told else ChannelReference(channel, "1695093244")


@st.composite
def messages(draw):
    """Return any message, and the card it comes with."""
    happening = draw(st.sampled_from(Happening))
    told, card = draw(st.just((None, None)) | cards())
    sleepers = draw(st.lists(rooms(), max_size=3))
    names = [tuple(draw(st.lists(texts, max_size=2))) for _ in sleepers]
    snapshot = Snapshot(
        rooms=tuple(sleepers),
        price=draw(prices),
        currency=draw(currencies),
        extras=tuple(draw(st.lists(extras, max_size=2))),
        taxes=tuple(draw(st.lists(taxes, max_size=2))),
        booked_at=draw(maybe | instants),
        collects=draw(maybe | st.sampled_from(Collects)),
        card=told,
    )
    has_rooms = happening is not Happening.CANCEL or sleepers
    message = ReservationMessage(
        reference=draw(references()),
        happening=happening,
        version=Version(draw(instants)),
        snapshot=snapshot if has_rooms else None,
        personal=Personal(
            name=draw(texts),
            mail=draw(maybe | texts),
            phone=draw(maybe | texts),
            address=draw(maybe | texts),
            country=draw(maybe | st.sampled_from(["ID", "DK"])),
            guests=tuple(names) if any(names) else (),
            comments=tuple(draw(st.lists(texts, max_size=3))),
        ),
        ids=tuple(
            draw(
                st.lists(
                    st.builds(
                        OtherId,
                        st.sampled_from([*ID_KINDS.values(), "uit.34"]),
                        words.filter(str.strip),
                    ),
                    max_size=3,
                    unique=True,
                )
            )
        ),
        secondary=draw(maybe | st.just("EXPA")),
    )
    return message, card if has_rooms else None


@for_all(st.lists(messages(), min_size=1, max_size=3), st.booleans())
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read(told, is_pushed) -> None:
    """Every field of every room, night, price, person and card arrives as it was told."""
    items = tuple(
        Delivered(
            f"M-{at}",
            message,
            card,
            None,
            message.reference.text,
            (("14", message.reference.text),),
        )
        for at, (message, card) in enumerate(told)
    )
    delivery = Delivery("E-1", "UBUD", items, MADE)
    body = write_delivery(delivery, CREDENTIALS if is_pushed else None)
    read = READER.read_delivery(body, SITEMINDER_CODES)
    for one, expected in zip(read.items, items, strict=True):
        assert one.fault is None
        assert one.message == expected.message
        assert plain(one.card) == plain(expected.card)
    assert without_cards(read) == without_cards(delivery)


def plain(card):
    """Return a card as it can be compared."""
    return card and (card.number, card.expires, card.code, card.holder, card.brand)


def without_cards(delivery):
    """Return a delivery as it can be compared."""
    return attrs.evolve(
        delivery, items=tuple(attrs.evolve(one, card=None) for one in delivery.items)
    )


@for_all(messages())
@settings(max_examples=15, deadline=None)
def test_what_is_uploaded_is_read(told) -> None:
    """The hotel's own number is the reservation's, and the channel's stands beside it."""
    message, _ = told
    own = {"platform", "confirmation"}
    kinds = [one.kind for one in message.ids]
    beside = [one for one in message.ids if one.kind in own and kinds.count(one.kind) == 1]
    others = [one for one in message.ids if one.kind not in own]
    beside.sort(key=lambda one: one.kind, reverse=True)
    message = attrs.evolve(message, ids=(*beside, *others))
    upload = Upload("U-1", "UBUD", MADE, "S-77", message)
    read = read_upload(READER.write_upload(upload), SITEMINDER_CODES, CREDENTIALS)
    assert read == upload
