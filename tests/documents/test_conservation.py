"""Whatever stands on a document: no money appears on it, and none is lost."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.codec import Codec
from axentra_core.documents import (
    AGGREGATES,
    CancelDocument,
    Content,
    DocumentKind,
    DocumentLine,
    IssueDocument,
    Party,
    PaymentLine,
    Seller,
    Settlement,
    TaxLine,
    Tendered,
    summary,
)
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing.specification import CONTEXT

(DOCUMENT,) = AGGREGATES
CODEC = Codec(AGGREGATES)
TODAY = date(2026, 11, 23)
CENT = Decimal("0.01")
FIGURES = ("net", "charged", "paid", "balance", "brought_forward", "rounding")

cents = st.integers(-500, 500).map(lambda units: Decimal(units).scaleb(-2))
rates = st.sampled_from([None, Decimal("0.10"), Decimal("0.25")])
parts = st.builds(TaxLine, st.sampled_from(["service", "vat"]), rates, cents, cents, st.booleans())


@st.composite
def contents(draw):
    """Return documents that add up, of any kind, with everything on them that may be."""
    charges = draw(st.lists(st.tuples(cents, st.lists(parts, max_size=3)), max_size=4))
    owed = [sum(part.amount for part in taxes if part.owed) for _, taxes in charges]
    lines = tuple(
        DocumentLine(place, TODAY, "Room", Decimal(1), "room", "rooms", net, net + tax)
        for place, ((net, _), tax) in enumerate(zip(charges, owed, strict=True), 1)
    )
    tendered = st.none() | st.just(Tendered("EUR", Decimal("1.50"), Decimal("7.45")))
    payments = draw(
        st.lists(
            st.builds(
                PaymentLine,
                st.integers(1, 9),
                st.just(TODAY),
                st.just("card"),
                cents,
                last_four=st.sampled_from([None, "4242"]),
                tendered=tendered,
            ),
            min_size=1,
            max_size=3,
        )
    )
    off = draw(st.lists(st.builds(Settlement, st.just("ADV-1"), cents), max_size=2))
    before, rounding = draw(cents), draw(cents)
    net = sum((line.net for line in lines), Decimal(0))
    charged = sum((line.total for line in lines), before + rounding)
    paid = sum((one.amount for one in payments), Decimal(0))
    balance = charged - paid - sum((one.amount for one in off), Decimal(0))
    kind = draw(st.sampled_from(DocumentKind))
    if kind is DocumentKind.RECEIPT and balance > 0:
        kind = DocumentKind.INVOICE
    return Content(
        kind,
        "DKK",
        2,
        "folio:S1:1",
        net,
        charged,
        paid,
        balance,
        seller=Seller("Hotel København", ("Havnen 1",)),
        buyer=draw(st.none() | st.just(Party("G1", Sealed("G1", "Budi", ("5f0c",))))),
        lines=lines,
        taxes=summary(part for _, taxes in charges for part in taxes),
        payments=tuple(payments),
        settlements=tuple(off),
        brought_forward=before,
        rounding=rounding,
        refers_to="INV-0",
    )


def decided(content):
    """Return the events of issuing a document."""
    return DOCUMENT.decide(None, IssueDocument("INV-1", content), CONTEXT)


@for_all(contents())
def test_a_document_made_from_its_rows_is_issued(content) -> None:
    """And is the same for ever, whatever becomes of it."""
    state = DOCUMENT.replay(decided(content))
    assert state.content == content
    try:
        later = DOCUMENT.decide(state, CancelDocument("INV-1", "CRN-1", "wrong guest"), CONTEXT)
    except AxentraError:
        return
    assert DOCUMENT.replay(later, state).content == content


@for_all(contents(), st.sampled_from(FIGURES), st.sampled_from([CENT, -CENT]))
def test_a_cent_that_appears_anywhere_is_found(content, field, off) -> None:
    """No figure can be wrong by the smallest step."""
    wrong = attrs.evolve(content, **{field: getattr(content, field) + off})
    with pytest.raises(AxentraError) as caught:
        decided(wrong)
    assert caught.value.code == "documents.does_not_add_up"


@for_all(contents(), st.data())
def test_a_row_that_is_left_out_is_missed(content, data) -> None:
    """Whatever is worth money cannot be dropped from a document."""
    name = data.draw(st.sampled_from(["lines", "taxes", "payments", "settlements"]))
    rows = getattr(content, name)
    worth = [
        place
        for place, row in enumerate(rows)
        if getattr(row, "owed", True) and (row.total if name == "lines" else row.amount)
    ]
    if not worth:
        return
    gone = data.draw(st.sampled_from(worth))
    with pytest.raises(AxentraError) as caught:
        decided(attrs.evolve(content, **{name: rows[:gone] + rows[gone + 1 :]}))
    assert caught.value.code in {"documents.does_not_add_up", "documents.empty"}


@for_all(contents())
def test_a_document_is_stored_as_it_was_issued(content) -> None:
    """Written and read again, event and state are the same, personal data sealed as before."""
    (event,) = decided(content)
    state = DOCUMENT.replay([event])
    assert CODEC.read_event(*CODEC.write_event(event)) == event
    assert CODEC.read_state("document", CODEC.write(state)) == state


# The tax summary


@for_all(st.lists(parts, max_size=12))
def test_a_summary_loses_nothing(listed) -> None:
    """Bases and amounts are those of the parts, all together and for each code."""
    told = summary(listed)
    for code in ("service", "vat"):
        for owed in (True, False):
            own = [one for one in listed if (one.code, one.owed) == (code, owed)]
            said = [one for one in told if (one.code, one.owed) == (code, owed)]
            assert sum(one.amount for one in said) == sum(one.amount for one in own)
            assert sum(one.base for one in said) == sum(one.base for one in own)
    keys = [(one.code, one.rate, one.owed) for one in told]
    assert len(set(keys)) == len(keys)


@for_all(st.lists(parts, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_sum(listed, random) -> None:
    """It changes only which tax is named first."""
    shuffled = random.sample(listed, len(listed))
    one, other = summary(listed), summary(shuffled)
    assert sorted(map(repr, one)) == sorted(map(repr, other))


def test_a_summary_stands_in_order_of_appearance() -> None:
    """One line for each code, rate and whether it is owed; 0.250 and 0.25 are one rate."""
    hundred = Decimal(100)
    told = summary(
        [
            TaxLine("vat", Decimal("0.25"), hundred, Decimal(25)),
            TaxLine("city_tax", None, Decimal(0), Decimal(14)),
            TaxLine("vat", Decimal("0.12"), hundred, Decimal(12)),
            TaxLine("vat", Decimal("0.250"), hundred, Decimal(25)),
            TaxLine("city_tax", None, Decimal(0), Decimal(14), owed=False),
        ]
    )
    assert [(one.code, one.rate, one.base, one.amount, one.owed) for one in told] == [
        ("vat", Decimal("0.25"), 200, 50, True),
        ("city_tax", None, 0, 14, True),
        ("vat", Decimal("0.12"), 100, 12, True),
        ("city_tax", None, 0, 14, False),
    ]


def test_what_was_taken_back_sums_to_zero() -> None:
    """As recorded with the lines, never calculated anew; nothing of it is hidden."""
    there = TaxLine("vat", Decimal("0.25"), Decimal(100), Decimal(25))
    back = attrs.evolve(there, base=Decimal(-100), amount=Decimal(-25))
    (told,) = summary([there, back])
    assert (told.base, told.amount) == (0, 0)


def test_a_summary_takes_the_components_of_any_line() -> None:
    """What has these five attributes is enough; a line without taxes adds nothing."""

    @attrs.frozen
    class Component:
        """A part of a price as another department records it."""

        code: str
        base: Decimal
        rate: Decimal | None
        amount: Decimal
        owed: bool = True

    (told,) = summary([Component("vat", Decimal(80), Decimal("0.25"), Decimal(20))])
    assert told == TaxLine("vat", Decimal("0.25"), Decimal(80), Decimal(20))
    assert summary([]) == ()
