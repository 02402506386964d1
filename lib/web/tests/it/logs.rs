//! What the operator reads, and what nobody may read there.

use std::io;
use std::sync::{Arc, Mutex};

use crate::support::{Served, Town};

#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Page {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("the lock").clone()).expect("text")
    }
}

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("the lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_names_routes_and_causes_but_never_what_people_typed() {
    let page = Page::default();
    let writer = page.clone();
    let log = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
    let guard = tracing::subscriber::set_default(log);
    let town = Town::new(Served::default()).await;
    for path in ["/nop?nop=640804000300101471", "/640804000300101471", "/api/v1/beds/6408040003"] {
        town.get(path).await;
    }
    town.get_as("a-secret-token", "/rusak").await;
    drop(guard);
    let said = page.text();
    assert!(said.contains("\"route\":\"/nop\"") && said.contains("\"status\":404"), "{said}");
    assert!(said.contains("/api/v1/beds/{garden}"));
    assert_eq!(said.matches("disk /var/secret is full").count(), 1, "the cause, once");
    for private in ["6408040003", "a-secret-token"] {
        assert!(!said.contains(private), "{private}: {said}");
    }
}
