"""How documents are numbered."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.documents import (
    DocumentKind,
    DocumentSettings,
    Prefixes,
    Seller,
    number_of,
    series_of,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import identifier

STANDARD = DocumentSettings()
kinds, years = st.sampled_from(DocumentKind), st.integers(1900, 2199)
numbers = st.integers(1, 999_999_999_999)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (DocumentKind.PROFORMA, "PRO-2026-000017"),
        (DocumentKind.ADVANCE_INVOICE, "ADV-2026-000017"),
        (DocumentKind.INVOICE, "INV-2026-000017"),
        (DocumentKind.RECEIPT, "RCP-2026-000017"),
        (DocumentKind.CREDIT_NOTE, "CRN-2026-000017"),
        (DocumentKind.CORRECTION, "COR-2026-000017"),
        (DocumentKind.ACCOUNT_STATEMENT, "STM-2026-000017"),
    ],
)
def test_a_number_says_what_it_numbers(kind, number) -> None:
    """Prefix, year and six digits, where the property has not chosen anything else."""
    assert number_of(kind, 2026, 17, STANDARD) == number


def test_a_property_numbers_as_it_is_used_to() -> None:
    """With prefixes and a width of its own; a number that is longer is not cut."""
    own = DocumentSettings(Seller("Hotel Bali"), Prefixes(invoice="F"), 3)
    assert number_of(DocumentKind.INVOICE, 2026, 7, own) == "F-2026-007"
    assert number_of(DocumentKind.INVOICE, 2026, 1234, own) == "F-2026-1234"
    assert number_of(DocumentKind.RECEIPT, 2026, 7, own) == "RCP-2026-007"


def test_every_kind_counts_each_year_for_itself() -> None:
    """A series is named by its kind and its year; the property stands before it in the store."""
    names = {series_of(kind, year) for kind in DocumentKind for year in (2026, 2027)}
    assert len(names) == 2 * len(DocumentKind)
    assert series_of(DocumentKind.INVOICE, 2026) == "invoice.2026"
    assert all(identifier(name) == name for name in names)


@for_all(kinds, years, numbers, kinds, years, numbers, st.integers(1, 12))
def test_no_two_documents_have_one_number(kind, year, n, kind2, year2, n2, width) -> None:
    """And each number is an id."""
    settings = DocumentSettings(number_width=width)
    one, other = number_of(kind, year, n, settings), number_of(kind2, year2, n2, settings)
    assert identifier(one) == one
    assert (one == other) == ((kind, year, n) == (kind2, year2, n2))


@pytest.mark.parametrize(("year", "n"), [(1899, 1), (2200, 1), (2026, 0), (2026, 10**12)])
def test_years_and_numbers_have_bounds(year, n) -> None:
    """There is no document number 0."""
    with pytest.raises(InvalidInput) as caught:
        number_of(DocumentKind.INVOICE, year, n, STANDARD)
    assert caught.value.code == "value.out_of_range"
    if n == 1:
        with pytest.raises(InvalidInput):
            series_of(DocumentKind.INVOICE, year)


def test_two_kinds_do_not_share_a_prefix() -> None:
    """Their documents would have the same numbers; every such kind is named."""
    with pytest.raises(InvalidInput) as caught:
        Prefixes(receipt="INV", correction="INV")
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [
        ("receipt", "value.duplicate"),
        ("correction", "value.duplicate"),
    ]


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"number_width": 0}, "number_width", "value.out_of_range"),
        ({"number_width": 13}, "number_width", "value.out_of_range"),
        ({"prefixes": None}, "prefixes", "field.required"),
        ({"seller": "Hotel Bali"}, "seller", "field.wrong_type"),
    ],
)
def test_settings_that_make_no_sense_are_refused(values, path, code) -> None:
    """The fault is told where it stands."""
    with pytest.raises(InvalidInput) as caught:
        DocumentSettings(**values)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, code)]


def test_a_prefix_is_a_code() -> None:
    """It becomes a part of an id."""
    with pytest.raises(InvalidInput) as caught:
        Prefixes(invoice="INV 2026")
    assert caught.value.code == "code.bad_format"
