//! A program that is killed at whatever it does has lost nothing that it acknowledged, and leaves
//! nothing half.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use huike_app::{App, operations, vault};
use huike_domain::staff::Role;
use huike_store::Store;
use huike_tests::{ROWS_OF_AN_IMPORT, Story, passphrase_of, person};

/// `HUIKE_KILLS` asks for more.
const KILLS: u32 = 200;

fn kills() -> u32 {
    std::env::var("HUIKE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS)
}

/// Starts a program at `work` and kills it, now early, in the first of it, now late, in the midst of
/// much; answers what it acknowledged.
fn killed_at(work: &str, folder: &Path, after: Duration) -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_works_until_killed"))
        .arg(folder)
        .arg(work)
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let out = child.stdout.take().expect("its output");
    let reader = std::thread::spawn(move || {
        BufReader::new(out).lines().map_while(Result::ok).collect::<Vec<_>>()
    });
    std::thread::sleep(after);
    child.kill().expect("killed");
    child.wait().expect("ended");
    reader.join().expect("read")
}

/// Kills a program at `work` again and again, and looks at what is there after each.
fn check(work: &str, story: Story, least: Duration, look: impl Fn(&Path)) -> Story {
    let (kills, mut acknowledged) = (kills(), Vec::new());
    let (folder, story) = story.put_away();
    for round in 0..kills {
        let after = least + Duration::from_millis(u64::from(round * 37 % 160));
        acknowledged.extend(killed_at(work, folder.path(), after));
        look(folder.path());
    }
    assert!(acknowledged.len() > kills as usize / 10, "only {}", acknowledged.len());
    let story = story(folder);
    for id in &acknowledged {
        let found = operations::find(&story.app, id.parse().expect("an id")).expect("asked");
        assert!(found.is_some(), "{id} was acknowledged and is lost");
    }
    let report = vault::verify(&story.app).expect("verified");
    assert_eq!(report.problems, Vec::<String>::new());
    println!("{work}: {kills} kills, {} acknowledged, none lost", acknowledged.len());
    story
}

const SOON: Duration = Duration::from_millis(40);

fn shop() -> Story {
    Story::at("2026-11-30T10:00:00+08:00")
}

#[test]
fn writing() {
    check("writing", shop(), SOON, |_| {});
}

#[test]
fn importing() {
    let story = check("importing", shop(), Duration::from_millis(150), |_| {});
    let found = vault::verify(&story.app).expect("verified").customers;
    assert_eq!(found % ROWS_OF_AN_IMPORT, 0, "an import is half");
}

#[test]
fn backing_up() {
    let story = check("backing-up", shop(), SOON, |_| {});
    let key = story.app.store().expect("open").key().clone();
    let backups = vault::list(&story.app).expect("backups").backups;
    assert!(!backups.is_empty());
    for backup in backups {
        let path = story.app.folder().join("backups").join(&backup.file);
        assert!(Store::is_backup(story.app.folder(), &key, &path), "{} is half", backup.file);
    }
}

#[test]
fn rekeying() {
    let story = shop();
    let chen = person("Chen", Role::Owner, None);
    story.guarded(std::slice::from_ref(&chen));
    let _ = story.customer("Anna");
    // The passphrase alone takes some tenths of a second.
    let story = check("rekeying", story, Duration::from_millis(300), |folder| {
        let app = huike_app::gate::at(folder).expect("a gate");
        huike_app::gate::enter(&app, chen.id, &passphrase_of("Chen")).expect("let in");
        seen(&app);
    });
    seen(&story.app);
}

fn seen(app: &App) {
    let query = huike_app::customers::CustomerQuery::default();
    let page = huike_app::customers::page(app, query, 0, 10).expect("a page");
    assert_eq!(page.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Anna"]);
}
