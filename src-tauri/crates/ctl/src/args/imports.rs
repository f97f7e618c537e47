//! The words for bringing a file in.

use std::path::PathBuf;

use clap::Args as ArgGroup;

use super::{ChannelName, DuplicateName, EncodingName, KindName, OrderName};

/// Bring a file in.
#[derive(Debug, ArgGroup)]
pub(crate) struct Import {
    /// What the file holds
    #[arg(value_enum)]
    pub(crate) kind: KindName,
    /// CSV, XLSX, or VCF
    pub(crate) file: PathBuf,
    /// Which header a field has where it is not recognised, e.g. phone=Mobile; fields: name phone
    /// birthday source tags note external_id company and the rest of a portrait, or the name of a
    /// field of the shop's own; customer order at amount quantity item unit_price; received
    /// external_id name phone order item what wish severity via owner status
    #[arg(long = "map", value_name = "FIELD=HEADER", value_parser = pair)]
    pub(crate) map: Vec<(String, String)>,
    /// Text encoding
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) encoding: EncodingName,
    /// Sheet of a workbook; found by its headings where left out
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Row of the headers, from 1; 0 for a file without any, whose columns are A, B, C …; found by
    /// itself where left out
    #[arg(long, value_name = "N")]
    pub(crate) header_row: Option<u32>,
    /// What comes first in dates such as 3/4/2024; found out from the whole column where left out
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(crate) date_order: Option<OrderName>,
    /// What to do with rows of known customers
    #[arg(long, value_enum, default_value = "skip")]
    pub(crate) on_duplicate: DuplicateName,
    /// Let purchases bring unknown customers along
    #[arg(long)]
    pub(crate) create_customers: bool,
    /// How complaints came whose row does not say it; wechat where left out
    #[arg(long, value_enum)]
    pub(crate) channel: Option<ChannelName>,
    /// Who brings complaints in, and takes care of those that name nobody
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) by: String,
    /// Count everything, change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, header) = text.split_once('=').ok_or("write it as field=Header")?;
    Ok((field.trim().to_owned(), header.trim().to_owned()))
}
