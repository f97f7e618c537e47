//! A list of complaints, as form services export it: its columns, and a row as a complaint.
//!
//! What a form asks is worded freely, so severity and channel are read where they can be and
//! otherwise left to whoever takes the complaint down; a complaint is not refused for its wording.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::contents::Content;
use super::dates::DateRules;
use super::fields::{CustomerField, ImportField, PurchaseField};
use super::headers::{Column, Header};
use super::portrait::{CHANNELS, Own, word};
use super::rows::{CUSTOMER_CHARS, ITEM_CHARS, ORDER_CHARS, bounded, many_lines};
use super::values::{moment, readable};
use crate::complaints::Severity;
use crate::error::{FieldError, InvalidCode};
use crate::interactions::Channel;
use crate::phone::Phone;
use crate::text;
use crate::time::{Instant, Zone};

/// The longest name of whoever takes care of a complaint, in characters.
const OWNER_CHARS: usize = 40;
/// The longest words on where a complaint stands, in characters.
const STATUS_CHARS: usize = 200;

/// A column of a list of complaints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ComplaintField {
    /// When the customer told us.
    Received,
    /// The shop's own customer number.
    ExternalId,
    /// Who complains.
    Name,
    /// Their telephone number.
    Phone,
    /// The shop's order number that it is about.
    Order,
    /// What it is about.
    Item,
    /// What happened.
    What,
    /// What they wish for.
    Wish,
    /// How much it weighs.
    Severity,
    /// Over which channel it came.
    Via,
    /// Who takes care of it.
    Owner,
    /// Where it stands, in the words of the list.
    Status,
}

impl ImportField for ComplaintField {
    const ALL: &'static [Self] = &[
        Self::Received,
        Self::ExternalId,
        Self::Name,
        Self::Phone,
        Self::Order,
        Self::Item,
        Self::What,
        Self::Wish,
        Self::Severity,
        Self::Via,
        Self::Owner,
        Self::Status,
    ];
    const NEEDED: &'static [&'static [Self]] =
        &[&[Self::What], &[Self::Received], &[Self::Name, Self::Phone, Self::ExternalId]];

    fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::ExternalId => "external_id",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Order => "order",
            Self::Item => "item",
            Self::What => "what",
            Self::Wish => "wish",
            Self::Severity => "severity",
            Self::Via => "via",
            Self::Owner => "owner",
            Self::Status => "status",
        }
    }

    fn content(self) -> Option<Content> {
        match self {
            Self::Received => Some(Content::Day),
            Self::Name => Some(Content::ChineseName),
            Self::Phone => Some(Content::Mobile),
            _ => None,
        }
    }

    fn reads(self, cell: &str, _own: &Own, _today: NaiveDate) -> bool {
        match self {
            Self::Severity => severity(cell).is_some(),
            Self::Via => channel(cell).is_some(),
            _ => true,
        }
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Received => &[
                "投诉时间 投诉日期 反馈时间 反馈日期 提交时间 提交日期 提交答卷时间 结束答题时间 \
                 received receivedat submittedat submitted submissiontime submissiondate submitdate",
                "受理时间 受理日期 收到时间 登记时间 登记日期 填写时间 答题时间 开始答题时间 \
                 创建时间 时间戳 时间戳记 timestamp createdat created",
                "时间 日期 time date datetime",
            ],
            // A bare number numbers the answers of a form.
            Self::ExternalId => &[
                "客户编号 会员号 会员编号 会员卡号 客户号 客户id 会员id externalid customerid \
                 customerno customernumber customercode memberid memberno",
                "卡号 会员卡 顾客编号 cardno",
            ],
            Self::Name => &[
                "姓名 客户姓名 客户名称 投诉人 投诉人姓名 name fullname customername",
                "名字 客户名 称呼 会员姓名 顾客姓名 联系人 联系人姓名 反馈人 提交人 contact \
                 contactname",
                "客户 顾客 会员 昵称 微信昵称 customer client member nickname",
            ],
            Self::Phone => CustomerField::Phone.headings(),
            Self::Order => PurchaseField::Order.headings(),
            Self::Item => &[
                "商品 商品名称 涉及商品 投诉商品 购买商品 产品 产品名称 涉及产品 品名 item itemname \
                 product productname",
                "项目 服务项目 投诉对象 服务 service",
            ],
            Self::What => &[
                "投诉内容 投诉描述 投诉详情 投诉事项 问题描述 反馈内容 发生了什么 发生了什么事 \
                 事情经过 what whathappened complaint complaintdetails",
                "问题 投诉 投诉问题 投诉原因 遇到的问题 遇到了什么问题 具体问题 具体情况 情况说明 \
                 反馈 意见 意见反馈 意见内容 意见建议 意见或建议 意见与建议 problem issue feedback \
                 problemdescription issuedescription",
                "内容 描述 详情 留言 description details message comments",
            ],
            Self::Wish => &[
                "诉求 客户诉求 投诉诉求 处理诉求 解决诉求 希望如何解决 希望怎么解决 希望怎样解决 \
                 希望如何处理 希望怎么处理 希望我们怎么做 期望解决方案 期望的解决方案 \
                 期望解决方式 期望处理方式 wish desiredoutcome expectedsolution resolutionwanted",
                "希望 期望 期望结果 要求 客户要求 建议 expectation request suggestion",
            ],
            Self::Severity => &[
                "严重程度 严重等级 严重性 问题严重程度 投诉等级 投诉级别 severity",
                "紧急程度 优先级 等级 级别 程度 priority urgency level",
            ],
            Self::Via => &[
                "投诉渠道 反馈渠道 受理渠道 投诉方式 反馈方式 via channel",
                "渠道 来源 来源渠道 投诉来源 提交渠道 提交方式 source",
            ],
            Self::Owner => &[
                "处理人 负责人 跟进人 受理人 owner assignee handler",
                "客服 处理人员 受理人员 assignedto handledby",
            ],
            Self::Status => {
                &["处理状态 投诉状态 状态 status state", "处理进度 处理结果 进度 progress result"]
            }
        }
    }
}

/// A complaint as a row gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintRow {
    /// When the customer told us.
    pub received: Instant,
    /// The shop's own number of the customer; empty where the row has none.
    pub external_id: String,
    /// Who; may be empty.
    pub name: String,
    /// Their telephone number in its one form; may be empty.
    pub phone: String,
    /// The order number; may be empty.
    pub order: String,
    /// What it is about; may be empty.
    pub item: String,
    /// What happened.
    pub what: String,
    /// What they wish for; may be empty.
    pub wish: String,
    /// How much it weighs, where the row says so in words that are known.
    pub severity: Option<Severity>,
    /// Over which channel it came, where the row says so in words that are known.
    pub channel: Option<Channel>,
    /// Who takes care of it; may be empty.
    pub owner: String,
    /// Where it stands, in the row's words; may be empty.
    pub status: String,
    /// Whether these words say that it is over.
    pub is_over: bool,
}

/// Reads a row of a list of complaints; `cell` gives the text of a column, empty where the row is
/// shorter. How long what happened and the wish may be, whoever takes the complaint down knows.
///
/// # Errors
/// The first field that cannot be read; `name` is required where nothing else names the customer.
pub fn complaint<'a>(
    header: &Header<ComplaintField>,
    rules: &DateRules,
    zone: Zone,
    cell: impl Fn(usize) -> &'a str,
) -> Result<ComplaintRow, FieldError> {
    let value = |field: ComplaintField| {
        let value = header.column(field).map_or("", |Column { index, .. }| cell(index));
        let value = text::clean(value);
        readable(value).map_err(|code| FieldError::new(field.name(), code))?;
        Ok::<_, FieldError>(value)
    };
    let line = |field: ComplaintField, most: usize| {
        bounded(field, value(field)?, most).map(Cow::into_owned)
    };
    let refuse = |field: ComplaintField| move |code| FieldError::new(field.name(), code);

    let external_id = line(ComplaintField::ExternalId, CUSTOMER_CHARS)?;
    let name = line(ComplaintField::Name, CUSTOMER_CHARS)?;
    let phone = match value(ComplaintField::Phone)? {
        "" => String::new(),
        written => Phone::parse(written).map_err(refuse(ComplaintField::Phone))?.into(),
    };
    if external_id.is_empty() && name.is_empty() && phone.is_empty() {
        return Err(refuse(ComplaintField::Name)(InvalidCode::Required));
    }
    let received = moment(value(ComplaintField::Received)?, rules, zone);
    Ok(ComplaintRow {
        received: received.map_err(refuse(ComplaintField::Received))?,
        external_id,
        name,
        phone,
        order: line(ComplaintField::Order, ORDER_CHARS)?,
        item: line(ComplaintField::Item, ITEM_CHARS)?,
        what: many_lines(value(ComplaintField::What)?).into_owned(),
        wish: many_lines(value(ComplaintField::Wish)?).into_owned(),
        severity: severity(value(ComplaintField::Severity)?),
        channel: channel(value(ComplaintField::Via)?),
        owner: line(ComplaintField::Owner, OWNER_CHARS)?,
        is_over: word(&option(value(ComplaintField::Status)?), &OVER).is_ok(),
        status: line(ComplaintField::Status, STATUS_CHARS)?,
    })
}

/// What forms call the channels beside what a customer's preferred one is called.
const FURTHER: [(Channel, &str); 5] = [
    (Channel::Phone, "来电|热线|客服电话|电话投诉|电话反馈|hotline|by phone"),
    (Channel::Wechat, "企业微信|公众号|微信公众号|小程序|微信小程序|微信群|微信客服|weixin|wecom"),
    (Channel::Sms, "短信投诉|手机短信"),
    (Channel::Email, "邮件投诉|电子邮箱|by email|by e-mail"),
    (Channel::InPerson, "门店|现场|店内|店里|到店投诉|面对面|上门|store|in store|in-store|walk-in"),
];

/// What lists call a complaint that is over.
const OVER: [((), &str); 1] = [(
    (),
    "已解决|解决|已处理|已处理完|处理完毕|处理完成|已处理完成|已完成|完成|已完结|完结|已结案|结案|已办结|\
     办结|已关闭|关闭|已闭环|闭环|已结束|结束|已回访|已归档|归档|closed|resolved|solved|done|\
     completed|complete|finished|fixed|settled|archived",
)];

fn channel(cell: &str) -> Option<Channel> {
    let option = option(cell);
    word(&option, &CHANNELS).or_else(|_| word(&option, &FURTHER)).ok()
}

fn severity(cell: &str) -> Option<Severity> {
    Severity::read(&option(cell))
}

/// An answer that was chosen in a form, without its letter and without what explains it:
/// `B、严重（影响使用）` is 严重.
fn option(cell: &str) -> String {
    let folded = text::fold(cell);
    let said = folded.split(['(', '[', '【', '〖']).next().unwrap_or_default().trim();
    let mut letters = said.chars();
    let labelled = letters.next().is_some_and(|c| c.is_ascii_alphanumeric())
        && letters.next().is_some_and(|c| matches!(c, '.' | '、' | ':' | '-' | ')'));
    let bare = letters.as_str().trim();
    if labelled && !bare.is_empty() { bare.to_owned() } else { said.to_owned() }
}

#[cfg(test)]
#[path = "complaints_tests.rs"]
mod tests;
