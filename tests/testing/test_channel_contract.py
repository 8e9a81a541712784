"""Both dialects that the library knows keep the promises, over a platform that keeps its own."""

import attrs
import pytest
from tests.channels.platforms import HOTEL, NOW, open_travel, simple

from axentra_core.testing import (
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    ChannelContract,
    ChannelSimulator,
    ManualClock,
)


class Over(ChannelContract):
    """The contract over a simulated platform."""

    manner = LIKE_CHANNEX
    sides = staticmethod(simple)

    def make_dialect(self):
        """Return the hotel's side."""
        return self.sides(self.manner)[0]

    def make_transport(self, *faults):
        """Return the simulator that has the platform's side."""
        _, side = self.sides(self.manner)
        self.platform = ChannelSimulator(side, self.manner, [HOTEL], ManualClock(NOW), faults)
        return self.platform

    def kept(self, update):
        """Return what the simulator has."""
        return self.platform.shown("H1").value(update.target, update.measure, update.first)


class TestSimpleDialect(Over):
    """The dialect that is nobody's."""


class TestSiteMinder(Over):
    """OpenTravel as SiteMinder writes it."""

    manner = LIKE_SITEMINDER
    sides = staticmethod(open_travel)


class TestSimpleDialectLikeSiteMinder(Over):
    """The same judgement, whatever it is written in."""

    manner = LIKE_SITEMINDER


class Careless:
    """A dialect that is right but for one thing, which it changes on the way."""

    def __init__(self, writes=None, reads=None):
        self._right = simple(LIKE_CHANNEX)[0]
        self._writes, self._reads = writes or (lambda one: one), reads or (lambda one: one)

    def __getattr__(self, name):
        return getattr(self._right, name)

    def write(self, message):
        """Return what is left of a message."""
        return self._right.write(self._writes(message))

    def read_answer(self, message, body):
        """Return what is left of an answer."""
        return self._reads(self._right.read_answer(message, body))


def told_otherwise(change):
    """Return a message whose updates are changed."""
    return lambda message: attrs.evolve(message, updates=change(message.updates))


def for_any_adults(updates):
    """Return updates that do not say for how many adults they are."""
    anybody = [attrs.evolve(one.target, guests=0) for one in updates]
    return tuple(map(lambda one, target: attrs.evolve(one, target=target), updates, anybody))


CARELESS = {
    "tells-the-first-alone": (
        {"writes": told_otherwise(lambda updates: updates[:1])},
        "test_all_that_a_message_tells_arrives",
        (),
    ),
    "forgets-the-adults": (
        {"writes": told_otherwise(for_any_adults)},
        "test_another_number_of_adults_gives_other_bytes",
        (),
    ),
    "counts-from-one": (
        {
            "reads": lambda answer: attrs.evolve(
                answer, refused=frozenset(place + 1 for place in answer.refused)
            )
        },
        "test_what_is_refused_of_a_message_is_what_the_answer_names",
        (0,),
    ),
    "passes-over-what-is-refused": (
        {"reads": lambda answer: attrs.evolve(answer, refused=frozenset())},
        "test_what_is_refused_of_a_message_is_what_the_answer_names",
        (1,),
    ),
}


@pytest.mark.parametrize(("wrong", "promise", "given"), CARELESS.values(), ids=CARELESS)
def test_a_careless_dialect_is_found_out(wrong, promise, given) -> None:
    """A contract that everybody keeps promises nothing."""

    class Contract(Over):
        def make_dialect(self):
            return Careless(**wrong)

    with pytest.raises(AssertionError):
        getattr(Contract(), promise)(*given)
