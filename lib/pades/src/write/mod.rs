//! Adding to a file without touching a byte of it (ISO 32000-1 §7.5.6).
//!
//! ```
//! use pades::write::{Body, Entries, Increment, Value};
//! use pades::{Document, Ref};
//!
//! # let file: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n\
//! #     <</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\n0000000000 65535 f \n\
//! #     0000000009 00000 n \n0000000054 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\n\
//! #     startxref\n100\n%%EOF\n";
//! let document = Document::open(file)?;
//! let mut increment = Increment::new(&document)?;
//! let note = increment.add(Body::Value(Value::text("Catatan")));
//! let mut catalog = increment.dict(Ref::new(1, 0))?;
//! catalog.set("Note", Value::Reference(note));
//! increment.put(Ref::new(1, 0), catalog);
//! let written = increment.finish();
//! assert!(written.bytes.starts_with(file));
//! assert_eq!(Document::open(&written.bytes)?.revisions().len(), 2);
//! # Ok::<(), pades::write::WriteError>(())
//! ```

mod error;
mod increment;
mod section;
mod serial;
mod value;

pub use error::WriteError;
pub use increment::{Body, Increment, Written};
pub use serial::{Serial, Slot};
pub(crate) use serial::{hex_pair, write_number};
pub use value::{Entries, Value};
