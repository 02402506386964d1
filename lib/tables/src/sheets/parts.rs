//! The parts of a workbook: which of them is which sheet (ECMA-376 part 2, relationships).

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::TableError;

/// A workbook as its parts.
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The part of each sheet by its name.
    sheets: HashMap<String, String>,
    /// Bytes that may still be unpacked: many sheets may name one part.
    left: u64,
}

impl<'b> Parts<'b> {
    /// # Errors
    /// Macros, other spreadsheets in a ZIP, no workbook.
    pub(super) fn open(bytes: &'b [u8], most: u64) -> Result<Self, TableError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::Unreadable)?;
        let mut this = Self { archive, sheets: HashMap::new(), left: most.saturating_mul(2) };
        this.refuse_others()?;
        let root = this.part("_rels/.rels").map_err(|_| TableError::OtherWorkbook)?;
        let book = elements(&root, "Relationship")?
            .into_iter()
            .find(|it| it.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument")))
            .and_then(|it| it.get("Target").map(|path| path.trim_start_matches('/').to_owned()));
        let book = book.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let (folder, file) = book.rsplit_once('/').unwrap_or(("", &book));
        let links = format!("{folder}/_rels/{file}.rels");
        let links = this.part(links.trim_start_matches('/'))?;
        let paths: HashMap<String, String> = elements(&links, "Relationship")?
            .into_iter()
            .filter_map(|mut it| Some((it.remove("Id")?, below(folder, &it.remove("Target")?))))
            .collect();
        for mut it in elements(&this.part(&book)?, "sheet")? {
            let id = it.iter().find(|(name, _)| name.ends_with(":id")).map(|(_, id)| id.clone());
            let path = id.and_then(|id| paths.get(&id).cloned());
            if let (Some(name), Some(path)) = (it.remove("name"), path) {
                this.sheets.insert(name, path);
            }
        }
        Ok(this)
    }

    /// The part of a sheet.
    pub(super) fn sheet(&mut self, name: &str) -> Result<String, TableError> {
        let path = self.sheets.get(name).cloned().ok_or(TableError::Unreadable)?;
        self.part(&path)
    }

    fn refuse_others(&self) -> Result<(), TableError> {
        let ends =
            |what: &str| self.archive.file_names().flatten().any(|name| name.ends_with(what));
        if ends("vbaProject.bin") || ends("macrosheets/sheet1.xml") {
            return Err(TableError::Macros);
        }
        if ends("workbook.bin") || self.archive.index_for_name("content.xml").is_some() {
            return Err(TableError::OtherWorkbook);
        }
        Ok(())
    }

    /// Some programs write the names of parts in other capitals than they name them.
    fn name(&self, path: &str) -> Option<String> {
        let mut names = self.archive.file_names().flatten();
        names.find(|name| name.eq_ignore_ascii_case(path)).map(Cow::into_owned)
    }

    fn part(&mut self, path: &str) -> Result<String, TableError> {
        let name = self.name(path).ok_or(TableError::Unreadable)?;
        let entry = self.archive.by_name(&name).map_err(|_| TableError::Unreadable)?;
        let mut text = Vec::new();
        let read = entry.take(self.left.saturating_add(1)).read_to_end(&mut text);
        let read = u64::try_from(read.map_err(|_| TableError::Unreadable)?).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(read).ok_or(TableError::TooLarge)?;
        String::from_utf8(text).map_err(|_| TableError::Unreadable)
    }
}

/// A path as another part names it: from its folder, or from the root.
fn below(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn elements(text: &str, wanted: &str) -> Result<Vec<HashMap<String, String>>, TableError> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|_| TableError::Unreadable)? {
            Event::Start(it) | Event::Empty(it) if it.local_name().as_ref() == wanted => {
                found.push(attributes(&it));
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn attributes(element: &BytesStart<'_>) -> HashMap<String, String> {
    let mut all = element.attributes();
    let all = all.with_checks(false).filter_map(Result::ok);
    let text =
        |it: &Attribute<'_>| it.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned).ok();
    all.filter_map(|it| Some((it.key.as_ref().to_owned(), text(&it)?))).collect()
}
