//! Who is let in: passphrases, the recovery code, the lock, another key when somebody leaves.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use huike_app::customers::{self, CustomerQuery};
use huike_app::{App, AppError, gate, operations, staff, vault};
use huike_domain::error::InvalidCode;
use huike_domain::ids::PersonId;
use huike_domain::staff::{Person, Role};
use huike_domain::vault::{BackupCause, CodeProblem};
use huike_store::{Store, StoreError};
use huike_tests::{Story, op, passphrase_of, person};

fn everyone() -> [Person; 3] {
    [
        person("Chen", Role::Owner, None),
        person("Mei", Role::Manager, None),
        person("Li", Role::Staff, None),
    ]
}

/// A guarded shop of three with one customer, and Chen sitting there.
fn shop() -> (Story, [Person; 3]) {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    let everyone = everyone();
    story.guarded(&everyone);
    let _ = story.customer("Anna");
    (story, everyone)
}

fn seen(app: &App) -> Result<usize, AppError> {
    customers::page(app, CustomerQuery::default(), 0, 10).map(|page| page.rows.len())
}

fn wrong() -> AppError {
    AppError::invalid("passphrase", InvalidCode::Unknown)
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("key.json")).expect("a key file")
}

#[test]
fn a_locked_shop_answers_nobody_until_somebody_proves_who_they_are() {
    let (story, [chen, _, li]) = shop();
    assert_eq!(seen(&story.app), Ok(1));
    gate::lock(&story.app).expect("locked");
    assert_eq!(seen(&story.app), Err(AppError::Locked));
    assert_eq!(vault::make_now(&story.app), Err(AppError::Locked));
    assert!(matches!(Store::open(story.app.folder()), Err(StoreError::Locked)));
    let view = gate::status(&story.app).expect("a gate");
    assert!(view.guarded && !view.open && view.me.is_none() && view.rights.is_empty());
    assert_eq!(view.people.len(), 3);

    let says = |person: &Person, text: &str| gate::unlock(&story.app, person.id, text.to_owned());
    assert_eq!(says(&li, &passphrase_of("Chen")).map(drop), Err(wrong()));
    let required = AppError::invalid("passphrase", InvalidCode::Required);
    assert_eq!(says(&li, "").map(drop), Err(required));
    let opened = says(&li, &passphrase_of("Li")).expect("let in");
    assert_eq!(opened.me.map(|me| me.name), Some("Li".to_owned()));
    assert_eq!(seen(&story.app), Ok(1));
    // Another one sits down without the shop being shut; a wrong word changes nobody's place.
    assert_eq!(says(&chen, "open says nobody").map(drop), Err(wrong()));
    let me = |story: &Story| gate::status(&story.app).expect("a gate").me.map(|me| me.name);
    assert_eq!(me(&story), Some("Li".to_owned()));
    says(&chen, &passphrase_of("Chen")).expect("let in");
    assert_eq!(me(&story), Some("Chen".to_owned()));
}

#[test]
fn after_a_restart_it_takes_a_passphrase_and_nothing_in_the_folder_gives_the_key() {
    let (story, [chen, ..]) = shop();
    let key = text(story.app.folder());
    assert!(!key.contains("\"key\""), "a bare key is kept: {key}");
    let opened = App::open(story.app.folder()).map(drop);
    assert_eq!(opened, Err(AppError::Locked));
    let again = gate::at(story.app.folder()).expect("a gate");
    gate::enter(&again, chen.id, &passphrase_of("Chen")).expect("let in");
    assert_eq!(seen(&again), Ok(1));
}

#[test]
fn wrong_passphrases_slow_down_whoever_guesses() {
    let (story, [chen, ..]) = shop();
    gate::lock(&story.app).expect("locked");
    let says = |text: &str| gate::unlock(&story.app, chen.id, text.to_owned()).map(drop);
    for _ in 0..3 {
        assert_eq!(says("open says nobody"), Err(wrong()));
    }
    assert_eq!(says(&passphrase_of("Chen")), Err(AppError::TooSoon { seconds: 2 }));
    // Starting anew forgets nothing.
    let again = App::at(story.app.folder(), {
        let now = story.now();
        Arc::new(move || now)
    });
    let early = gate::enter(&again, chen.id, &passphrase_of("Chen"));
    assert_eq!(early, Err(AppError::TooSoon { seconds: 2 }));
    story.turn_to("2026-11-30T10:00:02+08:00");
    assert_eq!(says("open says nobody"), Err(wrong()));
    assert_eq!(says(&passphrase_of("Chen")), Err(AppError::TooSoon { seconds: 4 }));
    story.turn_to("2026-11-30T10:00:06+08:00");
    assert_eq!(says(&passphrase_of("Chen")), Ok(()));
}

#[test]
fn the_first_passphrase_is_an_owners_and_the_last_one_leaves_with_them() {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    let [chen, mei, li] = everyone();
    story.staffed(&[chen.clone(), mei.clone(), li.clone()]);
    let set = |person: PersonId, present: Option<&str>, next: Option<&str>| {
        let [present, next] = [present, next].map(|text| text.map(str::to_owned));
        staff::set_passphrase(&story.app, op(), person, present, next)
    };
    let invalid = |field, code| Err(AppError::invalid(field, code));
    assert_eq!(set(mei.id, None, Some("tulips in May")), invalid("person", InvalidCode::Required));
    assert_eq!(set(chen.id, None, Some("short")), invalid("passphrase", InvalidCode::OutOfRange));
    set(chen.id, None, Some("tulips in May")).expect("set");
    let view = gate::status(&story.app).expect("a gate");
    assert!(view.guarded);
    assert_eq!(view.me.map(|me| me.id), Some(chen.id), "who guards it sits there");
    set(mei.id, None, Some("daisies in June")).expect("set by the owner");
    // One's own takes the present one.
    assert_eq!(
        set(chen.id, None, Some("roses in July")),
        invalid("present", InvalidCode::Required)
    );
    let bad = set(chen.id, Some("lilies"), Some("roses in July"));
    assert_eq!(bad, invalid("present", InvalidCode::Unknown));
    set(chen.id, Some("tulips in May"), Some("roses in July")).expect("changed");
    // As long as others have one, an owner keeps theirs.
    let left = set(chen.id, Some("roses in July"), None);
    assert_eq!(left, invalid("person", InvalidCode::Impossible));
    // A manager gives nobody one, and takes nobody's away.
    gate::enter(&story.app, mei.id, "daisies in June").expect("let in");
    assert!(matches!(set(li.id, None, Some("asters in fall")), Err(AppError::NotAllowed { .. })));
    assert!(matches!(set(chen.id, None, None), Err(AppError::NotAllowed { .. })));
    gate::enter(&story.app, chen.id, "roses in July").expect("let in");
    set(mei.id, None, None).expect("taken away");
    set(chen.id, Some("roses in July"), None).expect("taken away");
    assert!(!gate::status(&story.app).expect("a gate").guarded);
    gate::lock(&story.app).expect("nothing to lock");
    assert_eq!(seen(&story.app), Ok(0), "nobody is asked for anything any more");
    assert!(App::open(story.restart().app.folder()).is_ok(), "it opens by itself again");
}

#[test]
fn the_printed_code_opens_when_nobody_remembers() {
    let (story, [chen, ..]) = shop();
    let words = vault::make_code(&story.app, op()).expect("a code");
    assert_eq!(words.len(), 12);
    gate::lock(&story.app).expect("locked");
    let recover = |words: &[String], next: &str| {
        gate::recover(&story.app, op(), words.join(" "), next.to_owned()).map(drop)
    };
    let problem = |problem| Err(AppError::RecoveryCode { problem });
    assert_eq!(recover(&words[..11], "a new beginning"), problem(CodeProblem::Count { found: 11 }));
    let short = AppError::invalid("passphrase", InvalidCode::OutOfRange);
    assert_eq!(recover(&words, "short"), Err(short));
    recover(&words, "a new beginning").expect("let in");
    assert_eq!(seen(&story.app), Ok(1));
    gate::lock(&story.app).expect("locked");
    let old = gate::unlock(&story.app, chen.id, passphrase_of("Chen")).map(drop);
    assert_eq!(old, Err(wrong()));
    gate::unlock(&story.app, chen.id, "a new beginning".to_owned()).expect("let in");
    // A newer code makes the older one worthless.
    vault::make_code(&story.app, op()).expect("a code");
    gate::lock(&story.app).expect("locked");
    assert_eq!(recover(&words, "a new beginning"), problem(CodeProblem::Check));
}

#[test]
fn whoever_leaves_takes_nothing_along() {
    let (story, [chen, mei, li]) = shop();
    // Li copied the whole folder on the last day.
    let copy = tempfile::tempdir().expect("a folder");
    vault::make_now(&story.app).expect("a backup");
    for file in ["huike.db", "key.json"] {
        fs::copy(story.app.folder().join(file), copy.path().join(file)).expect("copied");
    }
    let held = gate::at(copy.path()).expect("a gate");
    gate::enter(&held, li.id, &passphrase_of("Li")).expect("the copy is the copy");
    let old = held.store().expect("open").key().clone();

    story.staffed(&[chen.clone(), mei.clone()]);
    let view = gate::status(&story.app).expect("a gate");
    assert_eq!(view.people.iter().map(|it| it.id).collect::<Vec<_>>(), [chen.id, mei.id]);
    let _ = story.customer("Bert");
    let stolen = gate::enter(&story.app, li.id, &passphrase_of("Li"));
    assert_eq!(stolen, Err(wrong()));
    // The key of the copy opens nothing that was written since.
    assert!(matches!(Store::open_with(story.app.folder(), old), Err(StoreError::Locked)));
    // Everybody else goes on with their own words, and old backups still open.
    for name in ["Mei", "Chen"] {
        gate::lock(&story.app).expect("locked");
        story.sits(name);
        assert_eq!(seen(&story.app), Ok(2), "{name}");
    }
    let backups = vault::list(&story.app).expect("backups").backups;
    assert!(backups.iter().any(|it| it.cause == BackupCause::BeforeNewKey));
    let oldest = backups.last().expect("a backup").file.clone();
    vault::restore(&story.app, op(), oldest).expect("restored");
    let people = staff::people(&story.app).expect("people");
    assert_eq!(people.len(), 2, "who left stays away, whatever is put back");
    assert_eq!(vault::verify(&story.app).expect("verified").problems, Vec::<String>::new());
}

#[test]
fn a_stranger_s_key_file_is_noticed() {
    let (story, [chen, mei, _]) = shop();
    gate::lock(&story.app).expect("locked");
    let file = story.app.folder().join("key.json");
    let mut json: serde_json::Value =
        serde_json::from_str(&text(story.app.folder())).expect("json");
    let good = json.clone();
    let write = |json: &serde_json::Value| fs::write(&file, json.to_string()).expect("written");
    // A wrapping that was taken out, and two that were exchanged.
    json["slots"].as_array_mut().expect("slots").pop();
    write(&json);
    let refused = gate::enter(&story.app, chen.id, &passphrase_of("Chen"));
    assert_eq!(refused, Err(AppError::KeysChanged));
    json = good.clone();
    let [a, b] = [0, 1].map(|at: usize| json["slots"][at]["holder"].clone());
    (json["slots"][0]["holder"], json["slots"][1]["holder"]) = (b, a);
    write(&json);
    for (who, name) in [(&chen, "Mei"), (&mei, "Chen")] {
        assert_eq!(gate::enter(&story.app, who.id, &passphrase_of(name)), Err(wrong()));
    }
    write(&good);
    assert_eq!(gate::enter(&story.app, chen.id, &passphrase_of("Chen")), Ok(()));
}

#[test]
fn each_operation_names_who_sat_there_and_ctrl_z_is_ones_own() {
    let (story, [_, mei, li]) = shop();
    story.sits("Li");
    let _ = story.customer("Bert");
    story.sits("Mei");
    let _ = story.customer("Cleo");
    let history = operations::recent(&story.app, 2).expect("history");
    let who: Vec<_> = history.iter().map(|it| it.actor).collect();
    let is = |person: &Person| operations::ActorView::Person { id: person.id };
    assert_eq!(who, [is(&mei), is(&li)]);
    story.sits("Li");
    let undone = story.undo().expect("undone");
    assert_eq!(undone.undone.actor, is(&li), "what Mei did since is not Li's to take back");
    let refused = operations::undo(&story.app, op(), Some(history[0].id)).map(drop);
    assert!(matches!(refused, Err(AppError::NotAllowed { .. })), "{refused:?}");
    story.sits("Mei");
    operations::undo(&story.app, op(), Some(undone.by)).expect("a manager looks after others");
    assert_eq!(seen(&story.app), Ok(3));
}

#[test]
fn a_damaged_file_of_a_guarded_shop_is_mended_by_who_proves_who_they_are() {
    let (story, [chen, ..]) = shop();
    vault::make_now(&story.app).expect("a backup");
    let (folder, _) = story.put_away();
    let file = folder.path().join("huike.db");
    let mut bytes = fs::read(&file).expect("read");
    bytes[100..5_000].fill(7);
    fs::write(&file, bytes).expect("written");
    let app = gate::at(folder.path()).expect("a gate");
    assert_eq!(vault::list(&app).map(drop), Err(AppError::Locked), "nothing is said at the door");
    let opened = gate::enter(&app, chen.id, &passphrase_of("Chen"));
    assert!(matches!(opened, Err(AppError::Damaged { backup: Some(_) })), "{opened:?}");
    let newest = vault::list(&app).expect("backups").backups[0].file.clone();
    let back = vault::restore(&app, op(), newest).expect("restored");
    assert!(back.kept.ends_with(".damaged"), "{}", back.kept);
    let view = gate::status(&app).expect("a gate");
    assert_eq!((view.open, view.me.map(|me| me.id)), (true, Some(chen.id)));
    assert_eq!(seen(&app), Ok(1));
    let backups = vault::list(&app).expect("backups").backups;
    assert!(
        backups.iter().all(|it| !it.file.ends_with(".damaged")),
        "what is damaged is no backup"
    );
}

/// What lay beside a backup, put in the place of the shop's own key file, opens nothing any more.
#[track_caller]
fn check_worthless(story: &Story, old: &str, open: impl Fn() -> Result<(), AppError>) {
    let file = story.app.folder().join("key.json");
    gate::lock(&story.app).expect("locked");
    let now = fs::read_to_string(&file).expect("read");
    fs::write(&file, old).expect("written");
    let opened = open();
    assert!(opened.is_err(), "{opened:?}");
    gate::lock(&story.app).expect("locked");
    fs::write(&file, now).expect("written");
}

#[test]
fn a_passphrase_or_a_code_of_before_is_worthless_with_copies_as_well() {
    let (story, [chen, mei, _]) = shop();
    let words = vault::make_code(&story.app, op()).expect("a code").join(" ");
    let before = text(story.app.folder());
    vault::make_code(&story.app, op()).expect("another");
    check_worthless(&story, &before, || {
        gate::recover(&story.app, op(), words.clone(), "a new beginning".to_owned()).map(drop)
    });
    story.sits("Chen");
    let before = text(story.app.folder());
    let next = Some("tulips in May".to_owned());
    staff::set_passphrase(&story.app, op(), mei.id, None, next).expect("set");
    check_worthless(&story, &before, || gate::enter(&story.app, mei.id, &passphrase_of("Mei")));
    gate::enter(&story.app, chen.id, &passphrase_of("Chen")).expect("let in");
    assert_eq!(seen(&story.app), Ok(1));
}

#[test]
fn the_code_opens_a_shop_whose_own_key_is_gone() {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    let _ = story.customer("Anna");
    let words = vault::make_code(&story.app, op()).expect("a code").join(" ");
    let (folder, _) = story.put_away();
    let file = folder.path().join("key.json");
    let mut json: serde_json::Value = serde_json::from_str(&text(folder.path())).expect("json");
    json["kept"] = serde_json::json!({ "kept": "keyring", "entry": "gone" });
    fs::write(&file, json.to_string()).expect("written");
    let app = gate::at(folder.path()).expect("a gate");
    let view = gate::status(&app).expect("a gate");
    assert!(view.guarded && view.has_recovery_code && view.error.is_none(), "{view:?}");
    gate::recover(&app, op(), words, "a new beginning".to_owned()).expect("let in");
    assert_eq!(seen(&app), Ok(1));
    let owner = gate::status(&app).expect("a gate").people[0].id;
    drop(app);
    let again = gate::at(folder.path()).expect("a gate");
    gate::enter(&again, owner, "a new beginning").expect("let in");
    assert_eq!(seen(&again), Ok(1));
}

#[test]
fn whoever_puts_an_old_backup_back_is_no_more_than_before_and_somebody_owns_the_shop() {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    let [chen, mei, li] = everyone();
    story.guarded(std::slice::from_ref(&chen));
    vault::make_now(&story.app).expect("a backup");
    let old = vault::list(&story.app).expect("backups").backups[0].file.clone();
    story.staffed(&[chen.clone(), mei.clone(), li.clone()]);
    for (person, name) in [(&mei, "Mei"), (&li, "Li")] {
        let passphrase = Some(passphrase_of(name));
        staff::set_passphrase(&story.app, op(), person.id, None, passphrase).expect("set");
    }
    let roles = |app: &App| {
        let people = staff::people(app).expect("people");
        people.into_iter().map(|it| (it.person.name, it.person.role)).collect::<Vec<_>>()
    };
    let all = [("Chen", Role::Owner), ("Mei", Role::Manager), ("Li", Role::Staff)];
    let all = all.map(|(name, role)| (name.to_owned(), role)).to_vec();
    vault::restore(&story.app, op(), old.clone()).expect("restored");
    assert_eq!(roles(&story.app), all, "who works here stays who works here");
    // The file is damaged, and the backup knows only Chen; Li puts it back.
    let (folder, _) = story.put_away();
    let file = folder.path().join("huike.db");
    let mut bytes = fs::read(&file).expect("read");
    bytes[100..5_000].fill(7);
    fs::write(&file, bytes).expect("written");
    let app = gate::at(folder.path()).expect("a gate");
    let _ = gate::enter(&app, li.id, &passphrase_of("Li"));
    vault::restore(&app, op(), old).expect("restored");
    let mended = [("Chen".to_owned(), Role::Owner), ("Li".to_owned(), Role::ReadOnly)];
    assert_eq!(roles(&app), mended);
}
