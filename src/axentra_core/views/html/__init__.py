"""Boards, documents, meters and channels as pages, read without any script.

Each is one file with everything in it.

Needs the extra ``html``.
"""

try:
    import jinja2 as _jinja2  # noqa: F401 - asked for here, so that what is missing is named
except ImportError as _error:
    raise ImportError(
        "axentra_core.views.html needs Jinja2; install it with: pip install 'axentra_core[html]'"
    ) from _error

from axentra_core.views.html.board import board_page
from axentra_core.views.html.channels import connection_page, mapping_report_page, sync_page
from axentra_core.views.html.document import document_page
from axentra_core.views.html.meters import receipt_page, registration_page, registrations_page
from axentra_core.views.html.old_reservations import import_report_page, out_of_reach_page
from axentra_core.views.html.tape_chart import tape_chart_page

__all__ = [
    "board_page",
    "connection_page",
    "document_page",
    "import_report_page",
    "mapping_report_page",
    "out_of_reach_page",
    "receipt_page",
    "registration_page",
    "registrations_page",
    "sync_page",
    "tape_chart_page",
]
