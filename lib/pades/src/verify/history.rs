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
}

impl<'d, 'a> History<'d, 'a> {
    pub fn new(document: &'d Document<'a>, work: Work) -> Result<Self, PdfError> {
        let index = Index::build(document, &work)?;
        Ok(Self { document, index, work, signed: Vec::new(), drawn: RefCell::default() })
    }

    /// Number and generation under which an object lived as of a revision.
    pub fn id(&self, number: u32, revision: usize) -> Option<Ref> {
        let as_of = u32::try_from(revision).ok()?;
        Some(self.document.ledger.find(number, as_of)?.id)
    }

    pub fn referrers(&self, number: u32, revision: usize) -> Vec<u32> {
        self.index.referrers(number, self.document, revision)
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
