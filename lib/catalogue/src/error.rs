//! Why something cannot be described.

/// A description that no catalogue would accept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    #[error("`{text}` is no address; write it whole, for example https://kutaitimurkab.go.id/")]
    Address { text: String },
    #[error("`{text}` is no name for machines: small letters, digits, `-` and `_`")]
    Name { text: String },
    #[error(
        "`{path}` does not lie beside the description: a path without `/` before it, without `..`"
    )]
    Path { path: String },
}
