//! The shapes of the CKAN Action API (version 3, CKAN 2.9 and later), as clients of it read them.
//!
//! Every answer is an [`Envelope`] or a [`Failure`]. Clients post to `/api/action/NAME`, without a version.

mod datastore;
mod portal;
mod shapes;

pub use datastore::{
    DatastoreField, DatastoreInfo, DatastoreMeta, DatastoreSearch, Links, Record, Value, fields,
};
pub use portal::PortalFields;
pub use shapes::{
    Envelope, Failure, FailureKind, Group, Organization, OrganizationBrief, Package, PackageSearch,
    Resource, Tag, moment,
};
