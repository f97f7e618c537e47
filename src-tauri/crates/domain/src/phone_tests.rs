use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expect: &str) {
    assert_eq!(Phone::parse(text).map(String::from).as_deref(), Ok(expect), "{text:?}");
}

#[track_caller]
fn refused(text: &str, code: InvalidCode) {
    assert_eq!(Phone::parse(text), Err(code), "{text:?}");
}

#[test]
fn mobiles_however_written() {
    for text in [
        "19905132140",
        " 19905132140 ",
        "１９９０５１３２１４０",
        "199-0513-2140",
        "199 0513 2140",
        "199.0513.2140",
        "(199)05132140",
        "+86 19905132140",
        "+8619905132140",
        "＋８６　１９９０５１３２１４０",
        "8619905132140",
        "86-199-0513-2140",
        "008619905132140",
        "0086 199 0513 2140",
        "'19905132140",
        "=\"19905132140\"",
        "Tel: 19905132140",
        "电话：19905132140",
        "199—0513—2140",
        "\u{202d}19905132140\u{202c}",
    ] {
        check(text, "+8619905132140");
    }
    check("17400123456", "+8617400123456");
    check("19412345678", "+8619412345678");
}

#[test]
fn landlines_and_other_countries() {
    check("010-12345678", "+861012345678");
    check("(010) 1234 5678", "+861012345678");
    check("0571-88881234", "+8657188881234");
    check("400-820-8820", "+864008208820");
    check("+852 2123 4567", "+85221234567");
    check("+1 (650) 253-0000", "+16502530000");
    check("0086-10-12345678", "+861012345678");
}

#[test]
fn extensions_are_kept() {
    for text in [
        "+861012345678;ext=802",
        "010-12345678转802",
        "010-12345678 ext. 802",
        "010-12345678x802",
        "01012345678#802",
    ] {
        check(text, "+861012345678;ext=802");
    }
    check("010-12345678 分机 802", "+861012345678;ext=802");
}

#[test]
fn what_is_not_a_number_is_said() {
    refused("", InvalidCode::Required);
    refused(" \u{3000}", InvalidCode::Required);
    for text in [
        "待确认",
        "无",
        "12345",
        "88881234",
        "1990513214",
        "199051321400",
        "199O5132140",
        "-",
        "+",
        "微信同号",
    ] {
        refused(text, InvalidCode::Unreadable);
    }
    refused("1.99051E+10", InvalidCode::Shortened);
    // A digit of these may have been a zero, or not.
    refused("1.990513214E10", InvalidCode::Shortened);
    refused("1.99E10", InvalidCode::Shortened);
    refused("19905132140/19905132141", InvalidCode::Ambiguous);
    refused("19905132140、19905132141", InvalidCode::Ambiguous);
}

#[test]
fn shown_and_hidden() {
    #[track_caller]
    fn check(stored: &str, shown: &str, masked: &str, digits: &str, last: &str) {
        let phone = Phone::from_stored(stored).expect("a stored number");
        assert_eq!(phone.display(), shown);
        assert_eq!(phone.masked(), masked);
        assert_eq!(phone.digits(), digits);
        assert_eq!(phone.last_four(), last);
    }
    check("+8619905132140", "199 0513 2140", "199 **** 2140", "19905132140", "2140");
    check("+861012345678", "010 1234 5678", "010 **** 5678", "1012345678", "5678");
    check("+861012345678;ext=802", "010 1234 5678 #802", "010 **** 5678", "1012345678", "5678");
    check("+85221234567", "+852 2123 4567", "+852 **** 4567", "85221234567", "4567");
}

#[test]
fn the_wire_takes_only_the_kept_form() {
    let phone: Phone = serde_json::from_str("\"+8619905132140\"").expect("good");
    assert_eq!(serde_json::to_string(&phone).expect("text"), "\"+8619905132140\"");
    for bad in ["\"19905132140\"", "\"+\"", "\"+86a\"", "\"+8610;ext=\"", "\"\""] {
        assert!(serde_json::from_str::<Phone>(bad).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,24}") {
        let _ = Phone::parse(&text);
    }

    #[test]
    fn number_like_text_never_panics(text in "[+0-9０-９ ()./;,x#转E-]{0,24}") {
        if let Ok(phone) = Phone::parse(&text) {
            // What was understood is understood again, whichever way it is shown.
            prop_assert_eq!(&Phone::from_stored(phone.as_str()), &Ok(phone.clone()));
            let _ = (phone.display(), phone.masked(), phone.last_four());
        }
    }

    #[test]
    fn the_short_path_agrees_with_the_library(digits in "1[3-9][0-9]{9}") {
        // 179xx is a carrier's prefix to the library, which then finds no number behind it.
        let parsed = phonenumber::parse(Some(country::Id::CN), &digits);
        let mobile = parsed.as_ref().is_ok_and(|p| {
            p.number_type(&phonenumber::metadata::DATABASE) == phonenumber::Type::Mobile
        });
        prop_assert_eq!(is_mobile(digits.as_bytes()), mobile, "{}", digits);
        if let (true, Ok(parsed)) = (mobile, parsed) {
            let e164 = parsed.format().mode(Mode::E164).to_string();
            prop_assert_eq!(Phone::parse(&digits).map(String::from), Ok(e164));
        }
    }

    #[test]
    fn every_mobile_survives_being_shown(tail in 0_u32..100_000_000) {
        let phone = Phone::parse(&format!("139{tail:08}")).expect("a mobile");
        prop_assert_eq!(Phone::parse(&phone.display()), Ok(phone));
    }
}

#[test]
fn numbers_that_a_program_took_for_amounts() {
    for text in ["19905132140.0", "19905132140.00", "1.9905132140E10", "1.99051321400e+10"] {
        let phone = Phone::parse(text).map(String::from);
        assert_eq!(phone.as_deref(), Ok("+8619905132140"), "{text}");
    }
    for text in ["19905132140.5", "1.99051321405E10"] {
        assert!(Phone::parse(text).is_err(), "{text}");
    }
}
