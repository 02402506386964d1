//! The page tree (ISO 32000-1 §7.7.3).

use std::sync::Arc;

use crate::PdfError;
use crate::error::Fault;
use crate::object::{Dict, Object, Ref};
use crate::view::{Tree, View};

/// A page in the order of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<'d> {
    pub id: Ref,
    pub dict: Dict<'d>,
    above: Option<Arc<Node<'d>>>,
}

/// A node above pages; the pages below it share it.
#[derive(Debug, PartialEq)]
struct Node<'d> {
    dict: Dict<'d>,
    above: Option<Arc<Node<'d>>>,
}

impl<'d> Page<'d> {
    /// An attribute that a page may inherit: `Resources`, `MediaBox`, `CropBox`, `Rotate`
    /// (§7.7.3.4). The tree as it was walked counts, not what `/Parent` says.
    pub fn attribute(&self, key: &str) -> Option<&Object<'d>> {
        let mut above = self.above.as_deref();
        let mut value = self.dict.get(key);
        while let (None, Some(node)) = (value, above) {
            value = node.dict.get(key);
            above = node.above.as_deref();
        }
        value
    }
}

impl<'d> View<'d, '_> {
    /// The pages, first to last. No node of the tree may be met twice.
    pub fn pages(&self) -> Result<Vec<Page<'d>>, PdfError> {
        let (_, catalog) = self.catalog()?;
        let root = catalog.get("Pages").and_then(Object::as_reference);
        let root = root.ok_or_else(|| self.fault(Fault::Entry("Pages")))?;
        let mut pages = Vec::new();
        let mut tree = Tree::new(*self);
        tree.meet(root, 0)?;
        let mut open: Vec<(Ref, usize, Option<Arc<Node<'d>>>)> = vec![(root, 0, None)];
        while let Some((id, level, above)) = open.pop() {
            let Object::Dict(dict) = self.get(id)? else {
                return Err(self.fault(Fault::Entry("Kids")));
            };
            if dict.get("Kids").is_none() {
                pages.push(Page { id, dict, above });
                continue;
            }
            let kids = tree.kids(&dict, "Kids", level + 1)?;
            let node = Arc::new(Node { dict, above });
            open.extend(kids.into_iter().rev().map(|kid| (kid, level + 1, Some(node.clone()))));
        }
        Ok(pages)
    }
}
