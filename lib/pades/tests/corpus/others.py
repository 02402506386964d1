"""Makes `others/`: files signed by programs that are not pyHanko.

    python3 -m venv /tmp/endesive-env && /tmp/endesive-env/bin/pip install endesive
    (cd /tmp/node-sign && npm install @signpdf/signpdf @signpdf/signer-p12 \\
        @signpdf/placeholder-plain @signpdf/placeholder-pdf-lib pdf-lib node-forge)
    ~/.cache/oracles/bin/python lib/pades/tests/corpus/others.py

endesive 3.0 (MIT) with one and two signatures, @signpdf 3.3 (MIT) on plain files and over pdf-lib,
and `openssl cms` put into a placeholder by hand.
"""

import hashlib
import json
import re

from attacks import ROOM, field, page, save, sig, signed
from producer import *  # noqa: F403

OUT = HERE / "others"
INTACT, CHANGED = "INTACT", "INTACT_WITH_ALLOWED_CHANGES"

ENDESIVE = """
import sys, datetime
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from endesive.pdf import cms
key = serialization.load_pem_private_key(open(sys.argv[1], 'rb').read(), None)
cert = x509.load_pem_x509_certificate(open(sys.argv[2], 'rb').read())
root = x509.load_pem_x509_certificate(open(sys.argv[3], 'rb').read())
data = open(sys.argv[4], 'rb').read()
options = {'sigflags': 3, 'contact': 'uji', 'location': 'Sangatta', 'reason': 'Menyetujui',
           'signingdate': "D:20261122120000+00'00'",
           'sigfield': sys.argv[6], 'signaturebox': eval(sys.argv[7]), 'aligned': 0, 'sigpage': 0}
if options['signaturebox']:
    options['signature'] = 'Ditandatangani'
data += cms.sign(data, options, key, cert, [root], 'sha256')
open(sys.argv[5], 'wb').write(data)
"""

NODE = """
const fs = require('fs');
const { default: signpdf } = require('@signpdf/signpdf');
const { P12Signer } = require('@signpdf/signer-p12');
const { plainAddPlaceholder } = require('@signpdf/placeholder-plain');
const { pdflibAddPlaceholder } = require('@signpdf/placeholder-pdf-lib');
const { PDFDocument } = require('pdf-lib');
(async () => {
  const [p12, from, to, way] = process.argv.slice(2);
  const options = { reason: 'Menyetujui', contactInfo: 'uji', name: 'Penanda', location: 'Sangatta' };
  let pdf = fs.readFileSync(from);
  if (way === 'lib') {
    const doc = await PDFDocument.load(pdf);
    pdflibAddPlaceholder({ pdfDoc: doc, ...options });
    pdf = Buffer.from(await doc.save());
  } else if (way === 'table') {
    const doc = await PDFDocument.load(pdf);
    pdflibAddPlaceholder({ pdfDoc: doc, ...options });
    pdf = Buffer.from(await doc.save({ useObjectStreams: false }));
  } else {
    pdf = plainAddPlaceholder({ pdfBuffer: pdf, ...options });
  }
  fs.writeFileSync(to, await signpdf.sign(pdf, new P12Signer(fs.readFileSync(p12), { passphrase: 'uji' })));
})();
"""


def endesive(data, name, box="None"):
    (KEYS / "by_endesive.py").write_text(ENDESIVE)
    (KEYS / "in.pdf").write_bytes(data)
    subprocess.run(["/tmp/endesive-env/bin/python", str(KEYS / "by_endesive.py"),
                    *[str(KEYS / n) for n in [
                        "Penanda rsa2048.key", "Penanda rsa2048.pem", "Induk Uji.pem", "in.pdf", "out.pdf"]],
                    name, box], check=True)
    return (KEYS / "out.pdf").read_bytes()


def node(data, way):
    (KEYS / "in.pdf").write_bytes(data)
    script = pathlib.Path("/tmp/node-sign/sign.cjs")
    script.write_text(NODE)
    p12 = KEYS / "signer.p12"
    subprocess.run(["openssl", "pkcs12", "-export", "-out", str(p12), "-passout", "pass:uji", "-legacy",
                    "-inkey", str(KEYS / "Penanda RSA.key"), "-in", str(KEYS / "Penanda RSA.pem")],
                   check=True)
    subprocess.run(["node", str(script), str(p12), str(KEYS / "in.pdf"), str(KEYS / "out.pdf"), way],
                   check=True, cwd="/tmp/node-sign")
    return (KEYS / "out.pdf").read_bytes()


def openssl(*options):
    """`openssl cms` into the placeholder of a file by hand."""
    entries = b"/Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached"
    from attacks import BLANK
    data = save(signed(p7=sig(entries)))
    at = data.rindex(BLANK)
    gap, after = re.compile(rb"/Contents (<0+[^>]*>)").search(data, at).span(1)
    text = b"[0 %d %d %d" % (gap, after, len(data) - after)
    data = data[:at] + text.ljust(len(BLANK) - 1) + b"]" + data[at + len(BLANK):]
    (KEYS / "content").write_bytes(data[:gap] + data[after:])
    subprocess.run(["openssl", "cms", "-sign", "-binary", "-outform", "DER", *options,
                    "-signer", str(KEYS / "Penanda rsa2048.pem"), "-inkey", str(KEYS / "Penanda rsa2048.key"),
                    "-in", str(KEYS / "content"), "-out", str(KEYS / "value")], check=True)
    value = (KEYS / "value").read_bytes().hex().encode()
    return data[:gap + 1] + value + data[gap + 1 + len(value):]


def main():
    plain = letter()
    files = {
        "endesive-one": (endesive(plain, "TTD"), INTACT),
        "endesive-two": (endesive(endesive(plain, "P1"), "TTD"), CHANGED),
        "endesive-visible": (endesive(endesive(plain, "P1"), "TTD", "(300, 80, 500, 160)"), CHANGED),
        "endesive-after-pyhanko": (endesive(sign(plain, "P1"), "TTD"), CHANGED),
        "signpdf-plain": (node(plain, "plain"), INTACT),
        "signpdf-lib": (node(plain, "lib"), INTACT),
        "signpdf-lib-table": (node(plain, "table"), INTACT),
        "signpdf-then-pyhanko": (sign(node(plain, "lib"), "TTD"), CHANGED),
        # It writes a form of its own, and the first signature is gone.
        "pyhanko-then-signpdf": (node(sign(plain, "P1"), "plain"), "MODIFIED"),
        "openssl": (openssl(), INTACT),
        "openssl-key-id": (openssl("-keyid"), INTACT),
        "openssl-ess": (openssl("-cades"), INTACT),
        "openssl-no-attributes": (openssl("-noattr"), "INDETERMINATE"),
    }
    keep_trust()
    OUT.mkdir(exist_ok=True)
    table = {}
    for name, (data, verdict) in files.items():
        (OUT / f"{name}.pdf").write_bytes(data)
        table[name] = {"verdict": verdict, "pyhanko": opinion(data)}
        print(name, len(data), table[name]["pyhanko"])
    (HERE / "others.json").write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
