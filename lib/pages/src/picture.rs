//! A drawn page.

use crate::PagesError;
use crate::compare::Region;

/// Pixels of a page, from the upper left, on white.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    /// Red, green, blue: three bytes for each pixel.
    pub rgb: Vec<u8>,
    /// From points of the page to pixels: `[a b c d e f]` as in ISO 32000-1 §8.3.3.
    pub(crate) matrix: [f64; 6],
}

impl Picture {
    /// The picture as a PNG file.
    ///
    /// # Errors
    /// [`PagesError::Failed`], which only a want of memory could cause.
    pub fn to_png(&self) -> Result<Vec<u8>, PagesError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().map_err(|_| PagesError::Failed)?;
        writer.write_image_data(&self.rgb).map_err(|_| PagesError::Failed)?;
        drop(writer);
        Ok(file)
    }

    /// Where a rectangle of the page lies, whichever way the page is turned: two corners in points,
    /// such as `/Rect` of a signature field.
    pub fn region(&self, [x0, y0, x1, y1]: [f64; 4]) -> Region {
        let [a, b, c, d, e, f] = self.matrix;
        let at = |x: f64, y: f64| (a * x + c * y + e, b * x + d * y + f);
        let ((left, top), (right, bottom)) = (at(x0, y0), at(x1, y1));
        let edge = |one: f64, other: f64, most: u32| {
            let (low, high) = (one.min(other).floor(), one.max(other).ceil());
            (whole(low, most), whole(high, most))
        };
        let (left, right) = edge(left, right, self.width);
        let (top, bottom) = edge(top, bottom, self.height);
        Region { left, top, width: right - left, height: bottom - top }
    }

    /// Draws a frame along the inside of a region, two pixels wide.
    pub fn frame(&mut self, region: &Region, rgb: [u8; 3]) {
        let Region { left, top, width, height } = *region;
        let (right, bottom) = (left.saturating_add(width), top.saturating_add(height));
        for y in top..bottom.min(self.height) {
            for x in left..right.min(self.width) {
                let inner = x >= left + 2 && x + 2 < right && y >= top + 2 && y + 2 < bottom;
                let at = (y as usize * self.width as usize + x as usize) * 3;
                if let Some(pixel) = self.rgb.get_mut(at..at + 3).filter(|_| !inner) {
                    pixel.copy_from_slice(&rgb);
                }
            }
        }
    }

    pub(crate) fn pixel(&self, x: u32, y: u32) -> [u8; 3] {
        let at = (y as usize * self.width as usize + x as usize) * 3;
        self.rgb.get(at..at + 3).and_then(|rgb| rgb.try_into().ok()).unwrap_or([0; 3])
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=most")]
fn whole(value: f64, most: u32) -> u32 {
    value.clamp(0.0, f64::from(most)) as u32
}
