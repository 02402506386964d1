//! Writes a letter of each form as PDF and its first pages as PNG: `render_letters FOLDER`.

#![expect(clippy::print_stderr, reason = "a command tells what it did")]

use base::{Instant, Zone};
use std::error::Error;
use std::path::PathBuf;
use typeset::{Sheet, Typesetter, templates};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    let typesetter = Typesetter::new();
    let written = Instant::parse("2026-08-18T02:00:00.000Z")?;
    for template in templates() {
        let mut sheet = Sheet::new(template.source, written, Zone::parse("Asia/Makassar")?);
        sheet.data = template.fill(serde_json::from_str(template.sample)?);
        let rendered = typesetter.render(&sheet)?;
        eprintln!("{}: {} pages, {} bytes", template.name, rendered.pages, rendered.pdf.len());
        std::fs::write(folder.join(format!("{}.pdf", template.name)), rendered.pdf)?;
        for page in 1..=rendered.pages {
            let picture = typesetter.preview(&sheet, page, 1.4)?;
            std::fs::write(folder.join(format!("{}-{page}.png", template.name)), picture.png)?;
        }
    }
    Ok(())
}
