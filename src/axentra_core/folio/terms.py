"""What is agreed about a bill: who pays a window, who may sign to it, where charges go."""

from axentra_core.folio import events as ev
from axentra_core.folio import term_messages as msg
from axentra_core.folio.corrections import in_steps
from axentra_core.folio.guards import beyond_windows, other_currency
from axentra_core.folio.instructions import MOST_INSTRUCTIONS, Instruction
from axentra_core.folio.model import Folio
from axentra_core.folio.recurring import FixedCharge
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import CONTEXT, ZERO


def name_payee(folio: Folio, command: msg.NamePayee, _: Context) -> list[ev.PayeeNamed]:
    """Let somebody else pay a window; nothing happens when they do already."""
    if folio.window(command.window).payee == command.payee:
        return []
    return [ev.PayeeNamed(folio.id, command.window, command.payee)]


def note_invoice(folio: Folio, command: msg.NoteInvoice, context: Context) -> list[ev.InvoiceNoted]:
    """Note that a window stands on an invoice."""
    return [
        ev.InvoiceNoted(
            folio.id, command.window, command.invoice, command.through, context.business_date
        )
    ]


def withdraw_invoice(
    folio: Folio, command: msg.WithdrawInvoice, context: Context
) -> list[ev.InvoiceWithdrawn]:
    """Let what an invoice covers be invoiced anew."""
    return [
        ev.InvoiceWithdrawn(
            folio.id,
            command.window,
            command.invoice,
            command.before,
            command.through,
            context.business_date,
        )
    ]


def forbid_posting(
    folio: Folio, command: msg.ForbidPosting, context: Context
) -> list[ev.PostingForbidden]:
    """Let nobody sign to the bill."""
    return [ev.PostingForbidden(folio.id, command.reason, str(context.actor))]


def allow_posting(folio: Folio, _: msg.AllowPosting, context: Context) -> list[ev.PostingAllowed]:
    """Let the guest sign to the bill; nothing happens when they may already."""
    return [ev.PostingAllowed(folio.id, str(context.actor))] if folio.terms.no_post else []


def set_credit_limit(
    folio: Folio, command: msg.SetCreditLimit, context: Context
) -> list[ev.CreditLimitSet]:
    """Agree on how much may be owed."""
    limit = None if command.limit is None else in_steps(folio, command.limit)
    return [ev.CreditLimitSet(folio.id, limit, str(context.actor))]


def agree_routing(folio: Folio, command: msg.AgreeRouting, _: Context) -> list[ev.RoutingAgreed]:
    """Let charges go elsewhere from now on."""
    instruction = Instruction(
        folio.terms.instructed + 1,
        command.target,
        command.codes,
        command.departments,
        command.since,
        command.until,
        command.weekdays,
        command.limit,
        command.percent,
        with_tax=command.with_tax,
    )
    return [ev.RoutingAgreed(folio.id, instruction)]


def end_routing(folio: Folio, command: msg.EndRouting, _: Context) -> list[ev.RoutingEnded]:
    """Let charges stay again."""
    return [ev.RoutingEnded(folio.id, command.instruction, command.reason)]


def add_fixed_charge(
    folio: Folio, command: msg.AddFixedCharge, _: Context
) -> list[ev.FixedChargeAdded]:
    """Charge something again and again."""
    fixed = FixedCharge(
        folio.terms.fixed_ever + 1,
        command.code,
        in_steps(folio, command.net),
        command.quantity,
        command.description,
        command.rule,
        command.since,
        command.until,
    )
    return [ev.FixedChargeAdded(folio.id, fixed)]


def end_fixed_charge(
    folio: Folio, command: msg.EndFixedCharge, _: Context
) -> list[ev.FixedChargeEnded]:
    """Charge it no more."""
    return [ev.FixedChargeEnded(folio.id, command.fixed_charge, command.reason)]


# What stands against it


def may_sign(folio: Folio, _: Context) -> FolioRefusal | None:
    """Posting is forbidden once."""
    if folio.terms.no_post is None:
        return None
    return FolioRefusal("folio.no_post", folio=folio.id, reason=folio.terms.no_post)


def limit_fits(folio: Folio, command: msg.SetCreditLimit, _: Context) -> FolioRefusal | None:
    """A limit is in the bill's currency, and not below zero."""
    if command.limit is None:
        return None
    if other := other_currency(folio, command.limit.currency.code):
        return other
    if command.limit.amount < ZERO:
        return FolioRefusal("folio.limit_below_zero", got=command.limit.amount)
    return None


def not_noted(folio: Folio, command: msg.NoteInvoice, _: Context) -> FolioRefusal | None:
    """An invoice covers something that none before it does."""
    window = folio.window(command.window)
    if window.invoiced_through < command.through <= len(folio.lines):
        return None
    return FolioRefusal(
        "folio.nothing_to_invoice",
        folio=folio.id,
        window=command.window,
        through=window.invoiced_through,
    )


def is_last_invoice(folio: Folio, command: msg.WithdrawInvoice, _: Context) -> FolioRefusal | None:
    """Invoices of a window are withdrawn from the last one backwards."""
    last = folio.window(command.window).invoice
    if last == command.invoice:
        return None
    return FolioRefusal(
        "folio.not_last_invoice",
        folio=folio.id,
        window=command.window,
        invoice=command.invoice,
        last=last or "-",
    )


def one_more(folio: Folio, _: Context) -> FolioRefusal | None:
    """A bill has a bounded number of instructions."""
    if folio.terms.instructed < MOST_INSTRUCTIONS:
        return None
    return FolioRefusal("folio.too_many_instructions", folio=folio.id, most=MOST_INSTRUCTIONS)


def leads_elsewhere(folio: Folio, command: msg.AgreeRouting, _: Context) -> FolioRefusal | None:
    """An instruction names a window of this bill by its number alone, and one it can have."""
    if command.target.folio == folio.id:
        return FolioRefusal("folio.same_folio", folio=folio.id)
    if command.target.folio is None:
        return beyond_windows(folio, command.target.window)
    return None


def limit_in_steps(folio: Folio, command: msg.AgreeRouting, _: Context) -> FolioRefusal | None:
    """A limit can stand on the bill."""
    limit = command.limit
    if limit is None or not CONTEXT.remainder(limit, folio.unit):
        return None
    return FolioRefusal(
        "folio.too_many_decimals",
        folio=folio.id,
        unit=folio.unit,
        currency=folio.currency,
        got=limit,
    )


def is_instruction(folio: Folio, command: msg.EndRouting, _: Context) -> FolioRefusal | None:
    """Only an instruction that is in force is ended."""
    if any(one.number == command.instruction for one in folio.terms.routing):
        return None
    return FolioRefusal(
        "folio.instruction_unknown", folio=folio.id, instruction=command.instruction
    )


def currency_of_bill(folio: Folio, command: msg.AddFixedCharge, _: Context) -> FolioRefusal | None:
    """A fixed charge is in the bill's currency."""
    return other_currency(folio, command.net.currency.code)


def is_fixed_charge(folio: Folio, command: msg.EndFixedCharge, _: Context) -> FolioRefusal | None:
    """Only a fixed charge that is in force is ended."""
    if any(one.number == command.fixed_charge for one in folio.terms.fixed):
        return None
    return FolioRefusal(
        "folio.fixed_charge_unknown", folio=folio.id, fixed_charge=command.fixed_charge
    )
