//! Everything this crate promises, against itself and against openssl and pyHanko.

mod algorithms;
mod authority;
mod chains;
mod cms;
mod long_term;
mod revocation;
mod support;
mod timestamps;
mod tools;
