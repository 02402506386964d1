//! Which addresses can have passkeys.

use passkey::{Fault, RelyingParty};

#[test]
fn the_origin_is_written_as_browsers_write_it() {
    for (address, origin, id) in [
        ("https://pelangi.go.id", "https://pelangi.go.id", "pelangi.go.id"),
        ("https://Pelangi.GO.id:443/", "https://pelangi.go.id", "pelangi.go.id"),
        ("https://pelangi.go.id:8443/kota", "https://pelangi.go.id:8443", "pelangi.go.id"),
        ("http://localhost:8080", "http://localhost:8080", "localhost"),
        ("http://localhost:80", "http://localhost", "localhost"),
        ("https://localhost:4443", "https://localhost:4443", "localhost"),
    ] {
        let site = RelyingParty::of(address).unwrap();
        assert_eq!((site.origin(), site.id()), (origin, id), "{address}");
    }
}

#[test]
fn an_address_without_tls_or_without_a_name_has_no_passkeys() {
    for (address, fault) in [
        ("http://pelangi.go.id", Fault::Insecure),
        ("ftp://pelangi.go.id", Fault::Insecure),
        ("https://10.0.0.7:8443", Fault::Domain),
        ("http://127.0.0.1:8080", Fault::Domain),
        ("https://[::1]:8443", Fault::Domain),
        ("https://petugas@pelangi.go.id", Fault::Domain),
        ("https://pelangi..go.id", Fault::Domain),
        ("https://pelangi.go.id:99999", Fault::Domain),
        ("https://", Fault::Domain),
        ("pelangi.go.id", Fault::Domain),
    ] {
        assert_eq!(RelyingParty::of(address).unwrap_err().what, fault, "{address}");
    }
}
