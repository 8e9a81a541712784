"""What commands decide about a feed; an answer that comes late, or twice, is no news."""

from axentra_core.channels import feed_messages as fm
from axentra_core.channels.feed import Feed
from axentra_core.kernel.actor import Context


def open_feed(command: fm.OpenFeed, context: Context) -> list[fm.FeedOpened]:
    """Begin with nothing told."""
    return [fm.FeedOpened(command.feed, command.connection, command.target, context.business_date)]


def send_values(feed: Feed, command: fm.SendValues, context: Context) -> list[fm.ValuesSent]:
    """Have values in flight; what a message tells other targets is none of this feed's."""
    own = tuple(one for one in command.updates if one.target == feed.progress.target)
    if not own:
        return []
    return [
        fm.ValuesSent(
            feed.id, command.message, command.mapping, own, context.now, context.business_date
        )
    ]


def acknowledge_values(
    feed: Feed, command: fm.AcknowledgeValues, context: Context
) -> list[fm.ValuesAcknowledged]:
    """Have the platform take what is in flight."""
    if feed.written_by(command.message) is None:
        return []
    return [fm.ValuesAcknowledged(feed.id, command.message, context.now, context.business_date)]


def refuse_values(feed: Feed, command: fm.RefuseValues, context: Context) -> list[fm.ValuesRefused]:
    """Have the platform not take a part of what is in flight; the rest stays in flight."""
    mapping = feed.written_by(command.message)
    own = tuple(one for one in command.refusals if one.update.target == feed.progress.target)
    if mapping is None or not own:
        return []
    return [
        fm.ValuesRefused(feed.id, command.message, mapping, own, context.now, context.business_date)
    ]


def lose_values(feed: Feed, command: fm.LoseValues, context: Context) -> list[fm.ValuesLost]:
    """Give a message up: nobody knows whether it has arrived."""
    if feed.written_by(command.message) is None:
        return []
    return [
        fm.ValuesLost(feed.id, command.message, command.reason, context.now, context.business_date)
    ]


def forget_values(
    feed: Feed, command: fm.ForgetValues, context: Context
) -> list[fm.ValuesForgotten]:
    """Take it that the platform has nothing, so that all is told again."""
    if not feed.progress.stretches:
        return []
    return [fm.ValuesForgotten(feed.id, command.reason, context.now, context.business_date)]
