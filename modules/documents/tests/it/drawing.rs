//! What draws pages in these tests: this very file of tests, started once more.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use pages::Program;

/// What a worker is told, and nobody else.
const WORKER: &str = "as-a-worker-of-pages";

/// A process in which one test runs: the one below.
pub fn drawing() -> Option<Program> {
    let words = ["--exact", "drawing::a_worker_draws_when_it_is_told_to", WORKER];
    Some(Program::new(std::env::current_exe().unwrap(), words))
}

#[test]
fn a_worker_draws_when_it_is_told_to() {
    if std::env::args().any(|word| word == WORKER) {
        pages::work().unwrap();
    }
}

/// A signed letter to which somebody added a page of forms that use each other, ten times on each of
/// twelve levels. Every stranger can make one.
pub fn bomb(signed: &[u8]) -> Vec<u8> {
    let form = |number: usize| {
        let entries = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]";
        let next = format!("{entries}/Resources<</XObject<</F {} 0 R>>>>", number + 1);
        stream(&next, &"/F Do ".repeat(10))
    };
    let page = "<</Type/Page/Parent 6 0 R/MediaBox[0 0 595.2756 841.8898]/Contents 13 0 R\
        /Annots[10 0 R]/Resources<</XObject<</F 14 0 R>>>>>>";
    let mut objects = vec![(3, page.to_owned()), (13, stream("", "/F Do"))];
    objects.extend((14..26).map(|number| (number, form(number))));
    objects.push((26, stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "0 0 9 9 re f")));
    let text = String::from_utf8_lossy(signed);
    let prev = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().to_owned();
    let id = text.rsplit("/ID ").next().unwrap().split_inclusive(']').next().unwrap().to_owned();
    let (mut bytes, mut table) = (signed.to_vec(), "xref\n".to_owned());
    for (number, object) in objects {
        match number {
            3 => table.push_str("3 1\n"),
            13 => table.push_str("13 14\n"),
            _ => {}
        }
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let at = bytes.len();
    let trailer = format!("trailer\n<</Size 27/Root 4 0 R/Info 5 0 R/ID {id}/Prev {prev}>>\n");
    bytes.extend(format!("{table}{trailer}startxref\n{at}\n%%EOF\n").bytes());
    bytes
}

fn stream(entries: &str, contents: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{contents}\nendstream", contents.len())
}
