"""What is owed by whoever asks for reservations, and answers."""

import pytest

from axentra_core.channels.causes import Cause
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    Delivered,
    Delivery,
    Outcome,
    ReservationRequest,
    Upload,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.reservation_contract.setting import Setting
from axentra_core.testing.reservation_source.side import HeardReport
from axentra_core.testing.reservation_values import MADE, message

TAKEN, REFUSED, LATER = Outcome


class Answering(Setting):
    """The promises of what asks and answers."""

    # --- what is asked and answered ---

    def test_the_same_value_gives_the_same_bytes(self) -> None:
        """What is sent again is the same, letter by letter."""
        one, two = self.make_dialect(), self.make_dialect()
        delivery = Delivery("D-1", self.hotel, (Delivered("M-1", message()),), MADE)
        fault = InvalidInput.because("field.required", path="x")
        request = ReservationRequest("Q-1", self.hotel, MADE)
        assert one.ask(request) == two.ask(request)
        assert one.write_report(self.report()) == two.write_report(self.report())
        assert one.write_upload(self.upload()) == two.write_upload(self.upload())
        assert one.write_refusal(fault, MADE) == two.write_refusal(fault, MADE)
        assert one.write_reply(delivery, self.report()) == two.write_reply(delivery, self.report())

    @pytest.mark.parametrize(
        "reference", [None, ChannelReference("BDC", "1695093244")], ids=["all", "one"]
    )
    def test_the_platform_reads_what_it_is_asked(self, reference: ChannelReference | None) -> None:
        """Everything that is new, or one reservation."""
        asked = ReservationRequest("Q-1", self.hotel, MADE, reference)
        read = self.make_side().read_request(self.make_dialect().ask(asked))
        assert isinstance(read, ReservationRequest)
        assert (read.hotel, read.reference) == (self.hotel, reference)

    def test_the_platform_reads_what_became_of_each(self) -> None:
        """What is stored is confirmed, and nothing else is."""
        heard = self.make_side().read_report(self.make_dialect().write_report(self.report()))
        assert isinstance(heard, HeardReport)
        outcomes = {one.id: one.outcome for one in heard.heard}
        told = {one.item.id: one.outcome for one in self.report().confirmations}
        if not self.hears_refusals:
            told = {id_: LATER if one is REFUSED else one for id_, one in told.items()}
        assert {id_: outcomes.get(id_, LATER) for id_ in told} == told

    @pytest.mark.parametrize("outcome", Outcome, ids=str)
    def test_a_platform_that_calls_reads_what_became_of_it(self, outcome: Outcome) -> None:
        """It brings again what it was not told of."""
        if not self.pushes:
            pytest.skip("this platform does not call")
        dialect, side = self.make_dialect(), self.make_side()
        pushed = Delivery("D-1", self.hotel, (Delivered("M-1", message()),), MADE)
        delivery = dialect.read_delivery(side.write_pushed(pushed), self.codes)
        report = self.report(*((one, outcome) for one in delivery.items))
        heard = side.read_reply(pushed, dialect.write_reply(delivery, report))
        assert {one.id: one.outcome for one in heard}.get("M-1", LATER) == outcome

    def test_a_call_that_cannot_be_read_is_refused(self) -> None:
        """The platform learns that nothing of it is stored."""
        if not self.pushes:
            pytest.skip("this platform does not call")
        dialect, side = self.make_dialect(), self.make_side()
        pushed = Delivery("D-1", self.hotel, (Delivered("M-1", message()),), MADE)
        refusal = dialect.write_refusal(InvalidInput.because("field.required", path="x"), MADE)
        assert TAKEN not in {one.outcome for one in side.read_reply(pushed, refusal)}

    def test_a_report_is_answered(self) -> None:
        """Only what was taken is taken for told."""
        dialect, side, report = self.make_dialect(), self.make_side(), self.report()
        heard = side.read_report(dialect.write_report(report))
        assert isinstance(heard, HeardReport)
        dialect.read_report_answer(report, side.write_report_answer(heard))
        for cause in (Cause.HOTEL_UNKNOWN, Cause.PLATFORM_UNAVAILABLE, Cause.NOT_LET_IN):
            with pytest.raises(InvalidInput):
                dialect.read_report_answer(report, side.write_fault(cause))
            with pytest.raises(InvalidInput):
                dialect.read_delivery(side.write_fault(cause), self.codes)

    def test_an_answer_to_another_report_is_none(self) -> None:
        """Answers that were mixed up on the way are not believed."""
        if not self.has_report_ids:
            pytest.skip("an answer of this platform does not say to what")
        dialect, side = self.make_dialect(), self.make_side()
        other = HeardReport("R-2", self.hotel, ())
        with pytest.raises(InvalidInput):
            dialect.read_report_answer(self.report(), side.write_report_answer(other))

    def test_a_reservation_of_the_hotel_is_told(self) -> None:
        """Both know it, and each knows the other's number."""
        dialect, side, upload = self.make_dialect(), self.make_side(), self.upload()
        read = side.read_upload(dialect.write_upload(upload))
        assert isinstance(read, Upload)
        assert (read.number, read.hotel) == (upload.number, self.hotel)
        assert read.message.reference == upload.message.reference
        self.is_told(Delivered("", read.message), upload.message, but="version")
        answer = side.write_upload_answer(read, "P-77")
        assert dialect.read_upload_answer(upload, answer) in {"P-77", None}
        with pytest.raises(InvalidInput):
            dialect.read_upload_answer(upload, side.write_fault(Cause.HOTEL_UNKNOWN))
