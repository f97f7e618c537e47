use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, fen: i64) {
    assert_eq!(Fen::parse(text, MoneyUnit::Yuan), Ok(Fen(fen)), "{text:?}");
}

#[track_caller]
fn refused(text: &str, code: InvalidCode) {
    assert_eq!(Fen::parse(text, MoneyUnit::Yuan), Err(code), "{text:?}");
}

#[test]
fn amounts_as_offices_write_them() {
    for (text, fen) in [
        ("29.33", 2_933),
        ("0", 0),
        ("5", 500),
        (".5", 50),
        ("5.", 500),
        ("5,318.62", 531_862),
        ("￥4,048.57", 404_857),
        ("¥3,745.22", 374_522),
        ("¥ 3 745.22", 374_522),
        ("1,234,567", 123_456_700),
        ("1.234,56", 123_456),
        ("1.234.567,89", 123_456_789),
        ("１２３．４５", 12_345),
        ("12元", 1_200),
        ("12.5 元", 1_250),
        ("CNY 12.50", 1_250),
        ("人民币12元整", 1_200),
        ("1.2万", 1_200_000),
        ("3万元", 3_000_000),
        ("0.000001万", 1),
        ("12.500", 1_250),
        ("15.299999999999999", 1_530),
        ("2.0000000000000004", 200),
        ("+12", 1_200),
        ("90071992547409.91", Fen::MAX.0),
    ] {
        check(text, fen);
    }
}

#[test]
fn refunds() {
    for text in [
        "-6,242.49",
        "-￥6,242.49",
        "￥-6,242.49",
        "(6,242.49)",
        "（￥6,242.49）",
        "6,242.49-",
        "−6242.49",
        "－6242.49",
        "负6242.49元",
        "-¥ 6,242.49",
    ] {
        check(text, -624_249);
    }
}

#[test]
fn what_could_be_two_amounts_is_refused() {
    for text in [
        "见附件",
        "-",
        "¥",
        "()",
        "--5",
        "(-5)",
        "-5-",
        "1,23",
        "12,5",
        "1,2345",
        "1,234,56",
        "12,34,567",
        "1.2.3",
        "$5",
        "5 USD",
        "1e5",
        "1.2E+05",
        "五元",
        "12a",
        ",5",
        ".",
        "1,,000",
        "万",
    ] {
        refused(text, InvalidCode::Unreadable);
    }
    refused("", InvalidCode::Required);
    refused("29.333", InvalidCode::TooPrecise);
    refused("1.234", InvalidCode::TooPrecise);
    refused(&format!("0.{}1", "0".repeat(50)), InvalidCode::TooPrecise);
    refused("90071992547409.92", InvalidCode::OutOfRange);
    refused(&"9".repeat(60), InvalidCode::OutOfRange);
    refused("99999999999999999999万", InvalidCode::OutOfRange);
}

#[test]
fn the_heading_may_name_the_unit() {
    assert_eq!(Fen::parse("1.5", MoneyUnit::TenThousandYuan), Ok(Fen(1_500_000)));
    assert_eq!(Fen::parse("150", MoneyUnit::Fen), Ok(Fen(150)));
    assert!(Fen::parse("1.5", MoneyUnit::Fen).is_err());
}

#[test]
fn price_times_quantity() {
    #[track_caller]
    fn check(price: &str, thousandths: i64, fen: i64) {
        assert_eq!(Fen::from_unit_price(price, MoneyUnit::Yuan, thousandths), Ok(Fen(fen)));
    }
    check("2.55", 6_000, 1_530);
    check("2.55", -6_000, -1_530);
    check("0.125", 1_000, 13);
    check("9.9", 1_500, 1_485);
    check("-9.9", 1_000, -990);
    check("-9.9", -1_000, -990);
}

#[test]
fn quantities() {
    #[track_caller]
    fn check(text: &str, thousandths: i64) {
        assert_eq!(quantity(text), Ok(thousandths), "{text:?}");
    }
    check("3", 3_000);
    check("1.5", 1_500);
    check("3件", 3_000);
    check("2 公斤", 2_000);
    check("-12", -12_000);
    check("1,200", 1_200_000);
    check("２", 2_000);
    for text in ["", "若干", "件", "1.2345", "3万", "x2"] {
        assert!(quantity(text).is_err(), "{text:?}");
    }
}

#[test]
fn written_plainly() {
    assert_eq!(Fen(-624_249).to_string(), "-6242.49");
    assert_eq!(Fen(5).to_string(), "0.05");
    assert_eq!(serde_json::to_string(&Fen(123)).expect("a number"), "123");
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,20}") {
        let _ = Fen::parse(&text, MoneyUnit::Yuan);
        let _ = quantity(&text);
        let _ = Fen::from_unit_price(&text, MoneyUnit::TenThousandYuan, i64::MIN);
    }

    #[test]
    fn number_like_text_never_panics(text in "[-+(0-9,. )¥元万9]{0,48}", many in any::<i64>()) {
        let _ = Fen::parse(&text, MoneyUnit::TenThousandYuan);
        let _ = quantity(&text);
        let _ = Fen::from_unit_price(&text, MoneyUnit::Yuan, many);
    }

    #[test]
    fn what_is_written_is_read_back(fen in -Fen::MAX.0..=Fen::MAX.0) {
        prop_assert_eq!(Fen::parse(&Fen(fen).to_string(), MoneyUnit::Yuan), Ok(Fen(fen)));
    }

    #[test]
    fn grouping_changes_nothing(fen in 0..Fen::MAX.0) {
        let whole = (fen / 100).to_string();
        let mut grouped = String::new();
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(c);
        }
        let text = format!("￥{grouped}.{:02}", fen % 100);
        prop_assert_eq!(Fen::parse(&text, MoneyUnit::Yuan), Ok(Fen(fen)), "{}", text);
    }
}
