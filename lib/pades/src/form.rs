//! The interactive form and its fields (ISO 32000-1 §12.7).

use std::sync::Arc;

use crate::object::{Dict, Object, Ref};
use crate::view::{Tree, View};
use crate::{Bound, Fault, PdfError};

/// A field at the end of a branch: one that has a value of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<'d> {
    pub id: Ref,
    /// The partial names from the root down, joined by points.
    pub name: Arc<str>,
    /// `/FT`, its own or inherited.
    pub kind: Option<Arc<[u8]>>,
    pub dict: Dict<'d>,
    /// Where it is shown: its kids, or itself when the field is its own widget.
    pub widgets: Vec<Ref>,
}

impl Field<'_> {
    pub fn is_signature(&self) -> bool {
        self.kind.as_deref() == Some(b"Sig")
    }
}

impl<'d> View<'d, '_> {
    /// `/AcroForm` of the catalogue, with the object it stands in if it has one of its own.
    pub fn form(&self) -> Result<Option<(Option<Ref>, Dict<'d>)>, PdfError> {
        let (_, catalog) = self.catalog()?;
        let id = catalog.get("AcroForm").and_then(Object::as_reference);
        match self.value(&catalog, "AcroForm")? {
            Object::Null => Ok(None),
            Object::Dict(dict) => Ok(Some((id, dict))),
            _ => Err(self.fault(Fault::Entry("AcroForm"))),
        }
    }

    /// The fields of the form in its order. No node of the tree may be met twice.
    pub fn fields(&self) -> Result<Vec<Field<'d>>, PdfError> {
        let Some((_, form)) = self.form()? else { return Ok(Vec::new()) };
        if self.value(&form, "Fields")? == Object::Null {
            return Ok(Vec::new());
        }
        let mut tree = Tree::new(*self);
        let roots = tree.kids(&form, "Fields", 0)?;
        let node = |id| Node { id, level: 0, name: Arc::from(""), kind: None };
        let open = roots.into_iter().rev().map(node).collect();
        let mut walk = Walk { view: *self, tree, open, fields: Vec::new(), named: 0 };
        while let Some(node) = walk.open.pop() {
            walk.visit(node)?;
        }
        Ok(walk.fields)
    }
}

/// A node still to be visited, with what it inherits.
struct Node {
    id: Ref,
    level: usize,
    name: Arc<str>,
    kind: Option<Arc<[u8]>>,
}

struct Walk<'d, 'a> {
    view: View<'d, 'a>,
    tree: Tree<'d, 'a>,
    open: Vec<Node>,
    fields: Vec<Field<'d>>,
    /// Bytes of all names so far: a long name over many kids would be multiplied.
    named: usize,
}

/// How many names of full length all fields together may have.
const LONG_NAMES: usize = 4_096;

impl<'d> Walk<'d, '_> {
    fn visit(&mut self, node: Node) -> Result<(), PdfError> {
        let view = self.view;
        let dict = match view.get(node.id)? {
            Object::Dict(dict) => dict,
            // A field that was freed and left in the array: no reader shows it.
            Object::Null => return Ok(()),
            _ => return Err(view.fault(Fault::Entry("Fields"))),
        };
        let name = self.name(&node, &dict)?;
        let kind = match view.value(&dict, "FT")? {
            Object::Name(kind) => Some(Arc::from(kind.bytes())),
            _ => node.kind,
        };
        let kids = match view.value(&dict, "Kids")? {
            Object::Null => Vec::new(),
            _ => self.tree.kids(&dict, "Kids", node.level + 1)?,
        };
        // A kid with a name of its own is a field, one without is only shown (§12.7.3.2).
        let mut widgets = Vec::new();
        let mut below = Vec::new();
        for kid in kids {
            match view.get(kid)? {
                Object::Null => {}
                Object::Dict(dict) if dict.get("T").is_some() => below.push(kid),
                _ => widgets.push(kid),
            }
        }
        if below.is_empty() {
            if widgets.is_empty() {
                widgets.push(node.id);
            }
            self.fields.push(Field { id: node.id, name, kind, dict, widgets });
            return Ok(());
        }
        let level = node.level + 1;
        let hand_on = |id| Node { id, level, name: name.clone(), kind: kind.clone() };
        self.open.extend(below.into_iter().rev().map(hand_on));
        Ok(())
    }

    /// The name handed down, a point, and the field's own.
    fn name(&mut self, node: &Node, dict: &Dict<'d>) -> Result<Arc<str>, PdfError> {
        let limit = self.view.document().limits().name;
        let fault = self.view.fault(Fault::Limit(Bound::Name));
        let Object::String(own) = self.view.value(dict, "T")? else { return Ok(node.name.clone()) };
        if own.raw().len() > limit {
            return Err(fault);
        }
        let mut name = node.name.to_string();
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(&own.to_text());
        self.named += name.len();
        if name.len() > limit || self.named > limit.saturating_mul(LONG_NAMES) {
            return Err(fault);
        }
        Ok(Arc::from(name))
    }
}
