"""What goes over a connection: values out, reservations in, and what is managed elsewhere."""

from axentra_core.channels.checks import RECEIVING, SENDING, Check, Direction, required_checks
from axentra_core.channels.updates import Measure
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.texts import Id


@checked
class Managed:
    """A measure that the PMS cannot send; it is managed at the platform instead (seed).

    Attributes:
        measure: which.
        by: who sees to it there: id of a person or a department.
    """

    measure: Measure
    by: Id


@checked
class Exchange:
    """What is exchanged over a connection.

    Attributes:
        direction: what it carries.
        taken: measures that the platform takes.
        managed: measures that are managed at the platform, each once, and by whom.
        unmapped: whether the platform delivers reservations of room rates that are not mapped.
    """

    direction: Direction
    taken: tuple[Measure, ...]
    managed: tuple[Managed, ...] = ()
    unmapped: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a measure that is managed twice, and a connection that sends nothing it should."""
        measures = [one.measure for one in self.managed]
        for place, measure in enumerate(measures):
            if measure in measures[:place]:
                raise InvalidInput.because(
                    "value.duplicate", path=f"managed[{place}].measure", got=shown(measure.value)
                )
        if self.sends and not self.sent:
            raise InvalidInput.because("field.required", path="taken")

    @property
    def sends(self) -> bool:
        """Whether values go to the platform."""
        return self.direction in SENDING

    @property
    def receives(self) -> bool:
        """Whether reservations come from the platform."""
        return self.direction in RECEIVING

    @property
    def sent(self) -> tuple[Measure, ...]:
        """The measures that go to the platform, each once."""
        managed = {one.measure for one in self.managed}
        return tuple(
            measure
            for measure in Measure
            if self.sends and measure in self.taken and measure not in managed
        )

    @property
    def required(self) -> tuple[Check, ...]:
        """What has to be shown before it goes live."""
        return required_checks(self.direction, self.sent, unmapped=self.unmapped)
