//! Rows to domain values: a value that no version of ours wrote is an operator's fault, with its table, column and row.

use std::fmt::Display;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::de::DeserializeOwned;

use crate::domain::{
    Address, Booking, BookingId, Child, ChildId, Director, DirectorId, FamilyId, Guardian, GuardianId, Hours, Language,
    Person, RequestNumber, Sex, Slot, SlotCode, SlotSet,
};
use crate::fault::Fault;
use crate::rules::{Draft, Request};

#[derive(sqlx::FromRow)]
pub(super) struct BookingRow {
    pub id: i64,
    pub request: i64,
    pub family: i64,
    pub child: i64,
    pub day: NaiveDate,
    pub slots: String,
    pub facts: String,
}

impl BookingRow {
    pub fn booking(self) -> Result<Booking, Fault> {
        Ok(Booking {
            id: BookingId(self.id),
            request: RequestNumber(self.request),
            family: FamilyId(self.family),
            child: ChildId(self.child),
            day: self.day,
            slots: SlotSet::from_text(&self.slots),
            state: json(&self.facts, "booking", "facts", self.id)?,
        })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct RequestRow {
    pub number: i64,
    pub family: i64,
    pub guardian: i64,
    pub language: String,
    pub message_id: Option<String>,
    pub received: DateTime<Utc>,
    pub remark: Option<String>,
}

impl RequestRow {
    pub fn request(self) -> Result<Request, Fault> {
        Ok(Request {
            number: RequestNumber(self.number),
            family: FamilyId(self.family),
            guardian: GuardianId(self.guardian),
            language: language(&self.language, "request", self.number)?,
            message_id: self.message_id,
            received: self.received,
            remark: self.remark,
        })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct GuardianRow {
    pub id: i64,
    pub family: i64,
    pub name: String,
    pub address: String,
    pub language: String,
}

impl GuardianRow {
    pub fn guardian(self) -> Result<Guardian, Fault> {
        Ok(Guardian {
            id: GuardianId(self.id),
            family: FamilyId(self.family),
            name: self.name,
            address: address(&self.address, "guardian", self.id)?,
            language: language(&self.language, "guardian", self.id)?,
        })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct DirectorRow {
    pub id: i64,
    pub name: String,
    pub address: String,
    pub language: String,
}

impl DirectorRow {
    pub fn director(self) -> Result<Director, Fault> {
        Ok(Director {
            id: DirectorId(self.id),
            name: self.name,
            address: address(&self.address, "director", self.id)?,
            language: language(&self.language, "director", self.id)?,
        })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct ChildRow {
    pub id: i64,
    pub family: i64,
    pub first_name: String,
    pub last_name: String,
    pub born: NaiveDate,
    /// Separated by `|`.
    pub nicknames: String,
    pub sex: Option<String>,
}

impl ChildRow {
    pub fn child(self) -> Child {
        Child {
            id: ChildId(self.id),
            family: FamilyId(self.family),
            first_name: self.first_name,
            last_name: self.last_name,
            born: self.born,
            nicknames: names(&self.nicknames),
            sex: self.sex.as_deref().and_then(Sex::from_code),
        }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct SlotRow {
    pub service: String,
    pub code: String,
    pub name: Option<String>,
    /// Separated by `|`.
    pub nicknames: String,
    pub from_hour: Option<NaiveTime>,
    pub to_hour: Option<NaiveTime>,
}

impl SlotRow {
    pub fn slot(&self) -> Slot {
        Slot {
            code: SlotCode(self.code.clone()),
            name: self.name.clone(),
            nicknames: names(&self.nicknames),
            hours: self.from_hour.zip(self.to_hour).map(|(from, to)| Hours { from, to }),
        }
    }
}

/// Names as a column holds them, separated by `|`.
pub(super) fn names(text: &str) -> Vec<String> {
    text.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[derive(sqlx::FromRow)]
pub(super) struct DraftRow {
    pub number: i64,
    pub person: String,
    pub purpose: String,
    pub steps: String,
    pub expires: DateTime<Utc>,
    pub closed: i64,
}

impl DraftRow {
    pub fn draft(self) -> Result<Draft, Fault> {
        Ok(Draft {
            number: crate::domain::DraftNumber(self.number),
            person: json(&self.person, "draft", "person", self.number)?,
            purpose: json(&self.purpose, "draft", "purpose", self.number)?,
            steps: json(&self.steps, "draft", "steps", self.number)?,
            expires: self.expires,
            closed: self.closed != 0,
        })
    }
}

pub(super) fn address(text: &str, table: &str, id: i64) -> Result<Address, Fault> {
    text.parse().map_err(|error| bad(table, "address", id, &error))
}

pub(super) fn language(code: &str, table: &str, id: i64) -> Result<Language, Fault> {
    Language::from_code(code).ok_or_else(|| bad(table, "language", id, &"no such language"))
}

pub(super) fn json<T: DeserializeOwned>(text: &str, table: &str, column: &str, id: i64) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| bad(table, column, id, &error))
}

/// A value as it is kept in a text column.
pub(super) fn text<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::new("writing a value as text", error))
}

/// The key under which drafts are kept for a person.
pub(super) fn person_key(person: Person) -> Result<String, Fault> {
    text(&person)
}

fn bad(table: &str, column: &str, id: i64, what: &dyn Display) -> Fault {
    Fault::plain(format!("the row {id} of `{table}` cannot be read: column `{column}`: {what}"))
}
