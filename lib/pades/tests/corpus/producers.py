"""Makes `producers/`: letters of many programs, signed by programs that are not pyHanko.

    apt-get install libreoffice-writer-nogui python3-uno chromium libnss3-tools default-jdk-headless \\
        libitext5-java libpdfbox2-java libbcpkix-java php-cli php-tcpdf libpodofo-utils
    python3 -m venv /tmp/producers-env && /tmp/producers-env/bin/pip install fpdf2 typst
    ~/.cache/oracles/bin/python lib/pades/tests/corpus/producers.py

A certificate of an authority between, time-stamps by `openssl ts`. LibreOffice writes BER, PoDoFo two
signers: both break the rules, and are judged so. The authority's certificate is in
`trust/further.pem`, made by `shadows.py`.
"""

import json
import os

from producer import *  # noqa: F403

OUT = HERE / "producers"
WORK = KEYS / "producers"
JARS = "/usr/share/java"
INTACT, CHANGED = "INTACT", "INTACT_WITH_ALLOWED_CHANGES"
HTML = """<!doctype html><html lang=id><head><title>Nota dinas (uji)</title></head><body><h1>NOTA DINAS</h1>
<p>Dengan hormat, nilai perjanjian ini Rp1.000.000.</p></body></html>"""
TSA = """[tsa]
default_tsa = t
[t]
serial = {0}/tsaserial
crypto_device = builtin
signer_cert = {0}/Waktu Lain.pem
signer_key = {0}/Waktu Lain.key
certs = {0}/Induk Lain.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256,sha512
ess_cert_id_alg = sha256
"""
TCPDF = """<?php
require_once('/usr/share/php/tcpdf/tcpdf.php');
$pdf = new TCPDF();
$pdf->setSignature('file://{0}/Penanda Lain.pem', 'file://{0}/Penanda Lain.key', '', '{0}/Antara Lain.pem',
    (int)$argv[2], array('Name' => 'Penanda', 'Reason' => 'Uji'), $argv[2] == 0 ? 'A' : '');
$pdf->AddPage();
$pdf->writeHTML('<h1>NOTA DINAS</h1><p>Nilai Rp1.000.000</p>');
$pdf->setSignatureAppearance(120, 200, 50, 20);
$pdf->Output($argv[1], 'F');
"""
FPDF = """
import sys
from fpdf import FPDF
page = FPDF()
page.add_page()
page.set_font("helvetica", size=12)
page.cell(text="NOTA DINAS Rp1.000.000")
page.sign_pkcs12(sys.argv[2], b"uji")
page.output(sys.argv[1])
"""


def run(*words, **options):
    subprocess.run([str(word) for word in words], check=True, cwd=WORK, **options)


def people():
    issue("Induk Lain", "rsa2048", ca=True)
    issue("Antara Lain", "rsa2048", "Induk Lain", ca=True, path_length=0)
    issue("Penanda Lain", "rsa2048", "Antara Lain")
    issue("Waktu Lain", "rsa2048", "Induk Lain", purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    run("openssl", "pkcs12", "-export", "-legacy", "-out", KEYS / "lain.p12", "-passout", "pass:uji",
        "-name", "lain", "-inkey", KEYS / "Penanda Lain.key", "-in", KEYS / "Penanda Lain.pem",
        "-certfile", KEYS / "Antara Lain.pem")
    (KEYS / "tsa.cnf").write_text(TSA.format(KEYS))
    (KEYS / "tsaserial").write_text("01")


def java(name, *jars):
    path = ":".join([str(WORK), *[f"{JARS}/{jar}.jar" for jar in (*jars, "bcprov", "bcpkix", "bcutil")]])
    run("javac", "-nowarn", "-d", WORK, "-cp", path, HERE / f"{name}.java")

    def sign_by(data, *words):
        (WORK / "in.pdf").write_bytes(data)
        run("java", "-cp", path, name, "in.pdf", "out.pdf", *words)
        return (WORK / "out.pdf").read_bytes()
    return sign_by


def libreoffice():
    """A letter, and the same signed."""
    (WORK / "letter.html").write_text(HTML)
    run("soffice", "--headless", "--convert-to", "odt", "letter.html")
    run("soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "letter.html")
    run("certutil", "-N", "-d", "sql:.", "--empty-password")
    run("pk12util", "-d", "sql:.", "-i", KEYS / "lain.p12", "-W", "uji")
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--accept=socket,host=localhost,port=2002;urp;"],
        env={**os.environ, "MOZILLA_CERTIFICATE_FOLDER": f"sql:{WORK}"})
    run("/usr/bin/python3", HERE / "by_libreoffice.py", WORK / "letter.odt", WORK / "signed.pdf")
    office.wait(60)
    return (WORK / "letter.pdf").read_bytes(), (WORK / "signed.pdf").read_bytes()


def tcpdf(level):
    (WORK / "letter.php").write_text(TCPDF.replace("{0}", str(KEYS)))
    run("php", "letter.php", WORK / "out.pdf", level)
    return (WORK / "out.pdf").read_bytes()


def fpdf2():
    (WORK / "by_fpdf.py").write_text(FPDF)
    run("/tmp/producers-env/bin/python", "by_fpdf.py", WORK / "out.pdf", KEYS / "lain.p12")
    return (WORK / "out.pdf").read_bytes()


def podofo(data):
    (WORK / "in.pdf").write_bytes(data)
    run("podofosign", "-in", "in.pdf", "-out", "out.pdf", "-cert", KEYS / "Penanda Lain.pem",
        "-pkey", KEYS / "Penanda Lain.key")
    return (WORK / "out.pdf").read_bytes()


def printed():
    """Letters of Chromium and Typst."""
    run("chromium", "--headless", "--no-sandbox", "--print-to-pdf=chromium.pdf", f"file://{WORK}/letter.html")
    (WORK / "letter.typ").write_text("= NOTA DINAS\nNilai Rp1.000.000\n")
    run("/tmp/producers-env/bin/python", "-c",
        "import typst; typst.compile('letter.typ', output='typst.pdf')")
    return (WORK / "chromium.pdf").read_bytes(), (WORK / "typst.pdf").read_bytes()


def main():
    WORK.mkdir(exist_ok=True)
    people()
    itext, pdfbox = java("ByIText", "itext5"), java("ByPdfBox", "pdfbox2", "fontbox2", "commons-logging")
    office, office_signed = libreoffice()
    chromium, typst = printed()
    streams = qpdf(letter(pages=2), "--object-streams=generate")
    first = itext(office, "TTD1", "append", "visible", "cades")
    second = itext(first, "TTD2", "append", "visible", "two", "cades", "tsa")
    evidence = itext(second, "x", "dss")
    layers = itext(office, "TTD", "visible", "graphic", "old", "append")
    packed = itext(itext(streams, "TTD1", "append", "visible", "cades"),
                   "TTD2", "append", "visible", "two", "cades", "tsa")
    boxed = pdfbox(pdfbox(office, "visible", "cades"), "visible", "two")
    files = {
        "itext-two-stamped": (second, CHANGED),
        "itext-evidence": (evidence, CHANGED),
        "itext-evidence-twice": (itext(itext(evidence, "TTD3", "append", "cades"), "x", "dss"), CHANGED),
        "itext-three-streams": (itext(itext(packed, "x", "dss"), "TTD3", "append", "cades"), CHANGED),
        "itext-layers-two": (itext(layers, "TTD2", "visible", "two", "graphic", "old", "append"), CHANGED),
        "itext-certified-approved": (itext(itext(
            office, "TTD", "visible", "p2", "append"), "TTD2", "append"), CHANGED),
        "itext-certified-evidence": (itext(itext(
            office, "TTD", "visible", "p3", "append"), "x", "dss"), CHANGED),
        "itext-locked": (itext(office, "TTD", "visible", "lock", "append"), INTACT),
        "itext-rewritten": (itext(streams, "TTD", "visible", "graphic"), INTACT),
        "itext-on-typst": (itext(itext(typst, "TTD1", "append", "visible", "cades"),
                                 "TTD2", "append", "visible", "two", "cades", "tsa"), CHANGED),
        "itext-then-pdfbox": (pdfbox(first, "visible", "two", "cades"), CHANGED),
        "pdfbox-two-sizes": (boxed, CHANGED),
        "pdfbox-then-itext": (itext(boxed, "TTD3", "append", "cades"), CHANGED),
        "pdfbox-on-chromium": (pdfbox(chromium, "visible", "cades"), INTACT),
        "pdfbox-certified-approved": (pdfbox(pdfbox(streams, "mdp")), CHANGED),
        "tcpdf": (tcpdf(0), INTACT),
        "tcpdf-certified": (tcpdf(2), INTACT),
        "fpdf2": (fpdf2(), INTACT),
        "libreoffice": (office_signed, "INDETERMINATE"),
        "podofo": (podofo(letter()), "MODIFIED"),
    }
    OUT.mkdir(exist_ok=True)
    table = {}
    for name, (data, verdict) in files.items():
        (OUT / f"{name}.pdf").write_bytes(data)
        table[name] = {"verdict": verdict}
        print(name, len(data))
    (HERE / "producers.json").write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
