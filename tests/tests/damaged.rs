//! Files with a byte flipped, a page overwritten or an end cut off: each is found, none is taken for
//! whole, and the newest backup takes its place while the damaged file is kept.

use std::fs;
use std::path::Path;

use huike_app::customers::{self, CustomerQuery};
use huike_app::{App, AppError, gate, vault};
use huike_tests::Story;

/// `HUIKE_DAMAGED` asks for more.
const FILES: u64 = 250;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.join("backups")).expect("a folder");
    for folder in ["", "backups"] {
        for file in fs::read_dir(from.join(folder)).expect("a folder").flatten() {
            if file.path().is_file() && file.file_name() != "huike.db-shm" {
                fs::copy(file.path(), to.join(folder).join(file.file_name())).expect("copied");
            }
        }
    }
}

/// Harms the file in one way or another.
fn harm(file: &Path, random: &mut fastrand::Rng) -> String {
    let mut bytes = fs::read(file).expect("read");
    let at = random.usize(..bytes.len());
    let what = match random.u8(..4) {
        0 => {
            bytes.truncate(at);
            format!("cut at {at}")
        }
        1 => {
            let page = at / 4_096 * 4_096;
            let end = bytes.len().min(page + 4_096);
            bytes[page..end].fill(0);
            format!("page at {page} is empty")
        }
        2 => {
            let end = bytes.len().min(at + 512);
            bytes[at..end].iter_mut().for_each(|byte| *byte = random.u8(..));
            format!("noise at {at}")
        }
        _ => {
            bytes[at] ^= 1 << random.u8(..8);
            format!("one bit at {at}")
        }
    };
    fs::write(file, bytes).expect("written");
    what
}

/// Whether it is found: at the start, or when every page is read, as the next backup does.
fn is_found(app: &App) -> bool {
    match app.store().map(drop) {
        Err(AppError::Damaged { .. }) => true,
        Err(error) => panic!("{error:?}"),
        Ok(()) => {
            let made = vault::make_now(app);
            if made.is_ok() {
                // An empty page that nothing stood on harms nobody.
                let verified = vault::verify(app).expect("verified");
                assert_eq!(verified.problems, Vec::<String>::new());
                return false;
            }
            matches!(app.store().map(drop), Err(AppError::Damaged { .. }))
        }
    }
}

#[test]
fn harmed_files_are_found_and_mended() {
    let files = std::env::var("HUIKE_DAMAGED").ok().and_then(|n| n.parse().ok()).unwrap_or(FILES);
    let story = Story::at("2026-11-30T10:00:00+08:00");
    for name in ["Anna", "Bert", "Cleo"] {
        let who = story.customer(name);
        story.buys(who, "2026-11-20", 10);
    }
    vault::make_now(&story.app).expect("a backup");
    let (folder, _) = story.put_away();
    let (mut random, mut harmless) = (fastrand::Rng::with_seed(20_261_130), 0);
    for n in 0..files {
        let harmed = tempfile::tempdir().expect("a folder");
        copy(folder.path(), harmed.path());
        let what = harm(&harmed.path().join("huike.db"), &mut random);
        let app = gate::at(harmed.path()).expect("a gate");
        if !is_found(&app) {
            assert!(what.contains("is empty"), "{n}: {what}");
            harmless += 1;
            continue;
        }
        let backups = vault::list(&app).expect("backups").backups;
        let newest = backups.first().expect("a backup").file.clone();
        let back = vault::restore(&app, huike_tests::op(), newest).expect("restored");
        let kept = harmed.path().join("backups").join(&back.kept);
        assert!(kept.exists(), "{n}: {what}: the damaged file is gone");
        let page = customers::page(&app, CustomerQuery::default(), 0, 10).expect("a page");
        assert_eq!(page.rows.len(), 3, "{n}: {what}");
    }
    assert!(harmless * 50 <= files, "{harmless} of {files} were not found");
}
