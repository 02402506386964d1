"""Makes `shadows/`: attacks that lie in wait in what was signed, or that speak to other readers only.

    ~/.cache/oracles/bin/python lib/pades/tests/corpus/shadows.py

Each names the rule that alone catches it, as in `attacks.py`, whose tools it uses. The authority is
one of its own, in `trust/further.pem`.
"""

import json
import re

import attacks
import producer
from attacks import *  # noqa: F403

OUT = HERE / "shadows"
FILES = {}

issue("Induk Lain", "rsa2048", ca=True)
issue("Penanda Lain EC", "p256", "Induk Lain")
attacks.SIGNER = producer.SIGNER = signer("Penanda Lain EC", chain=["Induk Lain"])
# What pyHanko trusts when it is asked for its opinion.
producer.ROOT = load_cert_from_pemder(str(KEYS / "Induk Lain.pem"))

TYPED = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Nilai)/V(Rp1.000.000)/Rect[72 600 300 620]/P 3 0 R/F 4%s>>"
MORE = b"BT /F1 12 Tf 72 700 Td (dan Rp9.000.000) Tj ET"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 400 50]"


def shadow(rule, name, data, verdict="MODIFIED"):
    assert name not in FILES, name
    FILES[name] = (rule, data, verdict)


def stored(before, piece=b"sertifikat", entry=b"", **more):
    """A later revision that stores one piece of evidence."""
    return save({1: catalog(b"6 0 R", b"/DSS<</Certs[20 0 R]%s>>" % entry), 20: stream(piece), **more}, before)


def dormant():
    """The signed version refers to what it lacks, where not every reader can see it."""
    broken = save(signed(p3=page(content=b"8 0 R", annots=b"6 0 R"), p8=b"[4 0 R 20 0 R]"))
    broken = broken.replace(b"[4 0 R 20 0 R]\nendobj", b"[4 0 R 20 0 R]\nendobx")
    shadow("changes/dangling", "missing-behind-a-broken-object", stored(fill(broken), MORE))
    double = signed(p3=page(annots=b"6 0 R").replace(b"<</Font<</F1 5 0 R>>>>", b"8 0 R"),
                    p8=b"<</Font<</F1 5 0 R>>/Font<</F1 20 0 R>>>>")
    shadow("changes/dangling", "missing-behind-a-double-key", stored(fill(save(double))))
    beyond = save(signed(p3=page(content=b"[4 0 R 50 0 R]", annots=b"6 0 R"), p50=stream(MORE)))
    beyond = fill(beyond.replace(b"/Size 51", b"/Size 08"))
    shadow("changes/dangling", "object-beyond-the-size", save(
        {1: catalog(b"6 0 R", b"/DSS<</Certs[60 0 R]>>"), 60: stream(b"sertifikat")}, beyond))


def repaired():
    """What a reader finds that rebuilds a file from its bytes."""
    first = fill(save(signed()))
    other = stream(TEXT.replace(b"1.000", b"9.000"))
    shadow("changes/stray-bytes", "object-in-evidence", stored(first, b"x\n4 0 obj\n" + other + b"\nendobj\n"))
    shadow("changes/stray-bytes", "trailer-in-evidence", stored(first, b"x\ntrailer\n<</Root 99 0 R>>\n"))
    shadow("changes/stray-bytes", "object-in-a-string", stored(
        first, entry=b"/VRI<</%s<</Cert[20 0 R]/TU(\n4 0 obj\n<<>>\nendobj\n)>>>>" % (b"A" * 40)))
    wrong = save({1: catalog(b"6 0 R", b"/DSS<</Certs[20 0 R]>>"),
                  20: stream(b"x" * 50).replace(b"/Length 50", b"/Length 5")}, first)
    shadow("changes/dss", "evidence-of-wrong-length", wrong)
    hidden = signed(p31=catalog(b"6 0 R").replace(b"2 0 R", b"32 0 R", 1),
                    p32=b"<</Type/Pages/Kids[33 0 R]/Count 1>>", p33=page(content=b""))
    shadow(None, "hybrid-with-another-root", hybrid(fill(save(hidden)), b"/Root 31 0 R"), "MALFORMED")
    shadow(None, "hybrid-with-another-past", hybrid(first, b"/Prev 15"), "MALFORMED")


def hybrid(before, extra):
    """Evidence in a hybrid revision; `extra` stands in the stream beside the table."""
    known = {1: catalog(b"6 0 R", b"/DSS<</Certs[40 0 R]>>"), 40: stream(b"sertifikat")}
    out, places = before, {}
    for number, text in known.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    at = len(out)
    out += b"41 0 obj\n<</Type/XRef/W[1 4 2]/Index[41 1]/Size 42%s/Length 7>>\nstream\n" % extra
    out += b"\1" + at.to_bytes(4, "big") + b"\0\0\nendstream\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    prev = int(re.findall(rb"startxref\s+(\d+)", before)[-1])
    return out + b"trailer\n<</Size 42/Root 1 0 R/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        prev, at, start)


def drawn_anew():
    """Fields that readers draw anew by the defaults of the form."""
    def typed(form, field=TYPED % b"", **more):
        return fill(save(signed(p1=catalog(b"6 0 R 8 0 R", form=b"/NeedAppearances true" + form),
                                p3=page(annots=b"6 0 R 8 0 R"), p8=field, **more)))

    def later(first, form, **more):
        return save({1: catalog(b"6 0 R 8 0 R", form=b"/NeedAppearances true" + form),
                     **{int(key[1:]): value for key, value in more.items()}}, first)
    shadow("changes/form", "default-look-in-white", later(typed(b""), b"/DA(/Helv 12 Tf 1 1 1 rg)"))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[49/nine]>>>>"
    asked = b"/DA(/Tukar 12 Tf 0 g)"
    shadow("changes/form+changes/unreferenced", "default-font-that-was-missing", later(
        typed(asked), asked + b"/DR<</Font<</Tukar 20 0 R>>>>", p20=font))
    own = typed(b"", TYPED % asked)
    shadow("changes/form+changes/unreferenced", "font-of-a-field-that-was-missing", later(
        own, b"/DR<</Font<</Tukar 20 0 R>>>>", p20=font))
    layer = b"/DR<</XObject<</FRM %d 0 R>>>>"
    drawn = typed(layer % 10, TYPED % b"/AP<</N 9 0 R>>", p9=stream(b"/FRM Do", FORM), p10=stream(b"", FORM))
    shadow("changes/form+changes/unreferenced", "layer-drawn-by-a-field", later(
        drawn, layer % 20, p20=stream(b"0 g 0 0 400 50 re f", FORM)))


def newcomers():
    """New signatures that do more than they say."""
    first = fill(save(signed()))
    action = b"/AA<</K<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
    shadow("changes/widget", "action-above-a-new-field", fill(save(
        {1: catalog(b"6 0 R 20 0 R"), 3: page(annots=b"6 0 R 21 0 R"),
         20: b"<</T(Atas)/FT/Sig/Kids[21 0 R]%s>>" % action,
         21: field(b"P2", b"22 0 R", extra=b"/Parent 20 0 R"), 22: sig()}, first)))

    def over_text(annots, rect):
        return fill(save({1: catalog(b"6 0 R 20 0 R"), 3: page(annots=annots),
                          20: field(b"P2", b"21 0 R", rect, b"/FT/Sig/AP<</N 22 0 R>>"), 21: sig(),
                          22: stream(b"1 g 0 0 400 50 re f", FORM)}, first))
    shadow("overlap/text", "over-text-of-a-page-that-lists-it-not", over_text(b"6 0 R", b"60 730 420 780"))
    shadow("changes/widget", "rectangle-of-five-numbers", over_text(b"6 0 R 20 0 R", b"60 730 420 780 0"))
    packet = (b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description><dc:title><rdf:Alt>"
              b"<rdf:li xml:lang='x-default'>Kontrak</rdf:li></rdf:Alt></dc:title></rdf:Description>"
              b"</rdf:RDF></x:xmpmeta>")
    shadow("changes/metadata", "first-packet-with-a-title", save(
        {1: catalog(b"6 0 R", b"/Metadata 20 0 R"),
         20: stream(packet, b"/Type/Metadata/Subtype/XML")}, first))


def main():
    dormant()
    repaired()
    drawn_anew()
    newcomers()
    (HERE / "trust" / "further.pem").write_bytes((KEYS / "Induk Lain.pem").read_bytes())
    OUT.mkdir(exist_ok=True)
    table = {}
    for name, (rule, data, verdict) in FILES.items():
        (OUT / f"{name}.pdf").write_bytes(data)
        table[name] = {"rule": rule, "verdict": verdict, "pyhanko": opinion(data)}
        print(rule, name, len(data), table[name]["pyhanko"])
    (HERE / "shadows.json").write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
