//! Rules that come to a shop which has customers: the night finds whom they concern.

use huike_app::followups;
use huike_domain::followups::RuleTrigger;
use huike_domain::interactions::InteractionKind::Message;
use huike_tests::op;

use super::{check_lasting, rule, shop};

#[test]
fn rules_made_later_find_those_who_bought_before() {
    let story = shop(&[]);
    let (regular, once, other) =
        (story.customer("张三"), story.customer("李四"), story.customer("王五"));
    for on in ["2026-10-04", "2026-10-24", "2026-11-13"] {
        story.buys_item(regular, on, "龙井茶", 50);
    }
    story.buys_item(once, "2026-11-20", "蛋糕", 80);
    story.buys_item(other, "2026-11-20", "面包", 80);
    for trigger in [
        RuleTrigger::UsedUp { item: "茶".to_owned(), days: None, days_ahead: 5 },
        RuleTrigger::AfterPurchase { days: vec![7], item: "蛋糕".to_owned() },
    ] {
        followups::save_rule(&story.app, op(), rule(trigger, Message)).expect("saved");
    }
    // Every 20 days: used up on 3 December.
    check_lasting(&story, regular, &[("2026-11-28", "usedUp")]);
    check_lasting(&story, once, &[("2026-11-27", "afterPurchase")]);
    check_lasting(&story, other, &[]);
}
