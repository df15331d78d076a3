//! The policy: what presscheck.toml and the lists it names say, checked and ready to use.
//!
//! One table of keys (`keys`) says what may stand in the file; the reader checks every table
//! against it, and [`schema`] is printed from it, so the two cannot drift apart. Every error of a
//! run is reported at once.

mod agreement;
mod date;
mod draft;
mod error;
mod find;
mod keys;
mod list;
mod load;
mod model;
mod path;
mod reader;
mod schema;
mod tables;

pub use error::{PolicyError, PolicyErrors};
pub use find::find;
pub use list::{ListError, Mark, OpenList, SealedList, read_list, sealed_text};
pub use load::{FILE_NAME, load};
pub use model::*;
pub(crate) use path::folder;
pub use schema::schema;
