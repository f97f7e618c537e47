//! A disk that fills up: a clear word, nothing lost, and on it goes when there is room. On Linux, on a
//! small file system of its own, where whoever runs this may make one.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use huike_app::{App, AppError, customers, gate, vault};
use huike_domain::customers::CustomerDraft;
use huike_domain::shop::Shop;
use huike_domain::staff::{Role, Staff};
use huike_tests::{op, passphrase_of, person};

/// A file system of six megabytes in memory; it goes with this.
struct Small(tempfile::TempDir);

impl Small {
    /// None where this account may not mount.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"])
            .arg(folder.path())
            .status();
        let is_mounted = mounted.is_ok_and(|status| status.success());
        if !is_mounted {
            eprintln!("nothing is tried: this account may not mount");
        }
        is_mounted.then_some(Self(folder))
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// Leaves so many bytes.
    fn fill(&self, leave: usize) {
        let stone = vec![0_u8; 4_096];
        let mut pieces = Vec::new();
        while fs::write(self.piece(pieces.len()), &stone).is_ok() {
            pieces.push(self.piece(pieces.len()));
        }
        let _ = fs::remove_file(self.piece(pieces.len()));
        for piece in pieces.iter().rev().take(leave.div_ceil(stone.len())) {
            fs::remove_file(piece).expect("removed");
        }
    }

    fn piece(&self, n: usize) -> PathBuf {
        let folder = self.0.path().join("stones");
        fs::create_dir_all(&folder).expect("a folder");
        folder.join(n.to_string())
    }

    fn make_room(&self) {
        fs::remove_dir_all(self.0.path().join("stones")).expect("removed");
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

fn enter(app: &App, name: &str) -> Result<(), AppError> {
    let draft = CustomerDraft {
        name: name.to_owned(),
        // Long enough to need a page of its own.
        note: "tea ".repeat(400),
        ..CustomerDraft::default()
    };
    customers::add(app, op(), draft).map(drop)
}

fn seen(app: &App) -> usize {
    let query = customers::CustomerQuery::default();
    customers::page(app, query, 0, 200).expect("a page").rows.len()
}

fn begin(folder: &Path) -> App {
    let app = gate::at(folder).expect("a gate");
    let shop = Shop { name: "Studio".to_owned(), zone: "Asia/Shanghai".to_owned() };
    huike_app::shop::name(&app, op(), shop).expect("named");
    enter(&app, "Anna").expect("entered");
    app
}

fn whole(app: &App) {
    assert_eq!(vault::verify(app).expect("verified").problems, Vec::<String>::new());
}

#[test]
fn writing_goes_on_when_there_is_room() {
    let Some(disk) = Small::new() else { return };
    let app = begin(&disk.data());
    disk.fill(0);
    let mut entered = 1;
    // What the log still has room for is taken; then it is said.
    let refused = (0..2_000).find_map(|n| match enter(&app, &format!("customer {n}")) {
        Ok(()) => {
            entered += 1;
            None
        }
        Err(error) => Some(error),
    });
    assert_eq!(refused, Some(AppError::DiskFull));
    assert_eq!(seen(&app), entered, "what was acknowledged is there");
    disk.make_room();
    enter(&app, "Bert").expect("entered");
    assert_eq!(seen(&app), entered + 1);
    whole(&app);
}

#[test]
fn a_full_disk_at_the_start_is_no_damage() {
    let Some(disk) = Small::new() else { return };
    drop(begin(&disk.data()));
    vault::make_now(&gate::at(&disk.data()).expect("open")).expect("a backup");
    disk.fill(0);
    let app = gate::at(&disk.data()).expect("a gate");
    let view = gate::status(&app).expect("a gate");
    if !view.open {
        assert_eq!(view.error, Some(AppError::DiskFull));
    }
    disk.make_room();
    assert!(gate::status(&app).expect("a gate").open, "it is opened as soon as there is room");
    assert_eq!(seen(&app), 1);
    whole(&app);
}

#[test]
fn a_key_that_could_not_be_changed_is_not_changed() {
    let Some(disk) = Small::new() else { return };
    let app = begin(&disk.data());
    let chen = person("Chen", Role::Owner, None);
    let people = Staff(vec![chen.clone()]);
    huike_app::staff::save(&app, op(), people).expect("people");
    let passphrase = Some(passphrase_of("Chen"));
    huike_app::staff::set_passphrase(&app, op(), chen.id, None, passphrase).expect("guarded");
    vault::make_now(&app).expect("a backup");
    // The backup before it is there, so all that lacks room is the change itself.
    for leave in [0, 40_000, 120_000, 300_000] {
        disk.fill(leave);
        let changed = vault::change_key(&app, op());
        disk.make_room();
        assert!(changed.is_err(), "{leave} bytes were enough");
        assert!(gate::status(&app).expect("a gate").open, "{leave}: {changed:?}");
        assert_eq!(seen(&app), 1, "{leave}: {changed:?}");
        gate::lock(&app).expect("locked");
        gate::enter(&app, chen.id, &passphrase_of("Chen")).expect("let in");
        whole(&app);
    }
    vault::change_key(&app, op()).expect("changed");
    assert_eq!(seen(&app), 1);
}
