"""A hotel at work, day after day, by nothing but its public verbs: deterministic from a seed."""

from collections.abc import Callable
from datetime import time

from axentra_core.hotel import Hotel
from axentra_core.testing.doubles import ManualClock
from axentra_core.testing.simulation.cashier import Cashier
from axentra_core.testing.simulation.companies import Companies
from axentra_core.testing.simulation.crew import Crew
from axentra_core.testing.simulation.deposits import Deposits
from axentra_core.testing.simulation.front_desk import FrontDesk
from axentra_core.testing.simulation.groups import Groups
from axentra_core.testing.simulation.housekeeping import Housekeeping
from axentra_core.testing.simulation.paperwork import Paperwork
from axentra_core.testing.simulation.reservations import Reservations
from axentra_core.testing.simulation.rounds import Rounds
from axentra_core.testing.simulation.services import Services


class Simulation:
    """The people of one hotel, who know what to do from morning to night.

    Attributes:
        crew: what they have in common; counts what was done and what was refused.
    """

    def __init__(
        self,
        hotel: Hotel,
        clock: ManualClock,
        seed: int = 0,
        after_each: Callable[[], object] = lambda: None,
    ) -> None:
        """Take the bookings that were made before the first day.

        Args:
            hotel: open, and with `clock` as its clock.
            clock: is set forward through the day.
            seed: the same hotel and the same seed give the same days.
            after_each: called after each verb that was done.
        """
        self.crew: Crew = Crew(hotel, clock, seed, after_each)
        self.cashier: Cashier = Cashier(self.crew)
        self.companies: Companies = Companies(self.crew, self.cashier)
        self.deposits: Deposits = Deposits(self.crew, self.cashier)
        self.paperwork: Paperwork = Paperwork(self.crew, self.companies)
        self.reservations: Reservations = Reservations(self.crew, self.deposits)
        self.groups: Groups = Groups(self.crew, self.reservations, self.cashier)
        self.front_desk: FrontDesk = FrontDesk(
            self.crew, self.reservations, self.cashier, self.companies, self.paperwork
        )
        self.services: Services = Services(self.crew, self.cashier)
        self.housekeeping: Housekeeping = Housekeeping(self.crew)
        self.rounds: Rounds = Rounds(self.crew)
        self.companies.open_accounts()
        self.reservations.open_the_books()
        self.housekeeping.plan_the_day()

    def work_a_day(self) -> None:
        """Work from the morning of the business date to the morning of the next."""
        self._morning()
        self._afternoon()
        self._evening()
        self.crew.close_the_day()
        self.crew.begin_the_day()
        self.housekeeping.plan_the_day()

    def find_work(self) -> None:
        """Let somebody be due in and somebody due out today, if chance has brought nobody."""
        crew = self.crew
        if not crew.read.arrivals():
            table = crew.read.availability(crew.today, 1)
            free = [code for code in table.room_types if table.cell(code, crew.today).rest > 0]
            if free:
                self.reservations.book(free[0], crew.today, 1)
        if not crew.read.departures():
            for line in crew.read.in_house()[:1]:
                crew.ask(crew.clerk.shorten_stay, line.stay.id, crew.today)

    def _morning(self) -> None:
        self.cashier.collect()
        self.companies.pay()
        self.deposits.look_after()
        self.services.finish_the_orders()
        self.housekeeping.come_to_work()
        self.groups.see_off()
        self.front_desk.see_off()
        self.crew.it_is(time(10))
        board = self.crew.read.board()
        self.rounds.look_around(board)
        self.rounds.report_faults(board)
        self.rounds.block_rooms(board)
        self.rounds.renew_stickers()
        self.housekeeping.clean()
        self.housekeeping.take_a_break()

    def _afternoon(self) -> None:
        self.crew.it_is(time(14))
        self.rounds.explain()
        self.housekeeping.tidy_the_shelf()
        self.groups.welcome()
        self.front_desk.look_at_the_rooms()
        self.front_desk.welcome()
        self.front_desk.take_walk_ins()
        self.front_desk.look_after()
        self.groups.meet()

    def _evening(self) -> None:
        self.crew.it_is(time(18))
        self.services.serve()
        self.housekeeping.clean()
        self.housekeeping.go_home()
        self.services.clear_follow_ups()
        self.reservations.take_bookings()
        self.reservations.sell_too_many()
        self.reservations.change_bookings()
        vacant = self.front_desk.rooms_left()
        self.reservations.prepare_tomorrow(vacant)
        self.rounds.hold(vacant)
        self.housekeeping.clean_thoroughly(vacant)
        self.groups.invite()
        self.groups.pick_up()
        self.front_desk.see_off_the_rest()
        self.cashier.till.close()
