"""Makes `valid/`: files that must be accepted, by pyHanko on bases of several programs.

    ~/.cache/oracles/bin/python lib/pades/tests/corpus/valid.py

`valid.json` says for each file which verdict is expected and what pyHanko said. Where both differ,
`why` gives the reason.
"""

import json

import pikepdf
from producer import *  # noqa: F403
from pyhanko import stamp
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper

OUT = HERE / "valid"
INTACT, CHANGED = "INTACT", "INTACT_WITH_ALLOWED_CHANGES"
FREE = (300, 80, 500, 160)
FILES = {}


def keep(name, data, verdict, why=None, levels=None):
    """`levels`: of the signatures in their order."""
    FILES[name] = (data, verdict, why, levels)


def with_fields(data):
    """A letter with a text field that has a value and a look before anybody signs."""
    changed = writer(data)
    look = generic.StreamObject(
        dict_data={N("/Type"): N("/XObject"), N("/Subtype"): N("/Form"),
                   N("/BBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 200, 20)])},
        stream_data=b"/Tx BMC EMC")
    page, _ = changed.find_page_for_modification(0)
    field = changed.add_object(generic.DictionaryObject({
        N("/Type"): N("/Annot"), N("/Subtype"): N("/Widget"), N("/FT"): N("/Tx"),
        N("/T"): generic.TextStringObject("Nomor"), N("/V"): generic.TextStringObject("000.8/15"),
        N("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (72, 600, 272, 620)]),
        N("/AP"): generic.DictionaryObject({N("/N"): changed.add_object(look)})}))
    changed.root["/AcroForm"] = changed.add_object(
        generic.DictionaryObject({N("/Fields"): generic.ArrayObject([field])}))
    changed.update_root()
    changed.register_annotation(page, field)
    return written(changed)


def with_metadata(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata() as meta:
            meta["dc:title"] = "Nota dinas"
            meta["pdfaid:part"], meta["pdfaid:conformance"] = "2", "B"
        pdf.save(out)
    return out.getvalue()


def lta(data, existing=False, field="TTD", **options):
    """Level B-LTA: evidence and a document time-stamp as increments of their own."""
    return sign(data, field, tsa=stamper(), existing=existing, embed_validation_info=True,
                use_pades_lta=True, validation_context=context(), reserved=8192, **options)


def update(data):
    out = io.BytesIO()
    PdfTimeStamper(stamper()).update_archival_timestamp_chain(
        PdfFileReader(io.BytesIO(data)), context(), in_place=False, output=out)
    return out.getvalue()


def main():
    plain = letter()
    bases = {
        "table": plain,
        "flate": letter(compress=1),
        "ascii85": letter(compress=1, a85=1),
        "streams": qpdf(plain, "--object-streams=generate"),
        "linear": qpdf(plain, "--linearize", "--object-streams=disable"),
        "linear-streams": qpdf(plain, "--linearize", "--object-streams=generate"),
        "rotated": letter(rotate=90),
        "pages": letter(pages=5),
        "metadata": with_metadata(plain),
        "metadata-streams": qpdf(with_metadata(plain), "--object-streams=generate"),
        "fields": with_fields(plain),
    }
    for name, base in bases.items():
        keep(f"{name}-one", sign(base), INTACT)
        keep(f"{name}-two", sign(sign(base, "Paraf1"), "TTD", box=FREE), CHANGED)
    keep("table-visible-stamp", sign(plain, box=FREE, style=stamp.TextStampStyle()), INTACT)
    keep("table-two-stamps", sign(
        sign(plain, "Paraf1", box=(72, 80, 272, 160), style=stamp.TextStampStyle()),
        "TTD", box=FREE, style=stamp.TextStampStyle()), CHANGED)
    eight = plain
    for number in range(8):
        eight = sign(eight, f"Paraf{number}", box=(40 + 60 * number, 80, 90 + 60 * number, 120))
    keep("eight", eight, CHANGED)
    eight = sign(bases["streams"], "Paraf0")
    for number in range(1, 8):
        eight = sign(eight, f"Paraf{number}")
    keep("eight-streams", eight, CHANGED)

    boxes = {name: (40, 40 + 70 * i, 240, 100 + 70 * i) for i, name in enumerate(["P1", "P2", "TTD"])}
    for name in ["table", "streams"]:
        filled = prepared(bases[name], boxes)
        for field in boxes:
            style = stamp.TextStampStyle() if field == "TTD" else None
            filled = sign(filled, field, existing=True, style=style)
        keep(f"prepared-{name}", filled, CHANGED)
    late = prepared(sign(plain, "Paraf1"), {"TTD": FREE})
    keep("field-added-later", late, CHANGED)
    keep("field-added-then-signed", sign(late, existing=True, style=stamp.TextStampStyle()), CHANGED)

    def tag(page):
        page.drawString(320, 120, "[ttd_pengirim]")
        page.drawString(320, 100, "#")
        page.drawString(320, 90, "........................")
    tagged = sign(letter(draw=tag), "Paraf1")
    keep("over-placement-tag", sign(tagged, box=FREE, style=stamp.TextStampStyle()), CHANGED)

    certified = sign(plain, "Segel", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    keep("certified", certified, INTACT)
    keep("certified-approved", sign(certified), CHANGED)
    placed = prepared(plain, {"Segel": (40, 40, 240, 100), "TTD": FREE})
    placed = sign(placed, "Segel", existing=True, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    keep("certified-prepared", sign(placed, existing=True, style=stamp.TextStampStyle()), CHANGED)
    keep("certified-no-changes", sign(
        plain, "Segel", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES), INTACT)
    keep("certified-no-changes-lta", lta(
        plain, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES), CHANGED)
    locked = prepared(plain, {"TTD": FREE}, field_mdp_spec=FieldMDPSpec(
        FieldMDPAction.INCLUDE, fields=["Nomor"]))
    locked = sign(locked, existing=True)
    keep("locked", locked, INTACT)
    keep("locked-other-signed", sign(locked, "Lain"), CHANGED)
    last = prepared(sign(plain, "P1"), {"TTD": FREE}, field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL))
    keep("locked-all-then-stamped", update_stamp(sign(last, existing=True)), CHANGED)

    keep("b-t", sign(plain, tsa=stamper()), INTACT, levels=["B-T"])
    keep("b-lta", lta(plain), CHANGED, levels=["B-LTA", "document time-stamp"])
    keep("b-lta-streams", lta(bases["streams"]), CHANGED)
    keep("b-lta-updated", update(update(lta(plain))), CHANGED)
    keep("b-lta-two", lta(lta(plain, field="P1"), field="TTD"), CHANGED)
    keep("b-lt-two", sign(sign(plain, "P1", tsa=stamper(), embed_validation_info=True,
                               validation_context=context()),
                          "TTD", tsa=stamper(), embed_validation_info=True,
                          validation_context=context()), CHANGED)
    keep("b-lta-metadata", lta(bases["metadata"]), CHANGED)

    listed = signer("Penanda Tercatat")
    known = context(crls=[revocation_list(at=datetime.datetime.now(UTC) - datetime.timedelta(hours=1))],
                    revocation_mode="require")
    keep("b-lt-listed", sign(plain, by=listed, tsa=stamper(), embed_validation_info=True,
                             validation_context=known, reserved=8192), CHANGED, levels=["B-LT"])
    keep("b-lta-listed", sign(plain, by=listed, tsa=stamper(), embed_validation_info=True,
                              use_pades_lta=True, validation_context=known, reserved=8192), CHANGED,
         levels=["B-LTA", "document time-stamp"])
    # Signed in February, expired in May, judged in December.
    before = datetime.datetime(2026, 2, 3, tzinfo=UTC)
    keep("b-t-expired-since", sign(plain, by=signer("Penanda Sebentar"), tsa=stamper(before)), INTACT,
         "pyHanko was asked about today", ["B-T"])

    for kind in ["rsa2048", "rsa4096", "p384", "ed25519"]:
        keep(f"key-{kind}", sign(plain, by=signer(f"Penanda {kind}")), INTACT)
    keep("key-pss", sign(plain, by=signer("Penanda rsa2048", prefer_pss=True)), INTACT)
    keep("digest-sha512", sign(plain, md_algorithm="sha512"), INTACT)
    keep("pkcs7-detached", sign(plain, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED), INTACT)
    keep("long-contents", sign(plain, reserved=20000), INTACT)
    keep("rewritten-base", sign(sign(qpdf(plain, "--object-streams=disable", "--qdf")), "P2"), CHANGED)

    OUT.mkdir(exist_ok=True)
    table = {}
    for name, (data, verdict, why, levels) in FILES.items():
        (OUT / f"{name}.pdf").write_bytes(data)
        said = opinion(data)
        table[name] = {"verdict": verdict, "pyhanko": said} | ({"why": why} if why else {})
        table[name] |= {"levels": levels} if levels else {}
        print(name, len(data), verdict, said)
    (HERE / "valid.json").write_text(json.dumps(table, indent=1) + "\n")
    trust = HERE / "trust"
    trust.mkdir(exist_ok=True)
    (trust / "root.pem").write_bytes((KEYS / "Induk Uji.pem").read_bytes())


def update_stamp(data):
    out = io.BytesIO()
    PdfTimeStamper(stamper()).timestamp_pdf(
        writer(data), "sha256", validation_context=context(), output=out)
    return out.getvalue()


if __name__ == "__main__":
    main()
