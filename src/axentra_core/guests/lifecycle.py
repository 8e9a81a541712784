"""How a guest's profile moves: it has no status, so there is no table."""

MACHINES = ()
