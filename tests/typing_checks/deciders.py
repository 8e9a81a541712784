"""What type checkers say of tables and deciders: a wrong pair is a fault before anything runs."""

# pyright: reportUnnecessaryTypeIgnoreComment=error

from typing import Any, assert_type

from axentra_core.folio import (
    AGGREGATES,
    ChargePosted,
    CloseFolio,
    Folio,
    FolioClosed,
    FolioOpened,
    FolioStatus,
    OpenFolio,
    PostCharge,
    TransferIn,
)
from axentra_core.folio.decider import close_folio, open_folio
from axentra_core.folio.evolution import charged, opened
from axentra_core.folio.guards import priced_for
from axentra_core.folio.lifecycle import FOLIO
from axentra_core.folio.postings import post_charge
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Aggregate,
    Allowed,
    Asks,
    Decision,
    Evolution,
    asks,
    begins,
    case,
    on,
    opens,
)
from axentra_core.kernel.errors import AxentraError, IllegalTransition
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.machine import Machine
from axentra_core.rooms import Condition
from axentra_core.testing import Given, Then, given

(BILL,) = AGGREGATES


def right_rows() -> None:
    """A row pairs a command with the rule that decides it, an event with what it changes."""
    assert_type(opens(OpenFolio, open_folio), Decision)
    assert_type(case(PostCharge, post_charge, FOLIO.permits(ChargePosted)), Decision)
    assert_type(asks("quote", priced_for), Asks[Folio, PostCharge | TransferIn])
    assert_type(begins(FolioOpened, opened), Evolution)
    assert_type(on(ChargePosted, charged), Evolution)


def wrong_rows() -> None:
    """A rule of another command or event is refused."""
    opens(OpenFolio, post_charge)  # type: ignore[arg-type] # needs a bill that is there
    opens(CloseFolio, open_folio)  # type: ignore[arg-type] # opens by another command
    case(CloseFolio, post_charge)  # type: ignore[arg-type] # decides another command
    case(PostCharge, close_folio)  # type: ignore[arg-type] # decides another command
    case(CloseFolio, close_folio, asks("quote", priced_for))  # type: ignore[arg-type] # guards another command
    begins(FolioOpened, charged)  # type: ignore[arg-type] # changes a bill that is there
    on(FolioClosed, charged)  # type: ignore[arg-type] # changes by another event
    on(FolioClosed, opened)  # type: ignore[arg-type, misc] # begins a bill


def records(folio: Folio, context: Context) -> None:
    """An aggregate knows the class of its state."""
    assert_type(BILL, Aggregate[Folio])
    assert_type(BILL.evolve(folio, FolioClosed), Folio)
    assert_type(BILL.replay([]), Folio | None)
    assert_type(BILL.allowed(folio, context), dict[str, Allowed])
    assert_type(folio.lines, Journal[Any])


def tables() -> None:
    """A machine has the statuses of one enumeration, and takes no other."""
    assert_type(FOLIO, Machine[FolioStatus])
    assert_type(FOLIO.after(FolioStatus.OPEN, FolioClosed), FolioStatus)
    assert_type(FOLIO.refusal(FolioStatus.OPEN, FolioClosed), IllegalTransition)
    FOLIO.after(Condition.CLEAN, FolioClosed)  # type: ignore[arg-type] # a status of rooms


def specifications() -> None:
    """Given, when and then carry the class of the state along."""
    assert_type(given(BILL), Given[Folio])
    assert_type(given(BILL).when(CloseFolio("S1")), Then[Folio])
    assert_type(given(BILL).when(CloseFolio("S1")).then(), Folio)
    assert_type(given(BILL).when(CloseFolio("S1")).refused("record.not_found"), AxentraError)
    assert_type(given(BILL).state, Folio | None)


def messages(command: PostCharge) -> None:
    """A checked class is known by its fields, and cannot be changed."""
    assert_type(command.quantity, int)
    CloseFolio()  # type: ignore[call-arg] # names no bill
    CloseFolio(bill="S1")  # type: ignore[call-arg] # there is no such field
    CloseFolio(2034)  # type: ignore[arg-type] # an id is text
    command.quantity = 2  # type: ignore[misc] # what was asked stays as it was
