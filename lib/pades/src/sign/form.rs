//! The form of a file while fields are added to it: `/AcroForm`, pages, widgets.

use std::collections::{BTreeMap, HashMap};

use crate::document::Document;
use crate::form::Field;
use crate::object::{Object, Ref};
use crate::sign::field::FieldSpec;
use crate::sign::place::{Area, Place, Rect, Sheet};
use crate::view::View;
use crate::write::{Body, Entries, Increment, Value, WriteError};

/// Both bits of `/SigFlags`: signatures exist, and the file may only be added to (§12.7.2).
const SIG_FLAGS: i64 = 3;
/// `/F` of our widgets: printed, and not to be moved (§12.5.3).
const PRINT_LOCKED: i64 = 4 | 128;

/// An increment with the form of its base and the fields that are new in it.
#[derive(Debug)]
pub struct FormEditor<'d, 'a> {
    pub increment: Increment<'d, 'a>,
    pub view: View<'d, 'a>,
    sheets: Vec<Sheet<'d>>,
    fields: Vec<Field<'d>>,
    /// On which page each annotation stands.
    standing: HashMap<Ref, usize>,
    /// Rectangles on which signatures are or will be shown.
    taken: Vec<Area>,
    added: Vec<(String, Ref)>,
    /// New widgets by page.
    widgets: BTreeMap<usize, Vec<Ref>>,
}

impl<'d, 'a> FormEditor<'d, 'a> {
    pub fn new(document: &'d Document<'a>) -> Result<Self, WriteError> {
        let increment = Increment::new(document)?;
        let view = increment.base();
        let pages = view.pages()?.into_iter();
        let sheets = pages.map(|page| Sheet::of(&view, page)).collect::<Result<Vec<_>, _>>()?;
        let fields = view.fields()?;
        let mut standing = HashMap::new();
        for (page, sheet) in sheets.iter().enumerate() {
            for id in sheet.annotations(&view)?.1 {
                standing.entry(id).or_insert(page);
            }
        }
        let mut editor = Self {
            increment,
            view,
            sheets,
            fields,
            standing,
            taken: Vec::new(),
            added: Vec::new(),
            widgets: BTreeMap::new(),
        };
        editor.taken = editor.shown()?;
        Ok(editor)
    }

    /// Where the signature fields of the base are shown.
    fn shown(&self) -> Result<Vec<Area>, WriteError> {
        let mut shown = Vec::new();
        for field in self.fields.iter().filter(|field| field.is_signature()) {
            if let Ok((_, place)) = self.widget(field)
                && let Some(rect) = place.rect
            {
                shown.push(Area { field: field.name.to_string(), page: place.page, rect });
            }
        }
        Ok(shown)
    }

    pub fn areas(&self) -> &[Area] {
        &self.taken
    }

    pub fn fields(&self) -> &[Field<'d>] {
        &self.fields
    }

    pub fn sheet(&self, page: usize) -> Result<&Sheet<'d>, WriteError> {
        self.sheets.get(page).ok_or(WriteError::NoPage { page, pages: self.sheets.len() })
    }

    /// The first widget of a field, and where it stands.
    pub fn widget(&self, field: &Field<'d>) -> Result<(Ref, Place), WriteError> {
        let nowhere = || WriteError::NotOnAPage(field.name.to_string());
        let widget = *field.widgets.first().ok_or_else(nowhere)?;
        let page = *self.standing.get(&widget).ok_or_else(nowhere)?;
        let dict = self.view.get(widget)?;
        let rect = dict.as_dict().map(|dict| self.view.value(dict, "Rect")).transpose()?;
        let rect = rect.and_then(|rect| Rect::read(&self.view, &rect));
        Ok((widget, Place { page, rect: rect.filter(Rect::has_area) }))
    }

    /// Adds a field with its widget as one object, and remembers it for form and page.
    pub fn add(&mut self, spec: &FieldSpec) -> Result<Ref, WriteError> {
        spec.check_name()?;
        self.check_clash(&spec.name)?;
        self.check_place(spec)?;
        let mut entries = Entries::of_type("Annot")
            .with("Subtype", Value::name("Widget"))
            .with("FT", Value::name("Sig"))
            .with("T", Value::text(&spec.name))
            .with("F", PRINT_LOCKED)
            .with("P", self.sheet(spec.place.page)?.page.id);
        match &spec.place.rect {
            Some(rect) => {
                let empty = self.increment.add(empty_form(rect));
                entries.set("Rect", rect.value());
                entries.set("AP", Entries::new().with("N", empty));
                let (field, page) = (spec.name.clone(), spec.place.page);
                self.taken.push(Area { field, page, rect: *rect });
            }
            None => entries.set("Rect", Value::numbers(&[0.0; 4])),
        }
        if let Some(lock) = &spec.lock {
            let lock = lock.entries(Entries::of_type("SigFieldLock"));
            entries.set("Lock", self.increment.add(lock));
        }
        if let Some(seed) = &spec.seed {
            entries.set("SV", self.increment.add(seed.entries()));
        }
        let id = self.increment.add(entries);
        self.added.push((spec.name.clone(), id));
        self.widgets.entry(spec.place.page).or_default().push(id);
        Ok(id)
    }

    fn check_clash(&self, name: &str) -> Result<(), WriteError> {
        let below = |known: &str| {
            known == name || known.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
        };
        let known = self.fields.iter().map(|field| field.name.as_ref());
        let mut known = known.chain(self.added.iter().map(|(name, _)| name.as_str()));
        match known.any(below) {
            true => Err(WriteError::FieldExists(name.to_owned())),
            false => Ok(()),
        }
    }

    fn check_place(&self, spec: &FieldSpec) -> Result<(), WriteError> {
        let page = spec.place.page;
        let sheet = self.sheet(page)?;
        let Some(rect) = &spec.place.rect else { return Ok(()) };
        let field = || spec.name.clone();
        if !rect.has_area() {
            return Err(WriteError::Rectangle { field: field() });
        }
        if sheet.bounds.is_some_and(|bounds| !bounds.contains(rect)) {
            return Err(WriteError::OutsidePage { field: field(), page });
        }
        let on_page = self.taken.iter().filter(|area| area.page == page);
        let mut hit = on_page.filter(|area| area.rect.overlaps(rect));
        match hit.next() {
            Some(area) => Err(WriteError::Overlaps { field: field(), other: area.field.clone() }),
            None => Ok(()),
        }
    }

    /// Writes form and pages as far as they change, and gives the increment back.
    pub fn close(mut self) -> Result<Increment<'d, 'a>, WriteError> {
        self.write_form()?;
        let widgets = std::mem::take(&mut self.widgets);
        for (page, ids) in widgets {
            self.write_annotations(page, &ids)?;
        }
        Ok(self.increment)
    }

    fn write_form(&mut self) -> Result<(), WriteError> {
        let (root, _) = self.view.catalog()?;
        let form = self.view.form()?;
        let added: Vec<Value> = self.added.iter().map(|(_, id)| Value::Reference(*id)).collect();
        let Some((id, dict)) = form else {
            let form =
                Entries::new().with("Fields", Value::Array(added)).with("SigFlags", SIG_FLAGS);
            let form = self.increment.add(form);
            let catalog = self.increment.dict(root)?.with("AcroForm", form);
            self.increment.put(root, catalog);
            return Ok(());
        };
        let mut entries = Entries::from(&dict);
        let flags = self.view.value(&dict, "SigFlags")?.as_integer().unwrap_or(0);
        let mut changed = flags & SIG_FLAGS != SIG_FLAGS;
        if changed {
            entries.set("SigFlags", flags | SIG_FLAGS);
        }
        if !added.is_empty() {
            let fields = self.view.value(&dict, "Fields")?;
            let old = fields.as_array().unwrap_or_default().iter().map(Value::from);
            let all = Value::Array(old.chain(added).collect());
            match dict.get("Fields").and_then(Object::as_reference) {
                Some(array) if fields != Object::Null => {
                    self.increment.put(array, Body::Value(all))
                }
                _ => {
                    entries.set("Fields", all);
                    changed = true;
                }
            }
        }
        if changed { self.put_form(id, root, entries) } else { Ok(()) }
    }

    fn put_form(&mut self, id: Option<Ref>, root: Ref, form: Entries) -> Result<(), WriteError> {
        if let Some(id) = id {
            self.increment.put(id, form);
            return Ok(());
        }
        let catalog = self.increment.dict(root)?.with("AcroForm", form);
        self.increment.put(root, catalog);
        Ok(())
    }

    fn write_annotations(&mut self, page: usize, added: &[Ref]) -> Result<(), WriteError> {
        let sheet = self.sheet(page)?;
        let id = sheet.page.id;
        let (array, _) = sheet.annotations(&self.view)?;
        let old = self.view.value(&sheet.page.dict, "Annots")?;
        let old = old.as_array().unwrap_or_default().iter().map(Value::from);
        let all = Value::Array(old.chain(added.iter().copied().map(Value::Reference)).collect());
        // An array that two pages share would show the widget on both.
        let owners = self.sheets.iter().filter(|sheet| {
            array.is_some() && sheet.page.dict.get("Annots").and_then(Object::as_reference) == array
        });
        match (array, owners.count()) {
            (Some(array), 1) => self.increment.put(array, Body::Value(all)),
            _ => {
                let dict = self.increment.dict(id)?.with("Annots", all);
                self.increment.put(id, dict);
            }
        }
        Ok(())
    }
}

/// An appearance that shows nothing: PDF/A-2 §6.3.3 wants one for every widget with an area.
fn empty_form(rect: &Rect) -> Body {
    let bounds = Value::numbers(&[0.0, 0.0, rect.width(), rect.height()]);
    let dict = Entries::of_type("XObject")
        .with("Subtype", Value::name("Form"))
        .with("BBox", bounds)
        .with("Resources", Entries::new());
    Body::Stream(dict, Vec::new())
}
