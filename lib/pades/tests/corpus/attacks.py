"""Makes `attacks/`: files that must not be accepted, from documents that pyHanko signed.

    ~/.cache/oracles/bin/python lib/pades/tests/corpus/attacks.py

Each attack names the rule that alone catches it: with that rule switched off the file is accepted.
Attacks without a rule leave nothing that could be accepted, whatever rules count. `attacks.json`
also says what pyHanko thinks.
"""

import asyncio
import hashlib
import json
import re

from asn1crypto import algos, cms as asn1_cms, core, tsp
from producer import *  # noqa: F403
from pyhanko.pdf_utils.generic import (
    ArrayObject, BooleanObject, DictionaryObject, NumberObject, StreamObject, TextStringObject)
from pyhanko import stamp
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm

OUT = HERE / "attacks"
FREE = (300, 80, 500, 160)
OVER_TEXT = (200, 730, 420, 760)
FILES = {}


def attack(rule, name, data, verdict="MODIFIED", code=None, what=None):
    """`code` and `what`: what must be found where no rule can be switched off."""
    assert name not in FILES, name
    FILES[name] = (rule, data, verdict, code, what)


# -- files by hand, with signature values by pyHanko ---------------------------------------------

BLANK = b"[0000000000 0000000000 0000000000 0000000000          ]"
ROOM = 3000
TEXT = b"BT /F1 12 Tf 72 770 Td (NOTA DINAS) Tj 0 -30 Td (Nilai Rp1.000.000) Tj ET"


def sig(entries=b"/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached", after=b"/Reason(Uji)",
        padding=b""):
    room = b"0" * (2 * ROOM - len(padding)) + padding
    return b"<<%s/M(D:20261122120000Z)/ByteRange%s/Contents <%s>%s>>" % (entries, BLANK, room, after)


def stream(data, entries=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def catalog(fields=b"", extra=b"", form=b""):
    return b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]/SigFlags 3%s>>%s>>" % (fields, form, extra)


def page(content=b"4 0 R", annots=b"", extra=b""):
    return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>"
            b"/Contents %s/Annots[%s]%s>>" % (content, annots, extra))


def field(name, value=b"", rect=b"0 0 0 0", extra=b"/FT/Sig"):
    value = b"/V " + value if value else b""
    return b"<</Type/Annot/Subtype/Widget/T(%s)/Rect[%s]/P 3 0 R/F 132%s%s>>" % (
        name, rect, extra, value)


def objects(**changes):
    """A letter of one page as numbered objects."""
    known = {
        1: catalog(), 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page(), 4: stream(TEXT),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
    known.update({int(key[1:]): value for key, value in changes.items()})
    return known


def save(known, before=b"", extra=b"", junk=b"", free=(), hidden=(), eol=b"\n", root=1, at=None):
    """One more revision of `before`, or the first one. `hidden` objects get no entry; `at` gives
    entries with places of the past."""
    out = before or b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = dict(at or {})
    for number, text in known.items():
        if number not in hidden:
            places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    out += junk
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted([*places, *free]):
        if number in free:
            out += b"%d 1\n0000000000 00001 f \n" % number
        else:
            out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    size = max([*places, *map(int, re.findall(rb"/Size (\d+)", before))]) + 1
    prev = b"/Prev %d" % int(re.findall(rb"startxref\s+(\d+)", before)[-1]) if before else b""
    return out + b"trailer\n<</Size %d/Root %d 0 R%s%s>>\nstartxref\n%d\n%%%%EOF%s" % (
        size, root, prev, extra, start, eol)


def cms(digest, by=None, algorithm="sha256", tsa=None, bend=None):
    """A signature value of pyHanko; `bend` changes it afterwards."""
    value = asyncio.run((by or SIGNER).async_sign(
        digest, digest_algorithm=algorithm, use_pades=True, timestamper=tsa))
    value = asn1_cms.ContentInfo.load(value.dump())
    return bend(value) if bend else value.dump()


def fill(data, change=lambda r: r, suffix=b"", end=None, algorithm="sha256", **options):
    """Signs what `BLANK` was left for; `change` bends the true range, which is what is hashed."""
    at = data.rindex(BLANK)
    match = re.compile(rb"/Contents (<0+[^>]*>)").search(data, at)
    gap, after = match.span(1)
    a, b, c, d = change([0, gap, after, (end or len(data)) - after])
    text = b"[%010d %010d %010d %010d%s" % (a, b, c, d, suffix)
    data = data[:at] + text.ljust(len(BLANK) - 1) + b"]" + data[at + len(BLANK):]
    digest = hashlib.new(algorithm, data[a:a + b] + data[c:c + d]).digest()
    value = cms(digest, algorithm=algorithm, **options).hex().encode()
    return data[:gap + 1] + value + data[gap + 1 + len(value):]


def signed(**changes):
    """A letter signed once, in its first revision."""
    known = objects(p1=catalog(b"6 0 R"), p3=page(annots=b"6 0 R"), p6=field(b"TTD", b"7 0 R"), p7=sig())
    known.update({int(key[1:]): value for key, value in changes.items()})
    return known


# -- coverage -------------------------------------------------------------------------------------

def coverage():
    whole = save(signed())
    attack("coverage/byte-range", "range-of-six", fill(whole, suffix=b" 0 0"))
    attack("coverage/byte-range", "range-of-five", fill(whole, suffix=b" 7"))
    attack("coverage/byte-range", "range-of-eight", fill(whole, suffix=b" 1 2 3 4"))

    skip = fill(whole, lambda r: [8, r[1] - 8, r[2], r[3]])
    attack("coverage/start", "header-not-covered", skip.replace(b"%PDF-1.7", b"%PDF-1.0", 1))
    attack("coverage/start", "first-byte-not-covered", fill(whole, lambda r: [1, r[1] - 1, r[2], r[3]]))

    wide = fill(whole, lambda r: [r[0], r[1], r[2] + 12, r[3] - 12])
    attack("coverage/gap", "reason-in-the-gap", wide.replace(b"(Uji)", b"(Ubh)", 1))
    room = save(signed(p7=sig(after=b" " * 40)))
    moved = fill(room, lambda r: [r[0], r[1], r[2] + 40, r[3] - 40])
    spot = moved.index(b">" + b" " * 40) + 1
    attack("coverage/gap", "entry-wrapped-into-the-gap",
           moved[:spot] + b"/Name(Orang Lain)".ljust(40) + moved[spot + 40:])
    attack("coverage/gap", "gap-from-the-key", fill(whole, lambda r: [r[0], r[1] - 1, r[2], r[3]]))

    short = save(signed(), eol=b"")
    end = short.rindex(b"trailer")
    attack("coverage/end", "trailer-not-covered",
           fill(short, end=end).replace(b"/Size 8", b"/Size 9"))
    attack("coverage/end", "startxref-not-covered", fill(short, end=short.rindex(b"startxref")))

    base = save(objects(p1=catalog(b"6 0 R"), p3=page(annots=b"6 0 R"), p6=field(b"TTD"), p7=sig()),
                hidden=[7])
    base = fill(base)
    place = base.index(b"7 0 obj")
    attack("coverage/later", "signature-entered-later", save(
        {6: field(b"TTD", b"7 0 R")}, base, at={7: place}))
    base = fill(save(objects(p1=catalog(), p7=sig()), hidden=[7]))
    attack("coverage/later", "field-and-signature-entered-later", save(
        {1: catalog(b"6 0 R"), 3: page(annots=b"6 0 R"), 6: field(b"TTD", b"7 0 R")}, base,
        at={7: base.index(b"7 0 obj")}))

    filled = fill(whole)
    end = filled.rindex(b"0>") 
    attack("contents/padding", "byte-behind-the-value", filled[:end - 1] + b"41" + filled[end + 1:])
    spot = filled.index(b"0" * 200, filled.index(b"/Contents"))
    spot += len(filled[spot:]) and 100 + (spot - filled.index(b"/Contents <") - 11) % 2
    attack("contents/padding", "second-value-behind-the-first",
           filled[:spot] + b"30030201" + b"05" + filled[spot + 10:])

    for name, entries in {
            "stamp-with-the-format-of-a-signature": b"/Type/DocTimeStamp/Filter/Adobe.PPKLite"
                                                    b"/SubFilter/ETSI.CAdES.detached",
            "unknown-type": b"/Type/Tanda/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"}.items():
        attack("signature/type", name, fill(save(signed(p7=sig(entries)))))

    twice = signed(p1=catalog(b"6 0 R 8 0 R"), p3=page(annots=b"6 0 R 8 0 R"))
    twice[8] = field(b"Bupati", b"7 0 R")
    attack("signature/shared", "two-fields-one-value", fill(save(twice)))
    twice[8] = b"<</T(Bupati)/FT/Sig/V 7 0 R/Kids[9 0 R]>>"
    twice[9] = b"<</Type/Annot/Subtype/Widget/Rect[0 0 0 0]/Parent 8 0 R>>"
    twice[3] = page(annots=b"6 0 R 9 0 R")
    attack("signature/shared", "widget-of-another-field", fill(save(twice)))

    one = sign(letter(), "Paraf1")
    changed = writer(one)
    changed.root["/AcroForm"]["/Fields"].clear()
    changed.update_container(changed.root["/AcroForm"]["/Fields"])
    shown = changed.root["/Pages"]["/Kids"][0]["/Annots"]
    shown.clear()
    changed.update_container(shown)
    attack("signature/removed", "field-dropped-before-the-next", sign(written(changed)))
    changed = writer(one)
    first = changed.root["/AcroForm"]["/Fields"][0]
    del first["/V"]
    changed.update_container(first)
    attack("signature/removed", "value-dropped-before-the-next", sign(written(changed)))

    for name, by_reference in {"stranger-on-the-page": True, "stranger-in-its-widget": False}.items():
        changed = writer(letter())
        value = DictionaryObject({
            N("/Type"): N("/Sig"), N("/Name"): TextStringObject("Bupati"),
            N("/ByteRange"): ArrayObject([NumberObject(0)] * 4),
            N("/Contents"): generic.ByteStringObject(b"\x30\x00")})
        note = changed.add_object(DictionaryObject({
            N("/Type"): N("/Annot"), N("/Subtype"): N("/Widget"), N("/FT"): N("/Sig"),
            N("/T"): TextStringObject("Bupati"), N("/Rect"): numbers(*FREE),
            N("/V"): changed.add_object(value) if by_reference else value}))
        changed.register_annotation(changed.find_page_for_modification(0)[0], note)
        attack("signature/outside-form", name, sign(written(changed)))


def numbers(*values):
    return ArrayObject([NumberObject(value) for value in values])


# -- bytes ----------------------------------------------------------------------------------------

def tails():
    one = sign(letter())
    attack("tail/bytes", "tail-remark", one + b"% sah\n")
    attack("tail/bytes", "tail-blank", one + b" ")
    attack("tail/bytes", "tail-line", one + b"\n")
    attack("tail/bytes", "tail-object", one + b"4 0 obj\n<<>>\nendobj\n")
    whole = save({5: objects()[5].replace(b"Helvetica", b"Courier")}, fill(save(signed())))
    attack("tail/bytes", "tail-increment-without-end", whole[:whole.rindex(b"startxref")])

    evidence = {1: catalog(b"6 0 R", b"/DSS<</Certs[20 0 R]>>"), 20: stream(b"sertifikat")}
    first = fill(save(signed()))
    fake = b"1 0 obj\n<</Type/Catalog/Pages 90 0 R>>\nendobj\n"
    attack("changes/stray-bytes", "catalogue-between-objects", save(evidence, first, junk=fake))
    attack("changes/stray-bytes", "contents-without-an-entry", save(
        {**evidence, 4: stream(TEXT.replace(b"1.000", b"9.000"))}, first, hidden=[4]))
    attack("changes/stray-bytes", "object-in-a-remark", save(evidence, first, junk=b"% 4 0 obj <<>>\n"))
    attack(None, "increment-without-root", first + b"xref\n0 1\n0000000000 65535 f \ntrailer\n"
           b"<</Size 8/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
               int(re.findall(rb"startxref\s+(\d+)", first)[-1]), len(first)), "MALFORMED")


# -- objects --------------------------------------------------------------------------------------

def shadows():
    first = fill(save({**signed(p30=catalog(b"6 0 R"))}, extra=b"/ID[<01><01>]"))
    attack("changes/trailer", "root-to-a-copy", save({}, first, root=30, extra=b"/ID[<01><02>]"))
    attack("changes/trailer", "other-identifier", save({}, first, extra=b"/ID[<77><02>]"))
    attack("changes/trailer", "unknown-entry", save({}, first, extra=b"/ID[<01><02>]/Shadow 30 0 R"))
    other = {31: catalog(b"6 0 R").replace(b"2 0 R", b"32 0 R", 1),
             32: b"<</Type/Pages/Kids[33 0 R]/Count 1>>", 33: page(content=b"34 0 R"),
             34: stream(TEXT.replace(b"1.000", b"9.000"))}
    hidden = fill(save({**signed(), **other}))
    attack("changes/trailer+changes/catalog", "root-to-a-hidden-document", save({}, hidden, root=31))

    plain = fill(save(signed(p8=b"<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents(Batal)>>",
                             p3=page(annots=b"6 0 R 8 0 R"))))
    attack("changes/freed", "contents-freed", save({}, plain, free=[4]))
    attack("changes/freed", "annotation-freed", save({}, plain, free=[8]))
    attack("changes/freed", "font-freed", save({}, plain, free=[5]))

    lacking = fill(save(signed(p3=page(content=b"[4 0 R 20 0 R]", annots=b"6 0 R"))))
    evidence = {1: catalog(b"6 0 R", b"/DSS<</Certs[20 0 R]>>"),
                20: stream(b"BT /F1 12 Tf 300 740 Td (dan Rp9.000.000) Tj ET")}
    attack("changes/dangling", "contents-supplied-as-evidence", save(evidence, lacking))
    font = signed(p3=page(annots=b"6 0 R").replace(b"5 0 R", b"20 0 R"))
    attack("changes/dangling", "font-supplied-by-a-field", save(
        {1: catalog(b"6 0 R 21 0 R"), 3: page(annots=b"6 0 R 21 0 R").replace(b"5 0 R", b"20 0 R"),
         20: objects()[5],
         21: field(b"P2", rect=b"300 80 400 120", extra=b"/FT/Sig/AP<</N 22 0 R>>"),
         22: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 20 0 R>>>>")},
        fill(save(font))))

    one = sign(letter(pages=2))
    for name, value in {
            "open-action": ("/OpenAction", DictionaryObject({
                N("/S"): N("/JavaScript"), N("/JS"): TextStringObject("app.alert(1)")})),
            "layers": ("/OCProperties", DictionaryObject({
                N("/OCGs"): ArrayObject(), N("/D"): DictionaryObject()})),
            "names": ("/Names", DictionaryObject({N("/JavaScript"): DictionaryObject()})),
            "page-mode": ("/PageMode", N("/FullScreen")),
            "viewer-preferences": ("/ViewerPreferences", DictionaryObject()),
            "additional-actions": ("/AA", DictionaryObject())}.items():
        changed = writer(one)
        changed.root[value[0]] = value[1]
        changed.update_root()
        attack("changes/catalog", f"catalogue-{name}", written(changed))
    layered = writer(letter())
    layered.root["/OCProperties"] = DictionaryObject({
        N("/OCGs"): ArrayObject(), N("/D"): DictionaryObject({N("/BaseState"): N("/OFF")})})
    layered.update_root()
    changed = writer(sign(written(layered)))
    changed.root["/OCProperties"]["/D"]["/BaseState"] = N("/ON")
    changed.update_root()
    attack("changes/catalog", "catalogue-layer-shown", written(changed))

    def pages_node(data, change):
        changed = writer(data)
        node = changed.root["/Pages"]
        change(node)
        changed.update_container(node)
        return written(changed)

    def swap(node):
        kids = node["/Kids"]
        node[N("/Kids")] = ArrayObject([kids.raw_get(1), kids.raw_get(0)])

    def drop(node):
        node[N("/Kids")] = ArrayObject([node["/Kids"].raw_get(0)])
        node[N("/Count")] = NumberObject(1)
    attack("changes/page-tree", "pages-swapped", pages_node(one, swap))
    attack("changes/page-tree", "page-dropped", pages_node(one, drop))

    def page_entry(data, key, value, index=0):
        changed = writer(data)
        target = changed.root["/Pages"]["/Kids"][index]
        target[N(key)] = value
        changed.update_container(target)
        return written(changed)
    attack("changes/page", "page-turned", page_entry(one, "/Rotate", NumberObject(180)))
    attack("changes/page", "page-cut", page_entry(one, "/CropBox", numbers(0, 0, 595, 700)))
    attack("changes/page", "page-action", page_entry(one, "/AA", DictionaryObject()))

    reader = PdfFileReader(io.BytesIO(one))
    second = reader.root["/Pages"]["/Kids"][1].raw_get("/Contents")
    attack("changes/page-content", "contents-of-another-page", page_entry(
        one, "/Contents", generic.IndirectObject(second.idnum, 0, None)))

    def replace(data, find, change):
        changed = writer(data)
        target = find(changed)
        change(target)
        changed.update_container(target)
        return written(changed)
    contents = lambda w: w.root["/Pages"]["/Kids"][0]["/Contents"]  # noqa: E731

    def amount(content):
        content._data = content.data.replace(b"1.000.000", b"9.000.000")
        content._encoded_data = None
    attack("changes/page-content", "contents-replaced", replace(one, contents, amount))
    attack("changes/page-content", "contents-replaced-in-streams", replace(
        sign(qpdf(letter(), "--object-streams=generate", "--stream-data=uncompress")), contents, amount))

    hidden = sign(qpdf(letter(), "--object-streams=generate", "--encrypt", "", "pemilik", "256", "--"))
    attack("changes/page-content", "contents-replaced-in-an-encrypted-file", replace(
        hidden, contents, amount))
    closed = qpdf(letter(), "--encrypt", "rahasia", "pemilik", "256", "--")
    changed = IncrementalPdfFileWriter(io.BytesIO(closed))
    changed.encrypt("rahasia")
    out = io.BytesIO()
    signers.PdfSigner(signers.PdfSignatureMetadata(field_name="TTD"), signer=SIGNER,
                      new_field_spec=fields.SigFieldSpec("TTD")).sign_pdf(changed, output=out)
    attack(None, "needs-a-password", out.getvalue(), "INDETERMINATE", "limits/encrypted")

    font = lambda w: next(iter(w.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"].values())).get_object()  # noqa: E731
    attack("changes/page-resource", "font-replaced", replace(
        one, font, lambda f: f.__setitem__(N("/BaseFont"), N("/Symbol"))))
    attack("changes/page-resource", "digits-exchanged", replace(
        one, font, lambda f: f.__setitem__(N("/Encoding"), DictionaryObject({
            N("/Differences"): ArrayObject([NumberObject(49), N("/nine")])}))))

    spare = fill(save(signed(p30=stream(b"kosong"), p31=b"<</A 1>>")))
    attack("changes/object", "unused-object-replaced", save({31: b"<</Type/Page>>"}, spare))
    attack("changes/object", "unused-stream-replaced", save({30: stream(TEXT)}, spare))

    shared = signed(p2=b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>")
    shared[3] = page().replace(b"/Annots[]", b"/Annots 10 0 R")
    shared[9] = shared[3]
    shared[10] = b"[6 0 R]"
    grown = {1: catalog(b"6 0 R 20 0 R"), 10: b"[6 0 R 20 0 R]", 20: field(b"P2", rect=b"300 80 400 120")}
    attack("changes/aliased", "list-of-two-pages", save(grown, fill(save(shared))))
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><xmp:ModifyDate>2026</xmp:ModifyDate></x:xmpmeta>"
    kind = b"/Type/Metadata/Subtype/XML"
    drawn = signed(p1=catalog(b"6 0 R", b"/Metadata 20 0 R"), p20=stream(packet, kind),
                   p3=page(content=b"[4 0 R 20 0 R]", annots=b"6 0 R"))
    attack("changes/aliased", "metadata-drawn-on-a-page", save(
        {20: stream(packet.replace(b"2026", b"q 2 0 0 2 0 0 cm BT (9) Tj ET Q"), kind)}, fill(save(drawn))))

    first = fill(save(signed()))
    attack("changes/unreferenced", "second-catalogue", save({20: catalog()}, first))
    attack("changes/unreferenced", "catalogue-behind-a-lock", save(
        {1: catalog(b"6 0 R 20 0 R"), 20: field(b"P2", extra=b"/FT/Sig/Lock 21 0 R"),
         21: b"<</Type/SigFieldLock/Action/All/Next 22 0 R>>", 22: catalog()}, first))
    attack("changes/unreferenced", "second-contents", save({20: stream(TEXT)}, first))


def forms():
    noted = signed(p8=b"<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents(Batal)>>",
                   p9=b"<</Type/Annot/Subtype/FreeText/Rect[200 730 400 760]/DA(/F1 12 Tf)/Contents(Rp9)>>",
                   p3=page(annots=b"6 0 R 8 0 R"))
    noted = fill(save(noted))
    direct = b"<</Type/Annot/Subtype/FreeText/Rect[200 730 400 760]/DA(/F1 12 Tf)/Contents(Rp9.000.000)>>"
    for name, annots in {"text-written-over": b"6 0 R 8 0 R " + direct,
                         "hidden-note-shown": b"6 0 R 8 0 R 9 0 R",
                         "note-removed": b"6 0 R",
                         "stamp-under-the-notes": direct + b"6 0 R 8 0 R"}.items():
        attack("changes/annotation", name, save({3: page(annots=annots)}, noted))
    attack("changes/annotation", "note-changed", save(
        {8: b"<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents(Setuju)>>"}, noted))
    comments = fill(save(signed(
        p7=sig(after=b"/Reference[<</Type/SigRef/TransformMethod/DocMDP"
                     b"/TransformParams<</Type/TransformParams/P 3/V/1.2>>>>]"),
        p1=catalog(b"6 0 R", b"/Perms<</DocMDP 7 0 R>>"))))
    attack("changes/annotation", "comment-in-a-certified-letter", save(
        {3: page(annots=b"6 0 R " + direct)}, comments))

    first = fill(save(signed()))
    for name, entry in {"appearances-made-anew": b"/NeedAppearances true", "xfa": b"/XFA(x)",
                        "calculation-order": b"/CO[6 0 R]", "quadding": b"/Q 2"}.items():
        attack("changes/form", f"form-{name}", save({1: catalog(b"6 0 R", form=entry)}, first))

    look = stream(b"BT /F1 12 Tf (15) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 100 20]")
    other = look.replace(b"15", b"99")
    text = field(b"Nomor", b"(15)", b"72 600 172 620", b"/FT/Tx/AP<</N 9 0 R>>")
    spare = text.replace(b"Nomor", b"Nilai")
    typed = fill(save(signed(p1=catalog(b"6 0 R 8 0 R"), p3=page(annots=b"6 0 R 8 0 R"),
                             p8=text, p9=look, p10=other, p11=spare)))
    attack("changes/fields", "hidden-field-listed", save({1: catalog(b"6 0 R 8 0 R 11 0 R")}, typed))
    attack("changes/fields", "field-unlisted", save({1: catalog(b"6 0 R")}, typed))
    attack("changes/field-value", "value-changed", save({8: text.replace(b"(15)", b"(99)")}, typed))
    attack("changes/field-value", "look-changed", save({8: text.replace(b"9 0 R", b"10 0 R")}, typed))
    attack("changes/field-value", "field-hidden", save({8: text.replace(b"/F 132", b"/F 2")}, typed))

    two = signed(p1=catalog(b"6 0 R 8 0 R"), p3=page(annots=b"6 0 R 8 0 R"),
                 p8=field(b"P2", rect=b"300 80 400 120"))
    two = fill(save(two))
    attack("changes/signature-field", "place-moved-while-signing", fill(save(
        {8: field(b"P2", b"9 0 R", b"300 280 400 320"), 9: sig()}, two)))
    attack("changes/signature-field", "empty-field-moved", save(
        {8: field(b"P2", rect=b"300 280 400 320")}, two))
    attack("changes/signature-field", "signed-field-renamed", save({6: field(b"Bupati", b"7 0 R")}, two))
    attack("changes/signature-field", "lock-dropped-while-signing", fill(save(
        {8: field(b"P2", b"9 0 R", b"300 80 400 120"), 9: sig()}, fill(save(signed(
            p1=catalog(b"6 0 R 8 0 R"), p3=page(annots=b"6 0 R 8 0 R"),
            p8=field(b"P2", rect=b"300 80 400 120",
                     extra=b"/FT/Sig/Lock<</Type/SigFieldLock/Action/All>>")))))))

    def newcomer(extra, parts=None, **more):
        return fill(save({1: catalog(b"6 0 R 20 0 R"), 3: page(annots=b"6 0 R 20 0 R"),
                          20: field(b"P2", b"21 0 R", b"300 80 400 120", b"/FT/Sig" + extra),
                          21: sig(), **(parts or {})}, fill(save(signed()))))
    attack("changes/widget", "widget-with-actions", newcomer(
        b"/AA<</E<</S/JavaScript/JS(app.alert\\(1\\))>>>>"))
    attack("changes/widget", "widget-with-a-link", newcomer(b"/A<</S/URI/URI(http://contoh.invalid)>>"))
    turned = fill(save(signed(p3=page(annots=b"6 0 R", extra=b"/Rotate 90"))))
    attack("changes/widget", "widget-that-does-not-turn", fill(save(
        {1: catalog(b"6 0 R 20 0 R"), 3: page(annots=b"6 0 R 20 0 R", extra=b"/Rotate 90"),
         20: field(b"P2", b"21 0 R", b"300 80 400 120").replace(b"/F 132", b"/F 148"), 21: sig()}, turned)))
    attack("changes/widget", "widget-on-a-layer", newcomer(b"/OC<</Type/OCG/Name(x)>>"))

    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    for name, look in {"look-is-a-picture": stream(
            b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
            "look-from-another-file": stream(b"", form + b"/Ref<</F(lain.pdf)/Page 0>>"),
            "look-with-postscript": stream(b"", form + b"/PS 22 0 R"),
            "look-on-a-layer": stream(b"", form + b"/OC<</Type/OCG/Name(x)>>")}.items():
        attack("changes/appearance", name, newcomer(b"/AP<</N 22 0 R>>", {22: look}))

    def early(between):
        """A value that covers what came after it."""
        data = save({1: catalog(b"6 0 R 20 0 R"), 3: page(annots=b"6 0 R 20 0 R"),
                     20: field(b"P2", b"21 0 R"), 21: sig()}, fill(save(signed())))
        return fill(save(between, data))
    attack("changes/unsigned-value", "value-before-evidence", early(
        {1: catalog(b"6 0 R 20 0 R", b"/DSS<</Certs[30 0 R]>>"), 30: stream(b"x")}))
    attack("changes/unsigned-value", "value-before-a-field", early(
        {1: catalog(b"6 0 R 20 0 R 30 0 R"), 30: field(b"P3")}))


def stores():
    first = fill(save(signed()))
    plain = stream(b"sertifikat")
    for name, store, parts in [
            ("evidence-with-a-foreign-entry", b"<</Certs[20 0 R]/JS(app.alert\\(1\\))>>", {20: plain}),
            ("evidence-that-is-no-stream", b"<</Certs[20 0 R]>>", {20: b"<</Type/Page>>"}),
            ("evidence-that-draws", b"<</Certs[20 0 R]>>", {
                20: stream(TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}),
            ("evidence-under-a-wrong-name", b"<</Certs[20 0 R]/VRI<</Lain<</Cert[20 0 R]>>>>>>", {20: plain})]:
        attack("changes/dss", name, save({1: catalog(b"6 0 R", b"/DSS" + store), **parts}, first))
    kept = save({1: catalog(b"6 0 R", b"/DSS<</Certs[20 0 R]>>"), 20: plain}, first)
    attack("changes/dss", "evidence-taken-away", save(
        {1: catalog(b"6 0 R", b"/DSS<</Certs[21 0 R]>>"), 21: stream(b"lain")}, kept))

    packet = (b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description>"
              b"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Nota</rdf:li></rdf:Alt></dc:title>"
              b"</rdf:Description></rdf:RDF></x:xmpmeta>")
    kind = b"/Type/Metadata/Subtype/XML"
    described = fill(save(signed(p1=catalog(b"6 0 R", b"/Metadata 20 0 R"), p20=stream(packet, kind))))
    attack("changes/metadata", "title-in-the-packet", save(
        {20: stream(packet.replace(b"Nota", b"Kontrak"), kind)}, described))
    attack("changes/metadata", "packet-that-is-no-xml", save({20: stream(b"BT ET", kind)}, described))
    attack("changes/metadata", "packet-dropped", save({1: catalog(b"6 0 R")}, described, free=[]))

    info = fill(save(signed(p20=b"<</Title(Nota)/ModDate(D:2026)>>"), extra=b"/Info 20 0 R"))
    attack("changes/info", "title-in-the-information", save(
        {20: b"<</Title(Kontrak)/ModDate(D:2027)>>"}, info, extra=b"/Info 20 0 R"))
    attack("changes/info", "author-in-the-information", save(
        {20: b"<</Title(Nota)/Author(Bupati)>>"}, info, extra=b"/Info 20 0 R"))


# -- what a signature covers, and what it permits -------------------------------------------------

def overlaps():
    style = stamp.TextStampStyle()
    one = sign(letter(), "Paraf1")
    attack("overlap/text", "over-the-amount", sign(one, box=OVER_TEXT, style=style))
    ready = sign(prepared(letter(), {"TTD": OVER_TEXT}), "Paraf1")
    attack("overlap/text", "prepared-over-the-amount", sign(ready, existing=True, style=style))

    def turned(target):
        target.saveState()
        target.translate(400, 100)
        target.rotate(90)
        target.beginForm("isi")
        target.drawString(0, 0, "Rp1.000.000 dibayar")
        target.endForm()
        target.doForm("isi")
        target.restoreState()
    attack("overlap/text", "over-turned-text-in-a-form", sign(
        sign(letter(draw=turned), "Paraf1"), box=FREE, style=style))
    packed = sign(letter(compress=1, a85=1), "Paraf1")
    attack("overlap/text", "over-packed-text", sign(packed, box=OVER_TEXT, style=style))
    empty = prepared(one, {"TTD": OVER_TEXT})
    attack("overlap/text", "empty-field-over-the-amount", empty)

    seen = sign(letter(), "Paraf1", box=FREE, style=style)
    attack("overlap/annotation", "over-the-first-signature", sign(
        seen, box=(350, 100, 550, 180), style=style))
    note = writer(letter())
    note.register_annotation(note.find_page_for_modification(0)[0], note.add_object(DictionaryObject({
        N("/Type"): N("/Annot"), N("/Subtype"): N("/Square"), N("/Rect"): numbers(*FREE)})))
    attack("overlap/annotation", "over-a-note", sign(
        sign(written(note), "Paraf1"), box=(350, 100, 550, 180), style=style))

    def covered(content, resources=b"/Font<</F1 5 0 R>>", **more):
        """A letter whose last line stands where a second signature will be."""
        body = page(annots=b"6 0 R").replace(b"/Font<</F1 5 0 R>>", resources)
        return fill(save({1: catalog(b"6 0 R 20 0 R"), 3: body.replace(b"6 0 R", b"6 0 R 20 0 R"),
                          20: field(b"P2", b"21 0 R", b"300 80 400 120"), 21: sig()},
                         fill(save(signed(p3=body, p4=stream(content), **more)))))
    line = b"BT /F1 12 Tf 310 95 Td (Rp1.000.000) Tj ET"
    attack("overlap/text", "over-text-of-a-graphics-state", covered(
        b"/G gs BT 310 95 Td (Rp1.000.000) Tj ET", b"/ExtGState<</G<</Font[5 0 R 12]>>>>"))
    attack("overlap/text", "over-text-after-an-inline-picture", covered(
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID (\xff EI " + line))
    attack("overlap/text", "over-text-shown-by-a-quote", covered(
        b"BT /F1 12 Tf 14 TL 310 109 Td (Rp1.000.000) ' ET"))
    attack("overlap/text", "over-text-under-a-matrix", covered(
        b"q .5 0 0 .5 100 10 cm BT /F1 24 Tf 1 0 0 1 420 170 Tm [(Rp1.)-20(000.000)] TJ ET Q"))
    attack("overlap/unknown", "over-text-at-a-strange-number", covered(
        line.replace(b"310 95", b"--310 95")), "INDETERMINATE")
    attack("overlap/unknown", "over-text-in-a-pattern", covered(
        b"/Pattern cs /P scn 0 0 595 842 re f", b"/Pattern<</P 30 0 R>>", p30=stream(
            line, b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 595 842]/XStep 595"
                  b"/YStep 842/Resources<</Font<</F1 5 0 R>>>>")), "INDETERMINATE")

    place = {1: catalog(b"6 0 R 20 0 R"), 20: field(b"P2", b"21 0 R", b"300 80 400 120"), 21: sig()}
    for name, content in {
            "over-unknown-contents": stream(TEXT, b"/Filter/JBIG2Decode"),
            "over-contents-of-wrong-length": stream(TEXT).replace(b"/Length %d" % len(TEXT), b"/Length 5")
            }.items():
        first = fill(save(signed(p4=content)))
        attack("overlap/unknown", name, fill(save(
            {**place, 3: page(annots=b"6 0 R 20 0 R")}, first)), "INDETERMINATE")


def permissions():
    style = stamp.TextStampStyle()
    closed = sign(letter(), "Segel", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    attack("permissions/doc-mdp", "signed-after-a-final-seal", sign_anyway(closed, "TTD"))
    ready = sign(prepared(letter(), {"TTD": FREE}), "Segel", certify=True,
                 docmdp_permissions=MDPPerm.NO_CHANGES)
    attack("permissions/doc-mdp", "filled-after-a-final-seal", sign_anyway(ready, "TTD", existing=True))
    for level in [2, 3]:
        certified = sign(letter(), "Segel", certify=True, docmdp_permissions=MDPPerm(level))
        attack("permissions/visible-field", f"new-stamp-on-a-certified-letter-{level}", sign(
            certified, box=FREE, style=style))
        attack("permissions/visible-field", f"new-box-on-a-certified-letter-{level}", prepared(
            certified, {"TTD": FREE}))
    for name, spec in {"all": FieldMDPSpec(FieldMDPAction.ALL),
                       "named": FieldMDPSpec(FieldMDPAction.INCLUDE, fields=["TTD"]),
                       "not-excluded": FieldMDPSpec(FieldMDPAction.EXCLUDE, fields=["Lain"])}.items():
        both = prepared(prepared(letter(), {"Kunci": (40, 40, 240, 100)}, field_mdp_spec=spec),
                        {"TTD": FREE})
        attack("permissions/field-mdp", f"locked-field-filled-{name}", sign_anyway(
            sign(both, "Kunci", existing=True), "TTD", existing=True))
    for name, named in {"approval": b"7 0 R", "something": b"30 0 R"}.items():
        attack("permissions/perms", f"certification-is-{name}", fill(save(signed(
            p1=catalog(b"6 0 R", b"/Perms<</DocMDP %s>>" % named), p30=b"<</Type/Sig>>"))))


def sign_anyway(data, name, existing=False):
    """pyHanko refuses to sign against a permission, so it is told of none."""
    from pyhanko.sign.signers import pdf_signer
    kept = pdf_signer.PdfSigner._enforce_certification_constraints
    pdf_signer.PdfSigner._enforce_certification_constraints = lambda *_: None
    try:
        return sign(data, name, existing=existing)
    finally:
        pdf_signer.PdfSigner._enforce_certification_constraints = kept


def values():
    """The signature value itself (RFC 5652): each fault by itself, everything else right."""
    whole = save(signed())
    good = fill(whole)
    attack("cms/digest", "amount-changed", good.replace(b"1.000.000", b"9.000.000", 1))
    attack("cms/digest", "reason-changed", good.replace(b"(Uji)", b"(Ubh)", 1))
    attack("cms/digest", "words-changed", sign(letter()).replace(b"satu juta", b"lima juta", 1))

    def info(value):
        return value["content"]["signer_infos"][0]

    def wrong_value(value):
        octets = bytearray(info(value)["signature"].native)
        octets[-1] ^= 1
        info(value)["signature"] = bytes(octets)
        return value.dump()

    def attribute(value, kind):
        return next(a for a in info(value)["signed_attrs"] if a["type"].native == kind)
    attack("cms/signature-value", "value-changed-by-a-bit", fill(whole, bend=wrong_value))
    changed = fill(whole).replace(b"1.000.000", b"9.000.000", 1)
    a, b, c, d = map(int, re.search(rb"/ByteRange\[(\d+) (\d+) (\d+) (\d+)", changed).groups())
    forged = hashlib.sha256(changed[a:a + b] + changed[c:c + d]).digest()
    value = asn1_cms.ContentInfo.load(bytes.fromhex(
        changed[b + 1:changed.index(b">", b)].decode()))
    attribute(value, "message_digest")["values"][0] = forged
    text = value.dump(force=True).hex().encode()
    attack("cms/signature-value", "digest-replaced", changed[:b + 1] + text + changed[b + 1 + len(text):])

    issue("Penanda Lemah", "rsa1024", "Induk Uji")
    attack("cms/weak", "key-of-1024-bits", fill(whole, by=signer("Penanda Lemah")), "INDETERMINATE")
    attack("cms/weak", "digest-sha1", fill(whole, algorithm="sha1", by=signer("Penanda rsa2048")),
           "INDETERMINATE")

    def form(name, bend, what, code="cms/form", verdict="MODIFIED"):
        attack(None, name, fill(whole, bend=bend), verdict, code, what)

    def two_signers(value):
        value["content"]["signer_infos"].append(info(value).copy())
        return value.dump(force=True)
    form("two-signers", two_signers, "2 signed where one may")

    def no_signer(value):
        value["content"]["signer_infos"] = []
        return value.dump(force=True)
    form("no-signer", no_signer, "nobody signed")

    def without(kind):
        def bend(value):
            kept = [a for a in info(value)["signed_attrs"] if a["type"].native != kind]
            info(value)["signed_attrs"] = kept
            return resigned(value)
        return bend

    def resigned(value, attributes=None):
        """The attributes as they are now, signed again: only the form is wrong."""
        from cryptography.hazmat.primitives import serialization as ser
        from cryptography.hazmat.primitives.asymmetric import ec as elliptic
        key = ser.load_pem_private_key((KEYS / "Penanda Uji.key").read_bytes(), None)
        signed = info(value)["signed_attrs"].untag().dump(force=True)
        info(value)["signature"] = key.sign(signed, elliptic.ECDSA(hashes.SHA256()))
        return value.dump(force=True)
    form("no-message-digest", without("message_digest"), "message-digest is missing")
    form("no-content-type", without("content_type"), "content-type is missing")

    def no_attributes(value):
        from cryptography.hazmat.primitives import serialization as ser
        del info(value)["signed_attrs"]
        return value.dump(force=True)
    form("no-signed-attributes", no_attributes, "no signed attributes")

    def other_type(value):
        attribute(value, "content_type")["values"][0] = "enveloped_data"
        return resigned(value)
    form("other-content-type", other_type, "content type")

    def twice(value):
        signed = info(value)["signed_attrs"]
        signed.append(attribute(value, "message_digest").copy())
        return resigned(value)
    form("digest-named-twice", twice, "twice")

    def other_certificate(value):
        ref = attribute(value, "signing_certificate_v2")["values"][0]["certs"][0]
        other = certificate("Penanda p384").public_bytes(serialization.Encoding.DER)
        ref["cert_hash"] = hashlib.sha256(other).digest()
        return resigned(value)
    form("reference-to-another-certificate", other_certificate, "to another one")

    def other_digest(value):
        info(value)["digest_algorithm"] = algos.DigestAlgorithm({"algorithm": "sha512"})
        return value.dump(force=True)
    form("digest-algorithms-differ", other_digest, "digest")

    def no_certificate(value):
        value["content"]["certificates"] = []
        return value.dump(force=True)
    form("certificate-not-enclosed", no_certificate, "certificate")

    def ber(value):
        der = value.dump()
        length = int.from_bytes(der[2:4], "big")
        return b"\x30\x80" + der[4:4 + length] + b"\0\0"
    attack(None, "ber-of-indefinite-length", fill(whole, bend=ber), "INDETERMINATE", "cms/not-der")

    other = cms(b"\1" * 32, tsa=stamper())
    token = info(asn1_cms.ContentInfo.load(other))["unsigned_attrs"]

    def foreign_stamp(value):
        info(value)["unsigned_attrs"] = token
        return value.dump(force=True)

    def broken_stamp(value):
        stamp = info(value)["unsigned_attrs"][0]["values"][0]
        octets = bytearray(info(stamp)["signature"].native)
        octets[-1] ^= 1
        info(stamp)["signature"] = bytes(octets)
        return value.dump(force=True)
    wide = save(signed()).replace(b"0" * 2 * ROOM, b"0" * 16000)
    wide = save(signed(p7=sig().replace(b"0" * 2 * ROOM, b"0" * 16000)))
    attack("stamp/broken", "stamp-of-another-signature", fill(wide, bend=foreign_stamp))
    attack("stamp/broken", "stamp-with-a-wrong-value", fill(wide, tsa=stamper(), bend=broken_stamp))


def people():
    """Everything is right but the signer."""
    whole = save(signed())
    wide = save(signed(p7=sig().replace(b"0" * 2 * ROOM, b"0" * 16000)))
    issue("Induk Palsu", "p256", ca=True)
    issue("Anak Palsu", "p256", "Induk Palsu")
    bad = "UNTRUSTED"
    attack("trust/unknown-authority", "self-signed", fill(whole, by=signer("Orang Asing")), bad)
    attack("trust/unknown-authority", "other-authority", fill(
        whole, by=signer("Anak Palsu", chain=["Induk Palsu"])), bad)
    for kind in ["p256", "rsa2048"]:
        name = issue(f"Penanda Palsu {kind}", kind, "Induk Uji", forged_by="Induk Palsu")
        attack("trust/issuer-signature", f"forged-certificate-{kind}", fill(whole, by=signer(name)), bad)
    later = issue("Penanda Nanti", "p256", "Induk Uji", start=datetime.datetime(2027, 1, 1, tzinfo=UTC))
    attack("trust/validity", "not-yet-valid", fill(whole, by=signer(later)), bad)
    after = datetime.datetime(2026, 8, 1, tzinfo=UTC)
    attack("trust/validity", "stamped-after-expiry", fill(
        wide, by=signer("Penanda Sebentar"), tsa=stamper(after)), bad)
    attack("trust/expired", "expired-without-a-stamp", fill(
        whole, by=signer("Penanda Sebentar")), "INDETERMINATE")
    issue("Waktu Palsu", "rsa2048", purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    before = datetime.datetime(2026, 2, 1, tzinfo=UTC)
    attack("trust/expired", "expired-with-a-stamp-of-nobody", fill(
        wide, by=signer("Penanda Sebentar"), tsa=stamper(before, "Waktu Palsu")), "INDETERMINATE")
    server = issue("Peladen Uji", "p256", "Induk Uji", purpose=ExtendedKeyUsageOID.SERVER_AUTH)
    attack("trust/purpose", "certificate-of-a-server", fill(whole, by=signer(server)), bad)
    sealed = issue("Penyandi Uji", "p256", "Induk Uji", encipher=True)
    attack("trust/purpose", "key-for-encryption", fill(whole, by=signer(sealed)), bad)

    def with_list(data, der):
        return save({1: catalog(b"6 0 R", b"/DSS<</CRLs[30 0 R]>>"), 30: stream(der)}, data)
    revoked = revocation_list(("Penanda Dicabut", datetime.datetime(2026, 3, 1, tzinfo=UTC)))
    attack("trust/revoked", "revoked-before-now", with_list(
        fill(whole, by=signer("Penanda Dicabut")), revoked), bad)
    attack("trust/revoked", "revoked-before-the-stamp", with_list(fill(
        wide, by=signer("Penanda Dicabut"), tsa=stamper(datetime.datetime(2026, 4, 1, tzinfo=UTC))),
        revoked), bad)
    attack("trust/revocation-unknown", "no-list-at-hand", fill(
        whole, by=signer("Penanda Dicabut")), "INDETERMINATE")
    stale = revocation_list(at=START, days=10)
    attack("trust/revocation-unknown", "list-too-old", with_list(
        fill(whole, by=signer("Penanda Tercatat")), stale), "INDETERMINATE")
    issue("Bukan Induk", "p256", "Induk Uji")
    issue("Anak Bukan Induk", "p256", "Bukan Induk")
    attack("trust/path", "issued-by-a-person", fill(whole, by=signer(
        "Anak Bukan Induk", chain=["Bukan Induk", "Induk Uji"])), bad)
    issue("Induk Nol", "p256", "Induk Uji", ca=True, path_length=0)
    issue("Cucu", "p256", "Induk Nol", ca=True)
    issue("Cicit", "p256", "Cucu")
    attack("trust/path", "path-too-long", fill(whole, by=signer(
        "Cicit", chain=["Cucu", "Induk Nol", "Induk Uji"])), bad)


def nothing_left():
    """Attacks after which there is nothing to be accepted (universal signature forgery)."""
    whole = fill(save(signed()))
    at = whole.index(b"/Contents <")
    end = whole.index(b">", at)
    attack(None, "value-of-zeros", whole[:at + 11] + b"0" * (end - at - 11) + whole[end:])
    attack(None, "value-missing", whole[:at] + b"/Kontents" + whole[at + 9:])
    attack(None, "range-missing", whole.replace(b"/ByteRange", b"/ByteRangx", 1))
    attack(None, "range-null", re.sub(rb"/ByteRange\[[^]]*\]",
                                      lambda m: b"/ByteRange null".ljust(len(m[0])), whole, count=1))
    attack(None, "range-negative", re.sub(rb"(/ByteRange\[)0", rb"\1-", whole, count=1))
    attack(None, "range-beyond-the-file", re.sub(
        rb"(/ByteRange\[\d+ \d+ \d+ )\d", rb"\g<1>9", whole, count=1))


def main():
    coverage()
    tails()
    shadows()
    forms()
    stores()
    overlaps()
    permissions()
    values()
    people()
    nothing_left()
    OUT.mkdir(exist_ok=True)
    table = {}
    for name, (rule, data, verdict, code, what) in FILES.items():
        (OUT / f"{name}.pdf").write_bytes(data)
        table[name] = {"rule": rule, "verdict": verdict, "pyhanko": opinion(data)}
        table[name] |= {"code": code} if code else {}
        table[name] |= {"what": what} if what else {}
        print(rule, name, len(data), table[name]["pyhanko"])
    (HERE / "attacks.json").write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
