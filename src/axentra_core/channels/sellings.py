"""What commands decide about what the hotel wants to sell, and what stands against them."""

from datetime import date
from typing import Final

from axentra_core.channels.contradictions import LIMITS
from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.selling import MOST_AHEAD, Selling, overlaid, values_by_date
from axentra_core.channels.selling_messages import (
    OpenSelling,
    SellingOpened,
    SetWanted,
    WantedSet,
)
from axentra_core.kernel.actor import Context

_LIMITED: Final = frozenset(measure for pair in LIMITS for measure in pair)


def open_selling(command: OpenSelling, context: Context) -> list[SellingOpened]:
    """Begin with nothing said."""
    return [
        SellingOpened(
            command.selling,
            command.room_type,
            command.rate_plan,
            command.currency,
            command.digits,
            context.business_date,
        )
    ]


def set_wanted(selling: Selling, command: SetWanted, context: Context) -> list[WantedSet]:
    """Want something else; the same again changes nothing."""
    today = context.business_date
    if overlaid(selling.values, command.values, today) == overlaid(selling.values, (), today):
        return []
    return [WantedSet(selling.id, command.values, today)]


# --- what stands against it ---


def not_over(_: Selling, command: SetWanted, context: Context) -> ChannelRefusal | None:
    """What is over is not sold any more."""
    first = min((one.first for one in command.values), default=context.business_date)
    if first >= context.business_date:
        return None
    return ChannelRefusal("channels.date_over", first=first, business_date=context.business_date)


def not_far_ahead(_: Selling, command: SetWanted, context: Context) -> ChannelRefusal | None:
    """No platform sells further ahead, and what is kept has a bound."""
    end = context.business_date + MOST_AHEAD
    last = max((one.last for one in command.values), default=end)
    return None if last <= end else ChannelRefusal("channels.date_far_ahead", last=last, end=end)


def limits_agree(selling: Selling, command: SetWanted, context: Context) -> ChannelRefusal | None:
    """Nobody can stay at least three nights and at most two; a limit of 0 is none."""
    # What is set stands behind what it is set over, and so counts.
    limits = [one for one in (*selling.values, *command.values) if one.measure in _LIMITED]
    by_date = {
        measure: values_by_date(one for one in limits if one.measure is measure)
        for measure in {one.measure for one in limits}
    }
    today = context.business_date.toordinal()
    for least, most in LIMITS:
        lows, highs = by_date.get(least, {}), by_date.get(most, {})
        for on in sorted(lows.keys() & highs.keys()):
            if today <= on and 0 < highs[on] < lows[on]:
                return ChannelRefusal(
                    "channels.limits_contradict",
                    selling=selling.id,
                    on=date.fromordinal(on),
                    least=least,
                    low=lows[on],
                    most=most,
                    high=highs[on],
                )
    return None
