"""Reports as pure functions over the log: what a day has sold, taken and left owing.

They take the entries of one property, as `Hotel.feed` yields them, in one pass. Nothing is kept
between two reports, so a report can be made again at any time, and a closed day's never changes.
"""

from axentra_core.reports.day import day_report
from axentra_core.reports.model import Basis, DayReport, Kpi, OpenBalance, TrialBalance
from axentra_core.reports.refusals import ReportRefusal
from axentra_core.reports.trial_balance import trial_balance

__all__ = [
    "Basis",
    "DayReport",
    "Kpi",
    "OpenBalance",
    "ReportRefusal",
    "TrialBalance",
    "day_report",
    "trial_balance",
]
