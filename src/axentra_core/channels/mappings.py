"""What commands decide about the mapping of a connection."""

from axentra_core.channels import mapping_messages as mm
from axentra_core.channels.guards import not_broken
from axentra_core.channels.mapping_record import ChannelMapping, difference, in_order
from axentra_core.kernel.actor import Context


def open_mapping(command: mm.OpenMapping, context: Context) -> list[mm.MappingOpened]:
    """Begin with what is entered first."""
    if (reason := not_broken(command.channel_mapping, command.mapping)) is not None:
        raise reason
    return [
        mm.MappingOpened(
            command.channel_mapping,
            in_order(command.mapping),
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def set_mapping(
    record: ChannelMapping, command: mm.SetMapping, context: Context
) -> list[mm.MappingChanged]:
    """Keep what has changed; the same entries in another order change nothing."""
    new = in_order(command.mapping)
    if new == record.mapping:
        return []
    put, removed = difference(record.mapping, new)
    return [
        mm.MappingChanged(
            record.id,
            record.version + 1,
            put,
            removed,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]
