//! Whether a field shows its value (a shadow attack shows one number and stores another).

use crate::PdfError;
use crate::form::Field;
use crate::lexer::{Lexer, Token};
use crate::object::{Dict, Object, Stream, Text};
use crate::view::View;

/// `/Ff` of buttons that are pressed and have no value (§12.7.4.2.1).
const PUSH_BUTTON: i64 = 1 << 16;

/// Compares the value with what each widget draws. What cannot be compared does not show it.
pub fn shows_its_value<'d>(view: &View<'d, '_>, field: &Field<'d>) -> Result<bool, PdfError> {
    let kind = field.kind.as_deref();
    if kind == Some(b"Btn") {
        let flags = view.value(&field.dict, "Ff")?.as_integer().unwrap_or(0);
        return if flags & PUSH_BUTTON != 0 { Ok(true) } else { buttons_agree(view, field) };
    }
    let Some(expected) = value_text(view, field)? else { return Ok(false) };
    let expected = significant(&expected);
    for widget in &field.widgets {
        let Object::Dict(widget) = view.get(*widget)? else { return Ok(false) };
        let drawn = match appearance(view, &widget)? {
            Some(form) => drawn_text(view, &form)?,
            None => Some(String::new()),
        };
        if drawn.is_none_or(|drawn| significant(&drawn) != expected) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A check box or radio button: each widget is in the state of the value, or off.
fn buttons_agree<'d>(view: &View<'d, '_>, field: &Field<'d>) -> Result<bool, PdfError> {
    let value = view.value(&field.dict, "V")?;
    let mut on = 0;
    for widget in &field.widgets {
        let Object::Dict(widget) = view.get(*widget)? else { return Ok(false) };
        let state = view.value(&widget, "AS")?;
        match (state.as_name(), value.as_name()) {
            (None, None) => {}
            (Some(state), _) if *state == "Off" => {}
            (Some(state), Some(value)) if state == value => on += 1,
            _ => return Ok(false),
        }
    }
    let is_off = value.as_name().is_none_or(|value| *value == "Off");
    Ok(is_off == (on == 0))
}

/// The value as text: what is chosen is shown under the name in `/Opt` (§12.7.4.4). Nothing when it
/// is of a kind that has no text.
fn value_text<'d>(view: &View<'d, '_>, field: &Field<'d>) -> Result<Option<String>, PdfError> {
    let value = view.value(&field.dict, "V")?;
    let options = view.value(&field.dict, "Opt")?;
    let mut text = String::new();
    let chosen = match &value {
        Object::Null => &[],
        Object::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    for item in chosen {
        let Object::String(item) = view.resolve(item)? else { return Ok(None) };
        text.push_str(&shown_option(view, &options, &item)?);
    }
    Ok(Some(text))
}

fn shown_option<'d>(
    view: &View<'d, '_>,
    options: &Object<'d>,
    value: &Text<'d>,
) -> Result<String, PdfError> {
    for option in options.as_array().unwrap_or_default() {
        if let Object::Array(pair) = view.resolve(option)?
            && let [Object::String(export), Object::String(shown)] = pair.as_slice()
            && export.to_text() == value.to_text()
        {
            return Ok(shown.to_text());
        }
    }
    Ok(value.to_text())
}

fn appearance<'d>(view: &View<'d, '_>, widget: &Dict<'d>) -> Result<Option<Stream<'d>>, PdfError> {
    let Object::Dict(states) = view.value(widget, "AP")? else { return Ok(None) };
    Ok(match view.value(&states, "N")? {
        Object::Stream(form) => Some(form),
        _ => None,
    })
}

/// The strings of a form, in their order. Nothing when its fonts are not of single bytes, when it
/// draws other forms, or when it cannot be read.
fn drawn_text<'d>(view: &View<'d, '_>, form: &Stream<'d>) -> Result<Option<String>, PdfError> {
    if has_composite_font(view, &form.dict)? {
        return Ok(None);
    }
    let Ok(content) = form.decode(view.document().limits()) else { return Ok(None) };
    let mut lexer = Lexer::new(&content, 0);
    let mut text = String::new();
    loop {
        match lexer.token() {
            Ok(Token::End) => return Ok(Some(text)),
            Ok(Token::String(part)) => text.push_str(&part.to_text()),
            Ok(Token::Word(b"Do" | b"BI" | b"sh")) | Err(_) => return Ok(None),
            Ok(_) => {}
        }
    }
}

fn has_composite_font<'d>(view: &View<'d, '_>, form: &Dict<'d>) -> Result<bool, PdfError> {
    let Object::Dict(resources) = view.value(form, "Resources")? else { return Ok(false) };
    let Object::Dict(fonts) = view.value(&resources, "Font")? else { return Ok(false) };
    for font in fonts.entries() {
        let font = view.resolve(&font.value)?;
        if font.as_dict().is_some_and(|font| font.has_name("Subtype", "Type0")) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Without white space, which lines are broken at.
fn significant(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
