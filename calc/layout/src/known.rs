//! What is known of a dataset before its sheet is seen: dimensions with their codes, and measures.

use std::collections::HashMap;

use quality::names;

/// A dataset, borrowed from whoever keeps it.
#[derive(Debug, Clone, Default)]
pub struct Known<'k> {
    /// The dimension of regions, if it has one. Its codes tell their level: dots in `64.08.01`, or the length of
    /// `6404010`.
    pub regions: Option<Dimension<'k>>,
    pub breakdowns: Vec<Dimension<'k>>,
    pub measures: Vec<Measure<'k>>,
    /// Codes of regions in another system, with the code they have here: (`6404`, `64.08`).
    pub bridge: Vec<(&'k str, &'k str)>,
}

/// A dimension over a list of codes.
#[derive(Debug, Clone, Default)]
pub struct Dimension<'k> {
    pub id: &'k str,
    /// Indonesian, English.
    pub titles: [&'k str; 2],
    pub codes: Vec<Code<'k>>,
}

#[derive(Debug, Clone, Copy)]
pub struct Code<'k> {
    pub code: &'k str,
    /// Indonesian, English.
    pub names: [&'k str; 2],
    pub parent: Option<&'k str>,
}

#[derive(Debug, Clone, Copy)]
pub struct Measure<'k> {
    pub id: &'k str,
    /// Indonesian, English.
    pub titles: [&'k str; 2],
    /// Of its unit: Indonesian, English.
    pub unit: [&'k str; 2],
    /// With which it is published, at most.
    pub decimals: u8,
    pub values: Values,
}

/// Which figures a measure can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// From 0 to 100.
    Percent,
    /// Whole and not negative.
    Count,
    Other,
}

/// Codes by their texts and names, looked up without walking through the list.
pub(crate) struct Names<'k> {
    pub(crate) id: &'k str,
    pub(crate) titles: [&'k str; 2],
    pub(crate) codes: Vec<Code<'k>>,
    by_code: HashMap<&'k str, usize>,
    by_digits: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

pub(crate) struct Index<'k> {
    pub(crate) regions: Option<Names<'k>>,
    pub(crate) breakdowns: Vec<Names<'k>>,
    pub(crate) measures: Names<'k>,
    pub(crate) facts: Vec<Measure<'k>>,
    bridge: HashMap<&'k str, &'k str>,
}

impl<'k> Index<'k> {
    pub(crate) fn new(known: &Known<'k>) -> Self {
        let measure = |it: &Measure<'k>| Code { code: it.id, names: it.titles, parent: None };
        let measures = known.measures.iter().map(measure).collect();
        let measures = Dimension { id: "", titles: ["Ukuran", "Measure"], codes: measures };
        Self {
            regions: known.regions.as_ref().map(Names::new),
            breakdowns: known.breakdowns.iter().map(Names::new).collect(),
            measures: Names::new(&measures),
            facts: known.measures.clone(),
            bridge: known.bridge.iter().copied().collect(),
        }
    }

    /// The code here of a code of the other system.
    pub(crate) fn bridged(&self, code: &str) -> Option<&'k str> {
        self.bridge.get(code).copied()
    }

    pub(crate) fn measure(&self, id: &str) -> Option<&Measure<'k>> {
        self.facts.get(self.measures.code(id)?)
    }
}

impl<'k> Names<'k> {
    fn new(dimension: &Dimension<'k>) -> Self {
        let mut this = Self {
            id: dimension.id,
            titles: dimension.titles,
            codes: dimension.codes.clone(),
            by_code: HashMap::new(),
            by_digits: HashMap::new(),
            by_name: HashMap::new(),
        };
        for (at, code) in dimension.codes.iter().enumerate() {
            this.by_code.entry(code.code).or_insert(at);
            if code.code.contains('.') {
                this.by_digits.entry(code.code.replace('.', "")).or_insert(at);
            }
            for name in code.names {
                let places = this.by_name.entry(names::plain(name)).or_default();
                if !places.contains(&at) {
                    places.push(at);
                }
            }
        }
        this.by_name.remove("");
        this
    }

    pub(crate) fn code(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// A code that lost its dots.
    pub(crate) fn undotted(&self, digits: &str) -> Option<usize> {
        self.by_digits.get(digits).copied()
    }

    /// Every code of this name, up to case, blanks and words such as *Kecamatan*.
    pub(crate) fn named(&self, text: &str) -> &[usize] {
        self.by_name.get(&names::plain(text)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn at(&self, at: usize) -> &'k str {
        self.codes.get(at).map_or("", |it| it.code)
    }

    pub(crate) fn parent(&self, at: usize) -> Option<usize> {
        self.code(self.codes.get(at)?.parent?)
    }

    /// The code or the only code of this name.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let text = text.trim();
        self.code(text).or_else(|| match self.named(text) {
            [one] => Some(*one),
            _ => None,
        })
    }

    /// The list as names are looked up in it, by the names of both languages.
    pub(crate) fn list(&self, keep: impl Fn(usize) -> bool) -> Vec<names::Known<'k>> {
        let kept = self.codes.iter().enumerate().filter(|(at, _)| keep(*at));
        kept.flat_map(|(_, code)| {
            let second = (code.names[1] != code.names[0]).then_some(code.names[1]);
            let both = [Some(code.names[0]), second].into_iter().flatten();
            both.map(|name| names::Known { code: code.code, name })
        })
        .collect()
    }
}

/// How far down a region is: 0 a province, 1 kabupaten, 2 kecamatan, 3 villages.
pub(crate) fn level(code: &str) -> u8 {
    let level = if code.contains('.') || code.len() == 2 {
        code.matches('.').count()
    } else {
        match code.len() {
            0..=4 => 1,
            5..=7 => 2,
            _ => 3,
        }
    };
    u8::try_from(level).unwrap_or(u8::MAX)
}
