//! The nouns of a leisure centre and their laws: pure, without a clock, a database, a language or a sentence for people.

mod address;
mod booking;
pub mod bounds;
mod calendar;
mod draft;
mod family;
mod holidays;
mod language;
mod list;
mod person;
mod programme;

pub use address::{Address, AddressError};
pub use booking::{Booking, BookingId, BookingState, IllegalTransition, RequestNumber, WaitlistedBy};
pub use calendar::{iso_week_days, local_day};
pub use draft::{DraftNumber, DraftPurpose};
pub use family::{Child, ChildId, Director, DirectorId, Family, FamilyId, Guardian, GuardianId, Sex};
pub use holidays::{Holiday, SchoolHoliday, SchoolZone, is_public_holiday, school_holidays};
pub use language::Language;
pub use list::{ListLine, ListNumber, ListedLine, RequestList, Topic};
pub use person::{Actor, Person, Trust};
pub use programme::{Hours, Places, Programme, ProgrammeError, Service, ServiceCode, Slot, SlotCode, SlotSet};
