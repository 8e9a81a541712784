"""What is wrong with a mapping is found before anything is sold by it, and nothing else is."""

from time import process_time

import attrs
import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.mappings import (
    FAMILY,
    OPTIONS,
    PER_OCCUPANCY,
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

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.findings import KINDS, FindingKind, Severity
from axentra_core.channels.lint_facts import PropertyFacts
from axentra_core.channels.mapping import Mapping, Scope, Setup
from axentra_core.channels.mapping_changes import Part
from axentra_core.channels.mapping_lint import lint
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.updates import Measure

Kind = FindingKind
OWN_ROOMS = attrs.evolve(SITEMINDER, unique_rooms=True)
NO_RATES = attrs.evolve(SITEMINDER, rate_codes=False)
SHORT = attrs.evolve(SITEMINDER, longest_code=6)
OWN = PropertyFacts({"DLX", "STD"}, "IDR")


def found(mapping, provider=SITEMINDER, own=None):
    """Return everything that is wrong with a mapping."""
    return lint(mapping, provider, SITEMINDER_CODES, own)


def a_room(*offers, **more):
    """Return a mapping with a room rate for each offer and nothing else."""
    names = [f"R{place}" for place, _ in enumerate(offers)]
    links = [
        rate_link(name, one.room_code, one.rate_code, inventory_code=one.inventory_code)
        for name, one in zip(names, offers, strict=True)
    ]
    rates = [
        room_rate(name, currency=one.currency) for name, one in zip(names, offers, strict=True)
    ]
    return attrs.evolve(
        Mapping("siteminder", offers, tuple(rates), tuple(links)),
        **more,
    )


def option(place, **more):
    """Return the room rates for two and four adults with something else in one of the links."""
    links = [*OPTIONS.rate_links]
    links[place] = attrs.evolve(links[place], **more)
    return attrs.evolve(OPTIONS, rate_links=tuple(links))


def twice(part, place=0):
    """Return the right mapping with one of its entries standing twice."""
    return and_one(part, getattr(RIGHT, part)[place])


def derived(**more):
    """Return a mapping whose second offer takes its prices from the first."""
    master = offer("DLX", "BAR", **more)
    return a_room(master, offer("DLX", "NRF", derived_from="BAR"))


FAMILY_OFFER = offer("FAM", "BAR", **FAMILY)
BOTH = (Measure.STOP_SELL, Measure.PRICE)

# Each kind with a mapping that shows it and nothing else, the place, and whose demands are made,
# those of the platform before those of the property.
# fmt: off
SEEDED = {
    Kind.PROVIDER_DIFFERS:       (mapping_of(provider="channex"), "provider"),
    Kind.OFFER_TWICE:            (twice("offers"), "offers[4]"),
    Kind.ROOM_RATE_TWICE:        (twice("room_rates"), "room_rates[3]"),
    Kind.RATE_LINK_TWICE:        (and_one("rate_links", rate_link("R1", "STD", "BAR")),
                                  "rate_links[3]"),
    Kind.SCOPE_TWICE:            (twice("scopes"), "scopes[2]"),
    Kind.CHANNEL_RATE_TWICE:     (twice("channel_rates"), "channel_rates[3]"),
    Kind.CHANNEL_LINK_TWICE:     (and_one("channel_links", channel_link("EXP", "5", None, "R1")),
                                  "channel_links[3]"),
    Kind.CODES_TWICE:            (and_one("offers", offer("DLX", "PKG", rate_code="BAR")),
                                  "offers[4].room_code"),
    Kind.ROOM_RATE_UNKNOWN:      (and_one("rate_links", rate_link("R9", "STD", "BAR")),
                                  "rate_links[3].room_rate"),
    Kind.CODES_UNKNOWN:          (and_one("rate_links", rate_link("R9", "STD", "PKG"),
                                          and_one("room_rates", room_rate("R9"))),
                                  "rate_links[3].room_code"),
    Kind.CHANNEL_RATE_UNKNOWN:   (without("channel_rates", 1), "channel_links[1].room"),
    Kind.FED_BY_UNKNOWN:         (with_one("channel_links", 2, room_rate="R9"),
                                  "channel_links[2].room_rate"),
    Kind.SCOPE_REACHES_NOTHING:  (and_one("scopes", Scope("JNR", None, (Measure.STOP_SELL,))),
                                  "scopes[2]"),
    Kind.MASTER_UNKNOWN:         (with_one("offers", 2, derived_from="RACK"),
                                  "offers[2].derived_from"),
    Kind.MASTER_IN_CIRCLE:       (derived(derived_from="NRF"), "offers[1].derived_from"),
    Kind.OFFER_UNMAPPED:         (with_one("offers", 3, sellable=True), "offers[3]"),
    Kind.OFFER_NOT_SOLD:         (with_one("offers", 2, sellable=False), "offers[2].sellable"),
    Kind.ROOM_RATE_UNMAPPED:     (and_one("room_rates", room_rate("R9")), "room_rates[3]"),
    Kind.ROOM_RATE_CLOSED:       (with_one("room_rates", 1, no_updates=True),
                                  "room_rates[1].no_updates"),
    Kind.CHANNEL_RATE_UNMAPPED:  (without("channel_links", 2), "channel_rates[2]"),
    Kind.CURRENCY_DIFFERS:       (with_one("room_rates", 2, currency="USD"), "rate_links[2]"),
    Kind.GUESTS_DIFFER:          (with_one("room_rates", 2, guests=3), "rate_links[2]"),
    Kind.CODES_DIFFER_THERE:     (with_one("room_rates", 0, rate_code="NRF"),
                                  "rate_links[0].room_code"),
    Kind.INVENTORY_DIFFERS:      (with_one("rate_links", 2, inventory_code="DLX"),
                                  "rate_links[2].inventory_code"),
    Kind.ROOM_CODE_SHARED:       (a_room(offer("DLX"), offer("STD", "NRF", room_code="DLX")),
                                  "offers[1].room_code"),
    Kind.INVENTORY_SHARED:       (a_room(offer("DLX"), offer("STD", inventory_code="DLX")),
                                  "offers[1].inventory_code"),
    Kind.INVENTORY_SPLIT:        (a_room(offer("DLX"), offer("DLX", "NRF", inventory_code="DLX2")),
                                  "offers[1].inventory_code"),
    Kind.INVENTORY_NOT_ROOM:     (a_room(offer("DLX", None, inventory_code="POOL")),
                                  "offers[0].inventory_code"),
    Kind.PRICES_NOT_TAKEN:       (with_one("rate_links", 1, prices=True), "rate_links[1].prices"),
    Kind.PRICES_REACH_OTHERS:    (and_one("scopes", Scope(None, "NRF", (Measure.PRICE,))),
                                  "rate_links[1].room_code"),
    Kind.PRICES_NOT_TOLD:        (mapping_of(rate_links=(*RIGHT.rate_links[:2],
                                                         attrs.evolve(RIGHT.rate_links[2],
                                                                      prices=False)),
                                             scopes=()), "rate_links[2].prices"),
    Kind.DERIVED_TWICE:          (with_one("offers", 1, derived_from="BAR"),
                                  "rate_links[1].prices"),
    Kind.OPTION_NOT_PRICED:      (with_one("rate_links", 2, primary=True),
                                  "rate_links[2].primary"),
    Kind.OPTION_TWICE:           (attrs.evolve(OPTIONS, room_rates=(room_rate("F2", guests=2),
                                                                    room_rate("F4", guests=2))),
                                  "rate_links[1]"),
    Kind.PRIMARY_MISSING:        (option(0, primary=False), "rate_links[0].primary"),
    Kind.PRIMARY_TWICE:          (option(1, primary=True), "rate_links[1].primary"),
    Kind.SCOPE_SHADOWED:         (mapping_of(scopes=(Scope("STD", None, BOTH),
                                                     Scope(None, "BAR", BOTH))), "scopes[1]"),
    Kind.SCOPE_MIXED:            (with_one("offers", 2, pricing=PER_OCCUPANCY), "scopes[1]"),
    Kind.CHANNEL_ROOM_CONFLICT:  (and_one("channel_links", channel_link("BDC", "1001", "79", "R3"),
                                          and_one("channel_rates", channel_rate(rate="79"))),
                                  "channel_links[3].room_rate"),
    Kind.CHANNEL_ROOM_TWICE:     (and_one("channel_links", channel_link("BDC", "1002", "77"),
                                          and_one("channel_rates", channel_rate(room="1002"))),
                                  "channel_links[3].room_rate"),
    Kind.CHANNEL_UNKNOWN:        (and_one("channel_links", channel_link("XXX"),
                                          and_one("channel_rates", channel_rate("XXX"))),
                                  "channel_rates[3].channel"),
    Kind.ROOM_NOT_UNIQUE:        (a_room(offer("DLX", "BAR"), offer("DLX", "NRF")),
                                  "rate_links[1].room_code", OWN_ROOMS),
    Kind.RATE_CODE_MISSING:      (a_room(offer("DLX", "BAR", rate_code=None)),
                                  "offers[0].rate_code"),
    Kind.RATE_CODE_NOT_WANTED:   (a_room(offer("DLX", "BAR")), "offers[0].rate_code", NO_RATES),
    Kind.CODE_TOO_LONG:          (a_room(offer("DLX", "BARBARA")), "offers[0].rate_code", SHORT),
    Kind.CODE_ODD:               (a_room(offer("DLX", "BAR", rate_code="-10%")),
                                  "offers[0].rate_code"),
    Kind.CODE_ALIKE:             (a_room(offer("DLX", "BAR"), offer("DLX", "NRF", rate_code="Bar")),
                                  "offers[1].rate_code"),
    Kind.TOO_MANY_GUESTS:        (a_room(offer("DLX", most_guests=6, pricing=PER_OCCUPANCY)),
                                  "offers[0].most_guests"),
    Kind.ROOM_TYPE_UNKNOWN:      (a_room(offer("JNR")), "offers[0].room_type", SITEMINDER, OWN),
    Kind.CURRENCY_NOT_OWN:       (a_room(offer("DLX", currency="EUR")), "offers[0].currency",
                                  SITEMINDER, OWN),
}
# fmt: on


@pytest.mark.parametrize("kind", Kind)
def test_each_mistake_is_found_and_nothing_else(kind) -> None:
    """Whoever makes one mistake is told of that one, where it is and what to do."""
    mapping, path, *asked = SEEDED[kind]
    assert [(one.kind, one.path) for one in found(mapping, *asked)] == [(kind, path)]


@pytest.mark.parametrize("kind", Kind)
def test_a_finding_says_what_is_wrong_and_what_to_do(kind) -> None:
    """A sentence has the values in it, and after a semicolon what to do."""
    mapping, _, *asked = SEEDED[kind]
    (one,) = found(mapping, *asked)
    assert str(one) == f"{one.sentence} @ {one.path} [{kind.value}]"
    assert ";" in one.sentence
    assert "{" not in one.sentence
    assert all(str(value) in one.sentence for value in one.values.values())


def test_the_sentences_read_as_people_speak() -> None:
    """A few of them, as the hotel reads them."""
    told = {kind: found(seed[0], *seed[2:])[0].sentence for kind, seed in SEEDED.items()}
    assert told[Kind.CODES_UNKNOWN] == (
        "no offer has the codes STD/PKG of room rate R9; correct them here and on the platform, "
        "or add the offer"
    )
    assert told[Kind.GUESTS_DIFFER] == (
        "room rate R3 is for 3 adults, and offer STD/BAR for 2; put one of them right, or the "
        "price is wrong for everybody else"
    )
    assert told[Kind.PRICES_NOT_TAKEN] == (
        "room rate R2 takes no prices, as the platform derives them; let the hotel tell none for it"
    )
    assert told[Kind.PRICES_REACH_OTHERS] == (
        "prices for the scope of rate code NRF would reach room rate R2, for which none are to be "
        "told; give it codes of its own"
    )
    assert told[Kind.SCOPE_SHADOWED] == (
        "the scope of rate code BAR and the scope of room code STD both tell stop_sell, price for "
        "STD/BAR, and whichever is told last would hold; tell each in one of them"
    )


def test_every_kind_is_listed_in_order() -> None:
    """One table has them all, each with its severity and its sentence."""
    assert list(KINDS) == list(Kind) == list(SEEDED)
    structural = [kind for kind in Kind if kind.is_structural]
    assert structural == list(Kind)[: len(structural)]
    assert {kind.severity for kind in structural} == {Severity.ERROR}
    assert {kind for kind in Kind if kind.severity is Severity.WARNING} == {
        Kind.OFFER_NOT_SOLD,
        Kind.ROOM_RATE_CLOSED,
        Kind.INVENTORY_SPLIT,
        Kind.PRICES_NOT_TOLD,
        Kind.DERIVED_TWICE,
        Kind.CHANNEL_ROOM_TWICE,
        Kind.CHANNEL_UNKNOWN,
        Kind.CODE_ODD,
        Kind.CODE_ALIKE,
    }


# --- what is right is not spoken of ---


@pytest.mark.parametrize(
    "mapping",
    [
        RIGHT,
        OPTIONS,
        Mapping("siteminder"),
        a_room(offer("DLX", None), offer("STD", None)),
        derived(),
        attrs.evolve(
            OPTIONS,
            channel_rates=tuple(channel_rate(guests=guests) for guests in (1, 2, 3, 4)),
            channel_links=tuple(
                channel_link(room_rate="F2", guests=guests) for guests in (1, 2, 3, 4)
            ),
        ),
    ],
    ids=["right", "options", "empty", "no_rate_plans", "derived_here", "occupancies_of_a_channel"],
)
def test_a_right_mapping_is_silent(mapping) -> None:
    """What can work is not held up."""
    assert found(mapping) == ()


def test_a_platform_that_wants_a_room_for_each_rate_gets_aliases() -> None:
    """The room code of each offer is its own, and the rooms that are left are shared."""
    aliases = a_room(
        offer("DLX", "BAR", room_code="DLX-BAR"), offer("DLX", "NRF", room_code="DLX-NRF")
    )
    assert found(aliases, OWN_ROOMS) == ()
    alone = a_room(
        offer("DLX", "BAR", room_code="D1", rate_code=None, inventory_code="D1"),
        offer("DLX", "NRF", room_code="D2", rate_code=None, inventory_code="D2"),
    )
    assert found(alone, OWN_ROOMS) == found(alone, NO_RATES) == ()


@pytest.mark.parametrize("kind", [Kind.SCOPE_SHADOWED, Kind.PRICES_REACH_OTHERS])
def test_where_there_are_no_scopes_none_reaches_too_far(kind) -> None:
    """A platform that is told each room rate for itself is told nothing twice by them."""
    mapping, _ = SEEDED[kind]
    assert found(mapping, attrs.evolve(SITEMINDER, scopes=False)) == ()


def test_without_a_table_no_channel_is_looked_up() -> None:
    """A host that has no codes of a platform is not told that it knows none."""
    assert lint(SEEDED[Kind.CHANNEL_UNKNOWN][0], SITEMINDER) == ()


def test_a_right_mapping_agrees_with_the_property() -> None:
    """What the property has, in its own money, is not spoken of."""
    assert found(RIGHT, SITEMINDER, OWN) == ()


def test_both_sides_of_several_rules() -> None:
    """The other half of the rules that have two."""
    assert kinds(with_one("channel_rates", 0, currency="USD")) == [Kind.CURRENCY_DIFFERS]
    three = with_one("channel_rates", 0, guests=3)
    three = attrs.evolve(three, channel_links=(channel_link(guests=3), *RIGHT.channel_links[1:]))
    assert kinds(three) == [Kind.GUESTS_DIFFER]
    assert kinds(with_one("room_rates", 0, room_code="STD")) == [Kind.CODES_DIFFER_THERE]
    six = attrs.evolve(OPTIONS, room_rates=(OPTIONS.room_rates[0], room_rate("F4", guests=6)))
    assert kinds(six) == [Kind.GUESTS_DIFFER]
    unsold = a_room(offer("DLX", most_guests=6, pricing=PER_OCCUPANCY, sellable=False))
    assert kinds(unsold) == [Kind.OFFER_NOT_SOLD]
    assert kinds(with_one("room_rates", 2, no_updates=True)) == [
        Kind.ROOM_RATE_CLOSED,
        Kind.PRICES_NOT_TAKEN,
    ]
    assert kinds(with_one("room_rates", 2, no_rates=True)) == [Kind.PRICES_NOT_TAKEN]
    self_made = with_one("offers", 2, derived_from="BAR")
    assert kinds(self_made) == [Kind.MASTER_IN_CIRCLE]


def test_what_has_one_price_has_one_currency() -> None:
    """A scope tells one price for all its rooms, and a derived price comes from a master."""
    told = [(one.kind, one.path) for one in found(with_one("offers", 2, currency="EUR"))]
    assert (Kind.CURRENCY_DIFFERS, "scopes[1]") in told
    master = derived(currency="EUR")
    told = [(one.kind, one.path) for one in found(master)]
    assert (Kind.CURRENCY_DIFFERS, "offers[1].derived_from") in told


def test_what_is_not_sold_has_no_price_in_a_scope() -> None:
    """Its prices are told to nobody, so they disturb nobody."""
    spoilt = with_one("offers", 2, pricing=PER_OCCUPANCY, sellable=False)
    assert Kind.SCOPE_MIXED not in kinds(spoilt)
    without_scopes = attrs.evolve(SITEMINDER, scopes=False)
    assert found(with_one("offers", 2, pricing=PER_OCCUPANCY), without_scopes) == ()


def test_capitals_are_looked_at_within_rooms_and_within_rates() -> None:
    """A room and a rate never stand in one place; room and inventory codes do."""
    assert kinds(a_room(offer("BAR", "BAR"), offer("BAR", "bar"))) == [Kind.CODE_ALIKE]
    assert kinds(a_room(offer("BAR", "bar"))) == []
    told = found(a_room(offer("DLX"), offer("dlx", inventory_code="Dlx")))
    assert [(one.kind, one.path) for one in told] == [
        (Kind.CODE_ALIKE, "offers[1].room_code"),
        (Kind.CODE_ALIKE, "offers[1].inventory_code"),
    ]


def test_a_price_for_shared_codes_reaches_the_derived_one() -> None:
    """Two room rates have the same codes, and one of them is derived on the platform."""
    shared = and_one(
        "rate_links",
        rate_link("R9", "DLX", "BAR", prices=False),
        and_one("room_rates", room_rate("R9", setup=Setup.DERIVED)),
    )
    one, other = found(shared)
    assert (one.kind, one.values["codes"]) == (Kind.PRICES_REACH_OTHERS, "DLX/BAR")
    assert str(other.values["codes"]) == "the scope of rate code BAR"


def kinds(mapping):
    """Return the kinds of what is wrong."""
    return [one.kind for one in found(mapping)]


@for_all(right_mappings())
def test_right_mappings_at_random_are_silent(mapping) -> None:
    """Whatever a hotel sells, if it is mapped rightly nobody is bothered."""
    assert found(mapping) == ()


# --- what is spoilt is found ---

# What becomes wrong when something else stands in a field.
SPOILT = {
    ("offers", "room_code"): "Z9",
    ("offers", "rate_code"): "Z9",
    ("offers", "currency"): "USD",
    ("room_rates", "id"): "Z9",
    ("room_rates", "currency"): "USD",
    ("room_rates", "guests"): 9,
    ("room_rates", "rate_code"): "Z9",
    ("rate_links", "room_rate"): "Z9",
    ("rate_links", "room_code"): "Z9",
    ("rate_links", "rate_code"): None,
    ("rate_links", "inventory_code"): "Z9",
    ("channel_rates", "rate"): "Z9",
    ("channel_rates", "currency"): "USD",
    ("channel_links", "room"): "Z9",
    ("channel_links", "room_rate"): "Z9",
    ("scopes", "measures"): (Measure.PRICE, Measure.STOP_SELL, Measure.MIN_STAY_ARRIVAL),
}


@for_all(right_mappings(), st.data())
def test_a_single_mistake_is_always_found(mapping, data) -> None:
    """One entry left out, one standing twice, or one wrong field: each is told."""
    part = data.draw(st.sampled_from([one for one in Part if getattr(mapping, one)]))
    place = data.draw(st.integers(0, len(getattr(mapping, part)) - 1))
    entry = getattr(mapping, part)[place]
    fields = [field for one, field in SPOILT if one == part]
    how = data.draw(st.sampled_from([*fields, "twice", "left out"]))
    if how == "twice":
        spoilt = and_one(part, entry, mapping)
    elif how == "left out":
        # Nobody misses a scope.
        assume(part is not Part.SCOPES)
        spoilt = without(part, place, mapping)
    else:
        assume(part is not Part.OFFERS or how != "currency" or has_currency(mapping, entry))
        entries = [*getattr(mapping, part)]
        entries[place] = attrs.evolve(entry, **{how: SPOILT[part, how]})
        spoilt = attrs.evolve(mapping, **{part: tuple(entries)})
    assert found(spoilt) != ()


def has_currency(mapping, offer):
    """Return whether the platform tells in which currency it sells an offer."""
    links = {link.room_rate for link in mapping.rate_links if link.codes == offer.codes}
    return any(one.currency for one in mapping.room_rates if one.id in links)


@for_all(right_mappings())
def test_all_mistakes_are_told_at_once_and_in_one_order(mapping) -> None:
    """Nobody mends one thing to be told of the next, and looking twice says the same."""
    spoilt = attrs.evolve(mapping, rate_links=(), channel_links=(), scopes=())
    told = [one.path for one in found(spoilt)]
    assert told == [
        f"{part}[{place}]"
        for part in (Part.OFFERS, Part.ROOM_RATES, Part.CHANNEL_RATES)
        for place, _ in enumerate(getattr(spoilt, part))
    ]
    assert found(spoilt) == found(spoilt)


def test_a_chain_of_rate_plans_is_followed_once() -> None:
    """A thousand rate plans that each take their prices from the one before."""
    plans = [
        offer("DLX", f"P{number}", derived_from=f"P{number - 1}" if number else None)
        for number in range(1000)
    ]
    before = process_time()
    assert kinds(a_room(*plans)) == []
    circle = attrs.evolve(plans[0], derived_from="P999")
    assert kinds(a_room(circle, *plans[1:])) == [Kind.MASTER_IN_CIRCLE]
    assert process_time() - before < 2


def many(rooms):
    """Return a right mapping of ten rate plans for so many room types."""
    pairs = [(f"T{room}", f"P{rate}") for room in range(rooms) for rate in range(10)]
    return Mapping(
        "siteminder",
        tuple(offer(*pair) for pair in pairs),
        tuple(room_rate("/".join(pair)) for pair in pairs),
        tuple(rate_link("/".join(pair), *pair) for pair in pairs),
        (),
        tuple(channel_rate("BDC", *pair) for pair in pairs),
        tuple(channel_link("BDC", *pair, "/".join(pair)) for pair in pairs),
    )


def test_the_time_grows_with_the_entries_and_no_faster() -> None:
    """Ten times as many entries take ten times as long, and five thousand far below a second."""

    def cost(mapping):
        before = process_time()
        assert found(mapping) == ()
        return process_time() - before

    few, more = many(50), many(500)
    few, more = (min(cost(mapping) for _ in range(3)) for mapping in (few, more))
    assert more < 25 * few
    assert more < 2
