//! Filters as they are typed in a terminal.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| huike_tests::readers::filter(text));
