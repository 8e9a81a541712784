"""Real rules of real places, worked out by hand or by an authority: every amount to the cent.

Frozen examples of dated rules, not a rate table. The numbers are those of the list of checked
cases; what an alternate shows is the same rules under another rounding.
"""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.folio.tax import (
    AgeBand,
    BasePart,
    Bracket,
    Brackets,
    CapScope,
    Conditions,
    Facts,
    Item,
    KeyPer,
    LongStay,
    LongStayEffect,
    Mode,
    NightCap,
    NightFactor,
    NightsBefore,
    Per,
    Person,
    Policy,
    PriceBasis,
    Residual,
    RoundingLevel,
    RoundingMode,
    Rule,
    RuleSet,
    Season,
    Split,
    SplitPart,
    Validity,
    base_of,
    quote,
)
from axentra_core.kernel.rounding import round_cash

D = Decimal
NET, GROSS = PriceBasis
CENT = Policy(D("0.01"))
YEN = Policy(D(1))
PER_RATE = Policy(D("0.01"), level=RoundingLevel.INVOICE_RATE)
PER_LINE = Policy(D("0.01"), level=RoundingLevel.LINE)
DAY = date(2026, 1, 12)


def percent(component, rate, *base, **more):
    """Return a percent rule of a base, of the room where none is named."""
    more.setdefault("id", component.lower())
    more.setdefault("base", base_of(*(base or ("room",))))
    return Rule(component=component, authority="authority", percent=D(rate), **more)


def included(component, rate, *base, **more):
    """Return a percent rule that is inside the price."""
    return percent(component, rate, *base, inclusive=True, **more)


def flat(component, amount, per=Per.PERSON_NIGHT, **more):
    """Return an amount for each person and night, or for something else."""
    more.setdefault("id", component.lower())
    return Rule(component=component, authority="authority", flat=D(amount), per=per, **more)


def table(component, lines, *, mode=Mode.AMOUNT, per=Per.PERSON_NIGHT, **more):
    """Return amounts or rates by price, the lines as pairs of bound and value."""
    names = ("inclusive_lower", "step", "step_value", "key", "key_per", "key_price")
    options = {name: more.pop(name) for name in names if name in more}
    brackets = Brackets(
        mode, tuple(Bracket(D(above), D(value)) for above, value in lines), **options
    )
    more.setdefault("id", component.lower())
    return Rule(component=component, authority="authority", brackets=brackets, per=per, **more)


def rules(currency, *lines, rounding=CENT, articles=("room",), **more):
    """Return a rule set of these lines."""
    return RuleSet("Place", "1", currency, date(2000, 1, 1), articles, lines, rounding, **more)


def nights(first, *prices, basis=NET, room="1", article="room"):
    """Return nights from a day on at these prices."""
    return tuple(
        Item(
            f"{room}.{place}",
            article,
            D(price),
            basis,
            first + timedelta(place),
            room=room,
            is_night=True,
        )
        for place, price in enumerate(prices)
    )


def lines(article, *prices, basis=NET, day=DAY, quantity=1):
    """Return items that are no nights."""
    return tuple(
        Item(f"{article}.{place}", article, D(price), basis, day, D(quantity))
        for place, price in enumerate(prices)
    )


def guests(*ages, room="1"):
    """Return persons of these ages."""
    return tuple(Person(f"{room}.{place}", room, age) for place, age in enumerate(ages))


def facts(items, *ages, **more):
    """Return facts with guests of these ages."""
    return Facts(tuple(items), more.pop("persons", guests(*ages)), **more)


def until(*day):
    """Return a validity that ends on a day."""
    return Validity(last=date(*day))


def since(*day):
    """Return a validity that begins on a day."""
    return Validity(first=date(*day))


NYC = (
    percent(
        "NYS_SALES",
        "0.04",
        long_stay=LongStay(90),
    ),
    percent("NYC_SALES", "0.045", long_stay=LongStay(180)),
    percent("MCTD", "0.00375", long_stay=LongStay(180)),
    percent("NYC_OCC_PCT", "0.05875", long_stay=LongStay(180)),
    table(
        "NYC_OCC_FLAT",
        (("10", "0.50"), ("20", "1.00"), ("30", "1.50"), ("40", "2.00")),
        per=Per.ROOM_NIGHT,
        long_stay=LongStay(180),
    ),
    flat("NYC_UNIT_FEE", "1.50", Per.ROOM_NIGHT, long_stay=LongStay(90)),
)
HAWAII = (
    percent("TAT", "0.1025", "room", "no_show_fee"),
    percent("COUNTY_TAT", "0.03", "room", "no_show_fee"),
    percent("GET", "0.04712", "room", "no_show_fee"),
)
TEXAS = LongStay(30, LongStayEffect.AFTER, committed=True)
EDINBURGH = (
    percent(
        "LEVY",
        "0.05",
        validity=since(2026, 7, 24),
        conditions=Conditions(booked_first=date(2025, 10, 1)),
        night_cap=NightCap(5),
    ),
    percent("VAT", "0.20", "room", "LEVY"),
)
SWISS = (
    included("VAT_LODGING", "0.038", "room"),
    included("VAT_MEALS", "0.081", "meals"),
)
FULL_BOARD = Split("full_board", (SplitPart("room", D("0.65")), SplitPart("meals", D("0.35"))))
SUMMER, WINTER = Season("05-01", "10-31"), Season("11-01", "04-30")
PARIS_MUNICIPAL = Rule(
    "municipal",
    "MUNICIPAL",
    "city",
    percent=D("0.05"),
    per=Per.PERSON_NIGHT,
    base=base_of("room"),
    unit_cap=D("2.30"),
)
TWENTY_ONE = rules("EUR", included("TAX", "0.21"), rounding=PER_RATE)
TWO_OF_379 = facts(lines("room", "379.00", "379.00", basis=GROSS))
ODOO_LINE = facts(lines("room", "5350.656", quantity=16))
MINIBAR = facts(lines("room", "1.25", "1.35", "0.45"))
JAPAN = rules(
    "JPY",
    included("JCT10", "0.10"),
    rounding=Policy(D(1), RoundingMode.FLOOR, RoundingLevel.INVOICE_RATE),
)
NYC_STAY = facts(nights(date(2026, 3, 2), *["300.00"] * 3), 40, 38)
SWISS_STAY = facts(lines("full_board", "1200.00", basis=GROSS), 60)
MY, GB = "MY", "GB"

CASES = {
    "001 New York, three nights": (
        rules("USD", *NYC),
        NYC_STAY,
        "900.00",
        (
            "NYS_SALES 36.00 NYC_SALES 40.50 MCTD 3.38 NYC_OCC_PCT 52.88 NYC_OCC_FLAT 6.00 "
            "NYC_UNIT_FEE 4.50"
        ),
        "1043.26",
    ),
    "001 each night rounded": (
        rules("USD", *NYC, rounding=Policy(D("0.01"), level=RoundingLevel.NIGHT)),
        NYC_STAY,
        "900.00",
        (
            "NYS_SALES 36.00 NYC_SALES 40.50 MCTD 3.39 NYC_OCC_PCT 52.89 NYC_OCC_FLAT 6.00 "
            "NYC_UNIT_FEE 4.50"
        ),
        "1043.28",
    ),
    "003 New York, a hundred nights": (
        rules("USD", *NYC),
        facts(nights(date(2026, 1, 5), *["200.00"] * 100), 44),
        "20000.00",
        (
            "NYS_SALES 0 NYC_SALES 900.00 MCTD 75.00 NYC_OCC_PCT 1175.00 NYC_OCC_FLAT 200.00 "
            "NYC_UNIT_FEE 0"
        ),
        "22350.00",
    ),
    "005 Laredo, 35 nights without a promise": (
        rules(
            "USD",
            percent("CITY", "0.07", long_stay=TEXAS),
            percent("STATE", "0.06", long_stay=TEXAS),
        ),
        facts(nights(date(2026, 5, 1), *["100.00"] * 35), 35),
        "3500.00",
        "CITY 210.00 STATE 180.00",
        "3890.00",
    ),
    "007 Honolulu": (
        rules("USD", *HAWAII, articles=("room", "no_show_fee")),
        facts(nights(date(2025, 6, 10), *["250.00"] * 4), 33, 31),
        "1000.00",
        "TAT 102.50 COUNTY_TAT 30.00 GET 47.12",
        "1179.62",
    ),
    "009 Honolulu, who did not come": (
        rules("USD", *HAWAII, articles=("room", "no_show_fee")),
        facts(lines("no_show_fee", "250.00")),
        "250.00",
        "TAT 25.63 COUNTY_TAT 7.50 GET 11.78",
        "294.91",
    ),
    "011 Toronto, tax on tax": (
        rules(
            "CAD",
            percent("MAT", "0.06"),
            percent("HST", "0.13", "room", "parking", "breakfast", "MAT"),
            articles=("room", "parking", "breakfast"),
        ),
        facts(
            nights(date(2024, 9, 10), "189.99")
            + lines("parking", "35.00")
            + lines("breakfast", "22.50"),
            45,
        ),
        "247.49",
        "MAT 11.40 HST 33.66",
        "292.55",
    ),
    "013 Indonesia, service and tax inside": (
        rules(
            "IDR",
            included("SERVICE", "0.05"),
            included("PB1", "0.10", "room", "SERVICE"),
            rounding=Policy(D(1), residual=Residual.LAST),
        ),
        facts(nights(DAY, "300000", basis=GROSS), 29),
        "259740",
        "SERVICE 12987 PB1 27273",
        "300000",
    ),
    "015 Jakarta, room and restaurant": (
        rules(
            "IDR",
            percent("SERVICE_ROOM", "0.10"),
            percent("PBJT_ROOM", "0.10", "room", "SERVICE_ROOM"),
            percent("SERVICE_FB", "0.10", "restaurant"),
            percent("PBJT_FB", "0.10", "restaurant", "SERVICE_FB"),
            rounding=Policy(D(1), level=RoundingLevel.CATEGORY),
            articles=("room", "restaurant"),
        ),
        facts(nights(date(2026, 4, 6), "850000", "850000") + lines("restaurant", "187500"), 29),
        "1887500",
        "SERVICE_ROOM 170000 PBJT_ROOM 187000 SERVICE_FB 18750 PBJT_FB 20625",
        "2283875",
    ),
    "017 Denmark": (
        rules("DKK", included("MOMS", "0.25")),
        facts(nights(date(2026, 6, 1), *["999.95"] * 3, basis=GROSS), 41),
        "2399.88",
        "MOMS 599.97",
        "2999.85",
    ),
    "021 Switzerland, full board": (
        rules("CHF", *SWISS, articles=("room", "meals"), splits=(FULL_BOARD,)),
        SWISS_STAY,
        "1139.98",
        "VAT_LODGING 28.55 VAT_MEALS 31.47",
        "1200.00",
    ),
    "021 to five rappen": (
        rules(
            "CHF",
            *SWISS,
            articles=("room", "meals"),
            splits=(FULL_BOARD,),
            rounding=Policy(D("0.05")),
        ),
        SWISS_STAY,
        "1140.00",
        "VAT_LODGING 28.55 VAT_MEALS 31.45",
        "1200.00",
    ),
    "023 Germany, two rates": (
        rules(
            "EUR",
            included("UST7", "0.07"),
            included("UST19", "0.19", "breakfast"),
            rounding=PER_RATE,
            articles=("room", "breakfast"),
        ),
        facts(
            nights(date(2025, 3, 3), "110.00", basis=GROSS)
            + lines("breakfast", "40.00", basis=GROSS, quantity=2),
            37,
            36,
        ),
        "136.41",
        "UST7 7.20 UST19 6.39",
        "150.00",
    ),
    "025 Berlin, over New Year": (
        rules(
            "EUR",
            percent("CITY_TAX", "0.05", id="old", validity=until(2024, 12, 31)),
            percent("CITY_TAX", "0.075", id="new", validity=since(2025, 1, 1)),
        ),
        facts(nights(date(2024, 12, 30), *["100.00"] * 3), 48),
        "300.00",
        "CITY_TAX 17.50",
        "317.50",
    ),
    **{
        f"027 Hamburg at {price}": (
            rules(
                "EUR",
                table(
                    "CULTURE_TAX",
                    (("50", "2.40"), ("100", "3.60"), ("150", "4.80")),
                    inclusive_lower=False,
                    step=D(50),
                    step_value=D("1.20"),
                ),
            ),
            facts(nights(DAY, price), 39),
            price,
            f"CULTURE_TAX {tax}",
            str(D(price) + D(tax)),
        )
        for price, tax in (
            ("50.00", "0"),
            ("50.01", "2.40"),
            ("100.00", "2.40"),
            ("100.01", "3.60"),
            ("150.00", "3.60"),
            ("200.00", "4.80"),
            ("200.01", "6.00"),
            ("230.00", "6.00"),
            ("500.00", "12.00"),
        )
    },
    "029 Paris, five stars": (
        rules("EUR", flat("TAXE_SEJOUR", "10.73")),
        facts(nights(date(2024, 6, 3), "0", "0"), 40, 38),
        "0",
        "TAXE_SEJOUR 42.92",
        "42.92",
    ),
    "029 the same from its parts, the unit rounded first": (
        rules(
            "EUR",
            flat("TAXE_SEJOUR", "10.725"),
            rounding=Policy(D("0.01"), level=RoundingLevel.UNIT_RATE),
        ),
        facts(nights(date(2024, 6, 3), "0", "0"), 40, 38),
        "0",
        "TAXE_SEJOUR 42.92",
        "42.92",
    ),
    "031 Paris, unclassified": (
        rules(
            "EUR",
            PARIS_MUNICIPAL,
            percent("DEPARTMENT", "0.10", "MUNICIPAL"),
            percent("REGION", "0.15", "MUNICIPAL"),
        ),
        facts(nights(date(2019, 5, 6), *["400.00"] * 3), 40, 38),
        "1200.00",
        "MUNICIPAL 13.80 DEPARTMENT 1.38 REGION 2.07",
        "1217.25",
    ),
    "033 Aubrac": (
        rules("EUR", flat("TAXE_SEJOUR", "0.40")),
        facts(nights(DAY, "0", "0"), 30, 30, 30),
        "0",
        "TAXE_SEJOUR 2.40",
        "2.40",
    ),
    "035 Rome, seven nights before": (
        rules("EUR", flat("CONTRIBUTO", "6.00", night_cap=NightCap(10, CapScope.HOUSE_YEAR))),
        facts(
            nights(date(2018, 9, 8), *["0"] * 6),
            45,
            nights_before=(NightsBefore("CONTRIBUTO", 2018, 7),),
        ),
        "0",
        "CONTRIBUTO 18.00",
        "18.00",
    ),
    "037 Barcelona, over a change": (
        rules(
            "EUR",
            flat("REGION", "1.70"),
            flat("CITY", "2.75", id="city1", validity=until(2024, 3, 31)),
            flat("CITY", "3.25", id="city2", validity=since(2024, 4, 1)),
        ),
        facts(nights(date(2024, 3, 30), *["0"] * 4), 40, 38),
        "0",
        "REGION 13.60 CITY 24.00",
        "37.60",
    ),
    "039 Mallorca, season and VAT on it": (
        rules(
            "EUR",
            flat("ITS", "3.00", id="summer", conditions=Conditions(seasons=(SUMMER,))),
            flat("ITS", "0.75", id="winter", conditions=Conditions(seasons=(WINTER,))),
            percent("IVA", "0.10", "ITS"),
        ),
        facts(nights(date(2026, 10, 29), *["0"] * 5), 40, 38),
        "0",
        "ITS 21.00 IVA 2.10",
        "23.10",
    ),
    "041 Tokyo, bracket by the net price": (
        rules(
            "JPY",
            included("JCT10", "0.10"),
            table(
                "ACCOMMODATION_TAX",
                (("0", "0"), ("10000", "100"), ("15000", "200")),
                key_per=KeyPer.PERSON,
            ),
            rounding=Policy(D(1), level=RoundingLevel.INVOICE_RATE),
        ),
        facts(nights(date(2026, 5, 11), "21000", "21000", basis=GROSS), 35, 34),
        "38182",
        "JCT10 3818 ACCOMMODATION_TAX 0",
        "42000",
    ),
    "043 Kyoto, over a change": (
        rules(
            "JPY",
            table(
                "ACCOMMODATION_TAX",
                (("0", "200"), ("20000", "500"), ("50000", "1000")),
                id="old",
                validity=until(2026, 2, 28),
                key_per=KeyPer.PERSON,
            ),
            table(
                "ACCOMMODATION_TAX",
                (
                    ("0", "200"),
                    ("6000", "400"),
                    ("20000", "1000"),
                    ("50000", "4000"),
                    ("100000", "10000"),
                ),
                id="new",
                validity=since(2026, 3, 1),
                key_per=KeyPer.PERSON,
            ),
            rounding=YEN,
        ),
        facts(nights(date(2026, 2, 27), *["30000"] * 3), 35, 34),
        "90000",
        "ACCOMMODATION_TAX 1600",
        "91600",
    ),
    "045 Sapporo": (
        rules(
            "JPY",
            table("PREFECTURE", (("0", "100"), ("20000", "200")), key_per=KeyPer.PERSON),
            table("CITY", (("0", "200"), ("20000", "500")), key_per=KeyPer.PERSON),
            rounding=YEN,
        ),
        facts(nights(date(2026, 5, 11), "24000", "24000"), 35, 34),
        "48000",
        "PREFECTURE 400 CITY 800",
        "49200",
    ),
    "047 Malaysia, a foreigner in one of two rooms": (
        rules(
            "MYR",
            percent("SST", "0.08"),
            flat(
                "TTX",
                "10",
                Per.ROOM_NIGHT,
                conditions=Conditions(nationality_not_in=(MY,)),
            ),
        ),
        facts(
            nights(date(2026, 3, 10), "250.00", "250.00")
            + nights(date(2026, 3, 10), "250.00", "250.00", room="2"),
            persons=(
                Person("a", "1", 30, nationality=MY),
                Person("b", "1", 30, nationality=GB),
                Person("c", "2", 60, nationality=MY),
                Person("d", "2", 61, nationality=MY),
            ),
        ),
        "1000.00",
        "SST 80.00 TTX 20.00",
        "1100.00",
    ),
    "049 Dubai, thirty nights at most": (
        rules("AED", flat("TOURISM_DIRHAM", "15.00", Per.ROOM_NIGHT, night_cap=NightCap(30))),
        facts(nights(date(2026, 1, 1), *["0"] * 35), 40),
        "0",
        "TOURISM_DIRHAM 450.00",
        "450.00",
    ),
    "051 Maldives": (
        rules(
            "USD",
            percent("SERVICE", "0.10"),
            percent("TGST", "0.17", "room", "SERVICE", validity=since(2025, 7, 1)),
            flat("GREEN_TAX", "12", ages=(AgeBand(0, 2),)),
        ),
        facts(nights(date(2025, 8, 1), *["500.00"] * 3), 33, 32, 1),
        "1500.00",
        "SERVICE 150.00 TGST 280.50 GREEN_TAX 72.00",
        "2002.50",
    ),
    "053 Amsterdam": (
        rules("EUR", percent("VAT", "0.09"), percent("TOURIST_TAX", "0.125")),
        facts(nights(date(2025, 5, 12), "200.00"), 40, 39),
        "200.00",
        "VAT 18.00 TOURIST_TAX 25.00",
        "243.00",
    ),
    "055 Amsterdam, over New Year": (
        rules(
            "EUR",
            percent("VAT9", "0.09", validity=until(2025, 12, 31)),
            percent("VAT21", "0.21", validity=since(2026, 1, 1)),
            percent("TOURIST_TAX", "0.125"),
        ),
        facts(nights(date(2025, 12, 30), *["200.00"] * 3), 40),
        "600.00",
        "VAT9 36.00 VAT21 42.00 TOURIST_TAX 75.00",
        "753.00",
    ),
    "057 Vienna": (
        rules("EUR", percent("ORTSTAXE", "0.032", base=(BasePart("room", D("0.89")),))),
        facts(nights(date(2024, 5, 6), "100.00"), 40),
        "100.00",
        "ORTSTAXE 2.85",
        "102.85",
    ),
    "059 Edinburgh": (
        rules("GBP", *EDINBURGH),
        facts(nights(date(2026, 8, 3), "100.00"), 40, booked_on=date(2026, 1, 15)),
        "100.00",
        "LEVY 5.00 VAT 21.00",
        "126.00",
    ),
    "061 Edinburgh, booked before": (
        rules("GBP", *EDINBURGH),
        facts(nights(date(2026, 8, 3), *["100.00"] * 7), 40, booked_on=date(2025, 9, 15)),
        "700.00",
        "LEVY 0 VAT 140.00",
        "840.00",
    ),
    "063 United Kingdom, 35 nights": (
        rules("GBP", percent("VAT", "0.20", night_factors=(NightFactor(29, D("0.2")),))),
        facts(nights(date(2026, 2, 1), *["100.00"] * 35), 40),
        "3500.00",
        "VAT 588.00",
        "4088.00",
    ),
    "065 India, over a change": (
        rules(
            "INR",
            table(
                "GST12",
                (("1000", "0.12"), ("7500", "0.18")),
                mode=Mode.RATE,
                per=Per.PRICE,
                base=base_of("room"),
                inclusive_lower=False,
                validity=until(2025, 9, 21),
            ),
            table(
                "GST5",
                (("1000", "0.05"), ("7500", "0.18")),
                mode=Mode.RATE,
                per=Per.PRICE,
                base=base_of("room"),
                inclusive_lower=False,
                validity=since(2025, 9, 22),
            ),
        ),
        facts(nights(date(2025, 9, 20), *["5000.00"] * 3), 40),
        "15000.00",
        "GST12 1200.00 GST5 250.00",
        "16450.00",
    ),
    "067 Dubrovnik": (
        rules("HRK", flat("SOJOURN_TAX", "7.00", ages=(AgeBand(0, 12), AgeBand(12, 18, D("0.5"))))),
        facts(nights(date(2018, 7, 7), *["0"] * 7), 40, 38, 14, 8),
        "0",
        "SOJOURN_TAX 122.50",
        "122.50",
    ),
    "069 Japan, once for each rate": (
        JAPAN,
        facts(lines("room", "13582", "13582", basis=GROSS)),
        "24695",
        "JCT10 2469",
        "27164",
    ),
    "069 half up is the same": (
        rules(
            "JPY",
            included("JCT10", "0.10"),
            rounding=Policy(D(1), level=RoundingLevel.INVOICE_RATE),
        ),
        facts(lines("room", "13582", "13582", basis=GROSS)),
        "24695",
        "JCT10 2469",
        "27164",
    ),
    "069 each line": (
        rules("JPY", included("JCT10", "0.10"), rounding=Policy(D(1), level=RoundingLevel.LINE)),
        facts(lines("room", "13582", "13582", basis=GROSS)),
        "24694",
        "JCT10 2470",
        "27164",
    ),
    "071 twice 379": (TWENTY_ONE, TWO_OF_379, "626.45", "TAX 131.55", "758.00"),
    "071 each line": (
        attrs.evolve(TWENTY_ONE, rounding=PER_LINE),
        TWO_OF_379,
        "626.44",
        "TAX 131.56",
        "758.00",
    ),
    "073 the net line rounded first": (
        rules(
            "EUR",
            percent("TAX", "0.22"),
            rounding=Policy(D("0.01"), level=RoundingLevel.LINE_NET),
        ),
        ODOO_LINE,
        "5350.66",
        "TAX 1177.15",
        "6527.81",
    ),
    "073 tax on the line as it is": (
        rules("EUR", percent("TAX", "0.22"), rounding=PER_LINE),
        ODOO_LINE,
        "5350.66",
        "TAX 1177.14",
        "6527.80",
    ),
    "077 minibar": (
        rules("EUR", percent("TAX", "0.10"), rounding=PER_LINE),
        MINIBAR,
        "3.05",
        "TAX 0.32",
        "3.37",
    ),
    "077 half to even": (
        rules(
            "EUR",
            percent("TAX", "0.10"),
            rounding=Policy(D("0.01"), RoundingMode.HALF_EVEN, RoundingLevel.LINE),
        ),
        MINIBAR,
        "3.05",
        "TAX 0.30",
        "3.35",
    ),
}


@pytest.mark.parametrize(
    ("rule_set", "known", "net", "components", "total"), CASES.values(), ids=CASES
)
def test_every_case_comes_out_to_the_cent(rule_set, known, net, components, total) -> None:
    """Net, each component and total are those that the law, an authority or a hotel prints."""
    found = quote(rule_set, known)
    words = components.split()
    expected = dict(zip(words[::2], map(D, words[1::2]), strict=True))
    assert (found.net, found.amounts, found.total) == (D(net), expected, D(total))
    assert found.total == found.net + sum(found.amounts.values())
    assert sum(item.total for item in found.items) == found.total
    for component in found.components:
        working = [work for work in found.explain() if work.component == component.component]
        assert sum(work.rounded for work in working) == component.amount


CASH = {
    "017 Denmark": ("0.50", {"2999.85": "3000.00"}),
    "019 Norway": (
        "1",
        {"812.49": "812", "812.50": "813", "812.99": "813", "813.00": "813"},
    ),
    "075 Switzerland": (
        "0.05",
        {
            "87.22": "87.20",
            "87.23": "87.25",
            "87.27": "87.25",
            "87.28": "87.30",
            "87.25": "87.25",
        },
    ),
}


@pytest.mark.parametrize(("step", "totals"), CASH.values(), ids=CASH)
def test_cash_is_rounded_apart_from_tax(step, totals) -> None:
    """A total paid in cash is rounded at the till, and the difference is no tax."""
    for total, payable in totals.items():
        paid, difference = round_cash(D(total), D(step))
        assert paid == D(payable)
        assert paid - difference == D(total)
