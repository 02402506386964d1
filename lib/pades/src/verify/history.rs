//! A document with what its revisions share: the index, the work that is left, what was signed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::content::{Drawn, draw};
use super::index::Index;
use crate::PdfError;
use crate::document::Document;
use crate::object::Ref;
use crate::pages::Page;
use crate::signature::SignatureField;
use crate::view::View;
use crate::work::Work;

/// A signature that covers the revision that brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    pub revision: usize,
    pub field: Ref,
}

/// What all steps of one document share.
pub struct History<'d, 'a> {
    pub document: &'d Document<'a>,
    pub index: Index,
    pub work: Work,
    pub signed: Vec<Signed>,
    drawn: RefCell<HashMap<Ref, Rc<Drawn>>>,
    fields: RefCell<HashMap<usize, Known<'d>>>,
    pages: RefCell<Option<(usize, Pages<'d>)>>,
}

/// The pages of one revision.
pub type Pages<'d> = Rc<Vec<Page<'d>>>;

/// The signature fields of one revision.
pub type Known<'d> = Rc<Vec<SignatureField<'d>>>;

/// What reading a page or a field is worth.
const NODE: u64 = 40;

impl<'d, 'a> History<'d, 'a> {
    pub fn new(document: &'d Document<'a>, work: Work) -> Result<Self, PdfError> {
        let index = Index::build(document, &work)?;
        let (drawn, fields, pages) = (RefCell::default(), RefCell::default(), RefCell::default());
        Ok(Self { document, index, work, signed: Vec::new(), drawn, fields, pages })
    }

    /// Number and generation under which an object lived as of a revision.
    pub fn id(&self, number: u32, revision: usize) -> Option<Ref> {
        let as_of = u32::try_from(revision).ok()?;
        Some(self.document.ledger.find(number, as_of)?.id)
    }

    /// The objects that refer to this one as of a revision, each as often as it does.
    pub fn referrers(&self, number: u32, revision: usize) -> Result<Vec<u32>, PdfError> {
        self.index.referrers(number, self.document, revision, &self.work)
    }

    /// The signature fields as of a revision, read once.
    pub fn signatures(&self, view: View<'d, 'a>, revision: usize) -> Result<Known<'d>, PdfError> {
        if let Some(fields) = self.fields.borrow().get(&revision) {
            return Ok(fields.clone());
        }
        let fields = Rc::new(view.signature_fields()?);
        self.charge_nodes(fields.len())?;
        self.fields.borrow_mut().insert(revision, fields.clone());
        Ok(fields)
    }

    /// The pages as of a revision. Each revision is compared with the one before, so those of the
    /// last one asked for are kept.
    pub fn pages(&self, view: View<'d, 'a>, revision: usize) -> Result<Pages<'d>, PdfError> {
        if let Some((of, pages)) = &*self.pages.borrow()
            && *of == revision
        {
            return Ok(pages.clone());
        }
        self.work.charge(1)?;
        let pages = Rc::new(view.pages()?);
        self.charge_nodes(pages.len())?;
        *self.pages.borrow_mut() = Some((revision, pages.clone()));
        Ok(pages)
    }

    /// For pages or fields that were read.
    pub fn charge_nodes(&self, nodes: usize) -> Result<(), PdfError> {
        self.work.charge(u64::try_from(nodes).unwrap_or(u64::MAX).saturating_mul(NODE))
    }

    /// Where the text of a page stands, and whether all of its contents could be read. A page
    /// whose contents change is refused, so the answer holds for every revision.
    pub fn drawn(&self, view: View<'d, 'a>, page: &Page<'d>) -> Rc<Drawn> {
        if let Some(drawn) = self.drawn.borrow().get(&page.id) {
            return drawn.clone();
        }
        let drawn = Rc::new(draw(view, page, &self.work));
        self.drawn.borrow_mut().insert(page.id, drawn.clone());
        drawn
    }
}
