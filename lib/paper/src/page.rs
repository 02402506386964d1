//! One page, and what can be drawn on it.

use crate::document::{Document, FONT_NAMES};
use crate::drawing::Drawing;
use crate::paper::points;
use crate::{Ink, Paper, Style, Weight, qr, words};

/// The drawing of one page, with what was last set in it so that nothing is said twice.
pub(crate) struct Sheet {
    pub(crate) paper: Paper,
    pub(crate) drawing: Drawing,
    fill: Option<Ink>,
    stroke: Option<(Ink, f32)>,
    font: Option<(Weight, f32)>,
}

impl Sheet {
    pub(crate) fn new(paper: Paper) -> Self {
        Self { paper, drawing: Drawing::default(), fill: None, stroke: None, font: None }
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.fill.replace(ink) != Some(ink) {
            self.drawing.fine_op(&ink.parts(), 3, "rg");
        }
    }

    fn set_stroke(&mut self, ink: Ink, width: f32) {
        if self.stroke.replace((ink, width)) != Some((ink, width)) {
            self.drawing.fine_op(&ink.parts(), 3, "RG");
            self.drawing.op(&[width], "w");
        }
    }

    fn set_font(&mut self, weight: Weight, size: f32) {
        if self.font.replace((weight, size)) != Some((weight, size)) {
            self.drawing.op(&[], &format!("/{}", FONT_NAMES[weight as usize]));
            self.drawing.op(&[size], "Tf");
        }
    }

    /// PDF counts upwards from the lower edge.
    fn up(&self, y: f32) -> f32 {
        points(self.paper.height - y)
    }
}

/// A page open for drawing. All places and lengths are millimetres from the upper left corner;
/// only line widths and type sizes are points.
pub struct Page<'a, 'f> {
    pub(crate) document: &'a mut Document<'f>,
    pub(crate) number: usize,
}

impl Page<'_, '_> {
    /// The sheet this page is printed on.
    pub fn paper(&self) -> Paper {
        self.document.sheets[self.number].paper
    }

    /// The width of a text on one line.
    pub fn width_of(&self, style: Style, text: &str) -> f32 {
        self.document.fonts.width(style, text)
    }

    /// Writes one line from `x` with its baseline at `y`, and says where it ends.
    pub fn text(&mut self, x: f32, y: f32, style: Style, text: &str) -> f32 {
        if text.is_empty() {
            return x;
        }
        let glyphs = self.glyphs(style.weight, text);
        let sheet = self.sheet();
        let up = sheet.up(y);
        sheet.set_fill(style.ink);
        sheet.set_font(style.weight, style.size);
        sheet.drawing.op(&[], "BT");
        sheet.drawing.op(&[points(x), up], "Td");
        sheet.drawing.show(&glyphs);
        sheet.drawing.op(&[], "ET");
        x + self.width_of(style, text)
    }

    /// Writes one line that ends at `x`.
    pub fn text_right(&mut self, x: f32, y: f32, style: Style, text: &str) {
        let width = self.width_of(style, text);
        self.text(x - width, y, style, text);
    }

    /// Writes one line with its middle at `x`.
    pub fn text_center(&mut self, x: f32, y: f32, style: Style, text: &str) {
        let width = self.width_of(style, text);
        self.text(x - width / 2.0, y, style, text);
    }

    /// Writes a text in lines no wider than `width`, the first baseline at `y`, and gives the
    /// baseline after the last line.
    pub fn paragraph(&mut self, x: f32, y: f32, width: f32, style: Style, text: &str) -> f32 {
        let mut y = y;
        for line in self.lines(style, width, text) {
            self.text(x, y, style, &line);
            y += style.leading();
        }
        y
    }

    /// The lines a paragraph would have, for measuring before drawing.
    pub fn lines(&self, style: Style, width: f32, text: &str) -> Vec<String> {
        words::lines(self.document.fonts, style, width, text)
    }

    /// A straight line, `weight` points thick.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), ink: Ink, weight: f32) {
        let sheet = self.sheet();
        let (from_up, to_up) = (sheet.up(from.1), sheet.up(to.1));
        sheet.set_stroke(ink, weight);
        sheet.drawing.op(&[points(from.0), from_up], "m");
        sheet.drawing.op(&[points(to.0), to_up], "l");
        sheet.drawing.op(&[], "S");
    }

    /// A dashed line across, as where paper is torn or a slip is divided.
    pub fn dashes(&mut self, x: f32, y: f32, width: f32, ink: Ink) {
        self.sheet().drawing.op(&[], "[2 2]0 d");
        self.line((x, y), (x + width, y), ink, 0.6);
        self.sheet().drawing.op(&[], "[]0 d");
    }

    /// A filled area.
    pub fn area(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        let sheet = self.sheet();
        let lower = sheet.up(y + height);
        sheet.set_fill(ink);
        sheet.drawing.op(&[points(x), lower, points(width), points(height)], "re");
        sheet.drawing.op(&[], "f");
    }

    /// The outline of a box, `weight` points thick.
    pub fn outline(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink, weight: f32) {
        let sheet = self.sheet();
        let lower = sheet.up(y + height);
        sheet.set_stroke(ink, weight);
        sheet.drawing.op(&[points(x), lower, points(width), points(height)], "re");
        sheet.drawing.op(&[], "S");
    }

    /// A filled area with round corners.
    pub fn rounded(&mut self, x: f32, y: f32, width: f32, height: f32, radius: f32, ink: Ink) {
        self.sheet().set_fill(ink);
        self.round_path(x, y, width, height, radius);
        self.sheet().drawing.op(&[], "f");
    }

    /// The outline of a box with round corners, a hairline thick.
    pub fn rounded_outline(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.sheet().set_stroke(ink, 0.75);
        self.round_path(x, y, width, height, 2.0);
        self.sheet().drawing.op(&[], "S");
    }

    /// The ribbon of the six pillars along the upper edge of the sheet: "this is official".
    pub fn ribbon(&mut self) {
        let Paper { width, .. } = self.paper();
        let part = width / 6.0;
        for (i, ink) in (0_u8..).zip(Ink::PILLARS) {
            self.area(f32::from(i) * part, 0.0, part, 2.1, ink);
        }
    }

    /// A QR code with its upper left module at (`x`, `y`) and sides of `size` millimetres. Leave a
    /// tenth of the size white around it, or phones will not find it.
    ///
    /// # Errors
    /// `paper/qr-too-long` for more text than a code can hold.
    pub fn qr(&mut self, x: f32, y: f32, size: f32, text: &str) -> base::Result<()> {
        let code = qr::Code::of(text)?;
        let sheet = self.sheet();
        let up = sheet.up(y);
        let scale = points(size) / f32::from(code.modules);
        sheet.set_fill(Ink::BLACK);
        // One module is one unit, counted downwards, and every row is drawn at 0 and then moved:
        // small numbers that repeat keep the file small.
        let drawing = &mut sheet.drawing;
        drawing.op(&[], "q");
        drawing.fine_op(&[scale, 0.0, 0.0, -scale, points(x), up], 5, "cm");
        for row in &code.rows {
            for run in row {
                drawing.op(&[f32::from(run.x), 0.0, f32::from(run.width), qr::HEIGHT], "re");
            }
            if !row.is_empty() {
                drawing.op(&[], "f");
            }
            drawing.op(&[], "1 0 0 1 0 1 cm");
        }
        drawing.op(&[], "Q");
        Ok(())
    }

    fn sheet(&mut self) -> &mut Sheet {
        &mut self.document.sheets[self.number]
    }

    /// The text as two-byte numbers of glyphs in this document's font.
    fn glyphs(&mut self, weight: Weight, text: &str) -> Vec<u8> {
        let face = self.document.fonts.face(weight);
        let used = &mut self.document.used[weight as usize];
        text.chars().flat_map(|c| used.number(face.glyph(c)).to_be_bytes()).collect()
    }

    fn round_path(&mut self, x: f32, y: f32, width: f32, height: f32, radius: f32) {
        // 0.5523 × radius is where a cubic curve comes closest to a quarter circle.
        let (r, k) = (points(radius), points(radius) * 0.4477);
        let sheet = self.sheet();
        let (left, right) = (points(x), points(x + width));
        let (top, bottom) = (sheet.up(y), sheet.up(y + height));
        let drawing = &mut sheet.drawing;
        drawing.op(&[left + r, top], "m");
        drawing.op(&[right - r, top], "l");
        drawing.op(&[right - k, top, right, top - k, right, top - r], "c");
        drawing.op(&[right, bottom + r], "l");
        drawing.op(&[right, bottom + k, right - k, bottom, right - r, bottom], "c");
        drawing.op(&[left + r, bottom], "l");
        drawing.op(&[left + k, bottom, left, bottom + k, left, bottom + r], "c");
        drawing.op(&[left, top - r], "l");
        drawing.op(&[left, top - k, left + k, top, left + r, top], "c");
        drawing.op(&[], "h");
    }
}
