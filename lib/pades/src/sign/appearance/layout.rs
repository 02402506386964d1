//! Code and text in a rectangle: text shrinks and wraps until it fits, and never leaves it.

use std::sync::Arc;

use paper::Cut;

use crate::sign::appearance::code::Code;
use crate::sign::appearance::paint::Painter;
use crate::sign::appearance::{Appearance, Layout, Line};
use crate::write::WriteError;

/// White around everything, and between code and text, in points.
const MARGIN: f64 = 2.0;
/// From one baseline to the next, in type sizes. Noto Sans reaches 1.07 above and 0.29 below.
const LEADING: f64 = 1.36;
const ASCENT: f64 = 1.07;
/// Below this nobody reads it on paper.
const SMALLEST: f32 = 4.0;
const STEP: f32 = 0.25;
/// How much of the width a code may take that stands beside text.
const CODE_BESIDE: f64 = 0.5;
/// How much of the height a code should have that stands above text.
const CODE_ABOVE: f64 = 0.55;

/// Operators, and the fonts they name.
pub struct Drawn {
    pub content: Vec<u8>,
    pub fonts: Vec<(&'static str, Arc<Cut>)>,
}

/// A line as it will be shown.
struct Set {
    text: String,
    is_bold: bool,
}

/// Where everything goes.
struct Plan {
    size: f32,
    lines: Vec<Set>,
    /// Lower left corner and side of the code.
    code: ([f64; 2], f64),
    /// Left, top and width of the text.
    text: [f64; 3],
}

pub fn draw(
    appearance: &Appearance<'_>,
    width: f64,
    height: f64,
    in_colour: bool,
) -> Result<Drawn, WriteError> {
    let code = appearance.qr.as_ref().map(Code::of).transpose()?;
    let (inner, outer) = (width - 2.0 * MARGIN, height - 2.0 * MARGIN);
    let no_room = WriteError::NoRoom { width, height };
    if inner <= 0.0 || outer <= 0.0 {
        return Err(no_room);
    }
    let smallest = code.as_ref().map_or(0.0, Code::smallest);
    let plan = sizes(appearance.size)
        .find_map(|size| plan(appearance, size, [inner, outer], smallest))
        .ok_or(no_room)?;
    let mut painter = Painter { in_colour, ..Painter::default() };
    if let Some(code) = &code {
        code.paint(&mut painter, plan.code.0, plan.code.1)?;
    }
    let fonts = show(appearance, &plan, &mut painter)?;
    Ok(Drawn { content: painter.out, fonts })
}

/// From the wanted size down to the smallest.
fn sizes(largest: f32) -> impl Iterator<Item = f32> {
    let largest = largest.clamp(SMALLEST, 72.0);
    let steps = ((largest - SMALLEST) / STEP).ceil() as u16;
    (0..=steps).map(move |step| (largest - f32::from(step) * STEP).max(SMALLEST))
}

/// A plan with this type size, if everything fits.
fn plan(appearance: &Appearance<'_>, size: f32, room: [f64; 2], smallest: f64) -> Option<Plan> {
    let has_code = appearance.qr.is_some();
    match appearance.layout {
        _ if appearance.text.is_empty() => Some(code_alone(size, room)),
        _ if !has_code => beside(appearance, size, room, 0.0),
        Layout::Beside => {
            let side = room[1].min(room[0] * CODE_BESIDE).max(smallest.min(room[1]));
            beside(appearance, size, room, side)
        }
        Layout::Below => below(appearance, size, room, smallest),
    }
}

fn code_alone(size: f32, [inner, outer]: [f64; 2]) -> Plan {
    let side = inner.min(outer);
    let corner = [MARGIN + (inner - side) / 2.0, MARGIN + (outer - side) / 2.0];
    Plan { size, lines: Vec::new(), code: (corner, side), text: [0.0; 3] }
}

/// Text in the middle of the height, to the right of a code with this side; alone when it is 0.
fn beside(
    appearance: &Appearance<'_>,
    size: f32,
    [inner, outer]: [f64; 2],
    side: f64,
) -> Option<Plan> {
    let taken = if side > 0.0 { side + MARGIN } else { 0.0 };
    let lines = set_lines(appearance, size, inner - taken)?;
    let spare = outer - height(size, &lines);
    (spare >= 0.0).then_some(())?;
    let corner = [MARGIN, MARGIN + (outer - side) / 2.0];
    let text = [MARGIN + taken, MARGIN + outer - spare / 2.0, inner - taken];
    Some(Plan { size, lines, code: (corner, side), text })
}

/// Text under a code that takes what is left.
fn below(
    appearance: &Appearance<'_>,
    size: f32,
    [inner, outer]: [f64; 2],
    smallest: f64,
) -> Option<Plan> {
    let lines = set_lines(appearance, size, inner)?;
    let side = inner.min(outer - height(size, &lines) - MARGIN);
    let wanted = if size <= SMALLEST { 0.0 } else { inner.min(outer * CODE_ABOVE) };
    (side >= wanted.max(smallest)).then_some(())?;
    let bottom = MARGIN + outer - side;
    let corner = [MARGIN + (inner - side) / 2.0, bottom];
    Some(Plan { size, lines, code: (corner, side), text: [MARGIN, bottom - MARGIN, inner] })
}

fn height(size: f32, lines: &[Set]) -> f64 {
    f64::from(size) * LEADING * lines.len() as f64
}

/// The text in lines of this width. Words are broken only at the smallest size.
fn set_lines(appearance: &Appearance<'_>, size: f32, width: f64) -> Option<Vec<Set>> {
    let may_break = size <= SMALLEST;
    (width > 0.0).then_some(())?;
    let faces = appearance.faces;
    let fits = |line: &Line| {
        line.text.split_whitespace().all(|word| faces.width(line.is_bold, size, word) <= width)
    };
    if !may_break && !appearance.text.iter().all(fits) {
        return None;
    }
    let broken = |line: &Line| {
        let is_bold = line.is_bold;
        let lines = faces.lines(is_bold, size, width, &line.text);
        lines.into_iter().map(move |text| Set { text, is_bold }).collect::<Vec<_>>()
    };
    let lines: Vec<Set> = appearance.text.iter().flat_map(broken).collect();
    // A letter can be wider than the rectangle.
    let inside = |line: &Set| faces.width(line.is_bold, size, &line.text) <= width + 0.01;
    lines.iter().all(inside).then_some(lines)
}

fn show(
    appearance: &Appearance<'_>,
    plan: &Plan,
    painter: &mut Painter,
) -> Result<Vec<(&'static str, Arc<Cut>)>, WriteError> {
    let faces = appearance.faces;
    let mut fonts = Vec::new();
    for (name, is_bold) in [("R", false), ("B", true)] {
        let mut texts = plan.lines.iter().filter(|line| line.is_bold == is_bold).peekable();
        if texts.peek().is_some() {
            fonts.push((name, faces.cut(is_bold, texts.map(|line| line.text.as_str()))?));
        }
    }
    painter.black();
    let [left, top, width] = plan.text;
    let size = f64::from(plan.size);
    for (index, line) in plan.lines.iter().enumerate() {
        let name = if line.is_bold { "B" } else { "R" };
        let Some((_, cut)) = fonts.iter().find(|(known, _)| *known == name) else { continue };
        let baseline = top - size * (ASCENT + LEADING * index as f64);
        let spare = width - faces.width(line.is_bold, plan.size, &line.text);
        let indent = if appearance.layout == Layout::Below { spare / 2.0 } else { 0.0 };
        painter.show(name, size, [left + indent, baseline], &cut.encode(&line.text));
    }
    Ok(fonts)
}
