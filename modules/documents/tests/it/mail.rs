//! What people do with incoming letters, in one line each.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use documents::domain::content::{Secrecy, Urgency};
use documents::domain::incoming::{Entry, Incoming, Order};
use documents::domain::party::{Party, Scope};
use documents::usecase::incoming::dispose::{self, Giving};
use documents::usecase::incoming::register::{Fresh, register};
use documents::usecase::incoming::show::{Shown as Letter, show};

use crate::house::{House, Shown};

/// The beginning of a picture: enough to be taken for one.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n a picture";

/// A letter without a scan, whose number the house gives.
pub fn fresh(entry: Entry) -> Fresh<'static> {
    Fresh { entry, scan: None, given: None, is_double_accepted: false }
}

/// "Follow up", to be done by a day.
pub fn order(due: Option<&str>) -> Order {
    let due = due.map(crate::house::day);
    Order { instructions: vec!["tindak-lanjuti".to_owned()], due, ..Order::default() }
}

impl House {
    /// A letter of a ministry to the head of Diskominfo that came today.
    pub fn entry(&self, subject: &str) -> Entry {
        self.entry_for("kadis", subject)
    }

    pub fn entry_for(&self, addressee: &str, subject: &str) -> Entry {
        let today = self.it.cell.today();
        let number: usize = subject.bytes().map(usize::from).sum();
        Entry {
            sender: Party {
                scope: Scope::Government,
                agency: String::new(),
                name: "Kementerian Contoh".to_owned(),
                address: "Jakarta".to_owned(),
            },
            their_number: format!("005/{number}/SJ"),
            their_day: today.checked_sub(jiff::Span::new().days(3)).unwrap().to_string(),
            received: today.to_string(),
            subject: subject.to_owned(),
            classification: "000.8.3.3".to_owned(),
            secrecy: Secrecy::Biasa,
            urgency: Urgency::Biasa,
            enclosures: 0,
            addressee: self.position(addressee).to_string(),
        }
    }

    /// A letter that came in and waits for the head of Diskominfo.
    pub async fn came(&self, subject: &str) -> Id<Incoming> {
        register(&self.office, self.actor("tuti"), fresh(self.entry(subject))).await.unwrap()
    }

    /// A disposition to positions and people of the stories.
    pub async fn give(&self, who: &str, id: Id<Incoming>, from: u32, to: &[&str]) {
        self.try_give(who, id, from, to, order(None)).await.unwrap();
    }

    pub async fn try_give(
        &self,
        who: &str,
        id: Id<Incoming>,
        from: u32,
        to: &[&str],
        order: Order,
    ) -> base::Result<()> {
        let name = |short: &&str| match *short {
            "lina" | "tuti" => self.actor(short).id().to_owned(),
            short => self.position(short).to_string(),
        };
        let giving = Giving { from, to: to.iter().map(name).collect(), order };
        dispose::give(&self.office, self.actor(who), id, &giving).await
    }

    pub async fn seen(&self, who: &str, id: Id<Incoming>) -> Letter {
        show(&self.office, self.actor(who), id).await.unwrap()
    }

    /// Sends a form with a file; a file without a name is one that nobody chose.
    pub async fn multipart(
        &self,
        who: &str,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, content): (&str, &str, &[u8]),
    ) -> Shown {
        let mut parts = Vec::new();
        for (name, value) in fields {
            parts
                .extend(format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n").bytes());
            parts.extend(format!("{value}\r\n--edge\r\n").bytes());
        }
        let head = format!("name=\"{field}\"; filename=\"{name}\"");
        parts.extend(format!("Content-Disposition: form-data; {head}\r\n\r\n").bytes());
        parts.extend(content);
        self.send_parts(who, page, path, &parts).await
    }
}
