"""Run by `producers.py` with the system's Python: LibreOffice exports a letter and signs it."""

import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connected():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(60):
        try:
            return resolver.resolve("uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - it has not started yet
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


context = connected()
make = context.ServiceManager.createInstanceWithContext
security = make("com.sun.star.xml.crypto.SEInitializer", context).createSecurityContext("")
certificate = security.getSecurityEnvironment().getPersonalCertificates()[0]
desktop = make("com.sun.star.frame.Desktop", context)
letter = desktop.loadComponentFromURL(f"file://{sys.argv[1]}", "_blank", 0, (value("Hidden", True),))
data = uno.Any("[]com.sun.star.beans.PropertyValue", (
    value("SignPDF", True), value("SignatureCertificate", certificate), value("SignatureReason", "uji")))
letter.storeToURL(f"file://{sys.argv[2]}", (
    value("FilterName", "writer_pdf_Export"), value("FilterData", data)))
letter.close(True)
try:
    desktop.terminate()
except Exception:  # noqa: BLE001 - it is gone before it can answer
    pass
