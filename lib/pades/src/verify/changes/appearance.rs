//! How a new signature looks, and what it covers (rule 8: sneaky signatures, shadow attacks).

use std::collections::HashSet;

use super::Step;
use super::fields::finding;
use crate::PdfError;
use crate::form::Field;
use crate::object::{Dict, Length, Object, Ref};
use crate::verify::content::Rectangle;
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;

/// Keys by which a drawing would reach for more than its own marks: other files, prepress
/// servers, PostScript, layers.
const FOREIGN: [&str; 4] = ["Ref", "OPI", "PS", "OC"];

/// Flags of annotations (§12.5.3).
const NO_ZOOM: i64 = 8;
const NO_ROTATE: i64 = 16;

impl<'d> Step<'_, 'd, '_> {
    /// The appearance of one widget: normal, rollover and down, each a form (§12.5.5).
    pub(super) fn appearance(
        &mut self,
        field: &Field<'d>,
        old: Option<&Field<'d>>,
        widget: Ref,
    ) -> Result<(), PdfError> {
        self.shown.insert(widget, field.name.to_string());
        let value = self.new.get(widget)?;
        let Some(holder) = value.as_dict() else { return Ok(()) };
        // Drawn upright on a turned page, or at its own size, it would leave its rectangle.
        if holder.integer("F").is_some_and(|flags| flags & (NO_ZOOM | NO_ROTATE) != 0) {
            self.add(finding(Rule::Widget, field).what("F"));
        }
        // Of more than four numbers some readers take the first four.
        if holder.get("Rect").is_some() && self.new.rectangle(holder, "Rect")?.is_none() {
            self.add(finding(Rule::Widget, field).what("Rect"));
        }
        let Some(entry) = holder.get("AP").cloned() else { return Ok(()) };
        let mut user = widget.number;
        if let Object::Reference(id) = entry {
            self.holder(id, user, "AP")?;
            user = id.number;
        }
        let Object::Dict(looks) = self.new.resolve(&entry)? else {
            self.add(finding(Rule::Appearance, field).what("AP"));
            return Ok(());
        };
        for look in looks.entries() {
            let is_known = ["N", "R", "D"].iter().any(|key| look.key == *key);
            if !is_known || !self.drawing(&look.value, user, old.is_some())? {
                let key = String::from_utf8_lossy(look.key.bytes()).into_owned();
                self.add(finding(Rule::Appearance, field).what(key));
            }
        }
        Ok(())
    }

    /// A form XObject with what it draws. One that is rewritten in place is used here alone.
    fn drawing(
        &mut self,
        value: &Object<'d>,
        user: u32,
        was_there: bool,
    ) -> Result<bool, PdfError> {
        let Some(id) = value.as_reference() else { return Ok(false) };
        let was_added = self.is_added(id);
        if self.open.contains_key(&id.number) && !was_added && was_there {
            self.holder(id, user, "AP/N")?;
        }
        let form = self.new.get(id)?;
        let Some(stream) = form.as_stream() else {
            self.settle_new(value)?;
            return Ok(is_empty(&form));
        };
        let is_form = stream.dict.has_name("Subtype", "Form");
        if !was_added {
            self.settle_new(&form)?;
            return Ok(is_form);
        }
        let parts = self.settle_new(value)?;
        for part in parts {
            if !is_harmless(&self.new.get(part)?) {
                return Ok(false);
            }
        }
        Ok(is_form)
    }

    /// What the widgets of this revision's signatures cover.
    pub(super) fn overlaps(&mut self) -> Result<(), PdfError> {
        let shown = std::mem::take(&mut self.shown);
        let mut visible = Vec::new();
        for (widget, name) in shown {
            let value = self.new.get(widget)?;
            let Some(dict) = value.as_dict() else { continue };
            let area = self.new.rectangle(dict, "Rect")?.filter(|rect| rect.has_area());
            let page = dict.get("P").and_then(Object::as_reference);
            visible.extend(area.map(|area| (widget, name, area, page)));
        }
        if visible.is_empty() {
            return Ok(());
        }
        let pages = self.history.pages(self.new, self.revision)?;
        for (index, page) in pages.iter().enumerate() {
            let notes = self.annotations(self.new, &page.dict)?;
            let listed: HashSet<Ref> = notes.iter().filter_map(Object::as_reference).collect();
            // Some readers show a widget that no page lists on the page it names.
            let is_here =
                |id: &Ref, named: &Option<Ref>| listed.contains(id) || *named == Some(page.id);
            for (widget, name, area, _) in visible.iter().filter(|(id, _, _, p)| is_here(id, p)) {
                self.history.charge_nodes(notes.len())?;
                let place = |rule| Finding::new(rule).field(name).object(*widget).page(index + 1);
                let drawn = self.history.drawn(self.new, page);
                self.history.charge_nodes(drawn.words.len() / 64)?;
                if drawn.covers_text(area) {
                    self.add(place(Rule::OverlapText));
                }
                if let Some(reason) = &drawn.unread {
                    self.add(place(Rule::OverlapUnknown).what(reason));
                }
                if self.covers_note(&notes, *widget, area)? {
                    self.add(place(Rule::OverlapAnnotation));
                }
            }
        }
        Ok(())
    }

    fn covers_note(
        &self,
        notes: &[Object<'d>],
        widget: Ref,
        area: &Rectangle,
    ) -> Result<bool, PdfError> {
        for note in notes.iter().filter(|note| **note != Object::Reference(widget)) {
            let value = self.new.resolve(note)?;
            let Some(dict) = value.as_dict() else { continue };
            if self.is_seen(dict)?
                && self.new.rectangle(dict, "Rect")?.is_some_and(|other| other.meets(area))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether there is something to be covered: not a link, a pop-up, or an empty signature field.
    fn is_seen(&self, dict: &Dict<'d>) -> Result<bool, PdfError> {
        const HIDDEN: i64 = 2;
        let is_hidden = dict.integer("F").is_some_and(|flags| flags & HIDDEN != 0);
        let is_thin = dict.has_name("Subtype", "Link") || dict.has_name("Subtype", "Popup");
        let is_field = dict.has_name("FT", "Sig");
        let is_empty = is_field && self.new.value(dict, "V")? == Object::Null;
        Ok(!is_hidden && !is_thin && !is_empty)
    }
}

/// A dictionary of states without a state, as some signers write for fields that show nothing.
fn is_empty(value: &Object<'_>) -> bool {
    let holds = |value: &Object<'_>| {
        matches!(value, Object::Reference(_) | Object::Dict(_) | Object::Stream(_))
    };
    value.as_dict().is_some_and(|dict| !dict.entries().iter().any(|entry| holds(&entry.value)))
}

/// A part of a drawing that only draws.
fn is_harmless(value: &Object<'_>) -> bool {
    let is_exact = value.as_stream().is_none_or(|stream| stream.length == Length::Declared);
    let Some(dict) = value.as_dict() else { return is_exact };
    let is_page =
        ["Page", "Pages", "Catalog", "Annot"].iter().any(|kind| dict.has_name("Type", kind));
    let is_drawn = value.as_stream().is_some();
    let is_foreign = is_drawn && FOREIGN.iter().any(|key| dict.get(key).is_some());
    let is_script = dict.get("JS").is_some() || dict.has_name("S", "JavaScript");
    is_exact && !is_page && !is_foreign && !is_script
}
