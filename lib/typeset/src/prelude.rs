//! The library of office forms that every template imports, written in Typst.

/// Path and source of each part.
pub(crate) const SOURCES: [(&str, &str); 6] = [
    ("/pelangi.typ", include_str!("../prelude/pelangi.typ")),
    ("/pelangi/halaman.typ", include_str!("../prelude/halaman.typ")),
    ("/pelangi/teks.typ", include_str!("../prelude/teks.typ")),
    ("/pelangi/kepala.typ", include_str!("../prelude/kepala.typ")),
    ("/pelangi/isi.typ", include_str!("../prelude/isi.typ")),
    ("/pelangi/penutup.typ", include_str!("../prelude/penutup.typ")),
];
