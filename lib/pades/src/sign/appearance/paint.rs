//! The operators of an appearance (ISO 32000-1 annex A), and vector marks.

use crate::object::Object;
use crate::view::View;
use crate::write::{WriteError, write_number};

/// A drawing in a square of side 1, the origin in its lower left corner.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    pub shapes: Vec<Shape>,
}

/// An area of one colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Red, green, blue.
    pub ink: [u8; 3],
    pub path: Vec<Step>,
}

/// A step of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Move([f64; 2]),
    Line([f64; 2]),
    /// Two control points and the end of a Bézier curve.
    Curve([f64; 6]),
    Close,
}

/// Operators, one after the other.
#[derive(Debug, Default)]
pub struct Painter {
    pub out: Vec<u8>,
    pub in_colour: bool,
}

impl Painter {
    pub fn save(&mut self) {
        self.op(&[], "q");
    }

    pub fn restore(&mut self) {
        self.op(&[], "Q");
    }

    pub fn transform(&mut self, matrix: [f64; 6]) {
        self.op(&matrix, "cm");
    }

    pub fn black(&mut self) {
        self.op(&[0.0], "g");
    }

    pub fn rectangle(&mut self, sides: [f64; 4]) {
        self.op(&sides, "re");
    }

    pub fn fill(&mut self) {
        self.op(&[], "f");
    }

    /// Text of glyph numbers on its baseline.
    pub fn show(&mut self, font: &str, size: f64, [left, baseline]: [f64; 2], glyphs: &[u8]) {
        self.op(&[], "BT");
        self.out.extend_from_slice(format!("/{font} ").as_bytes());
        self.op(&[size], "Tf");
        self.op(&[left, baseline], "Td");
        self.out.push(b'<');
        self.out.extend(glyphs.iter().flat_map(|byte| crate::write::hex_pair(*byte)));
        self.out.extend_from_slice(b">");
        self.op(&[], "Tj");
        self.op(&[], "ET");
    }

    pub fn mark(&mut self, mark: &Mark) {
        for shape in &mark.shapes {
            self.ink(shape.ink);
            for step in &shape.path {
                match step {
                    Step::Move(to) => self.op(to, "m"),
                    Step::Line(to) => self.op(to, "l"),
                    Step::Curve(points) => self.op(points, "c"),
                    Step::Close => self.op(&[], "h"),
                }
            }
            self.fill();
        }
    }

    fn ink(&mut self, ink: [u8; 3]) {
        let [red, green, blue] = ink.map(|part| f64::from(part) / 255.0);
        match self.in_colour {
            true => self.op(&[red, green, blue], "rg"),
            // Luminance as sRGB weighs it.
            false => self.op(&[0.2126 * red + 0.7152 * green + 0.0722 * blue], "g"),
        }
    }

    fn op(&mut self, numbers: &[f64], operator: &str) {
        for number in numbers {
            write_number(&mut self.out, *number, 3);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }
}

/// Whether DeviceRGB may be used: always without an output intent, since such a file is no PDF/A;
/// otherwise when its profile has three components (PDF/A-2 §6.2.4.3).
pub fn allows_colour(view: &View<'_, '_>) -> Result<bool, WriteError> {
    let (_, catalog) = view.catalog()?;
    let intents = view.value(&catalog, "OutputIntents")?;
    for intent in intents.as_array().unwrap_or_default() {
        let Object::Dict(intent) = view.resolve(intent)? else { continue };
        if let Object::Stream(profile) = view.value(&intent, "DestOutputProfile")? {
            return Ok(view.value(&profile.dict, "N")?.as_integer() == Some(3));
        }
    }
    Ok(true)
}
