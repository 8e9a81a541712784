"""What belongs to what, looked up both ways; what a new mapping changes; and mappings as files."""

import json

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from tests.channels.mappings import (
    FAMILY,
    OPTIONS,
    RIGHT,
    and_one,
    channel_link,
    channel_rate,
    mapping_of,
    offer,
    rate_link,
    right_mappings,
    room_rate,
    with_one,
    without,
)

from axentra_core.channels.mapping import (
    MOST_ENTRIES,
    ChannelLink,
    ChannelRate,
    Mapping,
    Offer,
    Party,
    RoomRate,
    Scope,
    Setup,
)
from axentra_core.channels.mapping_changes import ChangeKind, Part, changed
from axentra_core.channels.mapping_index import SENTENCES, MappingIndex, NoOffer, Unresolved
from axentra_core.channels.providers import BOOKING_COM, CHANNEX, SITEMINDER, Pool
from axentra_core.channels.updates import Measure, Target
from axentra_core.codec import Codec, read_mapping, to_json, write_mapping
from axentra_core.codec.files import WIDTH
from axentra_core.codec.mapping_files import LARGEST_MAPPING_FILE
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.strategies import values_of

INDEX = MappingIndex(RIGHT)
PRICE, STOP_SELL, MIN_STAY = Measure.PRICE, Measure.STOP_SELL, Measure.MIN_STAY_ARRIVAL
DLX_BAR, DLX_NRF, STD_BAR, STD_NRF = RIGHT.offers


def refused(make, *args, **more):
    """Return path and code of everything that is wrong."""
    with pytest.raises(InvalidInput) as caught:
        make(*args, **more)
    return [(fault.path, fault.code) for fault in caught.value.faults]


# --- what an entry may be ---


def test_codes_of_others_are_kept_as_they_are() -> None:
    """What a platform knows a room by is its own affair: long numbers, spaces and signs too."""
    link = rate_link("4111111111111111", " DELUXE / SEA ", "-10%")
    assert (link.room_rate, link.codes) == ("4111111111111111", ("DELUXE / SEA", "-10%"))
    assert refused(rate_link, "", " ", "x" * 101) == [
        ("room_rate", "field.required"),
        ("room_code", "field.required"),
        ("rate_code", "text.too_long"),
        ("inventory_code", "field.required"),
    ]


def test_what_is_wrong_with_an_entry_is_told_at_once() -> None:
    """Each field that cannot be, with its path."""
    assert refused(Offer, "D X", "", "DLX\n", "BAR", "DLX", "idr", guests=0, pricing="free") == [
        ("room_type", "code.bad_format"),
        ("rate_plan", "field.required"),
        ("currency", "money.currency_unknown"),
        ("guests", "value.out_of_range"),
        ("pricing", "value.unknown"),
    ]
    assert refused(offer, guests=3, most_guests=2) == [("most_guests", "value.contradicts")]
    assert refused(offer, currency=7) == [("currency", "money.currency_unknown")]
    assert refused(offer, currency=None) == [("currency", "field.required")]
    assert refused(room_rate, room="card 4111111111111111") == [("room", "text.card_number")]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ((None, None, (PRICE,)), [("room_code", "field.required")]),
        (("DLX", "BAR", (PRICE,)), [("rate_code", "value.conflict")]),
        (("DLX", None, ()), [("measures", "field.required")]),
        (("DLX", None, (PRICE, PRICE)), [("measures[1]", "value.duplicate")]),
        ((None, "BAR", (Measure.AVAILABILITY,)), [("measures[0]", "value.unknown")]),
    ],
    ids=["of_nothing", "of_both", "tells_nothing", "tells_twice", "tells_what_is_left"],
)
def test_a_scope_is_of_a_room_or_of_a_rate(fields, faults) -> None:
    """And it tells something; what is left is told by inventory code, which is a scope already."""
    assert refused(Scope, *fields) == faults


def test_a_mapping_may_be_wrong() -> None:
    """What people have entered is kept, so that it can be looked at and mended."""
    assert Mapping("x", offers=(DLX_BAR, DLX_BAR), rate_links=(rate_link("?"),)).room_rates == ()
    assert refused(Mapping, "", (None,), rate_links="x") == [
        ("provider", "field.required"),
        ("offers[0]", "field.required"),
        ("rate_links", "field.wrong_type"),
    ]
    assert refused(Mapping, "x", (DLX_BAR,) * (MOST_ENTRIES + 1)) == [("offers", "list.length")]


def test_each_entry_says_who_has_made_it() -> None:
    """The hotel, the platform's onboarding, or the specialist of the PMS (seed)."""
    assert [link.made_by for link in RIGHT.rate_links] == [
        Party.HOTEL,
        Party.PLATFORM,
        Party.PMS_SPECIALIST,
    ]


# --- from codes to an offer ---


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (("DLX", "BAR"), DLX_BAR),
        (("STD", "NRF"), STD_NRF),
        ((None, None), Unresolved.ROOM_NOT_TOLD),
        (("", "BAR"), Unresolved.ROOM_NOT_TOLD),
        (("JNR", "BAR"), Unresolved.ROOM_UNKNOWN),
        (("dlx", "BAR"), Unresolved.ROOM_UNKNOWN),
        (("DLX", None), Unresolved.RATE_NOT_TOLD),
        (("DLX", "PKG"), Unresolved.RATE_UNKNOWN),
    ],
)
def test_codes_mean_one_offer_or_none(codes, found) -> None:
    """There is no default room: what is not mapped is parked with its reason.

    What is not sold any more still resolves, as somebody may have booked it.
    """
    told = INDEX.offer_of_codes(*codes)
    assert (told.reason if isinstance(told, NoOffer) else told) is found


def test_a_rate_is_not_sold_in_every_room() -> None:
    """Both codes are known, and not together."""
    index = MappingIndex(without("offers", 3))
    told = index.offer_of_codes("STD", "NRF")
    assert told.reason is Unresolved.COMBINATION_UNKNOWN
    assert told.sentence == (
        "room code STD is not sold with rate code NRF; map it, or choose the offer by hand"
    )


def test_two_offers_of_the_same_codes_are_none() -> None:
    """Nobody guesses which of the two was booked."""
    index = MappingIndex(and_one("offers", offer("DLX", "PKG", rate_code="BAR")))
    assert index.offer_of_codes("DLX", "BAR").reason is Unresolved.AMBIGUOUS


def test_a_hotel_without_rate_plans_has_room_codes_alone() -> None:
    """The rate code is empty, and the room code is the inventory code."""
    plain = offer("DLX", None)
    index = MappingIndex(Mapping("x", (plain,), (room_rate(),), (rate_link(rate=None),)))
    assert index.offer_of_codes("DLX", None) is index.offer_of_codes("DLX", "") is plain
    assert index.offer_of_codes("DLX", "BAR").reason is Unresolved.RATE_UNKNOWN
    assert index.offer("DLX") is plain
    assert index.targets(plain, PRICE, SITEMINDER) == (Target("DLX"),)
    assert index.targets(plain, Measure.AVAILABILITY, SITEMINDER) == (Target("DLX"),)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (("BDC", "1001", "77", 2), DLX_BAR),
        (("BDC", "1001", "77"), DLX_BAR),
        (("BDC", "1001", "77", 3), DLX_BAR),
        (("BDC", "1001", "78"), DLX_NRF),
        (("EXP", "5"), STD_BAR),
        (("EXP", "5", "1"), Unresolved.CHANNEL_RATE_UNMAPPED),
        (("BDC", "5"), Unresolved.CHANNEL_RATE_UNMAPPED),
    ],
)
def test_a_channel_rate_means_one_offer_or_none(told, found) -> None:
    """Where a channel rate is mapped for several numbers of adults, any of them leads there."""
    offer_of = INDEX.offer_of_channel_rate(*told)
    assert (offer_of.reason if isinstance(offer_of, NoOffer) else offer_of) is found


def test_a_channel_rate_may_be_another_offer_for_more_adults() -> None:
    """Without the number of adults it is neither; and what leads nowhere says where it ends."""
    mapping = mapping_of(
        channel_links=(channel_link(guests=2), channel_link(guests=4, room_rate="R3"))
    )
    index = MappingIndex(mapping)
    assert index.offer_of_channel_rate("BDC", "1001", "77", 4) == STD_BAR
    told = index.offer_of_channel_rate("BDC", "1001", "77", 3)
    assert told.reason is Unresolved.CHANNEL_RATE_AMBIGUOUS
    assert told.sentence.startswith("BDC/1001/77 means several offers")
    unmapped = MappingIndex(without("rate_links", 0))
    told = unmapped.offer_of_channel_rate("BDC", "1001", "77", 2)
    assert (told.reason, told.values) == (Unresolved.ROOM_RATE_UNMAPPED, {"room_rate": "R1"})
    assert INDEX.offer_of_room_rate("R3") == STD_BAR


def test_every_reason_has_its_sentence() -> None:
    """Why a booking waits, and what to do."""
    assert set(SENTENCES) == set(Unresolved)
    assert all("; " in sentence for sentence in SENTENCES.values())


@settings(max_examples=20)
@for_all(right_mappings())
def test_a_right_mapping_is_a_function_both_ways(mapping) -> None:
    """Each code means one offer, and whatever sells an offer leads back to it."""
    index = MappingIndex(mapping)
    for one in mapping.offers:
        assert index.offer_of_codes(one.room_code, one.rate_code) is one
        assert index.offer(one.room_type, one.rate_plan) is one
        for rate in index.room_rates_of(one):
            assert index.offer_of_room_rate(rate.id) is one
            for sold in index.channel_rates_of(rate.id):
                told = index.offer_of_channel_rate(sold.channel, sold.room, sold.rate, sold.guests)
                assert told is one
    assert sum(len(index.rate_links_of(one)) for one in mapping.offers) == len(mapping.rate_links)
    fed = [one for rate in mapping.room_rates for one in index.channel_rates_of(rate.id)]
    assert sorted(one.key for one in fed) == sorted(one.key for one in mapping.channel_rates)


# --- what is told for an offer ---


def test_one_offer_may_be_several_room_rates_and_channel_rates() -> None:
    """One to many, from the hotel to the channels."""
    index = MappingIndex(OPTIONS)
    assert [rate.id for rate in index.room_rates_of(OPTIONS.offers[0])] == ["F2", "F4"]
    assert [rate.rate for rate in INDEX.channel_rates_of("R1")] == ["77"]
    assert INDEX.channel_rates_of("R9") == INDEX.rate_links_of(STD_NRF) == ()
    dangling = MappingIndex(mapping_of(room_rates=(), channel_rates=()))
    assert dangling.room_rates_of(DLX_BAR) == dangling.channel_rates_of("R1") == ()


def test_a_scope_reaches_all_its_room_rates() -> None:
    """A room code alone is every rate of the room, a rate code alone every room of the rate."""

    def reached(**codes):
        return [link.room_rate for link in INDEX.in_scope(**codes)]

    assert reached(room_code="DLX") == ["R1", "R2"]
    assert reached(rate_code="BAR") == ["R1", "R3"]
    assert reached(room_code="DLX", rate_code="BAR") == ["R1"]
    assert reached(room_code="JNR") == reached() == []


@pytest.mark.parametrize(
    ("one", "measure", "targets"),
    [
        (DLX_BAR, Measure.AVAILABILITY, [("DLX", "")]),
        (DLX_BAR, MIN_STAY, [("DLX", "BAR")]),
        (DLX_BAR, STOP_SELL, [("DLX", "")]),
        (DLX_NRF, STOP_SELL, [("DLX", "")]),
        (STD_BAR, STOP_SELL, [("STD", "BAR")]),
        (DLX_BAR, PRICE, [("", "BAR")]),
        (STD_BAR, PRICE, [("", "BAR")]),
        (DLX_NRF, PRICE, []),
        (STD_NRF, Measure.AVAILABILITY, []),
    ],
)
def test_a_value_is_told_for_its_scope_or_its_codes(one, measure, targets) -> None:
    """What is left by inventory code, what a scope names for the scope, the rest room by rate.

    A derived room rate gets no price, and what has no room rate is told nothing.
    """
    found = INDEX.targets(one, measure, SITEMINDER)
    assert found == tuple(Target(room, rate) for room, rate in targets)


@pytest.mark.parametrize("provider", [CHANNEX, BOOKING_COM], ids=["channex", "booking_com"])
def test_without_scopes_each_room_rate_is_told_for_itself(provider) -> None:
    """A platform that knows no scopes is told the same, one room rate after the other."""
    assert INDEX.targets(DLX_BAR, PRICE, provider) == (Target("DLX", "BAR"),)
    assert INDEX.targets(STD_BAR, PRICE, provider) == (Target("STD", "BAR"),)
    assert INDEX.targets(DLX_NRF, PRICE, provider) == ()
    assert INDEX.targets(DLX_NRF, STOP_SELL, provider) == (Target("DLX", "NRF"),)


def test_prices_are_told_for_each_number_of_adults() -> None:
    """As many as the offer is sold to, and no more than the platform can price."""
    index, family = MappingIndex(OPTIONS), OPTIONS.offers[0]
    found = index.targets(family, PRICE, SITEMINDER)
    assert found == tuple(Target("FAM", "BAR", guests) for guests in (1, 2, 3, 4))
    few = attrs.evolve(SITEMINDER, most_guests=3)
    assert len(index.targets(family, PRICE, few)) == 3
    assert index.targets(family, PRICE, attrs.evolve(few, most_guests=0)) == ()
    assert index.targets(family, MIN_STAY, few) == (Target("FAM", "BAR"),)


def test_a_platform_that_restricts_rooms_is_told_rooms() -> None:
    """For what it keeps restrictions is the platform's manner."""
    by_room = attrs.evolve(BOOKING_COM, restrictions_of=Pool.INVENTORY)
    assert INDEX.targets(DLX_BAR, MIN_STAY, by_room) == (Target("DLX"),)
    by_rate = attrs.evolve(BOOKING_COM, availability_of=Pool.ROOM_RATE)
    assert INDEX.targets(DLX_BAR, Measure.AVAILABILITY, by_rate) == (Target("DLX", "BAR"),)


@pytest.mark.parametrize(
    "spoilt",
    [
        and_one(
            "rate_links",
            rate_link("R9", "STD", "BAR", prices=False),
            and_one("room_rates", room_rate("R9", setup=Setup.DERIVED)),
        ),
        with_one("room_rates", 2, setup=Setup.DERIVED),
        with_one("room_rates", 2, no_rates=True),
        with_one("room_rates", 0, no_updates=True),
    ],
    ids=["shares_its_codes", "derived", "takes_no_rates", "in_the_same_scope"],
)
def test_no_price_reaches_what_takes_none(spoilt) -> None:
    """Even in a mapping that the linter refuses, a derived room rate is told no price."""
    assert MappingIndex(spoilt).targets(STD_BAR, PRICE, SITEMINDER) == ()


# --- what a new mapping changes ---


def change(part, entry, kind):
    """Return a change as people read it."""
    return Part(part), entry, ChangeKind(kind)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (RIGHT, []),
        (attrs.evolve(RIGHT, offers=RIGHT.offers[::-1]), []),
        (without("offers", 3), [change("offers", "STD/NRF", "removed")]),
        (with_one("offers", 0, currency="EUR"), [change("offers", "DLX/BAR", "changed")]),
        (and_one("room_rates", room_rate("R9")), [change("room_rates", "R9", "added")]),
        (
            with_one("rate_links", 0, made_by=Party.PLATFORM),
            [change("rate_links", "R1", "changed")],
        ),
        (
            and_one("rate_links", RIGHT.rate_links[0]),
            [change("rate_links", "R1", "changed")],
        ),
        (
            mapping_of(scopes=(), channel_links=RIGHT.channel_links[1:]),
            [
                change("scopes", "DLX", "removed"),
                change("scopes", "/BAR", "removed"),
                change("channel_links", "BDC/1001/77/2", "removed"),
            ],
        ),
        (
            with_one("channel_rates", 2, rate="1"),
            [
                change("channel_rates", "EXP/5", "removed"),
                change("channel_rates", "EXP/5/1", "added"),
            ],
        ),
    ],
    ids=["same", "order", "less", "other", "more", "by", "twice", "two_lists", "renamed"],
)
def test_a_change_is_told_entry_by_entry(new, told) -> None:
    """The log says what has become of which entry, and what has to be tested again."""
    assert [(one.part, one.entry, one.kind) for one in changed(RIGHT, new)] == told


def test_an_entry_is_not_taken_for_one_that_reads_like_it() -> None:
    """Codes of others may have strokes in them, so one is removed here and another added."""
    old = mapping_of(channel_rates=(channel_rate("BDC", "1001/77", None),))
    new = mapping_of(channel_rates=(channel_rate("BDC", "1001", "77"),))
    assert [(one.key, one.entry, one.kind.value) for one in changed(old, new)] == [
        (("BDC", "1001/77", "", ""), "BDC/1001/77", "removed"),
        (("BDC", "1001", "77", ""), "BDC/1001/77", "added"),
    ]


@settings(max_examples=15)
@for_all(right_mappings(), right_mappings())
def test_a_change_back_undoes_it(old, new) -> None:
    """What one change adds the way back removes, and what is the same is not spoken of."""
    back = {"added": "removed", "removed": "added", "changed": "changed"}
    forth = [(one.part, one.entry, back[one.kind]) for one in changed(old, new)]
    assert sorted(forth) == sorted((one.part, one.entry, one.kind) for one in changed(new, old))
    assert changed(old, old) == ()


# --- as a file ---

# Each field of each class has another value than its default.
WHOLE = Mapping(
    "channex",
    (
        offer(
            name="Deluxe, best rate",
            sellable=False,
            derived_from="RACK",
            made_by=Party.PLATFORM,
            **FAMILY,
        ),
        offer("STD", None, rate_code=None),
    ),
    (
        RoomRate(
            "R1",
            "Deluxe",
            "Best",
            "IDR",
            2,
            Setup.DERIVED,
            no_rates=True,
            no_updates=True,
            room_code="DLX",
            rate_code="BAR",
        ),
        RoomRate("R2", "Standard"),
    ),
    (rate_link(prices=False, primary=True, made_by=Party.PMS_SPECIALIST),),
    (Scope(None, "BAR", (PRICE, STOP_SELL)),),
    (ChannelRate("BDC", "1", "2", 3, "EUR"), ChannelRate("EXP", "1")),
    (ChannelLink("BDC", "1", "2", 3, "R1", Party.PLATFORM),),
)
FILE = {"provider": "x", "room_rates": [{"id": "R1", "room": "Deluxe"}]}


def faults(plain):
    """Return path and code of everything that is wrong with a file."""
    return refused(read_mapping, plain if isinstance(plain, str | bytes) else to_json(plain))


@pytest.mark.parametrize("mapping", [WHOLE, RIGHT, Mapping("x")], ids=["whole", "right", "empty"])
def test_a_mapping_has_one_text(mapping) -> None:
    """Reading what was written gives the same mapping, and writing that the same text."""
    text = write_mapping(mapping)
    assert read_mapping(text) == read_mapping(text.encode()) == mapping
    assert write_mapping(read_mapping(json.dumps(json.loads(text), indent=7))) == text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_what_is_there_by_default_is_not_written() -> None:
    """A file says what has been entered, and nothing else."""
    assert write_mapping(read_mapping(to_json(FILE))) == (
        '{\n  "provider": "x",\n  "room_rates": [{"id": "R1", "room": "Deluxe"}]\n}\n'
    )


@settings(max_examples=10)
@for_all(values_of(Mapping))
def test_every_mapping_can_be_kept(mapping) -> None:
    """Whatever has been entered, a file says it, and so does the store."""
    assert read_mapping(write_mapping(mapping)) == mapping
    assert Codec(()).read(Mapping, Codec(()).write(mapping)) == mapping


def test_a_file_is_mended_once() -> None:
    """What cannot be read does not hide what is wrong beside it."""
    plain = {
        **FILE,
        "offers": [{"room_type": "DLX", "guests": "2", "sellable": 1}, None],
        "room_rates": [{"id": 7, "room": "Deluxe", "setup": "by hand"}],
        "scopes": [{"room_code": None, "rate_code": None, "measures": ["price", "rate"]}],
        "channels": [],
    }
    assert sorted(faults(plain)) == [
        ("channels", "field.unknown"),
        ("offers[0].currency", "field.required"),
        ("offers[0].guests", "field.wrong_type"),
        ("offers[0].inventory_code", "field.required"),
        ("offers[0].rate_code", "field.required"),
        ("offers[0].rate_plan", "field.required"),
        ("offers[0].room_code", "field.required"),
        ("offers[0].sellable", "field.wrong_type"),
        ("offers[1]", "field.required"),
        ("room_rates[0].id", "field.wrong_type"),
        ("room_rates[0].setup", "value.unknown"),
        ("scopes[0].measures[1]", "value.unknown"),
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "json.bad_format"),
        ("[]", "field.wrong_type"),
        ("null", "field.required"),
        ('{"provider": 1.5}', "number.float"),
        (" " * (LARGEST_MAPPING_FILE + 1), "json.too_large"),
        (json.dumps({**FILE, "scopes": [{}] * (MOST_ENTRIES + 1)}), "list.length"),
        (b'{"provider": "\xff"}', "json.not_text"),
    ],
    ids=["empty", "list", "null", "float", "large", "long", "bytes"],
)
def test_what_is_no_file_is_refused(source, code) -> None:
    """Whatever comes, there is one kind of answer, and a short one."""
    assert [told for _, told in faults(source)] == [code]


def test_a_list_may_be_as_long_as_a_chain_of_hotels_needs() -> None:
    """More entries than other files may have."""
    many = [{"id": f"R{number}", "room": "Deluxe"} for number in range(2000)]
    assert len(read_mapping(to_json({**FILE, "room_rates": many})).room_rates) == 2000


def test_what_feeds_nothing_known_is_left_out() -> None:
    """A link to a channel rate that is gone is no channel rate."""
    index = MappingIndex(mapping_of(channel_rates=(channel_rate("EXP", "5", None),)))
    assert index.channel_rates_of("R1") == ()
    assert [one.channel for one in index.channel_rates_of("R3")] == ["EXP"]
