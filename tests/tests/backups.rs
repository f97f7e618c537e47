//! Backups that are made by themselves, thinned, copied to a second place, and put back.

use std::fs;
use std::path::{Path, PathBuf};

use huike_app::customers::{self, CustomerQuery};
use huike_app::gate;
use huike_app::vault::{self, BackupView, Trouble};
use huike_app::{App, AppError, operations};
use huike_domain::error::InvalidCode;
use huike_domain::vault::{BackupCause, Name};
use huike_tests::{Story, op};

fn backups(story: &Story) -> Vec<BackupView> {
    vault::list(&story.app).expect("backups").backups
}

fn folder(story: &Story) -> PathBuf {
    story.app.folder().join("backups")
}

/// Names of everybody in the list, as a screen sees it.
fn everybody(story: &Story) -> Vec<String> {
    let page = customers::page(&story.app, CustomerQuery::default(), 0, 100).expect("a page");
    let mut names: Vec<_> = page.rows.into_iter().map(|row| row.name).collect();
    names.sort();
    names
}

#[track_caller]
fn whole(story: &Story) {
    let report = vault::verify(&story.app).expect("verified");
    assert_eq!(report.problems, Vec::<String>::new());
}

#[test]
fn half_an_hour_after_a_change_there_is_one_more() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    for (moment, enters, expected) in [
        ("2026-11-30T09:00:00+08:00", false, 1),
        ("2026-11-30T09:20:00+08:00", true, 1),
        ("2026-11-30T09:30:00+08:00", false, 2),
        // Nothing has changed since.
        ("2026-11-30T18:00:00+08:00", false, 2),
        ("2026-11-30T18:00:01+08:00", true, 3),
        ("2026-11-30T18:10:00+08:00", true, 3),
        ("2026-11-30T18:30:01+08:00", false, 4),
    ] {
        story.turn_to(moment);
        if enters {
            let _ = story.customer(moment);
        }
        vault::keep(&story.app).expect("kept");
        let found = backups(&story);
        assert_eq!(found.len(), expected, "at {moment}");
        assert!(found.iter().all(|it| it.cause == BackupCause::Timer && it.bytes > 0));
    }
    let since: Vec<_> = backups(&story).iter().map(|it| it.since).collect();
    assert_eq!(since, [0, 1, 2, 3].map(Some));
}

#[test]
fn a_shop_without_a_name_has_nothing_to_lose() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = App::open(folder.path()).expect("open");
    vault::keep(&app).expect("kept");
    assert_eq!(vault::list(&app).expect("backups").backups, []);
}

#[test]
fn old_ones_are_thinned_and_what_is_not_ours_stays() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    vault::make_now(&story.app).expect("a backup");
    let folder = folder(&story);
    let made = folder.join(&backups(&story)[0].file);
    // A backup of each of the sixty days before.
    let names: Vec<_> = (1..=60)
        .map(|days| {
            Name { at: story.now().plus_days(-days), seq: 1, cause: BackupCause::Timer }.file()
        })
        .collect();
    for name in &names {
        fs::copy(&made, folder.join(name)).expect("copied");
    }
    let foreign = folder.join("holiday pictures.db");
    fs::write(&foreign, "mine").expect("written");
    let _ = story.customer("Anna");
    vault::make_now(&story.app).expect("a backup");
    let found = backups(&story);
    // Twelve of the latest, which are also days, then the end of weeks and months.
    assert!((18..=24).contains(&found.len()), "{}", found.len());
    assert!(found.iter().all(|it| folder.join(&it.file).exists()));
    assert_eq!(fs::read_to_string(foreign).expect("read"), "mine");
}

#[test]
fn there_and_back_again_and_the_screens_see_it() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    let _ = story.customer("Anna");
    vault::make_now(&story.app).expect("a backup");
    let with_anna = backups(&story)[0].file.clone();
    story.turn_to("2026-11-30T10:00:00+08:00");
    let (bert, _) = (story.customer("Bert"), story.customer("Cleo"));
    story.buys(bert, "2026-11-29", 100);
    assert_eq!(everybody(&story), ["Anna", "Bert", "Cleo"]);
    assert_eq!(backups(&story)[0].since, Some(3));

    let back = vault::restore(&story.app, op(), with_anna.clone()).expect("restored");
    let before = back.before.expect("it could be read");
    assert_eq!((before.customers, back.after.customers), (3, 1));
    assert_eq!((before.purchases, back.after.purchases), (1, 0));
    assert_eq!(before.last, Some(story.now()));
    assert!(back.after.last < before.last);
    assert_eq!(everybody(&story), ["Anna"]);
    whole(&story);
    // As many operations as before, but other ones: nothing in memory takes them for the old.
    for name in ["Dora", "Emil", "Fay"] {
        let _ = story.customer(name);
        assert!(everybody(&story).contains(&name.to_owned()));
    }
    let kept = backups(&story).into_iter().find(|it| it.file == back.kept).expect("kept");
    assert_eq!(kept.cause, BackupCause::BeforeRestore);

    let again = vault::restore(&story.app, op(), kept.file).expect("restored");
    assert_eq!((again.before.expect("before").customers, again.after.customers), (4, 3));
    assert_eq!(everybody(&story), ["Anna", "Bert", "Cleo"]);
    whole(&story);
    let history = operations::recent(&story.app, 10).expect("history");
    assert_eq!(history[0].kind, "vault.restore");
    assert!(everybody(&story.restart()).contains(&"Bert".to_owned()));
}

#[test]
fn the_same_press_goes_back_once() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    let _ = story.customer("Anna");
    vault::make_now(&story.app).expect("a backup");
    let file = backups(&story)[0].file.clone();
    let press = op();
    vault::restore(&story.app, press, file.clone()).expect("restored");
    let _ = story.customer("Bert");
    let again = vault::restore(&story.app, press, file).map(drop);
    assert_eq!(again, Err(AppError::AlreadyDone { operation: press }));
    assert_eq!(everybody(&story), ["Anna", "Bert"]);
}

#[test]
fn what_is_no_backup_is_not_put_back() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    let _ = story.customer("Anna");
    vault::make_now(&story.app).expect("a backup");
    let good = backups(&story)[0].file.clone();
    for file in ["", "huike.db", "../huike.db", "2026-11-30T05-20-00-417Z 1 timer.db"] {
        let refused = vault::restore(&story.app, op(), file.to_owned()).map(drop);
        assert_eq!(refused, Err(AppError::not_found("backup", file)));
    }
    // Cut in the middle, it is found out before anything is touched.
    let path = folder(&story).join(&good);
    let bytes = fs::read(&path).expect("read");
    fs::write(&path, &bytes[..bytes.len() / 2]).expect("written");
    let refused = vault::restore(&story.app, op(), good).map(drop);
    assert!(matches!(refused, Err(AppError::File { .. })), "{refused:?}");
    assert_eq!(everybody(&story), ["Anna"]);
    whole(&story);
}

#[test]
fn a_second_place_gets_each_while_it_is_there() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    let stick = tempfile::tempdir().expect("a folder");
    let there = stick.path().join("usb");
    let named = |folder: &Path| vault::set_second(&story.app, Some(folder.display().to_string()));
    let refused = Err(AppError::invalid("folder", InvalidCode::Impossible));
    assert_eq!(named(&there), refused, "not there yet");
    assert_eq!(named(Path::new("backups")), refused, "no whole path");
    assert_eq!(named(&folder(&story)), refused, "not there yet either");
    vault::make_now(&story.app).expect("a backup");
    assert_eq!(named(&folder(&story)), refused, "the data's own folder");
    assert_eq!(named(Path::new("/")), refused, "that in which the data lies");
    fs::create_dir(&there).expect("a folder");
    named(&there).expect("a second place");

    let _ = story.customer("Anna");
    story.turn_to("2026-11-30T10:00:00+08:00");
    vault::make_now(&story.app).expect("a backup");
    let file = backups(&story)[0].file.clone();
    let own = fs::read(folder(&story).join(&file)).expect("read");
    assert_eq!(fs::read(there.join(&file)).expect("copied"), own);
    let second = || vault::list(&story.app).expect("backups").second.expect("a second place");
    assert_eq!((second().present, second().latest), (true, Some(story.now())));

    // It is pulled out, and comes back.
    fs::rename(&there, stick.path().join("elsewhere")).expect("moved");
    let _ = story.customer("Bert");
    story.turn_to("2026-11-30T11:00:00+08:00");
    vault::keep(&story.app).expect("kept all the same");
    assert_eq!((second().present, second().latest), (false, None));
    fs::rename(stick.path().join("elsewhere"), &there).expect("moved");
    assert!(second().present);
    vault::set_second(&story.app, None).expect("none");
    assert_eq!(vault::list(&story.app).expect("backups").second, None);
}

#[cfg(unix)]
#[test]
fn what_keeps_it_from_being_made_is_told_until_it_is_made() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    // A file lies where the folder should be.
    fs::write(folder(&story), "in the way").expect("written");
    let failed = Err(AppError::BackupFailed { trouble: Trouble::Folder });
    assert_eq!(vault::make_now(&story.app), failed);
    // By itself it is tried again after a while, and not at every look.
    assert_eq!(vault::keep(&story.app), Ok(()));
    story.turn_to("2026-11-30T09:05:00+08:00");
    assert_eq!(vault::keep(&story.app), failed);
    assert_eq!(vault::list(&story.app).expect("backups").trouble, Some(Trouble::Folder));
    let _ = story.customer("Anna");
    fs::remove_file(folder(&story)).expect("removed");
    story.turn_to("2026-11-30T09:10:00+08:00");
    vault::keep(&story.app).expect("kept");
    assert_eq!(vault::list(&story.app).expect("backups").trouble, None);
}

#[test]
fn the_newest_that_is_whole_is_offered_for_a_damaged_file() {
    let story = Story::at("2026-11-30T09:00:00+08:00");
    let data = story.app.folder().to_owned();
    let mut files = Vec::new();
    for (hour, name) in [(9, "Anna"), (10, "Bert"), (11, "Cleo")] {
        story.turn_to(&format!("2026-11-30T{hour:02}:00:00+08:00"));
        let _ = story.customer(name);
        vault::make_now(&story.app).expect("a backup");
        files.push(folder(&story).join(&backups(&story)[0].file));
    }
    let spoil = |path: &Path| {
        let mut bytes = fs::read(path).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle..middle + 64].fill(7);
        fs::write(path, bytes).expect("written");
    };
    spoil(&files[2]);
    let copy = tempfile::tempdir().expect("a folder");
    for entry in [&data, &folder(&story)] {
        let to = copy.path().join(entry.strip_prefix(&data).expect("within"));
        fs::create_dir_all(&to).expect("a folder");
        for file in fs::read_dir(entry).expect("a folder").flatten() {
            if file.path().is_file() && file.path().extension().is_none_or(|end| end != "db-shm") {
                fs::copy(file.path(), to.join(file.file_name())).expect("copied");
            }
        }
    }
    // Nothing that is in the log may help.
    let _ = fs::remove_file(copy.path().join("huike.db-wal"));
    fs::write(copy.path().join("huike.db"), [9; 8_192]).expect("written");
    let found = App::open(copy.path()).map(drop);
    let good = copy.path().join("backups").join(files[1].file_name().expect("a name"));
    assert_eq!(found, Err(AppError::Damaged { backup: Some(good.display().to_string()) }));
    let app = gate::at(copy.path()).expect("a gate");
    let file = good.file_name().expect("a name").display().to_string();
    let listed = vault::list(&app).expect("backups").backups;
    assert!(listed.iter().any(|it| it.file == file && it.since.is_none()), "{listed:?}");
    let back = vault::restore(&app, op(), file).expect("restored");
    assert_eq!((back.before, back.after.customers), (None, 2));
    assert!(copy.path().join("backups").join(back.kept).exists(), "the damaged file is kept");
    let page = customers::page(&app, CustomerQuery::default(), 0, 100).expect("a page");
    assert_eq!(page.rows.len(), 2);
}
