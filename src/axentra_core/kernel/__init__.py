"""Tables, journal, money, calendar, errors, actors, sealed values; it knows no hotel word."""
