#!/usr/bin/env python3
"""A second opinion: the same law written apart from the crate, with Python's exact fractions.

    python3 vectors/oracle.py > vectors/cases.json

The named cases are those of SOURCES in the README; the numbered ones are drawn at random with a
fixed seed, many of them on purpose at bounds. Nothing here is read by the program itself.
"""
import csv, json, pathlib, random
from fractions import Fraction as F

HERE = pathlib.Path(__file__).parent
ROWS = list(csv.DictReader(open(HERE.parent / "data" / "njop_classes.csv")))
TABLE = {
    kind: [(r["class"], F(r["upper_bound_thousand"]) * 1000, F(r["njop_thousand"]) * 1000)
           for r in reversed(ROWS) if r["kind"] == kind]
    for kind in ("land", "building")
}


def classified(kind, value):
    if value == 0:
        return value, None
    for code, upper, njop in TABLE[kind]:
        if value <= upper:
            return njop, code
    return value, None


def land_part(part):
    value, code = F(part["value_per_m2"]), None
    if part.get("classify", True):
        value, code = classified("land", value)
    return value * F(part["area_m2"]), code


def built(area, value, classify):
    if not classify or area == 0:
        return value, None
    unit, code = classified("building", value / area)
    return unit * area, code


def percent_of(brackets, base):
    fitting = [b for b in brackets if base > b["above"]]
    if not fitting:
        raise LookupError
    return F(max(fitting, key=lambda b: b["above"])["percent"]) / 100


def charge(rules, tariff, basis, taxable):
    """(NJKP, tax) of a taxable amount, which is the upper part of the basis."""
    if taxable == 0:
        return F(0), F(0)
    if rules["bracket_mode"] == "whole":
        njkp = taxable * percent_of(rules["njkp"], basis)
        return njkp, njkp * percent_of(tariff, basis)
    # The integral over the taxable part: walk up and stop at every bound.
    njkp, tax, start = F(0), F(0), basis - taxable
    for end in sorted({F(b["above"]) for b in rules["njkp"] + tariff if start < b["above"] < basis} | {basis}):
        assessed = (end - start) * percent_of(rules["njkp"], end)
        njkp, tax, start = njkp + assessed, tax + assessed * percent_of(tariff, end), end
    return njkp, tax


def rounded(value, mode, unit):
    units = value / unit
    down = units.numerator // units.denominator
    rest = units - down
    up = {"floor": False, "ceil": rest > 0, "half_up": rest >= F(1, 2)}[mode]
    return (down + up) * unit


def calculate(case):
    rules = case["rules"]
    joint = case.get("joint") or {}
    lands = [land_part(p) for p in case.get("land", [])]
    area = sum((F(b["area_m2"]) for b in case.get("buildings", [])), F(0))
    value = sum((F(b["value"]) for b in case.get("buildings", [])), F(0))
    building, building_class = built(area, value, case.get("classify_buildings", True))
    share = F(0)
    if joint:
        share = F(*map(int, joint["share"].split("/")))
    joint_land, joint_land_class = land_part(joint["land"]) if joint.get("land") else (F(0), None)
    joint_building, joint_building_class = F(0), None
    if joint.get("building"):
        b = joint["building"]
        joint_building, joint_building_class = built(F(b["area_m2"]), F(b["value"]), b.get("classify", True))
    land = sum((worth for worth, _ in lands), F(0))
    njop = land + building + share * (joint_land + joint_building)
    njoptkp = F(rules["njoptkp"]) if case.get("holds_njoptkp", True) else F(0)
    taxable = max(njop - njoptkp, F(0))
    basis = {"njop": njop, "taxable": taxable}[rules["bracket_basis"]]
    tariff = rules["tariff"]
    for row in rules.get("tariff_by_use", []):
        if row["use"] == case.get("use"):
            tariff = row["tariff"]
    njkp, tax = charge(rules, tariff, basis, taxable)
    due = tax * (1 - F(case.get("reduction_percent", "0")) / 100)
    try:
        due *= 1 - percent_of(rules.get("stimulus", []), basis)
    except LookupError:
        pass
    last, most = case.get("last_year_due"), rules.get("max_increase_percent")
    if last and most is not None:
        due = min(due, last * (1 + F(most) / 100))
    if taxable > 0 or rules["minimum_when_zero"]:
        due = max(due, F(rules["minimum"]))
    mode, unit = rules["rounding"]["mode"], rules["rounding"]["unit"]
    whole = {"njop_land": land, "njop_building": building, "njop_joint_land": joint_land * share,
             "njop_joint_building": joint_building * share, "njop": njop, "njoptkp": njoptkp,
             "taxable": taxable, "njkp": njkp}
    result = {name: int(rounded(v, mode, 1)) for name, v in whole.items()}
    result |= {"tax": int(rounded(tax, mode, unit)), "due": int(rounded(due, mode, unit))}
    result["classes"] = {"land": [code for _, code in lands], "building": building_class,
                         "joint_land": joint_land_class, "joint_building": joint_building_class}
    return result


def rules(njoptkp=10_000_000, njkp="100", tariff="0.5", **more):
    return {"njoptkp": njoptkp, "njkp": [{"above": 0, "percent": njkp}],
            "tariff": [{"above": 0, "percent": tariff}], "bracket_basis": "njop",
            "bracket_mode": "whole", "minimum": 0, "minimum_when_zero": False,
            "rounding": {"mode": "half_up", "unit": 1}, "max_increase_percent": None} | more


def plain(land, building, rules):
    """NJOP per m² given directly, as the published examples do: nothing is classified."""
    case = {"tax_year": 2025, "classes": "PMK-150-2010", "rules": rules, "classify_buildings": False}
    case["land"] = [{"area_m2": str(a), "value_per_m2": v, "classify": False} for a, v in land]
    case["buildings"] = [{"area_m2": str(a), "value": a * v} for a, v in building]
    return case


def contract():
    case = {"tax_year": 2025, "classes": "PMK-150-2010", "rules": rules(), "last_year_due": None,
            "land": [{"area_m2": "612", "value_per_m2": 1750000, "classify": True}],
            "buildings": [{"area_m2": "140.5", "value": 337200000}, {"area_m2": "0", "value": 12000000}],
            "classify_buildings": True,
            "joint": {"share": "36/8400",
                      "land": {"area_m2": "3200", "value_per_m2": 2750000, "classify": True},
                      "building": {"area_m2": "410", "value": 902000000, "classify": True}},
            "reduction_percent": "0"}
    case["rules"]["njkp"] = [{"above": 0, "percent": "20"}, {"above": 1_000_000_000, "percent": "40"}]
    return case


def valued_building():
    """142,560 thousand for 120 m² is 1,188,000 per m²: class 021, 1,200,000 per m²."""
    return {"tax_year": 2026, "classes": "PMK-150-2010", "rules": rules(),
            "buildings": [{"area_m2": "120", "value": 142_560_000}]}


def named():
    pati = plain([(90, 500_000)], [(70, 140_000)], rules(njkp="20", tariff="0.1"))
    capped = plain([(90, 5_000_000)], [(70, 140_000)],
                   rules(njkp="20", tariff="0.1", max_increase_percent="250")) | {"last_year_due": 8_960}
    yield "G1 textbook", plain([(1000, 5_000_000)], [(800, 1_000_000)], rules(12_000_000, "40"))
    yield "G2 textbook", plain([(1, 600_000_000)], [], rules(12_000_000, "20"))
    yield "G3 suara.com 2025", plain([(100, 2_000_000)], [(50, 2_500_000)], rules(60_000_000, "100", "0.1"))
    yield "G4 Pati 2024", pati
    yield "G4 Pati 2025, capped at 250 percent more", capped
    yield "contract example", contract()
    yield "worked building", valued_building()


def draw(r):
    bounds = {kind: [int(upper) for _, upper, _ in rows] for kind, rows in TABLE.items()}
    unit = lambda kind: r.choice([r.randint(0, 3_000_000), r.choice(bounds[kind]), r.choice(bounds[kind]) + 1])
    area = lambda top: r.choice([str(r.randint(0, top)), f"{r.randint(0, top)}.{r.randint(0, 9)}"])

    def brackets(top, highest):
        count = r.choice([1, 1, 2, 3])
        above = [0] + sorted(r.sample(range(1, top), count - 1))
        return [{"above": a, "percent": f"{r.randint(0, highest)}.{r.randint(0, 9)}"} for a in above]

    def land():
        return {"area_m2": area(9_000), "value_per_m2": unit("land"), "classify": r.random() < 0.8}

    def building():
        size = r.choice([0, r.randint(1, 900)])
        return {"area_m2": str(size), "value": r.choice([size * unit("building"), r.randint(0, 5_000_000_000)])}

    case = {"tax_year": r.randint(2014, 2026), "classes": "PMK-150-2010",
            "rules": rules(r.choice([10_000_000, 12_000_000, 60_000_000]),
                           njkp=None, tariff=None) | {
                "njkp": brackets(3_000_000_000, 99), "tariff": brackets(3_000_000_000, 0),
                "bracket_basis": r.choice(["njop", "taxable"]), "bracket_mode": r.choice(["whole", "marginal"]),
                "minimum": r.choice([0, 10_000, 20_500]), "minimum_when_zero": r.random() < 0.3,
                "rounding": {"mode": r.choice(["ceil", "half_up", "floor"]), "unit": r.choice([1, 100, 1000])},
                "max_increase_percent": r.choice([None, "0", "25.5", "250"])},
            "last_year_due": r.choice([None, 0, r.randint(1, 5_000_000)]),
            "land": [land() for _ in range(r.choice([0, 1, 1, 1, 2, 3]))],
            "buildings": [building() for _ in range(r.choice([0, 1, 1, 2, 3]))],
            "classify_buildings": r.random() < 0.85,
            "reduction_percent": r.choice(["0", "0", "12.5", "75", "100"]),
            "holds_njoptkp": r.random() < 0.8}
    if r.random() < 0.3:
        case["rules"]["stimulus"] = brackets(2_000_000_000, 60)
    if r.random() < 0.2:
        case["rules"]["tariff_by_use"] = [{"use": "food-livestock", "tariff": brackets(2_000_000_000, 0)}]
        case["use"] = "food-livestock"
    if r.random() < 0.4:
        whole = r.randint(50, 900)
        case["joint"] = {"share": f"{r.randint(0, whole)}/{whole}"}
        if r.random() < 0.8:
            case["joint"]["land"] = land()
        if r.random() < 0.8:
            case["joint"]["building"] = building() | {"classify": r.random() < 0.8}
    return case


if __name__ == "__main__":
    r = random.Random(150_2010)
    cases = list(named()) + [(f"drawn {n:03}", draw(r)) for n in range(200)]
    lines = [json.dumps({"name": n, "case": c, "expect": calculate(c)}, separators=(",", ":")) for n, c in cases]
    print("[\n" + ",\n".join(lines) + "\n]")
