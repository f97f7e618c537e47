//! The TypeScript bindings are what the list of commands says. `cargo xtask codegen` writes them
//! through this test, so that the two cannot differ.

use std::fs;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/ipc/bindings.ts");

#[test]
fn the_bindings_are_fresh() {
    let fresh = huike_api::typescript().expect("every type on the wire has a shape in TypeScript");
    if std::env::var_os("HUIKE_CODEGEN").is_some_and(|what| what == "write") {
        fs::write(FILE, fresh).expect("the file can be written");
        return;
    }
    let there = fs::read_to_string(FILE).unwrap_or_default().replace("\r\n", "\n");
    // Not `assert_eq`: two files in full help nobody.
    assert!(there == fresh, "ui/src/ipc/bindings.ts is out of date: cargo xtask codegen");
}
