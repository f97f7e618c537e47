//! Files as offices hand them over, through the program as it is shipped.

mod common;

use std::time::Duration;

use common::{Shop, data, figures, own_data, watched};
use serde_json::{Value, json};

/// A copy beside the shop: rejected rows are written beside the file they come from.
fn copy(shop: &Shop, file: &str) -> String {
    let path = shop.folder.path().join(file);
    std::fs::copy(own_data(&format!("imports/{file}")), &path).expect(file);
    path.display().to_string()
}

/// Every figure that is expected of an import stands in its answer.
#[track_caller]
fn check_import(shop: &Shop, words: &[&str], file: &str) -> Value {
    let path = copy(shop, file);
    let answer = shop.ok(&[&["import"], words, &[path.as_str()]].concat());
    let expected = figures("imports/expected.json");
    for (name, figure) in expected[file].as_object().expect("figures") {
        if figure.is_u64() && name != "header_row" {
            assert_eq!(&answer[name], figure, "{file}: {name} of {answer}");
        }
    }
    answer
}

#[test]
fn customers_in_gbk() {
    let shop = Shop::new();
    let answer = check_import(&shop, &["customers"], "customers_gbk.csv");
    assert_eq!(shop.counts()[0], 128);
    let rejected = std::fs::read_to_string(answer["rejected_file"].as_str().expect("a path"));
    // A line for the headings and one for each row.
    assert_eq!(rejected.expect("text").lines().count(), 7);
    // What is known is known.
    let again = shop.ok(&["import", "customers", &copy(&shop, "customers_gbk.csv")]);
    assert_eq!([&again["imported"], &again["duplicates"]], [0, 135]);
}

#[test]
fn customers_in_a_titled_workbook() {
    let shop = Shop::new();
    check_import(&shop, &["customers"], "customers_titled.xlsx");
    assert_eq!(shop.counts()[0], 104);
}

#[test]
fn orders_between_semicolons() {
    let shop = Shop::new();
    let words = ["purchases", "--create-customers"];
    let dry = check_import(&shop, &[&words[..], &["--dry-run"]].concat(), "orders_semicolon.csv");
    assert_eq!([&dry["operation"], &json!(shop.counts())], [&Value::Null, &json!([0, 0, 1])]);
    let answer = check_import(&shop, &words, "orders_semicolon.csv");
    assert_eq!(answer["customers_created"], shop.counts()[0]);

    let operation = answer["operation"].as_str().expect("an operation");
    shop.ok(&["undo", operation]);
    assert_eq!(shop.counts()[..2], [0, 0]);
}

#[test]
fn a_file_of_headings_alone_brings_nothing() {
    let shop = Shop::new();
    let answer = check_import(&shop, &["customers"], "header_only.csv");
    assert_eq!(answer["operation"], Value::Null);
}

#[test]
fn the_public_sample_to_the_last_digit() {
    let shop = Shop::new();
    let sample = own_data("cdnow_sample.csv");
    let answer = shop.ok(&["import", "purchases", &sample, "--create-customers"]);
    assert_eq!([&answer["rows"], &answer["imported"], &answer["rejected"]], [6919, 6919, 0]);
    assert_eq!(answer["customers_created"], 2357);

    let expected = figures("expected_segments.json");
    let expected = &expected["cdnow_sample.csv at 1998-06-30"];
    let by = |scheme: &str| shop.ok(&["segments", "--at", "1998-06-30", "--scheme", scheme]);
    for scheme in ["three", "eight", "quintiles"] {
        let report = by(scheme);
        for name in ["customers", "sum_recency_days", "sum_frequency", "sum_monetary_fen"] {
            assert_eq!(report[name], expected[name], "{scheme}: {name}");
        }
    }
    assert_eq!(by("eight")["counts"], expected["eight_rfm_counts"]);
    let codes = by("quintiles")["counts"].clone();
    for (code, count) in expected["quintile_code_counts_top"].as_object().expect("codes") {
        assert_eq!(&codes[code], count, "{code}");
    }
    let product = |code: &str| code.bytes().map(|digit| u64::from(digit - b'0')).product::<u64>();
    let sum: u64 = (codes.as_object().expect("codes").iter())
        .map(|(code, count)| product(code) * count.as_u64().expect("a count"))
        .sum();
    assert_eq!(json!(sum), expected["quintile_sum_products"]);
    let stages = shop.ok(&["stages", "--at", "1998-06-30"]);
    assert_eq!(stages["counts"], expected["stage_counts_days"]);
}

#[test]
fn every_customer_has_a_line_in_the_table_of_segments() {
    let shop = Shop::new();
    shop.ok(&["import", "purchases", &own_data("cdnow_sample.csv"), "--create-customers"]);
    let path = shop.folder.path().join("segments.csv");
    let csv = path.display().to_string();
    let words = ["segments", "--at", "1998-06-30", "--scheme", "eight", "--csv", &csv];
    let report = shop.ok(&words);
    let text = std::fs::read_to_string(&path).expect("a table");
    let mut lines = text.lines();
    let heads = "external_id,recency_days,frequency,monetary_fen,r,f,m,segment";
    assert_eq!(lines.next(), Some(heads));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let sum = |column: usize| -> i64 {
        rows.iter().map(|row| row[column].parse::<i64>().expect("a figure")).sum()
    };
    assert_eq!(json!(rows.len()), report["customers"]);
    assert_eq!(json!(sum(1)), report["sum_recency_days"]);
    assert_eq!(json!(sum(2)), report["sum_frequency"]);
    assert_eq!(json!(sum(3)), report["sum_monetary_fen"]);
    assert!(rows.iter().all(|row| row[4..7].concat() == row[7]));
}

#[test]
fn files_that_cannot_be_read_change_nothing() {
    for (file, problem) in [
        ("not_really.xlsx", "damaged"),
        ("cut_short.xlsx", "damaged"),
        ("empty.csv", "empty"),
        ("bomb.xlsx", "tooLarge"),
        ("nowhere.csv", "unreadable"),
    ] {
        let path = match (file, data(&format!("imports/{file}"))) {
            (_, Some(path)) => path,
            ("nowhere.csv", None) => file.into(),
            (_, None) => {
                eprintln!("{file} is too large for the repository and not beside it");
                continue;
            }
        };
        for kind in ["customers", "purchases"] {
            let shop = Shop::new();
            let path = path.display().to_string();
            let (ran, cost) = watched(shop.command(&["import", kind, &path]));
            let error = ran.error();
            assert_eq!([&error["kind"], &error["problem"]], ["file", problem], "{file}");
            assert!(cost.time < Duration::from_secs(10), "{file}: {:?}", cost.time);
            assert!(cost.most_kib < Some(1 << 20), "{file}: {:?} KiB", cost.most_kib);
            assert_eq!(shop.counts(), [0, 0, 1], "{file}");
        }
    }
}
