//! A seeded shop of any size.

use std::path::Path;
use std::time::Instant as Stopwatch;

use chrono::NaiveDate;
use huike_app::{App, AppError, clock, followups};
use huike_domain::customers::{Birthday, CustomerDraft};
use huike_domain::followups::{RankParts, Reason, Standing, Timing, Weights};
use huike_domain::ids::CustomerId;
use huike_domain::shop::Shop;
use huike_domain::time::{DAY_MS, Instant, Zone};
use huike_store::followups::NewFollowUp;
use huike_store::purchases::Purchase;
use huike_store::{Actor, Op, Tx};

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单欧";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅建文志新春雪晨宇浩然子轩欣怡梓涵诗雨思佳琪小晓阳光东海林山川云月星辰安宁乐康福瑞祥和美玲珊琳瑶";
const ITEMS: [&str; 8] =
    ["戚风蛋糕", "坚果礼盒", "VI 设计", "私教课", "手冲咖啡", "生日蛋糕", "曲奇", "海报设计"];

pub(crate) fn open_or_make(folder: &Path, customers: usize) -> App {
    let made = folder.join("made");
    if !made.exists() {
        let _ = std::fs::remove_dir_all(folder);
    }
    let app = App::open(folder).expect("an open shop");
    if !made.exists() {
        let watch = Stopwatch::now();
        make(&app, customers).expect("a shop");
        crate::loyalty::establish(&app);
        std::fs::write(&made, "").expect("noted");
        println!("made {customers} customers in {:.1} s", watch.elapsed().as_secs_f64());
    }
    let watch = Stopwatch::now();
    followups::prepare_if_new_day(&app, app.now()).expect("prepared");
    println!("today made ready in {:.1} s", watch.elapsed().as_secs_f64());
    app
}

fn make(app: &App, customers: usize) -> Result<(), AppError> {
    let shop = Shop { name: "Bench".to_owned(), zone: "Asia/Shanghai".to_owned() };
    huike_app::shop::name(app, clock::new_operation(), shop)?;
    let mut random = fastrand::Rng::with_seed(7);
    let at = app.now();
    let op = Op {
        id: clock::new_operation(),
        actor: Actor::Owner,
        kind: "bench.make",
        at,
        subject: None,
    };
    app.store().expect("open").write(op, move |tx| {
        let ids = tx.in_bulk(|| make_customers(tx, customers, &mut random))?;
        tx.in_bulk(|| make_purchases(tx, &ids, &mut random))?;
        tx.in_bulk(|| make_follow_ups(tx, &ids, &mut random))
    })?;
    Ok(())
}

fn make_customers(
    tx: &Tx<'_>,
    customers: usize,
    random: &mut fastrand::Rng,
) -> Result<Vec<CustomerId>, AppError> {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    let mut ids = Vec::with_capacity(customers);
    for n in 0..customers {
        let mut name = String::from(surnames[random.usize(..surnames.len())]);
        for _ in 0..random.usize(1..3) {
            name.push(given[random.usize(..given.len())]);
        }
        let draft = CustomerDraft {
            name,
            phone: format!("199{:08}", n * 97 % 100_000_000),
            birthday: (random.u8(..10) < 6).then(|| {
                let year = Some(random.i16(1950..2008));
                Birthday::solar(year, random.u8(1..13), random.u8(1..29))
            }),
            tags: if random.bool() { vec!["老客".to_owned()] } else { Vec::new() },
            external_id: format!("K{n:07}"),
            ..CustomerDraft::default()
        };
        ids.push(huike_store::customers::insert_in_bulk(tx, &draft.checked(NaiveDate::MAX)?)?);
    }
    Ok(ids)
}

fn make_purchases(
    tx: &Tx<'_>,
    ids: &[CustomerId],
    random: &mut fastrand::Rng,
) -> Result<(), AppError> {
    let now = tx.at().0;
    for &customer in ids {
        for _ in 0..random.usize(1..6) {
            // More of them recent than long ago, over two years.
            let days = (random.f64() * random.f64() * 730.0) as i64;
            let fen = random.i64(1_000..200_000);
            let item = ITEMS[random.usize(..ITEMS.len())].to_owned();
            let purchase = Purchase {
                at: Instant(now - days * DAY_MS - random.i64(0..DAY_MS)),
                amount_fen: fen,
                reverses: None,
                order_no: None,
                lines: vec![(item, 1_000, fen)],
            };
            huike_store::purchases::insert(tx, customer, &purchase)?;
        }
    }
    Ok(())
}

/// Promised contacts for one customer in five, from two months ago to four months ahead.
fn make_follow_ups(
    tx: &Tx<'_>,
    ids: &[CustomerId],
    random: &mut fastrand::Rng,
) -> Result<(), AppError> {
    for customer in ids.iter().step_by(5) {
        let due = Instant(tx.at().0 + random.i64(-60..120) * DAY_MS);
        let timing = Timing { due: Zone::SHANGHAI.day_of(due), by: None };
        let standing = Standing { monetary_fen: random.i64(0..100_000_000), ..Standing::default() };
        let weights = Weights::default();
        let rank = RankParts::rank([&Reason::ByHand], &standing, timing, &weights);
        let new = NewFollowUp::by_hand(*customer, due, rank);
        huike_store::followups::insert(tx, &new)?;
    }
    Ok(())
}
