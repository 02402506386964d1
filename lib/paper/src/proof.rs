//! Reads the crate's own files back, for tests: the text of each page, and the dark squares of its
//! QR code. It knows only what [`crate::Document`] writes; it is no PDF reader.

use std::collections::BTreeMap;

/// A file taken apart.
#[derive(Debug)]
pub struct Proof {
    /// Dictionary and unpacked stream of each object, by its number.
    objects: BTreeMap<u32, (String, Vec<u8>)>,
}

/// One page: its texts in the order they were drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofPage {
    /// Width and height in points.
    pub size: (f32, f32),
    pub texts: Vec<String>,
    drawing: Vec<u8>,
}

impl Proof {
    /// Takes a file apart; `None` when it is not one of ours.
    pub fn read(file: &[u8]) -> Option<Self> {
        let mut objects = BTreeMap::new();
        let mut at = find(file, b"\n1 0 obj\n", 0)? + 1;
        while let Some(head) = find(file, b" 0 obj\n", at) {
            let number: u32 = std::str::from_utf8(&file[at..head]).ok()?.trim().parse().ok()?;
            let start = head + b" 0 obj\n".len();
            let end = find(file, b"\nendobj", start)?;
            let stream = find(file, b"\nstream\n", start).filter(|&stream| stream < end);
            let dictionary = String::from_utf8_lossy(&file[start..stream.unwrap_or(end)]);
            let (body, after) = match stream {
                None => (Vec::new(), end),
                Some(stream) => {
                    let from = stream + b"\nstream\n".len();
                    let to = from + usize::try_from(value(&dictionary, "/Length")?).ok()?;
                    (unpack(&dictionary, file.get(from..to)?)?, find(file, b"\nendobj", to)?)
                }
            };
            objects.insert(number, (dictionary.into_owned(), body));
            at = after + b"\nendobj".len();
        }
        Some(Self { objects })
    }

    /// The pages in their order.
    pub fn pages(&self) -> Vec<ProofPage> {
        let unicode = ["/R", "/B"].map(|name| self.unicode(name).unwrap_or_default());
        let pages = self.objects.values().filter(|(d, _)| d.contains("/Type/Page/"));
        pages.filter_map(|(dictionary, _)| self.page(dictionary, &unicode)).collect()
    }

    /// Every text of every page, one per line.
    pub fn text(&self) -> String {
        self.pages().iter().map(|page| page.texts.join("\n")).collect::<Vec<_>>().join("\n")
    }

    fn page(&self, dictionary: &str, unicode: &[BTreeMap<u16, char>; 2]) -> Option<ProofPage> {
        let (_, drawing) = self.objects.get(&value(dictionary, "/Contents")?)?;
        let media = dictionary.split("/MediaBox[0 0 ").nth(1)?.split(']').next()?;
        let (width, height) = media.split_once(' ')?;
        Some(ProofPage {
            size: (width.parse().ok()?, height.parse().ok()?),
            texts: texts(drawing, unicode),
            drawing: drawing.clone(),
        })
    }

    /// What each glyph of a font reads as.
    fn unicode(&self, name: &str) -> Option<BTreeMap<u16, char>> {
        let tree = self.objects.values().find(|(d, _)| d.contains("/Type/Pages"))?;
        let font = self.objects.get(&value(&tree.0, &format!("{name} "))?)?;
        let (_, map) = self.objects.get(&value(&font.0, "/ToUnicode")?)?;
        let map = String::from_utf8_lossy(map);
        let mut unicode = BTreeMap::new();
        for range in map.lines().filter(|line| line.ends_with(']')) {
            let (numbers, meanings) = range.split_once('[')?;
            let first = u16::from_str_radix(numbers.get(1..5)?, 16).ok()?;
            let meanings = meanings.trim_end_matches(']').split('<').filter_map(|meaning| {
                char::from_u32(u32::from_str_radix(meaning.strip_suffix('>')?, 16).ok()?)
            });
            unicode.extend((first..).zip(meanings));
        }
        Some(unicode)
    }
}

impl ProofPage {
    /// The modules of the page's QR code, row by row, true for dark; empty when there is none.
    pub fn qr(&self) -> Vec<Vec<bool>> {
        let drawing = String::from_utf8_lossy(&self.drawing);
        let Some(code) = drawing.split("\nq\n").nth(1).and_then(|code| code.split("\nQ\n").next())
        else {
            return Vec::new();
        };
        let mut rows = vec![Vec::new()];
        for line in code.lines().skip(1) {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                [x, _, width, _, "re"] => {
                    let number = |text: &str| text.parse::<usize>().unwrap_or(0);
                    let row = rows.last_mut().filter(|_| number(width) > 0);
                    row.into_iter()
                        .for_each(|row| row.extend(number(x)..number(x) + number(width)));
                }
                [.., "cm"] => rows.push(Vec::new()),
                _ => {}
            }
        }
        rows.pop();
        let size = rows.len();
        rows.iter().map(|dark| (0..size).map(|x| dark.contains(&x)).collect()).collect()
    }
}

/// The texts of a drawing, each with the font that was set last.
fn texts(drawing: &[u8], unicode: &[BTreeMap<u16, char>; 2]) -> Vec<String> {
    let (mut texts, mut font, mut at) = (Vec::new(), 0, 0);
    while at < drawing.len() {
        match &drawing[at..] {
            [b'/', b'R', ..] => font = 0,
            [b'/', b'B', ..] => font = 1,
            [b'(', ..] => {
                let (glyphs, end) = literal(drawing, at + 1);
                let numbers = glyphs.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
                let letter = |n| unicode[font].get(&n).copied().unwrap_or('\u{0}');
                texts.push(numbers.map(letter).collect());
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    texts
}

/// The bytes of a string up to its closing parenthesis, and where that stands.
fn literal(drawing: &[u8], start: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut at) = (Vec::new(), start);
    while let Some(&byte) = drawing.get(at) {
        match byte {
            b')' => break,
            b'\\' => {
                at += 1;
                let escaped = drawing.get(at).copied().unwrap_or_default();
                bytes.push(if escaped == b'r' { b'\r' } else { escaped });
            }
            byte => bytes.push(byte),
        }
        at += 1;
    }
    (bytes, at)
}

fn unpack(dictionary: &str, stream: &[u8]) -> Option<Vec<u8>> {
    if dictionary.contains("/FlateDecode") {
        miniz_oxide::inflate::decompress_to_vec_zlib(stream).ok()
    } else {
        Some(stream.to_vec())
    }
}

/// The number after a key of a dictionary.
fn value(dictionary: &str, key: &str) -> Option<u32> {
    let rest = dictionary.split(key).nth(1)?.trim_start();
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

fn find(bytes: &[u8], pattern: &[u8], from: usize) -> Option<usize> {
    let place = bytes.get(from..)?.windows(pattern.len()).position(|window| window == pattern)?;
    Some(from + place)
}
