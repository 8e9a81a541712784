"""Documents and refusals in words: English, Indonesian, Danish, Chinese in both scripts.

The only place that writes for a locale; everything below hands over figures and codes. `text`
gives documents as plain text, `say` the sentence of an error.
"""

from axentra_core.views import text
from axentra_core.views.locale import LOCALES, Language, language
from axentra_core.views.sentences import say

__all__ = ["LOCALES", "Language", "language", "say", "text"]
