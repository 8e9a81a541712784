"""A desk by department; `Desk` is their sum."""
