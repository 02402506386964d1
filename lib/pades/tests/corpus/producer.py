"""What valid and attacked files are made with: keys, letters, pyHanko as the signer.

Keys are drawn anew by every run and kept in /tmp/pades-corpus until the machine forgets them; their
certificates stand in `trust/`.
"""

import datetime
import io
import pathlib
import subprocess

from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

HERE = pathlib.Path(__file__).parent
KEYS = pathlib.Path("/tmp/pades-corpus")
KEYS.mkdir(exist_ok=True)
UTC = datetime.timezone.utc
START = datetime.datetime(2026, 1, 1, tzinfo=UTC)
PEM = serialization.Encoding.PEM
N = generic.NameObject


# -- people ---------------------------------------------------------------------------------------

def draw(kind):
    return {
        "rsa1024": lambda: rsa.generate_private_key(65537, 1024),
        "rsa2048": lambda: rsa.generate_private_key(65537, 2048),
        "rsa4096": lambda: rsa.generate_private_key(65537, 4096),
        "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
        "ed25519": ed25519.Ed25519PrivateKey.generate,
    }[kind]()


def usage(ca=False):
    return x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)


def issue(name, kind, issuer=None, days=3650, start=START, ca=False, purpose=None, serial=None,
          forged_by=None, encipher=False, crl=None, path_length=None):
    """Key and certificate under /tmp, made once. `forged_by`: signed with another key than the
    issuer's."""
    key_path, cert_path = KEYS / f"{name}.key", KEYS / f"{name}.pem"
    if cert_path.exists():
        return name
    key = draw(kind)
    subject = x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Kabupaten Uji"),
        x509.NameAttribute(NameOID.COMMON_NAME, name)])
    if issuer:
        above = x509.load_pem_x509_certificate((KEYS / f"{issuer}.pem").read_bytes())
        above_key = serialization.load_pem_private_key(
            (KEYS / f"{forged_by or issuer}.key").read_bytes(), None)
    builder = (
        x509.CertificateBuilder().subject_name(subject)
        .issuer_name(above.subject if issuer else subject).public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number()).not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=days))
        .add_extension(usage(ca) if not encipher else x509.KeyUsage(
            False, False, True, False, False, False, False, False, False), True)
        .add_extension(x509.BasicConstraints(ca, path_length if ca else None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False))
    if issuer:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), False)
    if crl:
        builder = builder.add_extension(x509.CRLDistributionPoints([x509.DistributionPoint(
            [x509.UniformResourceIdentifier(crl)], None, None, None)]), False)
    if purpose:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([purpose]), purpose == ExtendedKeyUsageOID.TIME_STAMPING)
    cert = builder.sign(above_key if issuer else key, hashes.SHA256())
    key_path.write_bytes(key.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    cert_path.write_bytes(cert.public_bytes(PEM))
    return name


issue("Induk Uji", "p256", ca=True)
issue("Penanda Uji", "p256", "Induk Uji")
for _kind in ["rsa2048", "rsa4096", "p384", "ed25519"]:
    issue(f"Penanda {_kind}", _kind, "Induk Uji")
issue("Waktu Uji", "rsa2048", "Induk Uji", purpose=ExtendedKeyUsageOID.TIME_STAMPING)
issue("Orang Asing", "p256")
issue("Penanda Sebentar", "p256", "Induk Uji", days=150)
issue("Penanda Dicabut", "p256", "Induk Uji", crl="http://crl.contoh.invalid/induk.crl")
issue("Penanda Tercatat", "p256", "Induk Uji", crl="http://crl.contoh.invalid/induk.crl")
ROOT = load_cert_from_pemder(str(KEYS / "Induk Uji.pem"))


def signer(name="Penanda Uji", **options):
    chain = options.pop("chain", ["Induk Uji"])
    return signers.SimpleSigner.load(
        str(KEYS / f"{name}.key"), str(KEYS / f"{name}.pem"),
        ca_chain_files=[str(KEYS / f"{above}.pem") for above in chain], **options)


SIGNER = signer()


def stamper(moment=None, name="Waktu Uji"):
    """pyHanko's own authority for tests."""
    from asn1crypto import pem
    _, _, der = pem.unarmor((KEYS / f"{name}.key").read_bytes())
    store = SimpleCertificateStore()
    store.register(ROOT)
    return DummyTimeStamper(
        tsa_cert=load_cert_from_pemder(str(KEYS / f"{name}.pem")),
        tsa_key=asn1_keys.PrivateKeyInfo.load(der), certs_to_embed=store, fixed_dt=moment)


def certificate(name):
    return x509.load_pem_x509_certificate((KEYS / f"{name}.pem").read_bytes())


def revocation_list(*revoked, at=START + datetime.timedelta(days=200), days=3650):
    """A list of the root, in DER."""
    key = serialization.load_pem_private_key((KEYS / "Induk Uji.key").read_bytes(), None)
    builder = (x509.CertificateRevocationListBuilder().issuer_name(certificate("Induk Uji").subject)
               .last_update(at).next_update(at + datetime.timedelta(days=days))
               .add_extension(x509.CRLNumber(int(at.timestamp())), False)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False))
    for name, when in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder().serial_number(certificate(name).serial_number)
            .revocation_date(when).build())
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def context(**options):
    return ValidationContext(trust_roots=[ROOT], allow_fetching=False, **options)


# -- letters --------------------------------------------------------------------------------------

def letter(pages=1, compress=0, rotate=0, draw=None, a85=0):
    """A letter with text at the top of each page; `draw` adds more to the first."""
    from reportlab import rl_config
    rl_config.useA85 = a85
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4, invariant=1, pageCompression=compress)
    page.setTitle("Nota dinas (uji)")
    for number in range(pages):
        if rotate:
            page.setPageRotation(rotate)
        page.drawString(72, 770, f"NOTA DINAS {number + 1}")
        page.drawString(72, 740, "Dengan hormat, nilai perjanjian ini Rp1.000.000 (satu juta rupiah).")
        if draw and number == 0:
            draw(page)
        page.showPage()
    page.save()
    return out.getvalue()


def qpdf(data, *options):
    work = KEYS / "work.pdf"
    work.write_bytes(data)
    result = KEYS / "result.pdf"
    subprocess.run(["qpdf", *options, "--deterministic-id", str(work), str(result)], check=True)
    return result.read_bytes()


# -- signing --------------------------------------------------------------------------------------

def writer(data, strict=True):
    return IncrementalPdfFileWriter(io.BytesIO(data), strict=strict)


def written(changed):
    out = io.BytesIO()
    changed.write(out)
    return out.getvalue()


def sign(data, field="TTD", box=None, page=0, by=None, tsa=None, strict=True, style=None,
         subfilter=fields.SigSeedSubFilter.PADES, reserved=6144, existing=False, **options):
    """One more signature, by pyHanko."""
    spec = None if existing else fields.SigFieldSpec(field, on_page=page, box=box)
    options.setdefault("reason", "Menyetujui (uji)")
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=subfilter, **options)
    out = io.BytesIO()
    signers.PdfSigner(meta, signer=by or SIGNER, timestamper=tsa, new_field_spec=spec, stamp_style=style
                      ).sign_pdf(writer(data, strict), output=out,
                                 bytes_reserved=reserved + (8192 if tsa else 0))
    assert out.getvalue().startswith(data)
    return out.getvalue()


def prepared(data, boxes, **options):
    """Empty signature fields, named and placed."""
    changed = writer(data)
    for name, box in boxes.items():
        fields.append_signature_field(changed, fields.SigFieldSpec(name, on_page=0, box=box, **options))
    return written(changed)


def opinion(data):
    """What pyHanko says of each signature, or why it says nothing."""
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        answers = []
        for found in reader.embedded_signatures:
            stamp = found.sig_object.get("/Type") == "/DocTimeStamp"
            if stamp:
                status = validate_pdf_timestamp(found, context())
                sound = status.valid and status.trusted
                answers.append(f"{found.field_name}: {'VALID' if sound else 'INVALID'}")
                continue
            else:
                status = validate_pdf_signature(found, context(), context())
            level = getattr(status, "modification_level", None)
            answers.append(f"{found.field_name}: {'VALID' if status.bottom_line else 'INVALID'}"
                           + (f" {level.name}" if level is not None else ""))
        return answers or ["no signature"]
    except Exception as error:  # noqa: BLE001 - whatever it says is the answer
        return [f"{type(error).__name__}: {str(error)[:100]}"]
