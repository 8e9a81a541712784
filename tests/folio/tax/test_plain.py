"""Plain stays come to exactly what the whole calculation says."""

import random
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from axentra_core.folio.tax import (
    BasePart,
    Bracket,
    Brackets,
    Conditions,
    Exemption,
    Facts,
    Item,
    LongStay,
    Mode,
    NightCap,
    NightsBefore,
    Per,
    Person,
    Policy,
    PriceBasis,
    Relief,
    Residual,
    RoundingLevel,
    RoundingMode,
    Rule,
    RuleSet,
    Validity,
    Weekday,
    base_of,
    quote,
)
from axentra_core.folio.tax.engine import Calculation
from axentra_core.folio.tax.plain import plain_quote
from axentra_core.folio.tax.pricing import NO_FUNCTIONS, _Result

NET, GROSS = PriceBasis
FIRST = date(2026, 3, 2)
CENT = Decimal("0.01")
ARTICLES = ("room", "breakfast")
LINE, STAY = RoundingLevel.LINE, RoundingLevel.STAY
rates = st.integers(0, 3000).map(lambda value: Decimal(value) / 10000)
prices = st.integers(-50000, 500000).map(lambda value: Decimal(value) / 100)
nickels = st.integers(-1000, 10000).map(lambda value: Decimal(value) / 20)
policies = st.builds(
    Policy,
    st.sampled_from([CENT, Decimal("0.05"), Decimal(1)]),
    st.sampled_from(RoundingMode),
    st.sampled_from([LINE, STAY, LINE, STAY, RoundingLevel.NIGHT]),
    st.sampled_from(Residual),
)
validities = st.sampled_from(
    [
        Validity(),
        Validity(),
        Validity(first=FIRST),
        Validity(last=FIRST - timedelta(1)),
        Validity(first=FIRST + timedelta(2)),
    ]
)
tables = st.builds(
    lambda bounds, amount, inclusive, key: Brackets(
        Mode.AMOUNT,
        tuple(Bracket(Decimal(at), amount * many) for many, at in enumerate(sorted(bounds))),
        inclusive,
        key=key,
    ),
    st.sets(st.integers(0, 400), min_size=1, max_size=4),
    rates,
    st.booleans(),
    st.sampled_from([(), (), ("room",), ("room", "breakfast")]),
)


@st.composite
def rule_sets(draw, *, inclusive=None, amounts=True):
    """Return a rule set of up to five plain rules, some of them two of one component."""
    known, rules = list(ARTICLES), []
    policy = draw(policies)
    for place in range(draw(st.integers(1, 5))):
        code = f"T{place}"
        inside = draw(st.booleans()) if inclusive is None else inclusive
        if amounts and not draw(st.integers(0, 2)):
            tariff = draw(
                st.one_of(
                    rates.map(lambda flat: {"flat": flat}),
                    tables.map(lambda table: {"brackets": table}),
                )
            )
            base = base_of(*draw(st.sampled_from([(), ("room",)])))
            per = draw(st.sampled_from([Per.ROOM_NIGHT, Per.ROOM_NIGHT, Per.STAY]))
            rules.append(Rule(code, code, "city", per=per, base=base, inclusive=inside, **tariff))
            known.append(code)
            continue
        own = draw(st.sampled_from([None, Policy(policy.unit, RoundingMode.UP, policy.level)]))
        for more in "ab"[: 1 if draw(st.integers(0, 3)) else 2]:
            codes = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
            base = base_of(*codes)
            if not draw(st.integers(0, 2)):
                base = tuple(BasePart(found, draw(rates)) for found in codes)
            rules.append(
                Rule(
                    code + more,
                    code,
                    "city",
                    name=more,
                    percent=draw(rates),
                    base=base,
                    inclusive=inside,
                    validity=draw(validities),
                    rounding=own,
                    collected_by=("web",) if place == 1 else (),
                )
            )
        known.append(code)
    unit = draw(st.sampled_from([None, policy.unit]))
    return RuleSet(
        "Place", "1", "EUR", date(2000, 1, 1), ARTICLES, tuple(rules), policy, price_unit=unit
    )


@st.composite
def stays(draw, *, basis=None):
    """Return up to four nights in up to two rooms, with breakfasts, in any order."""
    items = []
    bases = st.sampled_from(PriceBasis) if basis is None else st.just(basis)
    kind = draw(st.sampled_from([prices, nickels, nickels.map(round).map(Decimal)]))
    amounts = draw(st.sampled_from([kind, st.just(draw(kind))]))
    for room in draw(st.sampled_from([("1",), ("1", "2")])):
        for place in range(draw(st.integers(1, 4))):
            night = FIRST + timedelta(place)
            name = f"{room}.{place}"
            items.append(
                Item(name, "room", draw(amounts), draw(bases), night, room=room, is_night=True)
            )
            if draw(st.booleans()):
                # Now and then a second item is a night too.
                also = not draw(st.integers(0, 5))
                extra = Item(f"{name}b", "breakfast", draw(kind), draw(bases), night, room=room)
                items.append(attrs.evolve(extra, is_night=also))
    if not draw(st.integers(0, 2)):
        items = draw(st.permutations(items))
    return Facts(tuple(items), channel=draw(st.sampled_from([None, "web"])))


def both_agree(rules, facts):
    """Check that the plain way, where there is one, says what the engine says."""
    plain = plain_quote(rules.plain, facts)
    if plain is None:
        return False
    whole = Calculation(rules.plan, rules.rounding, facts, NO_FUNCTIONS)
    told = _Result(whole).quote()
    for one, other in zip(plain.components, told.components, strict=True):
        assert one == other
    # Written out they are the same too, down to the last zero.
    assert plain == told
    assert repr(plain) == repr(told)
    return True


@tries(30)
@given(rule_sets(), stays(basis=NET))
def test_net_stays_are_the_same_both_ways(rules, facts) -> None:
    """Percents, amounts and tables on net prices, of one room or two."""
    both_agree(rules, facts)


@tries(25)
@given(rule_sets(inclusive=False, amounts=False), stays(basis=NET))
def test_percents_are_the_same_both_ways(rules, facts) -> None:
    """Stacked percents are what most places have."""
    both_agree(rules, facts)


@tries(30)
@given(rule_sets(inclusive=True, amounts=False), stays(basis=GROSS))
def test_prices_are_taken_apart_the_same_both_ways(rules, facts) -> None:
    """Whatever is inside, at every level and wherever the rest goes."""
    both_agree(rules, facts)


@tries(40)
@given(rule_sets(), stays())
def test_what_is_inside_and_on_top_is_the_same_both_ways(rules, facts) -> None:
    """Net beside gross items, inclusive beside exclusive rules."""
    both_agree(rules, facts)


@tries(30)
@given(rule_sets(), stays(basis=GROSS))
def test_gross_stays_are_the_same_both_ways(rules, facts) -> None:
    """Gross prices with percents inside, and percents and amounts on top."""
    both_agree(rules, facts)


def compound(percents, policy):
    """Return inclusive percents, each on the price and all that stand before it."""
    rules = tuple(
        Rule(
            f"t{place}",
            f"T{place}",
            "city",
            percent=percent,
            base=base_of("room", *(f"T{before}" for before in range(place))),
            inclusive=True,
        )
        for place, percent in enumerate(percents)
    )
    return RuleSet("Place", "1", "EUR", date(2000, 1, 1), ARTICLES, rules, policy)


def one_night(amount):
    """Return the facts of one night that was sold at a price."""
    return Facts((Item("1", "room", amount, GROSS, FIRST, is_night=True),))


SETTLED = [(LINE, Residual.NET), (LINE, Residual.LAST), (STAY, Residual.NET)]


@pytest.mark.parametrize(("level", "residual"), SETTLED)
def test_a_compound_price_is_plain(level, residual) -> None:
    """The commonest price there is does not need the whole calculation."""
    rules = compound(
        [Decimal("0.05"), Decimal("0.10")], Policy(CENT, level=level, residual=residual)
    )
    assert both_agree(rules, one_night(Decimal("115.49")))


def test_rules_that_change_within_the_stay_need_the_whole_calculation() -> None:
    """A change of the rate between two nights is not plain; before and after it is."""
    rules = RuleSet(
        "Place",
        "1",
        "EUR",
        date(2000, 1, 1),
        ARTICLES,
        (
            Rule(
                "old",
                "VAT",
                "state",
                percent=Decimal("0.12"),
                base=base_of("room"),
                inclusive=True,
                validity=Validity(last=FIRST),
            ),
            Rule(
                "new",
                "VAT",
                "state",
                percent=Decimal("0.25"),
                base=base_of("room"),
                inclusive=True,
                validity=Validity(first=FIRST + timedelta(1)),
            ),
        ),
        Policy(CENT),
    )
    nights = [
        Item(str(place), "room", Decimal(1000), GROSS, FIRST + timedelta(place), is_night=True)
        for place in range(2)
    ]
    assert not both_agree(rules, Facts(tuple(nights)))
    for night, amount in zip(nights, ("107.14", "200"), strict=True):
        assert both_agree(rules, Facts((night,)))
        assert quote(rules, Facts((night,))).amounts == {"VAT": Decimal(amount)}


VAT = Rule("vat", "VAT", "state", percent=Decimal("0.10"), base=base_of("room"))
FEE = Rule("fee", "FEE", "city", flat=Decimal(2), per=Per.ROOM_NIGHT)


def rule_set(*rules, level=STAY):
    """Return a rule set of a few rules."""
    return RuleSet(
        "Place", "1", "EUR", date(2000, 1, 1), ARTICLES, rules, Policy(CENT, level=level)
    )


def three_nights(**more):
    """Return three net nights."""
    items = [
        Item(str(place), "room", Decimal(100), NET, FIRST + timedelta(place), is_night=True)
        for place in range(3)
    ]
    return Facts(tuple(items), **more)


@pytest.mark.parametrize(
    "more",
    [
        {"long_stay": LongStay(5)},
        {"night_cap": NightCap(4)},
        {"reliefs": (Relief("diplomat"),)},
        {"base": (BasePart("room", Decimal("0.89")),)},
    ],
)
def test_what_does_not_touch_a_stay_leaves_it_plain(more) -> None:
    """A short stay without exemptions owes everything, whatever longer ones do not owe."""
    assert both_agree(rule_set(attrs.evolve(VAT, **more), FEE), three_nights())


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ({"long_stay": LongStay(3)}, {}),
        ({"night_cap": NightCap(2)}, {}),
        ({"night_cap": NightCap(4)}, {"nights_before": (NightsBefore("VAT", 2026, 2),)}),
        ({"long_stay": LongStay(5, committed=True)}, {"committed_nights": 5}),
        ({"reliefs": (Relief("a"),)}, {"exemptions": (Exemption("a", "paper", "ayu"),)}),
        (
            {"reliefs": (Relief("a"),)},
            {"persons": (Person("p", exemptions=(Exemption("a", "paper", "ayu"),)),)},
        ),
        ({"conditions": Conditions(weekdays=(Weekday.MON,))}, {}),
        ({"unit_cap": Decimal(5)}, {}),
        ({"per": Per.STAY}, {}),
        ({"rounding": Policy(CENT, level=LINE)}, {}),
    ],
)
def test_what_may_lower_an_amount_needs_the_whole_calculation(more, known) -> None:
    """Whatever has to be looked at night by night or guest by guest is not plain."""
    rules, facts = rule_set(attrs.evolve(VAT, **more), FEE), three_nights(**known)
    assert not both_agree(rules, facts)
    assert quote(rules, facts).total


def test_pieces_and_mixed_prices_need_the_whole_calculation() -> None:
    """Two rooms in one item, and gross beside net prices, are not plain."""
    first, *others = three_nights().items
    for more in ({"quantity": Decimal(2)}, {"basis": GROSS}, {"amount": Decimal("0.001")}):
        facts = Facts((attrs.evolve(first, **more), *others))
        assert not both_agree(rule_set(VAT, FEE), facts)


def test_what_rules_hold_is_kept_for_a_few_dates_only() -> None:
    """Quotes of many dates do not fill the memory."""
    rules = rule_set(
        *(
            attrs.evolve(VAT, id=f"v{day}", validity=Validity(*[FIRST + timedelta(day)] * 2))
            for day in range(50)
        )
    )
    for day in range(50):
        night = Item("1", "room", Decimal(day), NET, FIRST + timedelta(day), is_night=True)
        assert both_agree(rules, Facts((night,)))
    assert len(rules.plain.periods) <= 20


def adds_up(times, seed):
    """Check so many random prices, taken apart by compound rules, cent by cent."""
    chance = random.Random(seed)
    sets = [
        compound(
            [Decimal(chance.randint(0, 3000)) / 10000 for _ in range(chance.randint(1, 4))],
            Policy(CENT, chance.choice(list(RoundingMode)), level, residual),
        )
        for level, residual in SETTLED
        for _ in range(10)
    ]
    for _ in range(times):
        rules = chance.choice(sets)
        amount = Decimal(chance.randint(-(10**4), 10**8)) / 100
        found = plain_quote(rules.plain, one_night(amount))
        assert found is not None
        parts = [found.net, *(component.amount for component in found.components)]
        assert sum(parts, Decimal(0)) == found.total == found.items[0].total == amount
        assert all(part % CENT == 0 for part in parts)


def test_compound_prices_add_back_exactly() -> None:
    """Net and everything inside make the price again."""
    adds_up(3_000, 5)


@pytest.mark.long
def test_a_million_compound_prices_add_back_exactly() -> None:
    """The same, 1,000,000 times."""
    adds_up(1_000_000, 6)
