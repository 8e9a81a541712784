"""That the pages written by hand keep up with the code they describe."""

import re
from pathlib import Path

import attrs
import pytest
from tests.each import each

from axentra_core.cashier import CashierSettings
from axentra_core.channels import (
    ChannelCode,
    ChannelsSettings,
    CodeTable,
    ExternalNumber,
    ExternalNumbers,
)
from axentra_core.city_ledger import CityLedgerSettings, DunningStep
from axentra_core.documents import DocumentSettings, Prefixes, Seller
from axentra_core.folio import FolioSettings, Percent, TransactionCode
from axentra_core.hotel import STANDARD_PERMISSIONS, VERBS, Property
from axentra_core.housekeeping import Effort, HousekeepingSettings
from axentra_core.kernel.store import Commit, Fact, Kept, Look, Recorded, Store
from axentra_core.meters import ConsumptionPolicy, MetersSettings, Plausibility, Utility
from axentra_core.payment_rules import ChannelCards, PaymentRulesSettings
from axentra_core.restaurant import Menu, MenuItem
from axentra_core.rooms import RoomSetup, RoomsSettings, RoomType
from axentra_core.stays import FeeCode, Package, PackagePart, StaysSettings

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
SETTINGS = [
    Property,
    RoomsSettings,
    RoomType,
    RoomSetup,
    FolioSettings,
    TransactionCode,
    Percent,
    Menu,
    MenuItem,
    StaysSettings,
    FeeCode,
    Package,
    PackagePart,
    HousekeepingSettings,
    Effort,
    CashierSettings,
    CityLedgerSettings,
    DunningStep,
    DocumentSettings,
    Seller,
    Prefixes,
    PaymentRulesSettings,
    ChannelCards,
    MetersSettings,
    Utility,
    Plausibility,
    ConsumptionPolicy,
    ChannelsSettings,
    CodeTable,
    ChannelCode,
    ExternalNumbers,
    ExternalNumber,
]


def section(page, heading):
    """Return what a page says under a heading, up to the next one."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}.*?(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[0]


def first_cells(text):
    """Return the first cell of every row, where it is code."""
    return re.findall(r"^\| `([\w.]+)` \|", text, re.MULTILINE)


@each("cls", SETTINGS)
def test_every_setting_is_explained(cls) -> None:
    """A hotelier finds each field of the configuration, in its order, and none that is gone."""
    names = [field.name for field in attrs.fields(cls)]
    assert first_cells(section("configuration.md", f"`{cls.__name__}`")) == names


@pytest.mark.parametrize("cls", [Commit, Fact, Kept])
def test_every_stored_value_is_explained(cls) -> None:
    """Whoever writes a store finds each field that has to be kept."""
    names = [field.name for field in attrs.fields(cls)]
    assert first_cells(section("store.md", f"`{cls.__name__}`")) == names


@pytest.mark.parametrize("cls", [Recorded, Look])
def test_every_value_that_is_told_in_a_sentence_is_whole(cls) -> None:
    """A field that is told in prose is named all the same."""
    told = section("store.md", f"`{cls.__name__}`")
    assert all(f"`{field.name}`" in told for field in attrs.fields(cls))


def test_every_method_of_a_store_has_its_section() -> None:
    """The page has the methods of the port, and no others."""
    text = (REFERENCE / "store.md").read_text(encoding="utf-8")
    methods = [name for name in vars(Store) if not name.startswith("_")]
    assert re.findall(r"^### `(\w+)\(", text, re.MULTILINE) == methods


def test_the_table_of_permissions_is_the_standard_one() -> None:
    """Who may do what by default stands in the page exactly as it stands in the code."""
    text = section("permissions.md", "What they are, and who has them")
    rows = re.findall(r"^\| `([\w.]+)` \|[^|]*\|(.*)\|$", text, re.MULTILINE)
    roles = ["everyone", "supervisor", "manager"]
    page = {
        role: {name for name, cells in rows if "yes" in cells.split("|")[place]}
        for place, role in enumerate(roles)
    }
    assert page == {grant.role: set(grant.permissions) for grant in STANDARD_PERMISSIONS.grants}


def test_every_permission_of_a_verb_is_explained() -> None:
    """What a verb asks for stands in the table."""
    text = section("permissions.md", "What they are, and who has them")
    assert {row.permission for row in VERBS.values()} <= set(first_cells(text))
