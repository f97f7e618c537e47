//! CSV and its kin, in any encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| huike_fuzz::read_as("csv", bytes));
