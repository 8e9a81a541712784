"""Documents, boards and refusals in words: English, Indonesian, Danish, Chinese in both scripts.

The only place that writes for a locale; everything below hands over figures and codes. `text`
gives bills and reports as plain text, `document_text` what was issued, `board` and `tape_chart` the
rooms, `code_book` what their codes mean, `room_card` what hangs in a room, `say` the sentence of an
error, `notice_text` what automatic payments tell guests and staff, `registration_text`,
`registrations_text` and `receipt_text` the meters; `connection_text`, `sync_text`,
`mapping_report_text`, `import_report_text` and `out_of_reach_text` the channels. `views.html` gives
boards, documents, meters and channels as pages; it needs the extra ``html`` and is loaded when it
is named.
"""

from axentra_core.views import text
from axentra_core.views.board import board
from axentra_core.views.code_book import Entry, code_book, code_book_text
from axentra_core.views.connection import connection_text
from axentra_core.views.document import document_text
from axentra_core.views.locale import LOCALES, Language, language
from axentra_core.views.mapping_report import mapping_report_text
from axentra_core.views.meter_receipt import receipt_text
from axentra_core.views.notices import notice_text
from axentra_core.views.old_reservations import import_report_text, out_of_reach_text
from axentra_core.views.registration import registration_text
from axentra_core.views.registration_list import registrations_text
from axentra_core.views.room_card import room_card
from axentra_core.views.sentences import say
from axentra_core.views.sync import sync_text
from axentra_core.views.tape_chart import tape_chart

__all__ = [
    "LOCALES",
    "Entry",
    "Language",
    "board",
    "code_book",
    "code_book_text",
    "connection_text",
    "document_text",
    "import_report_text",
    "language",
    "mapping_report_text",
    "notice_text",
    "out_of_reach_text",
    "receipt_text",
    "registration_text",
    "registrations_text",
    "room_card",
    "say",
    "sync_text",
    "tape_chart",
    "text",
]
