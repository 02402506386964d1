//! A revision that shows the first page twice: what a service must never do to a letter, done to
//! find out whether anybody looks. Only for files whose tree of pages stands in the plain.

use memchr::memmem::{find, rfind};

/// The file with a revision more; `None` where the tree of pages cannot be found.
pub(super) fn added(pdf: &[u8]) -> Option<Vec<u8>> {
    let pages = find(pdf, b"/Type /Pages").or_else(|| find(pdf, b"/Type/Pages"))?;
    let start = rfind(pdf.get(..pages)?, b" obj")?;
    let end = pages + find(pdf.get(pages..)?, b"endobj")?;
    let head = rfind(pdf.get(..start)?, b"\n").map_or(0, |at| at + 1);
    let number = std::str::from_utf8(pdf.get(head..start)?).ok()?;
    let number: u32 = number.split_whitespace().next()?.parse().ok()?;
    let object = String::from_utf8(pdf.get(start + 4..end)?.to_vec()).ok()?;
    let doubled = doubled(&object)?;

    let trailer = rfind(pdf, b"trailer")?;
    let trailer = String::from_utf8_lossy(pdf.get(trailer..)?).into_owned();
    let entry = |name: &str| {
        let after = trailer.split_once(name)?.1;
        Some(after.split(['/', '>', '\n']).next()?.trim().to_owned())
    };
    let previous = trailer.split_once("startxref")?.1.split_whitespace().next()?.to_owned();
    let (root, size) = (entry("/Root")?, entry("/Size")?);

    let mut made = pdf.to_vec();
    if !made.ends_with(b"\n") {
        made.push(b'\n');
    }
    let at = made.len();
    made.extend_from_slice(format!("{number} 0 obj{doubled}endobj\n").as_bytes());
    let table = made.len();
    let tail = format!(
        "xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<< /Size {size} /Root {root} /Prev {previous} \
         >>\nstartxref\n{table}\n%%EOF\n"
    );
    made.extend_from_slice(tail.as_bytes());
    Some(made)
}

/// The dictionary with its first kid twice.
fn doubled(object: &str) -> Option<String> {
    let (before, kids) = object.split_once('[')?;
    let first = kids.split('R').next()?.trim().to_owned();
    let object = format!("{before}[{first} R {kids}");
    let (before, after) = object.split_once("/Count")?;
    let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let count: u32 = digits.parse().ok()?;
    let rest = after.trim_start().strip_prefix(&digits)?;
    Some(format!("{before}/Count {}{rest}", count + 1))
}
