//! Writes a drawing as SVG for a page.
//!
//! Whole numbers and relative paths keep it small: a map of 18 kecamatan is about 5 KB. Colours
//! and weights come from the stylesheet by class; a type size is given as an attribute, which the
//! stylesheet overrides where a phone needs larger type.

use std::fmt::Write as _;

use crate::{Anchor, Drawing, Point, Shape, Tone};

/// Type size of the sheet; a text that has it says nothing.
const SIZE: i32 = 13;

pub(crate) fn write(drawing: &Drawing) -> String {
    let mut out = String::with_capacity(64 * (drawing.shapes.len() + 2));
    open(&mut out, drawing);
    let is_text = |shape: &Shape| matches!(shape, Shape::Text { .. });
    for run in drawing.shapes.chunk_by(|a, b| is_text(a) == is_text(b)) {
        // A label must not stand between the pointer and its region's title and link.
        let passed_through = has_areas(drawing) && run.iter().all(is_text);
        out.push_str(if passed_through { "<g pointer-events=\"none\">" } else { "" });
        run.iter().for_each(|shape| self::shape(&mut out, shape));
        out.push_str(if passed_through { "</g>" } else { "" });
    }
    out.push_str("</svg>");
    out
}

fn open(out: &mut String, drawing: &Drawing) {
    let Drawing { class, width, height, .. } = drawing;
    put(out, format_args!("<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\""));
    if drawing.stretch {
        out.push_str(" preserveAspectRatio=\"none\"");
    }
    if drawing.shapes.iter().any(|s| matches!(s, Shape::Text { .. })) {
        put(out, format_args!(" font-size=\"{SIZE}\""));
    }
    if has_areas(drawing) {
        out.push_str(" fill-rule=\"evenodd\"");
    }
    match &drawing.sentence {
        // What is inside an image cannot be reached by keyboard, so links make it a group.
        Some(sentence) => {
            let role = if has_links(drawing) { "group" } else { "img" };
            put(out, format_args!(" role=\"{role}\" aria-label=\"{}\">", escape(sentence)));
        }
        None => out.push_str(" aria-hidden=\"true\">"),
    }
}

fn has_areas(drawing: &Drawing) -> bool {
    drawing.shapes.iter().any(|s| matches!(s, Shape::Area { .. }))
}

fn has_links(drawing: &Drawing) -> bool {
    drawing.shapes.iter().any(|s| matches!(s, Shape::Area { link: Some(_), .. }))
}

fn shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Rect { x, y, width, height, radius, tone } => {
            put(out, format_args!("<rect{}", class(*tone)));
            for (name, value) in [("x", x), ("y", y), ("rx", radius)] {
                if *value != 0 {
                    put(out, format_args!(" {name}=\"{value}\""));
                }
            }
            put(out, format_args!(" width=\"{width}\" height=\"{height}\"/>"));
        }
        Shape::Text { at, size, anchor, tone, text } => {
            put(out, format_args!("<text{} x=\"{}\" y=\"{}\"", class(*tone), at.x, at.y));
            out.push_str(anchored(*anchor));
            if *size != SIZE {
                put(out, format_args!(" font-size=\"{size}\""));
            }
            put(out, format_args!(">{}</text>", escape(text)));
        }
        Shape::Rule { from, to, tone } => put(
            out,
            format_args!(
                "<line{} x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
                class(*tone),
                from.x,
                from.y,
                to.x,
                to.y
            ),
        ),
        Shape::Trace { points, tone } => {
            put(out, format_args!("<path{} d=\"", class(*tone)));
            path(out, points);
            out.push_str("\"/>");
        }
        Shape::Area { rings, tone, title, link } => {
            area(out, rings, *tone, (title.as_deref(), link.as_deref()));
        }
    }
}

fn area(
    out: &mut String,
    rings: &[Vec<Point>],
    tone: Tone,
    (title, link): (Option<&str>, Option<&str>),
) {
    if let Some(link) = link {
        put(out, format_args!("<a href=\"{}\"", escape(link)));
        if let Some(title) = title {
            put(out, format_args!(" aria-label=\"{}\"", escape(title)));
        }
        out.push('>');
    }
    put(out, format_args!("<path{} d=\"", class(tone)));
    for ring in rings {
        path(out, ring);
        out.push('z');
    }
    match title {
        Some(title) => put(out, format_args!("\"><title>{}</title></path>", escape(title))),
        None => out.push_str("\"/>"),
    }
    if link.is_some() {
        out.push_str("</a>");
    }
}

/// Moves to the first point, then steps relatively: a minus sign needs no space before it.
fn path(out: &mut String, points: &[Point]) {
    let Some(first) = points.first() else { return };
    put(out, format_args!("M{} {}", first.x, first.y));
    for (i, pair) in points.windows(2).enumerate() {
        let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        out.push_str(match (i, dx < 0) {
            (0, _) => "l",
            (_, true) => "",
            (_, false) => " ",
        });
        put(out, format_args!("{dx}{}{dy}", if dy < 0 { "" } else { " " }));
    }
}

fn class(tone: Tone) -> String {
    match tone.class() {
        "" => String::new(),
        class => format!(" class=\"{class}\""),
    }
}

fn anchored(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    }
}

/// A text that can stand in an element or an attribute; control characters become spaces.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Writing to a string cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "a string takes whatever is written to it");
}
