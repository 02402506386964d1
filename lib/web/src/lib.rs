//! Pages, API, forms, errors and assets shared by every module.
