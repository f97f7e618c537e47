//! The list, and the two things made from it.

use chrono::NaiveDate;
use huike_app::calendar::{CalendarImport, CalendarView};
use huike_app::complaints::{
    BoardFilter, ComplaintBoard, ComplaintCard, ComplaintReport, ComplaintSettings, ComplaintView,
    ComplaintWarning, ImproveDraft, ImprovedView, ImprovementView, IntakeDraft, IntakeHints,
    ListCursor, ListPage, Opened, StepDraft,
};
use huike_app::customers::{
    BulkPreview, CustomerPage, CustomerQuery, Defined, DuplicatePage, DuplicateScan, Found,
    MergeView, PreferenceCount, Selection, Shown, Similar, WordCount,
};
use huike_app::dossier::{
    CustomerCard, CustomerView, TimelineCursor, TimelineFilter, TimelinePage,
};
use huike_app::followups::{
    BirthdayDay, CareReport, ContactLimitView, DayPlan, Done, FollowUpView, Next, RulePreview,
    Section, SnoozeChoice, TodayCounts, TodayCursor, TodayPage, Tried,
};
use huike_app::gate::{GateView, LockRules};
use huike_app::interactions::{InteractionDraft, InteractionView};
use huike_app::notifying::{Desk, NotifyingView};
use huike_app::operations::{AuditPage, AuditQuery, ChangedRowView, OperationView, Undone};
use huike_app::points::{OutstandingView, PointsExample, PointsSettings, PointsView};
use huike_app::purchases::{RefundPreview, StaysView};
use huike_app::scripts::{ScriptList, ScriptReport, ScriptVersionView, Suggestions};
use huike_app::segments::{
    Flow, FlowEdge, LeavingPage, MovedPage, Overview, Playbooks, Sorting, Studio,
};
use huike_app::shop::Status;
use huike_app::staff::PersonView;
use huike_app::tiers::{Applied, BenefitView, Board, Member, Programs, Tier, TierPreview, Who};
use huike_app::transfer::files::FileToken;
use huike_app::transfer::{
    ExportFormat, Exported, ImportKind, ImportOptions, ImportReport, Preview, ReadOptions,
    Rehearsal,
};
use huike_app::vault::{Backups, RestoredView};
use huike_app::views::{View, ViewDraft};
use huike_app::vouchers::{
    ApprovalView, AskDraft, BatchView, IssueDraft, PrintedVoucher, RedeemDraft, Redeemed,
    VoucherView,
};
use huike_app::{App, AppError};
use huike_domain::calendar::{BusinessCalendar, DuePath};
use huike_domain::complaints::{ActKind, Catalogue, Causes, Pace, State};
use huike_domain::customers::filter::Field;
use huike_domain::customers::merging::Choices;
use huike_domain::customers::{BulkChange, CustomField, CustomerDraft, Preference};
use huike_domain::followups::{ContactOutcome, Restraint, Rule, Weights};
use huike_domain::ids::{
    ApprovalId, AttachmentId, BenefitId, ComplaintId, CustomerId, EntitlementId, FieldId,
    FollowUpId, ImprovementId, InteractionId, OperationId, PersonId, PreferenceId, PurchaseId,
    RuleId, ScriptId, TierId, ViewId, VoucherBatchId, VoucherId,
};
use huike_domain::interactions::Channel;
use huike_domain::money::Fen;
use huike_domain::notifying::Notifying;
use huike_domain::purchases::{PurchaseDraft, RefundDraft};
use huike_domain::scripts::{FilledText, Occasion, ScriptDraft};
use huike_domain::segments::{MoveScheme, Playbook, PlaybookTarget, StageDays};
use huike_domain::shop::{Preferences, Shop};
use huike_domain::staff::Staff;
use huike_domain::tiers::Program;
use huike_domain::tiers::points::{EarningRule, Worth};
use huike_domain::tiers::vouchers::VoucherBatchDraft;
use huike_domain::time::Instant;
use serde::Deserialize;
use serde_json::Value;

use crate::bindings::{Command, describe};
use crate::dispatch::commands;

commands! {
    /// What a screen needs to know before it shows anything.
    shop::status() -> Status;
    /// Names the shop on the first run, or renames it.
    shop::name(op: OperationId, shop: Shop) -> ();
    /// Saves language, theme, zoom and the rest.
    shop::set_preferences(op: OperationId, preferences: Preferences) -> ();
    /// The limits between stages.
    shop::stage_days() -> StageDays;
    /// Saves the limits between stages and sorts everyone anew.
    shop::set_stage_days(op: OperationId, days: StageDays) -> ();
    /// Fills the file with the sample shop.
    shop::open_sample(op: OperationId) -> ();
    /// Removes the sample shop, with everything noted on its customers since.
    shop::remove_sample(op: OperationId) -> ();

    /// How the shop stands to whoever sits there; answered whatever state it is in.
    gate::status() -> GateView;
    /// Opens the shop by somebody's passphrase, or lets somebody else sit down.
    gate::unlock(person: PersonId, passphrase: String) -> GateView;
    /// Whether a recovery code could be one.
    gate::read_code(code: String) -> ();
    /// Opens the shop by the printed recovery code, and gives its owner a new passphrase.
    gate::recover(op: OperationId, code: String, passphrase: String) -> GateView;
    /// Shuts the shop until somebody says their passphrase.
    gate::lock() -> ();
    /// Somebody did something at this PC.
    gate::seen() -> ();
    /// When this PC shuts the shop by itself.
    gate::lock_rules() -> LockRules;
    /// Saves when this PC shuts the shop by itself.
    gate::set_lock_rules(rules: LockRules) -> ();

    /// How due follow-ups are told.
    notifying::get() -> NotifyingView;
    /// Saves how due follow-ups are told in this shop.
    notifying::save(op: OperationId, shop: Notifying) -> ();
    /// Saves whose follow-ups are told on this PC.
    notifying::set_desk(desk: Desk) -> ();

    /// When the shop is open.
    calendar::get() -> CalendarView;
    /// Saves when the shop is open.
    calendar::save(op: OperationId, calendar: BusinessCalendar) -> ();
    /// What an iCalendar file of holidays would bring. Nothing changes.
    calendar::read_file(calendar: BusinessCalendar, file: FileToken) -> CalendarImport;
    /// When a time to answer in is over, by a calendar that may not be saved yet, and why then.
    calendar::explain(calendar: BusinessCalendar, at: Instant, minutes: u32) -> DuePath;

    /// A stretch of a list, `start` rows from its top; at most 200 rows.
    customers::page(query: CustomerQuery, start: u32, limit: u32) -> CustomerPage;
    /// How many customers a list has.
    customers::count(query: CustomerQuery) -> u32;
    /// How many customers each of several lists has, such as all saved views; at most 200.
    customers::counts(queries: Vec<CustomerQuery>) -> Vec<u32>;
    /// How many a change is for, and how many it would change.
    customers::bulk_preview(selection: Selection, change: BulkChange) -> BulkPreview;
    /// Changes everyone selected in one operation, where exactly `expected` are; answers how many changed.
    customers::bulk(op: OperationId, selection: Selection, change: BulkChange, expected: u32) -> u32;
    /// Customers by any piece of a name, pinyin, initials, three digits or more of a number,
    /// company or tag, also where a Latin word was mistyped; best first.
    customers::search(text: String, limit: u32, show: Option<Shown>) -> Found;
    /// Words that customers have in a field of words or tags, those of the most customers first, at
    /// most twelve; those that hold `text`, where there is one.
    customers::words(field: Field, own: Option<FieldId>, text: String) -> Vec<WordCount>;
    /// Enters a customer.
    customers::add(op: OperationId, draft: CustomerDraft) -> CustomerId;
    /// Saves the fields that differ between what a person had before them and what they made of it.
    customers::edit(op: OperationId, id: CustomerId, before: CustomerDraft, after: CustomerDraft) -> ();
    /// The library of preferences, by category and value, each with its customers counted.
    customers::preferences() -> Vec<PreferenceCount>;
    /// Saves a preference, new or known.
    customers::save_preference(op: OperationId, preference: Preference) -> ();
    /// Takes a preference out of the library and away from everyone who has it.
    customers::forget_preference(op: OperationId, id: PreferenceId) -> ();
    /// Gives a category of preferences another name, with all its values.
    customers::rename_category(op: OperationId, from: String, to: String) -> ();
    /// Takes a category out of the library, and its values away from everyone who has any.
    customers::forget_category(op: OperationId, name: String) -> ();
    /// How many customers would lose something if this were taken away.
    customers::holders(of: Defined) -> u32;
    /// The shop's own fields, in the shop's order.
    customers::custom_fields() -> Vec<CustomField>;
    /// Saves the shop's own fields in this order; those left out are taken away with their values.
    customers::save_custom_fields(op: OperationId, fields: Vec<CustomField>) -> ();
    /// Known customers who may be the one in `draft`, surest first, at most five.
    customers::similar(draft: CustomerDraft, except: Option<CustomerId>) -> Vec<Similar>;
    /// Looks for duplicates among all customers; progress comes as events of the job `op`.
    customers::find_duplicates(op: OperationId) -> DuplicateScan;
    /// Stops a running search for duplicates.
    customers::stop_finding(job: OperationId) -> ();
    /// Groups that the last search for duplicates found, best first; at most 100.
    customers::duplicates(start: u32, limit: u32) -> DuplicatePage;
    /// Notes that these customers are all different ones.
    customers::distinct(op: OperationId, customers: Vec<CustomerId>) -> ();
    /// Customers side by side, and what becomes of each field where `keep` stays.
    customers::compare(customers: Vec<CustomerId>, keep: Option<CustomerId>) -> MergeView;
    /// Makes one customer of several; `keep` gets everything that lies with the others.
    customers::merge(op: OperationId, keep: CustomerId, others: Vec<CustomerId>, choices: Choices) -> ();

    /// One customer's page, above its timeline.
    dossier::page(id: CustomerId) -> CustomerView;
    /// What happened with a customer, newest first; at most 200 entries.
    dossier::timeline(id: CustomerId, filter: TimelineFilter, after: Option<TimelineCursor>, limit: u32) -> TimelinePage;
    /// Who stands at the counter, in three seconds.
    dossier::card(id: CustomerId) -> CustomerCard;

    /// Keeps a copy of a file with a customer.
    attachments::add(op: OperationId, customer: CustomerId, file: FileToken) -> AttachmentId;
    /// Takes a file off its customer.
    attachments::remove(op: OperationId, customer: CustomerId, attachment: AttachmentId) -> ();
    /// A token under which a file can be shown or saved.
    attachments::hand_out(customer: CustomerId, attachment: AttachmentId) -> FileToken;

    /// All saved views in their order.
    views::list() -> Vec<View>;
    /// Saves a new view behind all others.
    views::add(op: OperationId, draft: ViewDraft) -> ViewId;
    /// Saves a view as it is now.
    views::save(op: OperationId, id: ViewId, draft: ViewDraft) -> ();
    /// Gives a view another name.
    views::rename(op: OperationId, id: ViewId, name: String) -> ();
    /// Takes a view away.
    views::delete(op: OperationId, id: ViewId) -> ();
    /// Puts views in this order.
    views::reorder(op: OperationId, ids: Vec<ViewId>) -> ();

    /// Enters a purchase or refund.
    purchases::add(op: OperationId, customer: CustomerId, draft: PurchaseDraft) -> PurchaseId;
    /// Takes a purchase back by a new entry that names it.
    purchases::reverse(op: OperationId, customer: CustomerId, purchase: PurchaseId) -> PurchaseId;
    /// Takes a part of a purchase back, by lines or by an amount.
    purchases::refund(op: OperationId, customer: CustomerId, purchase: PurchaseId, draft: RefundDraft) -> PurchaseId;
    /// What stays of a purchase.
    purchases::stays(customer: CustomerId, purchase: PurchaseId) -> StaysView;
    /// What a refund would come to. Nothing changes.
    purchases::preview_refund(customer: CustomerId, purchase: PurchaseId, draft: RefundDraft) -> RefundPreview;

    /// A customer's points with their whole ledger.
    points::of(customer: CustomerId) -> PointsView;
    /// Uses points: those that run out first, then the oldest.
    points::spend(op: OperationId, customer: CustomerId, points: i32, note: String) -> ();
    /// Gives or takes points by hand, with the reason.
    points::adjust(op: OperationId, customer: CustomerId, points: i32, note: String) -> ();
    /// How the shop gives points.
    points::settings() -> PointsSettings;
    /// Lets a rule hold from its day on, in place of whatever was to begin then or later.
    points::save_rule(op: OperationId, rule: EarningRule) -> ();
    /// Saves what points are worth.
    points::save_worth(op: OperationId, worth: Worth) -> ();
    /// What a purchase would earn by a rule that is not saved yet.
    points::example(rule: EarningRule, amount: Fen, item: String, tier: Option<TierId>) -> PointsExample;
    /// Points of the whole shop as money.
    points::outstanding() -> OutstandingView;

    /// All batches of vouchers, the newest first.
    vouchers::batches() -> Vec<BatchView>;
    /// Enters a batch: what its vouchers will be.
    vouchers::add_batch(op: OperationId, draft: VoucherBatchDraft) -> VoucherBatchId;
    /// A stretch of a batch's vouchers in the order of issue; at most 200.
    vouchers::of_batch(batch: VoucherBatchId, after: Option<VoucherId>, limit: u32) -> Vec<VoucherView>;
    /// The same with their QR codes.
    vouchers::printed(batch: VoucherBatchId, after: Option<VoucherId>, limit: u32) -> Vec<PrintedVoucher>;
    /// A customer's vouchers, the newest first; at most 200.
    vouchers::of(customer: CustomerId) -> Vec<VoucherView>;
    /// Issues vouchers; answers their ids in the order of issue.
    vouchers::issue(op: OperationId, draft: IssueDraft) -> Vec<VoucherId>;
    /// Finds a voucher by its code, whatever became of it.
    vouchers::find(code: String) -> VoucherView;
    /// Redeems a voucher, once.
    vouchers::redeem(op: OperationId, draft: RedeemDraft) -> Redeemed;
    /// Makes a voucher void.
    vouchers::void(op: OperationId, code: String, by: String, note: String) -> VoucherView;
    /// What a member of staff may issue at once without anybody's approval.
    vouchers::limit() -> Option<Fen>;
    /// Saves what a member of staff may issue alone.
    vouchers::set_limit(op: OperationId, limit: Option<Fen>) -> ();
    /// Asks for the approval of what is above the limit.
    vouchers::ask(op: OperationId, draft: AskDraft) -> ApprovalId;
    /// Requests: those without an answer first; at most 200.
    vouchers::approvals() -> Vec<ApprovalView>;
    /// Answers a request; what is approved is issued in the same step.
    vouchers::answer(op: OperationId, approval: ApprovalId, approved: bool, by: String, note: String) -> ();

    /// Logs a contact or a note; settles follow-ups that it answers; sets the next one.
    interactions::log(op: OperationId, customer: CustomerId, draft: InteractionDraft, next: Next) -> InteractionId;
    /// Amends a contact by a new entry that stands for it.
    interactions::amend(op: OperationId, customer: CustomerId, interaction: InteractionId, draft: InteractionDraft) -> InteractionId;
    /// A customer's pinned contacts and notes, newest first.
    interactions::pinned(customer: CustomerId) -> Vec<InteractionView>;
    /// Keeps a contact or a note on top of its customer's page.
    interactions::pin(op: OperationId, customer: CustomerId, interaction: InteractionId) -> ();
    /// Lets a pinned contact or note go.
    interactions::unpin(op: OperationId, customer: CustomerId, interaction: InteractionId) -> ();

    /// Every script with what came of it.
    scripts::list() -> ScriptList;
    /// Saves a script: a new one, or a further version of one whose version `base` the person had in front of them.
    scripts::save(op: OperationId, id: Option<ScriptId>, base: Option<u32>, draft: ScriptDraft) -> ScriptId;
    /// Puts a script away, or brings it back.
    scripts::archive(op: OperationId, id: ScriptId, archived: bool) -> ();
    /// The versions of a script, the last one first.
    scripts::history(id: ScriptId) -> Vec<ScriptVersionView>;
    /// Makes an earlier version the last one, as a further version.
    scripts::restore(op: OperationId, id: ScriptId, version: u32) -> ();
    /// A text with a customer's own data; without a customer all of it is missing but the shop's name.
    scripts::preview(text: String, customer: Option<CustomerId>) -> FilledText;
    /// The best words for a moment with a customer.
    scripts::suggest(customer: CustomerId, occasion: Option<Occasion>, channel: Option<Channel>) -> Suggestions;
    /// Adds the scripts that the program brings and the shop does not have; answers how many.
    scripts::add_starting(op: OperationId) -> u32;
    /// Which words led to purchases.
    scripts::report() -> ScriptReport;

    /// Customers by segment and stage, as last sorted.
    segments::overview() -> Overview;
    /// What the shop asks for when everyone is sorted.
    segments::rules() -> Sorting;
    /// Saves what the shop asks for and sorts everyone anew.
    segments::set_rules(op: OperationId, sorting: Sorting) -> ();
    /// Everyone sorted as `sorting` says at a date, today where none, without storing anything.
    segments::studio(sorting: Sorting, at: Option<NaiveDate>) -> Studio;
    /// Sorts everyone as of now, as each new day does by itself; answers how many moved.
    segments::snapshot() -> u32;
    /// Everyone's way from the end of one day to the end of another, in a scheme.
    segments::moves(from: NaiveDate, to: NaiveDate, scheme: MoveScheme) -> Flow;
    /// Who went between the ends of two days, all or one way; at most 200 rows.
    segments::moved(from: NaiveDate, to: NaiveDate, scheme: MoveScheme, way: Option<FlowEdge>, start: u32, limit: u32) -> MovedPage;
    /// Core customers who leave core within so many days if they buy nothing; at most 200 rows.
    segments::leaving(within_days: u16, start: u32, limit: u32) -> LeavingPage;
    /// Every playbook that the shop has written.
    segments::playbooks() -> Vec<Playbooks>;
    /// Saves what somebody is treated to; a playbook that says nothing is taken away.
    segments::save_playbook(op: OperationId, target: PlaybookTarget, playbook: Playbook) -> ();
    /// The playbooks that speak of one customer.
    segments::playbooks_of(id: CustomerId) -> Vec<Playbooks>;

    /// The shop's levels and benefits, and those that are to follow.
    tiers::programs() -> Programs;
    /// What a program would do if it held today. Nothing changes.
    tiers::preview(program: Program) -> TierPreview;
    /// Saves levels and benefits; those of today or before hold at once.
    tiers::save(op: OperationId, program: Program) -> Applied;
    /// Levels and benefits in figures.
    tiers::board() -> Board;
    /// Members by level, near the next one, or about to fall; at most 500.
    tiers::members(who: Who, limit: u32) -> Vec<Member>;
    /// Where a customer stands, why, and what comes next.
    tiers::of(customer: CustomerId) -> Tier;
    /// Gives a customer a level whatever the rules say, or, without one, lets the rules decide again.
    tiers::give(op: OperationId, customer: CustomerId, tier: Option<TierId>, until: Option<NaiveDate>, reason: String) -> ();
    /// What a customer holds or held: what can be used today first.
    tiers::benefits(customer: CustomerId) -> Vec<BenefitView>;
    /// Issues a benefit by hand to a customer for whom it is due.
    tiers::issue(op: OperationId, customer: CustomerId, benefit: BenefitId) -> ();
    /// Uses a benefit so many times; answers how many uses are left.
    tiers::redeem(op: OperationId, entitlement: EntitlementId, uses: u32, note: String) -> u32;
    /// Takes what is left of a benefit away.
    tiers::withdraw(op: OperationId, entitlement: EntitlementId, note: String) -> ();
    /// Gives back a benefit that was withdrawn.
    tiers::give_back(op: OperationId, entitlement: EntitlementId, note: String) -> ();

    /// Follow-ups due by the end of today, best first; at most 200 rows.
    followups::today(after: Option<TodayCursor>, limit: u32) -> TodayPage;
    /// A part of Today, best first, of everybody or of one of the staff and nobody's; at most 200 rows.
    followups::section(section: Section, of: Option<String>, after: Option<TodayCursor>, limit: u32) -> TodayPage;
    /// The follow-ups of these days, both included, at most 62, by day.
    followups::calendar(from: NaiveDate, to: NaiveDate, of: Option<String>) -> Vec<DayPlan>;
    /// Open follow-ups of one day, best first; at most 200.
    followups::day(day: NaiveDate, of: Option<String>) -> Vec<FollowUpView>;
    /// Birthdays of so many days from a day on, at most 42; days without any are left out.
    followups::birthdays(from: NaiveDate, days: u16) -> Vec<BirthdayDay>;
    /// What became of the follow-ups that were due between two days, at most a year.
    followups::care(from: NaiveDate, to: NaiveDate) -> CareReport;
    /// Follow-ups of the seven days after today, soonest first; at most 200 rows.
    followups::upcoming(limit: u32) -> Vec<FollowUpView>;
    /// Figures above Today's list.
    followups::counts() -> TodayCounts;
    /// Logs the contact, settles the follow-up and sets the next one, in one operation.
    followups::done(op: OperationId, id: FollowUpId, draft: InteractionDraft, outcome: Option<ContactOutcome>, next: Next) -> Done;
    /// Notes that nobody answered, and tries again on the next open day.
    followups::tried(op: OperationId, id: FollowUpId, note: String) -> Tried;
    /// Puts a follow-up off.
    followups::snooze(op: OperationId, id: FollowUpId, until: Instant) -> ();
    /// The usual moments to put a follow-up off to.
    followups::snooze_choices() -> Vec<SnoozeChoice>;
    /// The moment that words such as 明天下午3点, 下周一 or `in 3 days` mean.
    followups::read_when(text: String) -> Instant;
    /// Gives a follow-up to a member of staff; an empty name gives it back.
    followups::assign(op: OperationId, id: FollowUpId, to: String) -> ();
    /// Takes a follow-up off the list without a contact, with the reason.
    followups::cancel(op: OperationId, id: FollowUpId, note: String) -> ();
    /// Sets the next contact by hand, once or coming again by a recurrence of RFC 5545.
    followups::set(op: OperationId, customer: CustomerId, due: Instant, note: String, repeats: Option<String>) -> FollowUpId;
    /// The rules.
    followups::rules() -> Vec<Rule>;
    /// What is told while a complaint is taken down: how much it weighs, and possible repeats.
    complaints::hints(customer: Option<CustomerId>, words: String, purchase: Option<PurchaseId>) -> IntakeHints;
    /// Takes a complaint down.
    complaints::open(op: OperationId, draft: IntakeDraft) -> Opened;
    /// One complaint with everything that is known of it.
    complaints::get(complaint: ComplaintId) -> ComplaintView;
    /// Takes steps of a complaint, all in one operation.
    complaints::step(op: OperationId, complaint: ComplaintId, by: String, steps: Vec<StepDraft>) -> ComplaintView;
    /// The best words for a step of a complaint over a channel.
    complaints::words(complaint: ComplaintId, act: ActKind, channel: Option<Channel>) -> Suggestions;
    /// The board: a column for each state in which something is still to be done.
    complaints::board(filter: BoardFilter) -> ComplaintBoard;
    /// Complaints of one state by their next deadline, or all by when they came in; at most 200.
    complaints::list(state: Option<State>, filter: BoardFilter, after: Option<ListCursor>, limit: u32) -> ListPage;
    /// Complaints with a deadline today or before; at most 50.
    complaints::today(of: Option<String>) -> Vec<ComplaintCard>;
    /// Those of these customers with a complaint that is open or was solved within 30 days.
    complaints::among(customers: Vec<CustomerId>) -> Vec<ComplaintWarning>;
    /// A customer's complaints, the newest first; at most 200.
    complaints::of_customer(customer: CustomerId) -> Vec<ComplaintCard>;
    /// Notes that somebody at the counter did their part.
    complaints::tick(op: OperationId, complaint: ComplaintId, by: String, words: String) -> ComplaintView;
    /// Takes a measure for a complaint.
    complaints::improve(op: OperationId, complaint: ComplaintId, by: String, draft: ImproveDraft) -> ComplaintView;
    /// Notes that a measure is done.
    complaints::finish(op: OperationId, improvement: ImprovementId, by: String, proof: String) -> ();
    /// Measures: those that are not done first; at most 200.
    complaints::improvements() -> Vec<ImprovementView>;
    /// Those for whose complaints a measure was taken; at most 500.
    complaints::concerned(improvement: ImprovementId) -> Vec<ImprovedView>;
    /// How complaints went from one day to another.
    complaints::report(from: NaiveDate, to: NaiveDate) -> ComplaintReport;
    /// What holds for complaints in this shop.
    complaints::rules() -> ComplaintSettings;
    /// Saves how long complaints may take.
    complaints::save_pace(op: OperationId, pace: Pace) -> ();
    /// Saves what complaints come from.
    complaints::save_causes(op: OperationId, causes: Causes) -> ();
    /// Saves what makes up for complaints.
    complaints::save_catalogue(op: OperationId, catalogue: Catalogue) -> ();

    /// Who works here.
    staff::people() -> Vec<PersonView>;
    /// Saves who works here.
    staff::save(op: OperationId, people: Staff) -> ();
    /// Gives somebody a passphrase, another one, or none any more.
    staff::set_passphrase(op: OperationId, person: PersonId, present: Option<String>, passphrase: Option<String>) -> ();

    /// All backups, the newest first, and where they lie.
    vault::list() -> Backups;
    /// Makes a backup now.
    vault::make_now() -> ();
    /// Puts a backup in the place of the data, which is backed up first.
    vault::restore(op: OperationId, file: String) -> RestoredView;
    /// Makes a new recovery code, to be printed; answers its words.
    vault::make_code(op: OperationId) -> Vec<String>;
    /// Gives the file a new key, for everybody who has a passphrase.
    vault::change_key(op: OperationId) -> ();
    /// Names the second place of this PC for backups; none takes it away.
    vault::set_second(folder: Option<String>) -> ();

    /// Saves one rule; open follow-ups that it no longer asks for are taken off.
    followups::save_rule(op: OperationId, rule: Rule) -> ();
    /// Takes a rule away, with what it asks for.
    followups::delete_rule(op: OperationId, id: RuleId) -> ();
    /// Whom a rule would name next and when, and how many a week; it may not be saved yet.
    followups::preview_rule(rule: Rule, at: Option<Instant>) -> RulePreview;
    /// How much each part of a place in Today counts.
    followups::weights() -> Weights;
    /// Saves how much each part counts, and puts every open follow-up in its place.
    followups::set_weights(op: OperationId, weights: Weights) -> ();
    /// Contact caps by stage, and the shop's quiet periods.
    followups::restraint() -> Restraint;
    /// Saves contact caps and quiet periods.
    followups::set_restraint(op: OperationId, restraint: Restraint) -> ();
    /// What holds for one customer alone, across all rules.
    followups::contact_limit(customer: CustomerId) -> ContactLimitView;
    /// Sets what holds for one customer alone.
    followups::set_contact_limit(op: OperationId, customer: CustomerId, limit: ContactLimitView) -> ();

    /// What was done, newest first; at most 200.
    operations::recent(limit: u32) -> Vec<OperationView>;
    /// A stretch of the record: who did what and when, the newest first; at most 200.
    operations::history(query: AuditQuery, before: Option<u32>, limit: u32) -> AuditPage;
    /// What an operation changed, from what to what; at most 200 rows.
    operations::changes(id: OperationId) -> Vec<ChangedRowView>;
    /// Writes the record as a table.
    operations::export_history(op: OperationId, query: AuditQuery) -> FileToken;
    /// Whether an operation happened: none where it did not.
    operations::find(id: OperationId) -> Option<OperationView>;
    /// Takes an operation back; the latest of a person's where none is named.
    operations::undo(op: OperationId, target: Option<OperationId>) -> Undone;

    /// Looks at a file without changing anything.
    transfer::preview(file: FileToken, kind: Option<ImportKind>, options: ReadOptions) -> Preview;
    /// Counts what an import would do, through the first `most` rows or all, and changes nothing.
    transfer::rehearse(job: OperationId, file: FileToken, kind: ImportKind, options: ImportOptions, most: Option<u32>) -> Rehearsal;
    /// Imports a file as one operation; progress comes as events of the job `op`.
    transfer::import(op: OperationId, file: FileToken, kind: ImportKind, options: ImportOptions) -> ImportReport;
    /// Stops a running import, rehearsal or export; nothing changes then.
    transfer::cancel(job: OperationId) -> ();
    /// Writes customers to a file: those named, or all in order of entry; progress comes as events
    /// of the job `op`, which `transfer.cancel` stops.
    transfer::export_customers(op: OperationId, format: ExportFormat, whom: Option<Exported>) -> FileToken;
    /// Writes the whole shop as a readable archive, with progress as `transfer.export_customers`.
    transfer::export_shop(op: OperationId) -> FileToken;
}
