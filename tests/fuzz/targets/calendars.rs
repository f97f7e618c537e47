//! iCalendar files of holidays.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| huike_tests::readers::calendar(text));
