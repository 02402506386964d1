//! Walking through a long list by keys: no page numbers, because counting all rows is slow.

/// The links under a list; the template `_pagination.html` shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pagination {
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl Pagination {
    /// Links that keep the filters of the query and change only the key. `after` and `before` are
    /// the keys of the last and the first row shown, where more rows follow.
    pub fn by_key(
        path: &str,
        query: &[(&str, &str)],
        before: Option<&str>,
        after: Option<&str>,
    ) -> Self {
        let link = |name: &str, key: &str| {
            let mut pairs = form_urlencoded::Serializer::new(String::new());
            pairs.extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()));
            pairs.append_pair(name, key);
            format!("{path}?{}", pairs.finish())
        };
        Self {
            previous: before.map(|key| link("sebelum", key)),
            next: after.map(|key| link("sesudah", key)),
        }
    }
}
