"""What Channex answers to who has told it something: success, or an error with a code."""

from axentra_core.adapters.channex.fields import Part, echo, or_none
from axentra_core.kernel.errors import InvalidInput

SUCCESS = "Success"


def refuse_errors(answer: Part) -> None:
    """Look whether an answer tells an error.

    Raises:
        InvalidInput: ``value.unknown`` with the path ``errors.code``.
    """
    if answer.plain.get("errors") is None:
        return
    errors = or_none(answer.part, "errors")
    code = or_none(errors.line, "code") if errors else None
    raise InvalidInput.because(
        "value.unknown", path="errors.code", got=echo(code or "an error"), allowed=SUCCESS
    )


def read_success(answer: Part) -> None:
    """Look whether something was taken.

    Raises:
        InvalidInput: ``value.unknown`` or ``field.required``.
    """
    refuse_errors(answer)
    message = answer.part("meta").line("message")
    if message is None:
        raise InvalidInput.because("field.required", path="meta.message")
    if message != SUCCESS:
        raise InvalidInput.because(
            "value.unknown", path="meta.message", got=echo(message), allowed=SUCCESS
        )


def read_saved(answer: Part) -> str:
    """Return the id of the booking that was kept.

    Raises:
        InvalidInput: ``value.unknown`` or ``field.required``.
    """
    refuse_errors(answer)
    data = answer.part("data")
    told = data.part("attributes").code("booking_id") or data.code("id")
    if told is None:
        raise InvalidInput.because("field.required", path="data.id")
    return told
