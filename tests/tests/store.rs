//! The file itself: encrypted, refused when it is newer, copied and put back whole.

use std::path::Path;

use huike_store::{Actor, Op, Store, StoreError};
use huike_tests::Story;

/// A word that stands in the data and must stand nowhere on the disk.
const CANARY: &str = "金丝雀canary19900001234";

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn nothing_on_the_disk_can_be_read_without_the_key() {
    let story = Story::at("2026-11-23");
    let _ = story.customer(CANARY);
    let copy = story.app.folder().join("copy.db");
    story.app.store().expect("open").backup(&copy).expect("copied");
    for path in files(story.app.folder()) {
        let bytes = std::fs::read(&path).expect("read");
        let found = bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
        assert!(!found, "{} shows what it should hide", path.display());
        assert!(!bytes.starts_with(b"SQLite format 3"), "{} is plain", path.display());
    }
}

#[cfg(unix)]
#[test]
fn the_key_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let story = Story::at("2026-11-23");
    let key = story.app.folder().join("key.json");
    let mode = std::fs::metadata(key).expect("a key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

fn restore(story: &Story, from: &Path, present: &Path) -> Result<(), StoreError> {
    let (id, at) = (huike_tests::op(), story.now());
    let op = Op { id, actor: Actor::Owner, kind: "vault.restore", at, subject: None };
    story.app.store().expect("open").restore(from, |_| present.to_owned(), op).map(drop)
}

#[test]
fn a_backup_puts_everything_back() {
    let story = Story::at("2026-11-23");
    let before = story.customer("before");
    let store = story.app.store().expect("open");
    let (copy, present) = (store.folder().join("copy.db"), store.folder().join("present.db"));
    store.backup(&copy).expect("copied");
    let after = story.customer("after");
    restore(&story, &copy, &present).expect("restored");
    assert!(huike_app::dossier::page(&story.app, before).is_ok());
    assert!(huike_app::dossier::page(&story.app, after).is_err());
    // What was there before the restore lies in its own backup.
    restore(&story, &present, &copy).expect("restored");
    assert!(huike_app::dossier::page(&story.app, after).is_ok());
    assert_eq!(store.verify().expect("verified").problems, Vec::<String>::new());
}

/// Without anybody to move its pages it would have grown to tens of megabytes.
#[test]
fn the_log_is_emptied_while_it_is_written() {
    let story = Story::at("2026-11-23");
    let who = story.customer("王小明");
    for _ in 0..400 {
        story.buys(who, "2026-11-20", 10);
    }
    let log = story.app.folder().join("huike.db-wal");
    let size = std::fs::metadata(log).expect("a log").len();
    assert!(size < 16 << 20, "{size} bytes");
}

#[track_caller]
fn check_refused(content: &[u8]) {
    let story = Story::at("2026-11-23");
    let _ = story.customer("a");
    let store = story.app.store().expect("open");
    let (foreign, present) = (store.folder().join("foreign.db"), store.folder().join("present.db"));
    std::fs::write(&foreign, content).expect("written");
    let refused = restore(&story, &foreign, &present);
    assert!(matches!(refused, Err(StoreError::NotABackup | StoreError::Damaged(_))), "{refused:?}");
    assert_eq!(store.verify().expect("verified").customers, 1);
}

#[test]
fn what_is_no_backup_of_ours_changes_nothing() {
    check_refused(b"");
    check_refused(b"name,phone\n");
    check_refused(&[7; 20_000]);
    let other = Story::at("2026-11-23");
    let copy = other.app.folder().join("copy.db");
    other.app.store().expect("open").backup(&copy).expect("copied");
    check_refused(&std::fs::read(copy).expect("read"));
}

#[test]
fn data_without_its_key_is_not_covered_up_by_a_new_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    drop(Store::open(folder.path()).expect("created"));
    std::fs::remove_file(folder.path().join("key.json")).expect("removed");
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Locked)));
}

#[test]
fn two_programs_on_one_file_see_each_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (one, other) =
        (Store::open(folder.path()).expect("open"), Store::open(folder.path()).expect("open"));
    assert!(!one.changed_elsewhere().expect("asked"), "the first answer is the beginning");
    write(&other, 1);
    assert!(one.changed_elsewhere().expect("asked"));
    assert!(!one.changed_elsewhere().expect("asked"));
    write(&one, 2);
    assert!(!one.changed_elsewhere().expect("asked"), "its own writes are no news");
    let threads: Vec<_> = [one, other]
        .into_iter()
        .map(|store| std::thread::spawn(move || (0..50).for_each(|n| write(&store, n))))
        .collect();
    for thread in threads {
        thread.join().expect("both wrote");
    }
}

fn write(store: &Store, zoom: u16) {
    let op = huike_store::Op {
        id: huike_tests::op(),
        actor: huike_store::Actor::Owner,
        kind: "shop.preferences",
        at: huike_tests::moment("2026-11-23"),
        subject: None,
    };
    let preferences = huike_domain::shop::Preferences { zoom, ..Default::default() };
    store
        .write(op, move |tx| huike_store::settings::set_preferences(tx, &preferences))
        .expect("written");
}
