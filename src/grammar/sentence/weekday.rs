//! Weekdays as they are stored: ISO numbers, 1 for Monday, so that the stored form does not hang on a library's spelling.

use chrono::Weekday;
use serde::{Deserialize, Deserializer, Serializer, de::Error};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
pub fn serialize<S: Serializer>(day: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(day.number_from_monday())
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
    let number = u8::deserialize(deserializer)?;
    number.checked_sub(1).and_then(|n| Weekday::try_from(n).ok()).ok_or_else(|| Error::custom("no such weekday"))
}

pub mod option {
    use super::{Deserialize, Deserializer, Error, Serializer, Weekday};

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    pub fn serialize<S: Serializer>(day: &Option<Weekday>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::serialize(day, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Weekday>, D::Error> {
        let number = Option::<u8>::deserialize(deserializer)?;
        number
            .map(|n| {
                n.checked_sub(1)
                    .and_then(|n| Weekday::try_from(n).ok())
                    .ok_or_else(|| D::Error::custom("no such weekday"))
            })
            .transpose()
    }
}
