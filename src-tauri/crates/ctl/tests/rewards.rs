//! Points, vouchers and refunds from a terminal.

mod common;

use common::Shop;
use serde_json::json;

fn shop() -> Shop {
    let shop = Shop::new();
    let rule = shop.file(
        "rule.json",
        r#"{"from": "2020-01-01", "points": 1, "per_fen": 100, "rounding": "down",
            "minimum_fen": 0, "items": [], "days": [], "tiers": [],
            "validity": {"kind": "never"}}"#,
    );
    assert_eq!(shop.ok(&["points-rule", &rule])["rule"]["per_fen"], 100);
    let orders = shop.file(
        "orders.csv",
        "客户编号,订单号,日期,金额,数量,商品\nV1,A1,2026-01-05,100,2,Tea\nV1,A1,2026-01-05,50,1,Cup\n",
    );
    shop.ok(&["import", "purchases", &orders, "--create-customers"]);
    shop
}

#[test]
fn points_of_an_import_are_used_and_a_refund_takes_back_its_own() {
    let shop = shop();
    let view = shop.ok(&["points", "V1"]);
    assert_eq!(
        (&view["balance_points"], &view["entries"][0]["kind"]),
        (&json!(150), &json!("earn"))
    );
    assert_eq!(view["open_grants"][0]["rest"], 150);
    assert_eq!(shop.ok(&["points", "V1", "--spend", "30"])["balance_points"], 120);
    let short = shop.fails(&["points", "V1", "--spend", "500"]);
    assert_eq!(short, json!({"kind": "pointsShort", "balancePoints": 120}));
    let refund = shop.ok(&["refund", "A1", "--lines", "Tea=1"]);
    assert_eq!(refund["refund"]["amount_fen"], -5_000);
    assert_eq!(refund["balance_points"], 70);
    let beyond = shop.fails(&["refund", "A1", "--amount", "100.01"]);
    assert_eq!(beyond, json!({"kind": "refundBeyondRest", "restFen": 10_000}));
    assert_eq!(shop.ok(&["refund", "A1"])["balance_points"], -30);
    assert_eq!(shop.ok(&["verify"])["problems"], json!([]));
}

#[test]
fn vouchers_are_issued_redeemed_once_and_made_void() {
    let shop = shop();
    let issue = ["vouchers", "issue", "--name", "Tea", "--amount", "20", "--customer", "V1"];
    let code = shop.ok(&issue)["vouchers"][0]["code"].as_str().expect("a code").to_owned();
    let redeemed = shop.ok(&["vouchers", "redeem", &code.to_lowercase(), "--amount", "15"]);
    assert_eq!(redeemed["takes_off_fen"], 1_500);
    let again = shop.fails(&["vouchers", "redeem", &code]);
    assert_eq!(again["problem"]["why"], "redeemed");
    let other = shop.ok(&issue)["vouchers"][0]["code"].as_str().expect("a code").to_owned();
    let void = shop.ok(&["vouchers", "void", &other, "--note", "lost"]);
    assert_eq!(void["vouchers"][0]["state"]["kind"], "void");
    assert_eq!(shop.fails(&["vouchers", "redeem", &other])["problem"]["why"], "void");
}
