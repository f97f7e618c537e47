//! Every command of the program, listed once.
//!
//! From this list come [`dispatch`], which the window and the loopback host both call, and the
//! TypeScript bindings. A command is one call of a use case in `huike_app`; nothing is decided
//! here.

mod bindings;
mod commands;
mod dispatch;

pub use bindings::{names, typescript};
pub use commands::dispatch;
pub use dispatch::admit;
