//! Where two pictures of a page differ (rule 10: outside of signatures nothing may).

use crate::Picture;

/// A rectangle of a picture, in pixels from the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Region {
    fn holds(&self, x: u32, y: u32) -> bool {
        let inside = |at: u32, from: u32, length: u32| at >= from && at - from < length;
        inside(x, self.left, self.width) && inside(y, self.top, self.height)
    }
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    Same,
    /// Each region once, from the top.
    Differs(Vec<Region>),
    /// The pages are not of one size.
    OtherSize,
}

/// Side of a tile in pixels: changes that are so near to each other are one.
const TILE: u32 = 16;
/// Steps of a colour that two drawings of the same thing may lie apart.
const TOLERANCE: u8 = 8;

/// Compares two pictures of a page, but for what lies in `except`.
pub fn compare(before: &Picture, after: &Picture, except: &[Region]) -> Comparison {
    if (before.width, before.height) != (after.width, after.height) {
        return Comparison::OtherSize;
    }
    let across = before.width.div_ceil(TILE);
    let down = before.height.div_ceil(TILE);
    let mut tiles = Tiles { across, down, marked: vec![false; (across * down) as usize] };
    for y in 0..before.height {
        for x in 0..before.width {
            if differs(before.pixel(x, y), after.pixel(x, y))
                && !except.iter().any(|region| region.holds(x, y))
            {
                tiles.mark(x / TILE, y / TILE);
            }
        }
    }
    let regions = tiles.regions((before.width, before.height));
    if regions.is_empty() { Comparison::Same } else { Comparison::Differs(regions) }
}

fn differs(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).any(|(one, other)| one.abs_diff(other) > TOLERANCE)
}

/// Tiles in which something differs.
struct Tiles {
    across: u32,
    down: u32,
    marked: Vec<bool>,
}

impl Tiles {
    fn at(&self, x: u32, y: u32) -> usize {
        (y * self.across + x) as usize
    }

    fn mark(&mut self, x: u32, y: u32) {
        let at = self.at(x, y);
        if let Some(tile) = self.marked.get_mut(at) {
            *tile = true;
        }
    }

    /// Whether a tile is marked; it is not any more.
    fn take(&mut self, x: u32, y: u32) -> bool {
        let at = self.at(x, y);
        self.marked.get_mut(at).is_some_and(std::mem::take)
    }

    /// Marked tiles that touch, as one rectangle in pixels.
    fn regions(mut self, (width, height): (u32, u32)) -> Vec<Region> {
        let mut regions = Vec::new();
        for y in 0..self.down {
            for x in 0..self.across {
                if !self.take(x, y) {
                    continue;
                }
                let [left, top, right, bottom] = self.grown(x, y);
                let (left, top) = (left * TILE, top * TILE);
                let right = ((right + 1) * TILE).min(width);
                let bottom = ((bottom + 1) * TILE).min(height);
                let (width, height) = (right - left, bottom - top);
                regions.push(Region { left, top, width, height });
            }
        }
        regions
    }

    /// The bounds of everything that touches a tile.
    fn grown(&mut self, x: u32, y: u32) -> [u32; 4] {
        let mut bounds = [x, y, x, y];
        let mut open = vec![(x, y)];
        while let Some((x, y)) = open.pop() {
            let [left, top, right, bottom] = bounds;
            bounds = [left.min(x), top.min(y), right.max(x), bottom.max(y)];
            for ny in y.saturating_sub(1)..=(y + 1).min(self.down.saturating_sub(1)) {
                for nx in x.saturating_sub(1)..=(x + 1).min(self.across.saturating_sub(1)) {
                    if self.take(nx, ny) {
                        open.push((nx, ny));
                    }
                }
            }
        }
        bounds
    }
}
