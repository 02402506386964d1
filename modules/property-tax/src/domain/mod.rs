//! What a tax office knows, without a database and without a web.

pub mod access_code;
pub mod area;
pub mod assessing;
pub mod book;
pub mod claim;
pub mod masking;
pub mod near;
pub mod notice;
pub mod object;
pub mod office;
pub mod owing;
pub mod payment;
pub mod proof;
pub mod proposal;
pub mod revision;
pub mod rules;
pub mod run;
pub mod seal;
pub mod subject;
pub mod village;
pub mod waiver;
