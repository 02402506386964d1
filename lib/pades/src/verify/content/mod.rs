//! Where the text of a page stands: enough of a content interpreter to say whether a signature
//! covers it (ISO 32000-1 §9). Nothing is painted.

mod cmap;
mod font;
mod interpreter;
mod matrix;
mod widths;

use std::rc::Rc;

use crate::object::{Dict, Object};
use crate::pages::Page;
use crate::view::View;
use crate::work::Work;
use crate::{Length, PdfError};

use interpreter::Interpreter;
pub use matrix::Rectangle;

/// A word: where it stands, and what it says as far as its font tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub area: Rectangle,
    /// Nothing when the font does not say what its codes mean.
    pub text: Option<String>,
}

/// The text of one page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawn {
    pub words: Vec<Word>,
    /// Why a part of the page could not be read.
    pub unread: Option<String>,
}

impl Drawn {
    /// Whether text stands in this area that is not there to be covered.
    pub fn covers_text(&self, area: &Rectangle) -> bool {
        let covered: Vec<&Word> = self.words.iter().filter(|w| w.area.meets(area)).collect();
        let said: Option<String> = covered.iter().map(|word| word.text.as_deref()).collect();
        !said.is_some_and(|said| is_placeholder(&said))
    }
}

/// Marks that say where a signature is to go, and lines to write on (documents of OpenSID, of the
/// government's signing service, and of people). Covering them is what they are for.
fn is_placeholder(said: &str) -> bool {
    const BRACKETS: [(&str, &str); 3] = [("[", "]"), ("${", "}"), ("{{", "}}")];
    let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = said.as_str();
    'marks: while let Some(first) = rest.chars().next() {
        for (open, close) in BRACKETS {
            let inside = rest.strip_prefix(open).and_then(|inside| inside.split_once(close));
            if let Some((name, after)) = inside
                && name.len() <= 32
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
            {
                rest = after;
                continue 'marks;
            }
        }
        if !matches!(first, '#' | '$' | '_' | '.' | '…' | '-' | '–' | '^') {
            return false;
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    true
}

/// Reads the contents of a page.
pub fn draw<'d>(view: View<'d, '_>, page: &Page<'d>, work: &Work) -> Drawn {
    let mut interpreter = Interpreter::new(view, work);
    let result = contents(view, page).and_then(|(bytes, is_exact)| {
        if !is_exact {
            interpreter.unread("a stream without its true length");
        }
        let resources = page.attribute("Resources").map(|value| view.resolve(value));
        let resources = match resources.transpose()? {
            Some(Object::Dict(dict)) => dict,
            _ => Dict::default(),
        };
        interpreter.run(&bytes, &Rc::new(resources))
    });
    if let Err(error) = result {
        interpreter.unread(&error.to_string());
    }
    interpreter.finish()
}

/// All streams of `/Contents`, one after the other, and whether their lengths are true.
fn contents<'d>(view: View<'d, '_>, page: &Page<'d>) -> Result<(Vec<u8>, bool), PdfError> {
    let value = view.value(&page.dict, "Contents")?;
    let parts = match value {
        Object::Array(items) => items,
        one => vec![one],
    };
    let limits = view.document().limits();
    let mut bytes = Vec::new();
    let mut is_exact = true;
    for part in parts {
        let Object::Stream(stream) = view.resolve(&part)? else { continue };
        is_exact &= stream.length == Length::Declared;
        bytes.extend_from_slice(&stream.decode(limits)?);
        bytes.push(b'\n');
        if bytes.len() > limits.decoded {
            return Err(view.fault(crate::Fault::Limit(crate::Bound::Decoded)));
        }
    }
    Ok((bytes, is_exact))
}

impl<'d> View<'d, '_> {
    /// A rectangle in an entry, corners in any order (§7.9.5).
    pub(super) fn rectangle(
        &self,
        dict: &Dict<'d>,
        key: &str,
    ) -> Result<Option<Rectangle>, PdfError> {
        let value = self.value(dict, key)?;
        let Some([a, b, c, d]) = value.as_array() else { return Ok(None) };
        let mut corners = [0.0; 4];
        for (corner, item) in corners.iter_mut().zip([a, b, c, d]) {
            let Some(number) = self.resolve(item)?.as_number() else { return Ok(None) };
            *corner = number;
        }
        let [a, b, c, d] = corners;
        Ok(Some(Rectangle::of(&[(a, b), (c, d)])))
    }
}
