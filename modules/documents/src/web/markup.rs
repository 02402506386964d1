//! The body of a letter as HTML, made of the tree that its markup becomes; and its number, which may
//! go on in the next line. Every text is escaped.

use std::fmt::{Display, Write as _};

use typeset::markup::{Align, Block, Marker, Run, parse};
use web::Markup;

/// The body for reading on a page.
pub(crate) fn body(typed: &str) -> Markup {
    let mut html = String::new();
    for block in parse(typed) {
        push_block(&mut html, &block);
    }
    Markup::trusted(html)
}

/// A letter's number, or a sentence with one: behind a slash a line may end, inside of
/// `800.1.11.1` never. For pages alone: what is copied, typed or printed has no such places.
pub(crate) fn number(text: impl Display) -> Markup {
    let mut html = String::new();
    for part in text.to_string().split_inclusive('/') {
        push_text(&mut html, part);
        if part.ends_with('/') {
            html.push_str("<wbr>");
        }
    }
    Markup::trusted(html)
}

fn push_block(html: &mut String, block: &Block) {
    match block {
        Block::Paragraph { runs } => wrap(html, "p", |html| push_runs(html, runs)),
        Block::Heading { runs } => wrap(html, "h3", |html| push_runs(html, runs)),
        Block::List { marker, start, items } => push_list(html, *marker, *start, items),
        Block::Details { rows } => wrap(html, "dl", |html| {
            for row in rows {
                wrap(html, "dt", |html| push_runs(html, &row.label));
                wrap(html, "dd", |html| push_runs(html, &row.value));
            }
        }),
        Block::Table { align, head, rows } => push_table(html, align, head, rows),
    }
}

fn push_list(html: &mut String, marker: Marker, start: u32, items: &[Vec<Block>]) {
    let (tag, kind) = match marker {
        Marker::Dash => ("ul", ""),
        Marker::Number | Marker::NumberParen => ("ol", "1"),
        Marker::Letter | Marker::LetterParen => ("ol", "a"),
    };
    match kind {
        "" => html.push_str("<ul>"),
        kind => _ = write!(html, "<ol type=\"{kind}\" start=\"{start}\">"),
    }
    for item in items {
        wrap(html, "li", |html| item.iter().for_each(|block| push_block(html, block)));
    }
    _ = write!(html, "</{tag}>");
}

fn push_table(html: &mut String, align: &[Align], head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) {
    html.push_str("<div class=\"scroll\" tabindex=\"0\"><table class=\"tbl\"><thead>");
    push_row(html, "th", align, head);
    html.push_str("</thead><tbody>");
    for row in rows {
        push_row(html, "td", align, row);
    }
    html.push_str("</tbody></table></div>");
}

fn push_row(html: &mut String, tag: &str, align: &[Align], cells: &[Vec<Run>]) {
    html.push_str("<tr>");
    for (at, cell) in cells.iter().enumerate() {
        let right = align.get(at) == Some(&Align::Right);
        _ = write!(html, "<{tag}{}>", if right { " class=\"num\"" } else { "" });
        push_runs(html, cell);
        _ = write!(html, "</{tag}>");
    }
    html.push_str("</tr>");
}

fn push_runs(html: &mut String, runs: &[Run]) {
    for run in runs {
        let tags = [("strong", run.bold), ("em", run.italic), ("u", run.underline)];
        for (tag, _) in tags.iter().filter(|(_, on)| *on) {
            _ = write!(html, "<{tag}>");
        }
        push_text(html, &run.text);
        for (tag, _) in tags.iter().rev().filter(|(_, on)| *on) {
            _ = write!(html, "</{tag}>");
        }
    }
}

fn wrap(html: &mut String, tag: &str, inside: impl FnOnce(&mut String)) {
    _ = write!(html, "<{tag}>");
    inside(html);
    _ = write!(html, "</{tag}>");
}

fn push_text(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' => html.push_str("<br>"),
            c => html.push(c),
        }
    }
}
