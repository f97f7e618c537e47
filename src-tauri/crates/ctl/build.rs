//! The screens are embedded from `ui/dist`, which may be built after this crate was.

fn main() {
    println!("cargo:rerun-if-changed=../../../ui/dist");
}
