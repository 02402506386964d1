//! Descriptions of datasets for other catalogues.
