//! Tests of the charts crate: what a reader of a chart relies on.

mod bars;
mod classes;
mod comparisons;
mod drawings;
mod histograms;
mod legends;
mod lines;
mod maps;
mod money;
mod neighbours;
mod tones;
mod trends;

use charts::{Drawing, Shape, Tone};

/// Place and width of each rectangle with its tone.
fn rects(drawing: &Drawing) -> Vec<(i32, i32, Tone)> {
    let rect = |shape: &Shape| match shape {
        Shape::Rect { x, width, tone, .. } => Some((*x, *width, *tone)),
        _ => None,
    };
    drawing.shapes.iter().filter_map(rect).collect()
}

/// The texts in the order they are drawn.
fn texts(drawing: &Drawing) -> Vec<&str> {
    drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}
