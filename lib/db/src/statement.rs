//! Named statements: one SQL text for both engines.

/// A SQL text with `$1`, `$2` … and the name by which errors and logs call it. Made by
/// [`statements!`](crate::statements).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Path of the constant, for example `property_tax::store::objects::FIND_OBJECT`.
    pub name: &'static str,
    /// Portable SQL, checked by [`portable::check`](crate::portable::check).
    pub sql: &'static str,
}

/// Declares the statements of a file and the list `ALL` of them, which the house test prepares on
/// both engines.
///
/// ```
/// db::statements! {
///     /// One object by its number.
///     FIND_OBJECT = "select id, area_m2 from ptax_object where nop = $1";
/// }
/// assert_eq!(ALL.len(), 1);
/// assert!(FIND_OBJECT.name.ends_with("FIND_OBJECT"));
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)*) => {
        $(
            $(#[$meta])*
            pub const $name: $crate::Statement = $crate::Statement {
                name: concat!(module_path!(), "::", stringify!($name)),
                sql: $sql,
            };
        )*
        /// Every statement of this file, for the test that prepares them on both engines.
        pub const ALL: &[$crate::Statement] = &[$($name),*];
    };
}
