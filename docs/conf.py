"""Sphinx settings: Markdown pages, the Furo theme, nothing fetched from the network."""

import logging
from importlib.metadata import version as installed_version

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "axentra_core"
author = "axentra_core contributors"
release = version = installed_version("axentra_core")
html_show_copyright = False

extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
# The index names every section, also one whose first page is still to come. Sphinx gives this
# warning a subtype and no type, so that suppress_warnings cannot name it.
logging.getLogger("sphinx.sphinx.directives.other").addFilter(
    lambda record: getattr(record, "subtype", None) != "empty_glob"
)

html_theme = "furo"
html_title = "axentra_core"


def setup(app: Sphinx) -> None:
    """Show diagrams as their text: drawing them would load a script from the network."""
    app.add_lexer("mermaid", TextLexer)
