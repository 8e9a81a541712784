"""What holds for every rule set and every price, tried on random ones."""

import decimal
from datetime import date, timedelta
from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from axentra_core.folio.tax import (
    BasePart,
    Facts,
    Item,
    Per,
    Person,
    Policy,
    PriceBasis,
    Residual,
    RoundingLevel,
    RoundingMode,
    Rule,
    RuleSet,
    TaxRefusal,
    base_of,
    difference,
    quote,
)

NET, GROSS = PriceBasis
FIRST = date(2026, 3, 2)
CENT = Decimal("0.01")
ARTICLES = ("room", "breakfast")
rates = st.integers(0, 3000).map(lambda value: Decimal(value) / 10000)
EITHER, YES, NO = st.booleans(), st.just(value=True), st.just(value=False)
BASES = st.sampled_from(PriceBasis)
prices = st.integers(-50000, 500000).map(lambda value: Decimal(value) / 100)
policies = st.builds(
    Policy,
    st.sampled_from([CENT, Decimal("0.05"), Decimal("0.01")]),
    st.sampled_from(RoundingMode),
    st.sampled_from(RoundingLevel),
    st.sampled_from(Residual),
)


@st.composite
def rule_sets(draw, *, percent_only=False, inclusive=EITHER, policy=policies):
    """Return a rule set of up to five rules, each on what stands before it."""
    known, rules = list(ARTICLES), []
    for place in range(draw(st.integers(1, 5))):
        code = f"T{place}"
        is_inclusive = draw(inclusive)
        if percent_only or draw(st.booleans()):
            codes = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
            if not percent_only and draw(st.booleans()):
                base = tuple(
                    BasePart(
                        found,
                        draw(rates),
                        Decimal(draw(st.sampled_from([0, 20])) if found in ARTICLES else 0),
                    )
                    for found in codes
                )
            else:
                base = base_of(*codes)
            rules.append(
                Rule(
                    code,
                    code,
                    "city",
                    percent=draw(rates),
                    base=base,
                    inclusive=is_inclusive,
                    unit_cap=None if percent_only else draw(st.sampled_from([None, Decimal(7)])),
                )
            )
        else:
            per = draw(st.sampled_from([per for per in Per if per not in {Per.PRICE, Per.UNIT}]))
            rules.append(
                Rule(code, code, "city", flat=draw(rates), per=per, inclusive=is_inclusive)
            )
        known.append(code)
    return RuleSet("Place", "1", "EUR", date(2000, 1, 1), ARTICLES, tuple(rules), draw(policy))


@st.composite
def stays(draw, *, bases=BASES, amounts=prices):
    """Return up to four nights in up to two rooms, with breakfasts and persons."""
    items = []
    for room in draw(st.sampled_from([("1",), ("1", "2")])):
        for place in range(draw(st.integers(1, 4))):
            night = FIRST + timedelta(place)
            items.append(
                Item(
                    f"{room}.{place}",
                    "room",
                    draw(amounts),
                    draw(bases),
                    night,
                    room=room,
                    is_night=True,
                )
            )
            if draw(st.booleans()):
                items.append(
                    Item(
                        f"{room}.b{place}",
                        "breakfast",
                        draw(amounts),
                        draw(bases),
                        night,
                        Decimal(draw(st.integers(1, 3))),
                        room,
                    )
                )
    persons = tuple(Person(f"{room}{place}", room) for room in "12" for place in range(2))
    return Facts(tuple(items), persons)


def totals_agree(found):
    """Check every sum of a quote."""
    assert found.total == found.net + sum(found.amounts.values())
    assert sum(item.net for item in found.items) == found.net
    assert sum(item.total for item in found.items) == found.total
    for component in found.components:
        assert sum(component.by_item) == component.amount
    for place, item in enumerate(found.items):
        parts = sum(component.by_item[place] for component in found.components)
        assert item.total == item.net + parts


@tries(20)
@given(rule_sets(), stays())
def test_net_and_components_make_the_total_exactly(rules, facts) -> None:
    """Whatever is inside or on top, rounded wherever: items, components and totals agree."""
    found = quote(rules, facts)
    totals_agree(found)
    working: dict[str, Decimal] = {}
    for work in found.explain():
        working[work.component] = working.get(work.component, Decimal(0)) + work.rounded
    for component in found.components:
        if component.component != "rounding":
            assert working.get(component.component, Decimal(0)) == component.amount


@tries(30)
@given(rule_sets(inclusive=YES), stays(bases=st.just(GROSS)))
def test_a_price_with_everything_inside_stays_what_it_is(rules, facts) -> None:
    """No item of a gross bill changes its price."""
    found = quote(rules, facts)
    assert [item.total for item in found.items] == [item.amount for item in facts.items]


def one_night(amount, basis=NET):
    """Return the facts of one night at a price."""
    return Facts((Item("1", "room", amount, basis, FIRST, is_night=True),))


@tries(30)
@given(
    rule_sets(percent_only=True, policy=st.just(Policy(CENT))),
    prices,
    prices,
    st.sampled_from(PriceBasis),
)
def test_percents_rise_with_the_price_and_are_zero_at_zero(rules, one, other, basis) -> None:
    """A dearer night never owes less of any component that is rounded on its own."""
    low, high = sorted((one, other))
    cheap, dear = quote(rules, one_night(low, basis)), quote(rules, one_night(high, basis))
    for component, amount in cheap.amounts.items():
        assert amount <= dear.amounts[component]
    assert not any(quote(rules, one_night(Decimal(0), basis)).amounts.values())


EVEN_HANDED = st.builds(
    Policy,
    st.just(CENT),
    st.sampled_from(
        [
            RoundingMode.HALF_UP,
            RoundingMode.HALF_DOWN,
            RoundingMode.HALF_EVEN,
            RoundingMode.UP,
            RoundingMode.DOWN,
        ]
    ),
    st.sampled_from(RoundingLevel),
    st.sampled_from(Residual),
)


@tries(30)
@given(rule_sets(percent_only=True, policy=EVEN_HANDED), stays())
def test_the_opposite_prices_have_the_opposite_tax(rules, facts) -> None:
    """What is given back owes back exactly, share by share."""
    turned = attrs.evolve(
        facts, items=tuple(attrs.evolve(item, amount=-item.amount) for item in facts.items)
    )
    found, back = quote(rules, facts), quote(rules, turned)
    assert back.total == -found.total
    for one, other in zip(found.components, back.components, strict=True):
        assert other.by_item == tuple(-amount for amount in one.by_item)


@given(st.integers(1, 300), st.integers(1, 20), rates)
def test_amounts_follow_what_they_count(nights, persons, amount) -> None:
    """A flat rate comes to itself times persons times nights."""
    rules = RuleSet(
        "Place",
        "1",
        "EUR",
        date(2000, 1, 1),
        ("room",),
        (Rule("t", "T", "city", flat=amount, per=Per.PERSON_NIGHT),),
        Policy(Decimal("0.0001")),
    )
    items = tuple(
        Item(str(place), "room", Decimal(0), NET, FIRST + timedelta(place), is_night=True)
        for place in range(nights)
    )
    people = tuple(Person(str(place)) for place in range(persons))
    assert quote(rules, Facts(items, people)).total == amount * persons * nights


@tries(25)
@given(rule_sets(percent_only=True), stays(), st.randoms(use_true_random=False))
def test_the_order_of_rules_that_do_not_need_each_other_changes_nothing(
    rules, facts, random
) -> None:
    """Bases say what comes first, not the order in the file."""
    if rules.rounding.residual is Residual.LAST or rules.rounding.level is RoundingLevel.BILL:
        return
    shuffled = list(rules.rules)
    random.shuffle(shuffled)
    other = attrs.evolve(rules, rules=tuple(shuffled))
    assert quote(other, facts).amounts == quote(rules, facts).amounts


@tries(20)
@given(
    rule_sets(),
    stays(),
    st.integers(1, 30),
    st.sampled_from([decimal.ROUND_UP, decimal.ROUND_FLOOR, decimal.ROUND_HALF_EVEN]),
)
def test_the_host_s_decimal_context_does_not_matter(rules, facts, digits, rounding) -> None:
    """Neither precision nor rounding nor traps of the host change a cent, nor are they changed."""
    expected = quote(rules, facts)
    with decimal.localcontext() as context:
        context.prec, context.rounding = digits, rounding
        context.traps[decimal.Inexact] = True
        flags = dict(context.flags)
        assert quote(attrs.evolve(rules), facts) == expected
        expected_again = quote(rules, facts).explain()
        assert dict(context.flags) == flags
    assert expected_again == expected.explain()


@tries(25)
@given(rule_sets(), stays(), stays())
def test_differences_make_one_quote_of_the_other(rules, before, after) -> None:
    """What was recorded plus what is posted is what holds now; taking back leaves nothing."""
    one, other = quote(rules, before), quote(rules, after)
    changed = sum((change.amount for change in difference(one, other)), Decimal(0))
    assert one.total + changed == other.total
    assert {(change.item, change.component): change.amount for change in difference(None, one)} == {
        (change.item, change.component): -change.amount for change in difference(one, None)
    }
    assert difference(one, one) == ()


@tries(20)
@given(rule_sets(inclusive=YES), stays(bases=st.just(NET)))
def test_what_was_put_on_top_is_found_inside_again(rules, facts) -> None:
    """From net to gross and back the net price differs by no more than rounding can explain."""
    rules = attrs.evolve(rules, rounding=Policy(CENT, level=RoundingLevel.LINE))
    there = quote(rules, facts)
    if any(item.net < 0 for item in there.items):
        return
    back = attrs.evolve(
        facts,
        items=tuple(
            attrs.evolve(item, amount=found.total, basis=GROSS)
            for item, found in zip(facts.items, there.items, strict=True)
        ),
    )
    try:
        found = quote(rules, back)
    except TaxRefusal:
        return
    for one, other in zip(there.items, found.items, strict=True):
        assert abs(one.net - other.net) <= CENT * 2 * len(rules.rules)
