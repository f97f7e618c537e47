//! The fields a column can hold, by the names that stand on the wire and the command line.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contents::Content;
use super::dates::DateRules;
use super::portrait::{self, Own};
use crate::customers::CustomerDraft;

/// A kind of file: its fields, what they are called, and which a row cannot do without.
pub trait ImportField: Copy + Eq + Ord + std::fmt::Debug + Send + Sync + 'static {
    /// Every field, in the order a tie between them is settled.
    const ALL: &'static [Self];
    /// Groups of which at least one field must have a column.
    const NEEDED: &'static [&'static [Self]];
    /// The wire name, such as `external_id`.
    fn name(self) -> &'static str;
    /// Headings that mean this field, those of equal standing in one text, the best first; see
    /// [`super::headers::plain`] for their form.
    fn headings(self) -> &'static [&'static str];
    /// What shows in a column of this field even without a telling heading.
    fn content(self) -> Option<Content> {
        None
    }
    /// The field of the shop's own at a place in the shop's order, where this kind of file has such.
    fn own(_place: u16) -> Option<Self> {
        None
    }
    /// Whether a cell can be read as this field. Asked only of fields that hold nothing but words of
    /// a fixed choice: where most cells of a column are something else, its heading meant that.
    fn reads(self, _cell: &str, _own: &Own, _today: NaiveDate) -> bool {
        true
    }
    /// Whether a heading may name a unit of money.
    fn is_money(self) -> bool {
        false
    }
    /// The field of a wire name.
    fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }
}

/// A column of a file of customers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum CustomerField {
    /// Full name.
    Name,
    /// Telephone number.
    Phone,
    /// Birthday, year optional.
    Birthday,
    /// Where the customer came from.
    Source,
    /// Tags in one cell.
    Tags,
    /// Free text.
    Note,
    /// The shop's own customer number.
    ExternalId,
    /// Where the customer works.
    Company,
    /// Person or company.
    Kind,
    /// Further telephone numbers in one cell.
    Phones,
    /// E-mail addresses in one cell.
    Emails,
    /// WeChat ids in one cell.
    Wechat,
    /// Addresses in one cell.
    Addresses,
    /// The channel the customer prefers.
    Channel,
    /// When the customer likes to be called.
    Hours,
    /// Other days of the year in one cell.
    Anniversaries,
    /// Where the customer is from.
    Region,
    /// What trade the customer is in.
    Industry,
    /// What the customer does there.
    Role,
    /// The company whose contact the customer is, by its number, phone or name.
    Employer,
    /// The customer who brought this one, by their number, phone or name.
    IntroducedBy,
    /// Who among staff looks after the customer.
    Owner,
    /// Rational or emotional.
    Character,
    /// How important.
    Importance,
    /// How urgent.
    Urgency,
    /// Channels the customer agreed to.
    Agreed,
    /// Channels the customer refused.
    Refused,
    /// What the customer likes, from the shop's library.
    Preferences,
    /// A field of the shop's own, by its place in the shop's order.
    Own(u16),
}

/// A column of a file of purchases.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum PurchaseField {
    /// Whose purchase: the shop's number for the customer, a phone number or a name.
    Customer,
    /// The shop's order number.
    Order,
    /// When it took place.
    At,
    /// What was paid for the line; negative for a refund.
    Amount,
    /// How many were bought.
    Quantity,
    /// What was bought.
    Item,
    /// The price of one, from which the amount follows where there is no column for it.
    UnitPrice,
}

impl ImportField for CustomerField {
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::Phone,
        Self::Birthday,
        Self::Source,
        Self::Tags,
        Self::Note,
        Self::ExternalId,
        Self::Company,
        Self::Kind,
        Self::Phones,
        Self::Emails,
        Self::Wechat,
        Self::Addresses,
        Self::Channel,
        Self::Hours,
        Self::Anniversaries,
        Self::Region,
        Self::Industry,
        Self::Role,
        Self::Employer,
        Self::IntroducedBy,
        Self::Owner,
        Self::Character,
        Self::Importance,
        Self::Urgency,
        Self::Agreed,
        Self::Refused,
        Self::Preferences,
    ];
    const NEEDED: &'static [&'static [Self]] = &[&[Self::Name, Self::Phone]];

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Birthday => "birthday",
            Self::Source => "source",
            Self::Tags => "tags",
            Self::Note => "note",
            Self::ExternalId => "external_id",
            Self::Company => "company",
            Self::Kind => "kind",
            Self::Phones => "phones",
            Self::Emails => "emails",
            Self::Wechat => "wechat",
            Self::Addresses => "addresses",
            Self::Channel => "channel",
            Self::Hours => "hours",
            Self::Anniversaries => "anniversaries",
            Self::Region => "region",
            Self::Industry => "industry",
            Self::Role => "role",
            Self::Employer => "employer",
            Self::IntroducedBy => "introduced_by",
            Self::Owner => "owner",
            Self::Character => "character",
            Self::Importance => "importance",
            Self::Urgency => "urgency",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::Preferences => "preferences",
            // Known by the name the shop gave it.
            Self::Own(_) => "own",
        }
    }

    fn content(self) -> Option<Content> {
        match self {
            Self::Name => Some(Content::ChineseName),
            Self::Phone => Some(Content::Mobile),
            Self::Birthday => Some(Content::BirthDate),
            _ => None,
        }
    }

    fn own(place: u16) -> Option<Self> {
        Some(Self::Own(place))
    }

    fn reads(self, cell: &str, own: &Own, today: NaiveDate) -> bool {
        let is_choice = matches!(
            self,
            Self::Kind
                | Self::Channel
                | Self::Hours
                | Self::Anniversaries
                | Self::Character
                | Self::Importance
                | Self::Urgency
                | Self::Agreed
                | Self::Refused
                | Self::Preferences
        );
        let mut draft = CustomerDraft::default();
        !is_choice || portrait::read(&mut draft, self, cell, &DateRules::of(today), own).is_ok()
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "姓名 客户姓名 客户名称 name fullname customername",
                "名字 客户名 称呼 会员姓名 顾客姓名 联系人 联系人姓名 contact contactname \
                 clientname",
                "名称 客户 顾客 会员 昵称 customer client member nickname",
            ],
            Self::Phone => &[
                "手机号 手机号码 手机 移动电话 mobile mobilephone mobilenumber cell cellphone",
                "电话 电话号码 联系电话 联系手机 phone phonenumber telephone tel phoneno",
                "联系方式 固定电话 座机 号码",
            ],
            Self::Birthday => &[
                "生日 出生日期 出生年月日 阳历生日 公历生日 birthday birthdate dateofbirth dob",
                "出生年月 出生 born",
            ],
            Self::Source => &[
                "来源 客户来源 来源渠道 获客渠道 source leadsource",
                "渠道 获客来源 channel referral",
            ],
            Self::Tags => &["标签 客户标签 tags tag labels label", "标记 分组 group groups"],
            Self::Note => &[
                "备注 客户备注 备注信息 note notes remark remarks",
                "说明 附注 comment comments memo",
                "描述 description",
            ],
            Self::ExternalId => &[
                "客户编号 会员号 会员编号 会员卡号 客户号 客户id 会员id externalid customerid \
                 customerno customernumber customercode memberid memberno",
                "卡号 编号 会员卡 顾客编号 用户id userid clientid cardno",
                "id code",
            ],
            Self::Company => &[
                "公司 公司名称 单位 工作单位 单位名称 企业 企业名称 company companyname \
                 organization organisation employer",
                "机构 business",
            ],
            Self::Kind => &["客户类型 客户性质 customertype personorcompany", "类型 性质 type"],
            Self::Phones => &[
                "其他电话 备用电话 备用手机 手机2 电话2 其他手机 otherphones otherphone \
                 alternatephone secondaryphone phone2 mobile2",
                "家庭电话 办公电话 homephone workphone businessphone",
                "固定电话 座机",
            ],
            Self::Emails => &["邮箱 电子邮箱 电子邮件 邮件 email emails emailaddress", "mail"],
            Self::Wechat => &["微信 微信号 微信id wechat wechatid weixin"],
            Self::Addresses => &[
                "地址 联系地址 通讯地址 收货地址 住址 address addresses",
                "家庭住址 详细地址 街道地址 homeaddress mailingaddress street",
            ],
            Self::Channel => &["偏好渠道 联系渠道 偏好联系方式 preferredchannel prefers"],
            Self::Hours => &["方便时间 联系时间 方便联系时间 contacthours besttime"],
            Self::Anniversaries => &["纪念日 anniversaries anniversary"],
            Self::Region => &["地区 区域 城市 所在城市 所在地区 region city", "省市 area district"],
            Self::Industry => &["行业 所属行业 industry trade"],
            Self::Role => &["职务 职位 岗位 role jobtitle position"],
            Self::Employer => &[
                "所属企业 所属客户 所属公司 所属单位 contactof parentcompany",
                "上级客户 上级单位 parentaccount account accountname",
            ],
            Self::IntroducedBy => &[
                "介绍人 推荐人 转介绍人 introducedby referredby",
                "介绍客户 推荐客户 转介绍 老带新 referrer introducer",
            ],
            Self::Owner => &[
                "负责人 跟进人 所属员工 owner accountowner",
                "专属顾问 销售 业务员 salesperson assignedto",
            ],
            Self::Character => &["性格 客户性格 character personality"],
            Self::Importance => &["重要程度 重要性 importance"],
            Self::Urgency => &["紧急程度 紧急性 urgency"],
            Self::Agreed => &["同意渠道 同意联系 agreed consent optin"],
            Self::Refused => &["拒绝渠道 拒绝联系 勿扰渠道 refused optout donotcontact"],
            Self::Preferences => &["偏好 客户偏好 喜好 preferences preference"],
            Self::Own(_) => &[],
        }
    }
}

impl ImportField for PurchaseField {
    const ALL: &'static [Self] = &[
        Self::Customer,
        Self::Order,
        Self::At,
        Self::Amount,
        Self::Quantity,
        Self::Item,
        Self::UnitPrice,
    ];
    const NEEDED: &'static [&'static [Self]] =
        &[&[Self::Customer], &[Self::At], &[Self::Amount, Self::UnitPrice]];

    fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Order => "order",
            Self::At => "at",
            Self::Amount => "amount",
            Self::Quantity => "quantity",
            Self::Item => "item",
            Self::UnitPrice => "unit_price",
        }
    }

    fn content(self) -> Option<Content> {
        match self {
            Self::Customer => Some(Content::Mobile),
            Self::At => Some(Content::Day),
            _ => None,
        }
    }

    fn is_money(self) -> bool {
        matches!(self, Self::Amount | Self::UnitPrice)
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Customer => &[
                "客户编号 会员号 会员编号 会员卡号 客户号 客户id 会员id customerid customerno \
                 customernumber customercode memberid memberno",
                "客户手机 客户手机号 客户电话 会员手机 会员手机号 会员电话 顾客手机 手机号 \
                 手机号码 手机 买家手机 电话 联系电话 phone mobile phonenumber customerphone",
                "客户 顾客 会员 买家 customer client member buyer",
                "客户姓名 客户名称 会员姓名 姓名 customername name 用户id userid clientid",
            ],
            Self::Order => &[
                "订单号 订单编号 订单id 订单号码 order orderid orderno ordernumber ordercode",
                "单号 交易单号 交易号 流水号 小票号 单据号 单据编号 销售单号 invoiceno invoice \
                 invoiceid invoicenumber transactionid receiptno receipt billno",
            ],
            Self::At => &[
                "下单时间 消费时间 消费日期 购买时间 购买日期 交易时间 交易日期 订单时间 \
                 订单日期 下单日期 成交时间 成交日期 销售时间 销售日期 at orderdate ordertime \
                 orderedat invoicedate purchasedate purchasedat transactiondate",
                "付款时间 付款日期 支付时间 支付日期 结账时间 开单时间 开单日期 日期 时间 date \
                 datetime time timestamp paidat paymentdate",
                "创建时间 createdat created",
            ],
            Self::Amount => &[
                "实付金额 实付 实收金额 实收 付款金额 支付金额 消费金额 成交金额 paid \
                 amountpaid paidamount",
                "金额 总金额 总价 合计 小计 交易金额 销售金额 销售额 amount total totalamount \
                 totalprice linetotal sum revenue sales spent",
                "订单金额 应付金额 应收金额 subtotal value",
            ],
            Self::Quantity => {
                &["数量 购买数量 商品数量 件数 quantity qty", "次数 个数 count units"]
            }
            Self::Item => &[
                "商品 商品名称 品名 商品名 产品 产品名称 项目 服务项目 消费项目 item itemname \
                 product productname",
                "服务 内容 菜品 宝贝标题 description title",
                "货号 商品编码 stockcode sku",
            ],
            Self::UnitPrice => &["单价 商品单价 unitprice priceperunit", "价格 price"],
        }
    }
}
