//! Lists that run over many pages: the heading on each, totals at the foot of each.

use std::ops::Range;

use crate::{Document, Ink, Page, Paper, Style, words};

/// On which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    /// Nothing is printed: the cell is an empty box for a signature, its text stands small in the
    /// upper left corner.
    Box,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column<'t> {
    pub title: &'t str,
    /// Width in millimetres, including the space between columns.
    pub width: f32,
    pub align: Align,
}

/// The texts of one row, one per column; missing ones stay empty.
pub type Row = Vec<String>;

type Head<'t> = dyn Fn(&mut Page<'_, '_>, usize) -> f32 + 't;
type Total<'t> = dyn Fn(Range<usize>) -> Row + 't;

/// How a list is printed. Texts too wide for their column go on in the next line; a row is never
/// divided, so one higher than a whole sheet is cut off at its lower edge.
pub struct Table<'t> {
    pub paper: Paper,
    pub columns: &'t [Column<'t>],
    /// Type size in points.
    pub size: f32,
    /// White to the left, in millimetres.
    pub left: f32,
    /// White at the lower edge, in millimetres.
    pub bottom: f32,
    /// The least height of a row in millimetres; 0 for as high as its text.
    pub row_height: f32,
    /// Draws the top of a page (counted from 1 within this list) and says where the table begins.
    pub head: &'t Head<'t>,
    /// The row at the foot of a page, made from the range of rows on it.
    pub page_total: Option<&'t Total<'t>>,
}

/// Where a list ended, for what follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// The pages of the list, counted from 0 in the document.
    pub pages: Range<usize>,
    /// The first free place on the last page, in millimetres.
    pub y: f32,
}

/// White between a column's edge and its text, in millimetres.
const PAD: f32 = 1.2;

/// White above the title of a list below another, in millimetres.
const ABOVE_TITLE: f32 = 8.0;
/// What such a list needs to begin on the same page, in millimetres: title, heads, some rows.
const LEAST: f32 = 40.0;

/// A row broken into lines, ready to be placed.
struct Cells {
    lines: Vec<Vec<String>>,
    height: f32,
}

/// How a row is drawn: its text, the line under it, and whether its boxes are.
#[derive(Clone, Copy)]
struct Look {
    style: Style,
    under: Ink,
    boxes: bool,
}

impl Table<'_> {
    /// Prints all rows and then the `closing` rows in bold, on as many pages as it takes, at least
    /// one.
    pub fn print(
        &self,
        document: &mut Document<'_>,
        rows: impl IntoIterator<Item = Row>,
        closing: &[Row],
    ) -> End {
        let first = document.page_count();
        let y = self.open(document, first);
        self.fill(document, (first, y), rows, closing)
    }

    /// The same under a title, below what stands on the last page down to `y` millimetres; on a new
    /// page where only little of it would fit.
    pub fn print_below(
        &self,
        document: &mut Document<'_>,
        (title, y): (&str, f32),
        rows: impl IntoIterator<Item = Row>,
        closing: &[Row],
    ) -> End {
        let pages = document.page_count();
        let fits = pages > 0 && y + LEAST <= self.limit();
        let (first, y) = match fits {
            true => (pages - 1, y + ABOVE_TITLE),
            false => (pages, self.sheet(document, pages) + ABOVE_TITLE / 2.0),
        };
        let style = Style::bold(self.size + 1.5);
        if let Some(mut page) = last(document) {
            page.text(self.left + PAD, y + style.leading() * 0.76, style, title);
        }
        let y = self.titles(document, y + style.leading());
        self.fill(document, (first, y), rows, closing)
    }

    fn fill(
        &self,
        document: &mut Document<'_>,
        (first, mut y): (usize, f32),
        rows: impl IntoIterator<Item = Row>,
        closing: &[Row],
    ) -> End {
        let (mut start, mut next) = (0, 0);
        for row in rows {
            let mut cells = self.cells(document, &row, self.regular());
            cells.height = cells.height.max(self.row_height);
            if next > start && y + cells.height + self.foot() > self.limit() {
                self.close(document, y, start..next);
                y = self.open(document, first);
                start = next;
            }
            y = self.draw(document, y, &cells, self.ordinary());
            next += 1;
        }
        y = self.close(document, y, start..next);
        y = self.print_closing(document, y, first, closing);
        End { pages: first..document.page_count(), y }
    }

    fn print_closing(
        &self,
        document: &mut Document<'_>,
        y: f32,
        first: usize,
        closing: &[Row],
    ) -> f32 {
        let rows: Vec<Cells> =
            closing.iter().map(|row| self.cells(document, row, self.strong())).collect();
        let needed: f32 = rows.iter().map(|cells| cells.height).sum();
        let full = !closing.is_empty() && y + needed > self.limit();
        let mut y = if full { self.open(document, first) } else { y };
        for cells in &rows {
            y = self.draw(document, y, cells, self.total(Ink::INK));
        }
        y
    }

    /// A new page with its head and the titles of the columns.
    fn open(&self, document: &mut Document<'_>, first: usize) -> f32 {
        let y = self.sheet(document, first);
        self.titles(document, y)
    }

    fn sheet(&self, document: &mut Document<'_>, first: usize) -> f32 {
        let number = document.page_count() - first + 1;
        (self.head)(&mut document.page(self.paper), number)
    }

    fn titles(&self, document: &mut Document<'_>, y: f32) -> f32 {
        let style = Style::bold(self.size - 0.5).ink(Ink::QUIET);
        let titles: Row = self.columns.iter().map(|column| column.title.to_owned()).collect();
        let cells = self.cells(document, &titles, style);
        self.draw_titles(document, y, &cells, style)
    }

    fn draw_titles(&self, document: &mut Document<'_>, y: f32, cells: &Cells, style: Style) -> f32 {
        let bottom = y + cells.height;
        let Some(mut page) = last(document) else { return bottom };
        for ((x, column), lines) in self.places().zip(&cells.lines) {
            // Titles of one line stand at the bottom, beside the last line of longer ones.
            let mut baseline = bottom - PAD - 0.6;
            for line in lines.iter().rev() {
                let align = if column.align == Align::Right { Align::Right } else { Align::Left };
                print_line(&mut page, x, &Column { align, ..*column }, baseline, style, line);
                baseline -= style.leading();
            }
        }
        page.line((self.left, bottom), (self.right(), bottom), Ink::INK, 1.0);
        bottom
    }

    /// The total of a page, where there is one.
    fn close(&self, document: &mut Document<'_>, y: f32, rows: Range<usize>) -> f32 {
        let Some(total) = self.page_total else { return y };
        let cells = self.cells(document, &total(rows), self.strong());
        self.draw(document, y, &cells, self.total(Ink::EDGE))
    }

    /// Breaks a row into lines.
    fn cells(&self, document: &Document<'_>, row: &[String], style: Style) -> Cells {
        let lines: Vec<Vec<String>> = self
            .columns
            .iter()
            .zip(row)
            .map(|(c, text)| words::lines(document.fonts, style, c.width - 2.0 * PAD, text))
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(1);
        let height = most.max(1) as f32 * style.leading() + PAD;
        Cells { lines, height }
    }

    /// Draws a row and the line under it.
    fn draw(&self, document: &mut Document<'_>, y: f32, cells: &Cells, look: Look) -> f32 {
        let bottom = y + cells.height;
        let Some(mut page) = last(document) else { return bottom };
        let first = y + PAD / 2.0 + look.style.leading() * 0.76;
        for ((x, column), lines) in self.places().zip(&cells.lines) {
            if look.boxes && column.align == Align::Box {
                let (width, height) = (column.width - 2.0 * PAD, cells.height - 2.0 * PAD);
                page.outline(x + PAD, y + PAD, width, height, Ink::EDGE, 0.5);
            }
            let mut baseline = first;
            for line in lines {
                print_line(&mut page, x, column, baseline, look.style, line);
                baseline += look.style.leading();
            }
        }
        page.line((self.left, bottom), (self.right(), bottom), look.under, 0.5);
        bottom
    }

    fn ordinary(&self) -> Look {
        Look { style: self.regular(), under: Ink::LINE, boxes: true }
    }

    fn total(&self, under: Ink) -> Look {
        Look { style: self.strong(), under, boxes: false }
    }

    fn places(&self) -> impl Iterator<Item = (f32, &Column<'_>)> {
        self.columns.iter().scan(self.left, |x, column| {
            let here = *x;
            *x += column.width;
            Some((here, column))
        })
    }

    fn right(&self) -> f32 {
        self.left + self.columns.iter().map(|column| column.width).sum::<f32>()
    }

    fn limit(&self) -> f32 {
        self.paper.height - self.bottom
    }

    /// The height to keep free for the total of a page.
    fn foot(&self) -> f32 {
        if self.page_total.is_some() { self.strong().leading() + PAD } else { 0.0 }
    }

    fn regular(&self) -> Style {
        Style::regular(self.size)
    }

    fn strong(&self) -> Style {
        Style::bold(self.size)
    }
}

fn print_line(
    page: &mut Page<'_, '_>,
    x: f32,
    column: &Column<'_>,
    y: f32,
    style: Style,
    line: &str,
) {
    match column.align {
        Align::Left => {
            page.text(x + PAD, y, style, line);
        }
        Align::Right => page.text_right(x + column.width - PAD, y, style, line),
        Align::Box => {
            page.text(x + 2.0 * PAD, y + PAD, style.ink(Ink::QUIET), line);
        }
    }
}

fn last<'a, 'f>(document: &'a mut Document<'f>) -> Option<Page<'a, 'f>> {
    let number = document.page_count().checked_sub(1)?;
    document.reopen(number)
}
