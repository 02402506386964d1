//! Which field a signature goes into, and where it is seen.

use pades::Document;
use pades::sign::{FieldSpec, Place, Rect, Target};

use crate::commands::Failure;

/// `PAGE,X,Y,W,H`: a page from 1, then points from its lower left corner.
pub fn visible(text: &str) -> Result<Place, Failure> {
    let wrong = || {
        Failure::input(format_args!(
            "--visible {text}: say page, left, bottom, width and height, as 1,360,60,180,70"
        ))
    };
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let [page, left, bottom, width, height] = parts[..] else { return Err(wrong()) };
    let page: usize = page.parse().map_err(|_| wrong())?;
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let sides = (number(left), number(bottom), number(width), number(height));
    let (Some(left), Some(bottom), Some(width), Some(height)) = sides else { return Err(wrong()) };
    let rect = Rect::sized(left, bottom, width, height);
    match page.checked_sub(1) {
        Some(page) if rect.has_area() => Ok(Place::at(page, rect)),
        _ => Err(wrong()),
    }
}

/// A field that is there under this name, or a new one.
pub fn target(
    document: &Document<'_>,
    name: Option<&str>,
    place: Option<Place>,
) -> Result<Target, Failure> {
    let known = names(document)?;
    match (name, place) {
        (Some(name), None) if known.iter().any(|it| it == name) => {
            Ok(Target::Existing(name.to_owned()))
        }
        (Some(name), Some(_)) if known.iter().any(|it| it == name) => Err(Failure::input(
            format_args!("field {name} is there and has its place; leave --visible away"),
        )),
        (name, place) => {
            let name = name.map_or_else(|| unused(&known), str::to_owned);
            let place = place.unwrap_or(Place::invisible(0));
            Ok(Target::New(FieldSpec::new(&name, place)))
        }
    }
}

fn names(document: &Document<'_>) -> Result<Vec<String>, Failure> {
    let Some(view) = document.newest() else { return Ok(Vec::new()) };
    let fields = view.signature_fields().map_err(Failure::work)?;
    Ok(fields.iter().map(|found| found.field.name.to_string()).collect())
}

/// The first of Signature1, Signature2 … that no field has.
fn unused(known: &[String]) -> String {
    let named = |n: usize| format!("Signature{n}");
    let free = (1..=known.len() + 1).map(named).find(|name| !known.contains(name));
    free.unwrap_or_else(|| named(1))
}
