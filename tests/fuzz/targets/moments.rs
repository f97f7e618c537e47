//! What may be typed as a moment, or as a rule of what comes again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| huike_tests::readers::moment(text));
