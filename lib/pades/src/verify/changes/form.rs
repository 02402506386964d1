//! The interactive form as a whole (ISO 32000-1 §12.7.2).

use std::collections::HashSet;

use super::Step;
use crate::PdfError;
use crate::form::Field;
use crate::lexer::{Lexer, Token};
use crate::object::{Dict, Object, Ref};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;

impl<'d> Step<'_, 'd, '_> {
    /// The form may gain fields and what their appearance needs.
    pub(super) fn form(&mut self) -> Result<(), PdfError> {
        let (old, new) = (self.old.form()?, self.new.form()?);
        let Some((id, new)) = new else {
            if old.is_some() {
                self.add(Finding::new(Rule::Form).what("AcroForm"));
            }
            return Ok(());
        };
        let (catalog, _) = self.new.catalog()?;
        if let Some(id) = id {
            self.holder(id, catalog.number, "AcroForm")?;
        }
        let old = old.map(|(_, dict)| dict).unwrap_or_default();
        for key in self.differing(&old, &new)? {
            if !self.form_entry(&key, &old, &new)? {
                self.add(Finding::new(Rule::Form).what(key));
            }
        }
        let user = id.unwrap_or(catalog).number;
        if let Some(array) = new.get("Fields").and_then(Object::as_reference) {
            self.holder(array, user, "Fields")?;
        }
        self.fields(&old, &new)
    }

    /// A container that may change: it is new, or nothing else uses it.
    pub(super) fn holder(&mut self, id: Ref, user: u32, what: &str) -> Result<(), PdfError> {
        if self.open.contains_key(&id.number) {
            if !self.is_added(id) {
                self.check_alone(id, user, what)?;
            }
            self.settle(id.number);
        }
        Ok(())
    }

    fn form_entry(&mut self, key: &str, old: &Dict<'d>, new: &Dict<'d>) -> Result<bool, PdfError> {
        let (before, after) = (self.old.value(old, key)?, self.new.value(new, key)?);
        Ok(match (key, &before, &after) {
            // Judged field by field.
            ("Fields", _, Object::Array(_)) => true,
            ("SigFlags", Object::Null, Object::Integer(1 | 3)) => true,
            ("SigFlags", Object::Integer(before), Object::Integer(after)) => {
                (0..=3).contains(after) && before & !after == 0
            }
            ("NeedAppearances", Object::Null, Object::Bool(false)) => true,
            // Fields that have none of their own are drawn anew with it by some readers.
            ("DA", Object::Null, Object::String(look)) => {
                self.typed()?.is_empty() || is_black(&look.bytes())
            }
            ("DR", _, Object::Dict(after)) => {
                let empty = Dict::default();
                let before = before.as_dict().unwrap_or(&empty);
                self.gains(before, after, &["DR"])?
                    && self.fonts_stay(new, before, after)?
                    && self.resources_settled(new)?
            }
            _ => false,
        })
    }

    /// New fonts for new appearances may come with the form.
    fn resources_settled(&mut self, new: &Dict<'d>) -> Result<bool, PdfError> {
        let resources = new.get("DR").cloned().unwrap_or(Object::Null);
        if let Some(id) = resources.as_reference().filter(|id| !self.is_added(*id)) {
            let (catalog, _) = self.new.catalog()?;
            let form = self.new.form()?.and_then(|(id, _)| id);
            self.holder(id, form.unwrap_or(catalog).number, "DR")?;
            let value = self.new.get(id)?;
            self.settle_new(&value)?;
        }
        self.settle_new(&resources)?;
        Ok(true)
    }

    /// Whether every old entry is still there, down to the single resource.
    fn gains(&mut self, old: &Dict<'d>, new: &Dict<'d>, path: &[&str]) -> Result<bool, PdfError> {
        for key in self.differing(old, new)? {
            let (before, after) = (self.old.value(old, &key)?, self.new.value(new, &key)?);
            let is_kept = match (&before, &after) {
                (Object::Null, _) => true,
                (Object::Dict(before), Object::Dict(after)) if path.len() < 3 => {
                    self.gains(before, after, &[path, &[key.as_str()]].concat())?
                }
                (Object::Stream(_), Object::Stream(after)) => {
                    path == ["DR", "XObject"] && key == LAYER && self.is_spare(&after.dict)?
                }
                _ => false,
            };
            if !is_kept {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// PDFBox names the look of its newest signature among the form's resources, in the place of the
    /// one before. No field draws it from there, unless its own look has no resources.
    fn is_spare(&self, form: &Dict<'d>) -> Result<bool, PdfError> {
        let has_own = |look: &Object<'d>| match self.old.resolve(look) {
            Ok(Object::Stream(stream)) => stream.dict.get("Resources").is_some(),
            Ok(Object::Dict(_)) | Err(_) => false,
            Ok(_) => true,
        };
        for field in self.old.fields()? {
            self.history.charge_nodes(1 + field.widgets.len())?;
            for widget in &field.widgets {
                let value = self.old.get(*widget)?;
                let Some(widget) = value.as_dict() else { continue };
                let Object::Dict(looks) = self.old.value(widget, "AP")? else { continue };
                if !looks.entries().iter().all(|entry| has_own(&entry.value)) {
                    return Ok(false);
                }
            }
        }
        Ok(form.has_name("Subtype", "Form"))
    }

    /// Fields of the older form that are no signatures: some readers draw them anew.
    fn typed(&self) -> Result<Vec<Field<'d>>, PdfError> {
        let mut fields = self.old.fields()?;
        self.history.charge_nodes(fields.len())?;
        fields.retain(|field| !field.is_signature());
        Ok(fields)
    }

    /// A font that fields asked for in vain may come when it is what its name says: with an encoding
    /// or glyphs of its own it could show other digits.
    fn fonts_stay(
        &self,
        form: &Dict<'d>,
        before: &Dict<'d>,
        after: &Dict<'d>,
    ) -> Result<bool, PdfError> {
        if self.typed()?.is_empty() {
            return Ok(true);
        }
        let fonts = |value: Object<'d>| match value {
            Object::Dict(fonts) => fonts,
            _ => Dict::default(),
        };
        let before = fonts(self.old.value(before, "Font")?);
        let after = fonts(self.new.value(after, "Font")?);
        let asked = self.asked(form.get("DA"))?;
        let known: HashSet<&[u8]> = before.entries().iter().map(|font| font.key.bytes()).collect();
        for font in after.entries().iter().filter(|font| !known.contains(font.key.bytes())) {
            let is_plain = match self.new.resolve(&font.value)? {
                Object::Dict(font) => is_standard(&font),
                _ => false,
            };
            let is_asked = asked.as_ref().is_none_or(|names| names.contains(font.key.bytes()));
            if !is_plain && is_asked {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Names in the default looks of older fields, of what stands above them, and in this one.
    /// Nothing when one of them cannot be read.
    fn asked(&self, form: Option<&Object<'d>>) -> Result<Option<HashSet<Vec<u8>>>, PdfError> {
        let mut names = HashSet::new();
        let mut met = HashSet::new();
        let mut is_read = form.is_none_or(|look| name_all(look, &mut names));
        for field in self.typed()? {
            let mut open = field.widgets;
            open.push(field.id);
            while let Some(id) = open.pop() {
                self.history.work.charge(1)?;
                if !met.insert(id) {
                    continue;
                }
                let value = self.old.get(id)?;
                let Some(node) = value.as_dict() else { continue };
                open.extend(node.get("Parent").and_then(Object::as_reference));
                let look = self.old.value(node, "DA")?;
                is_read &= look == Object::Null || name_all(&look, &mut names);
            }
        }
        Ok(is_read.then_some(names))
    }
}

/// Takes the names of a default look; whether all of it could be read.
fn name_all(look: &Object<'_>, names: &mut HashSet<Vec<u8>>) -> bool {
    let Some(look) = look.as_string() else { return false };
    let look = look.bytes();
    let mut lexer = Lexer::new(&look, 0);
    loop {
        match lexer.token() {
            Ok(Token::Name(name)) => {
                names.insert(name.bytes().to_vec());
            }
            Ok(Token::End) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// What PDFBox, as Acrobat did of old, calls the look of a signature.
const LAYER: &str = "FRM";

/// `/Font size Tf 0 g`: black text, and nothing else.
fn is_black(look: &[u8]) -> bool {
    let text = String::from_utf8_lossy(look);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let is_number = |word: &str| word.parse::<f32>().is_ok_and(|size| (0.0..=72.0).contains(&size));
    match words.as_slice() {
        [font, size, "Tf", rest @ ..] => {
            let is_font = font.starts_with('/') && is_number(size);
            is_font && matches!(rest, [] | ["0", "g"] | ["0", "0", "0", "rg"])
        }
        _ => false,
    }
}

/// A font that every reader has, in an encoding that it knows.
fn is_standard(font: &Dict<'_>) -> bool {
    let is_known =
        |key: &[u8]| matches!(key, b"Type" | b"Subtype" | b"BaseFont" | b"Encoding" | b"Name");
    let is_named = matches!(font.get("Encoding"), None | Some(Object::Name(_)));
    let keys = font.entries().iter().all(|entry| is_known(entry.key.bytes()));
    font.has_name("Subtype", "Type1") && is_named && keys
}
