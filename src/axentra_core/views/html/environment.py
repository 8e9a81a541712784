"""How pages are made: Jinja2 with everything escaped and nothing left undefined."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from axentra_core.views.locale import Language


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("axentra_core.views.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def page(template: str, own: Language, **values: object) -> str:
    """Return a page in a language.

    Args:
        template: name of the file in ``templates``, without its ending.
        own: whose words it uses.
        values: what it shows; text in them is escaped.
    """
    shown = {"own": own, "word": own.word, "lang": own.name.replace("_", "-"), **values}
    return _environment().get_template(f"{template}.html.j2").render(shown)


def css_text(text: str) -> Markup:
    """Return a text as a style sheet quotes it, every letter by its number: it ends nothing."""
    return Markup('"' + "".join(f"\\{ord(letter):06x}" for letter in text) + '"')  # noqa: S704
