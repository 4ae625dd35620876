//! A centre's spreadsheets (CSV) to a registry, with every fault by file and line; and what an import would change.

mod changes;
mod former;
mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::de::DeserializeOwned;

use crate::domain::{Address, Hours, Language, Places, Programme, Service, ServiceCode, Slot, SlotCode};
use crate::grammar;
use crate::rules::Registry;

pub use changes::{Absent, Change, Move, absent, changes, moves};

/// File names with their texts.
pub type Files = BTreeMap<String, String>;

/// The files that an import knows, with the columns that they must have. Beside these, `children.csv` may have `nicknames`
/// (separated by `|`) and `sex` (F or M), `services.csv` may have `from` and `to` (hours), and `slot_name` may hold other words
/// for the slot behind its name, separated by `|`.
pub const KNOWN: [(&str, &[&str]); 5] = [
    ("directors.csv", &["name", "address", "language"]),
    ("families.csv", &["family", "name", "guardian", "address", "language"]),
    ("children.csv", &["family", "first_name", "last_name", "born"]),
    ("services.csv", &["service", "service_name", "slot", "slot_name"]),
    ("openings.csv", &["from", "to", "weekdays", "slots", "places"]),
];

/// A longer period in one row is a slip of the year, not a programme.
const LONGEST_PERIOD: usize = 800;

/// Birthdays and openings lie in these; any other year is a slip, such as 12 for 2012.
const YEARS: RangeInclusive<i32> = 1900..=2199;

/// What is wrong in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    pub file: String,
    /// Counted from 1, the header included.
    pub line: u64,
    pub problem: String,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.problem)
    }
}

/// Reads a centre's files. What is missing is not imported; what is there must be sound, all of it. Families and slots may
/// be in the files, or registered already (`current`).
///
/// # Errors
/// Every fault that was found, in the order of files and lines.
pub fn read(files: &Files, current: &Registry) -> Result<Registry, Vec<FileFault>> {
    let mut reader = Reader { files, current, faults: Vec::new() };
    let (directors, families, services) = (reader.directors(), reader.families(), reader.services());
    let (places, closed) = reader.places(&services);
    let registry = Registry { directors, families, services, places, closed };
    if reader.faults.is_empty() { Ok(registry) } else { Err(reader.faults) }
}

#[derive(serde::Deserialize)]
struct ServiceRow {
    service: String,
    service_name: String,
    slot: String,
    slot_name: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(serde::Deserialize)]
struct OpeningRow {
    from: String,
    to: String,
    weekdays: String,
    slots: String,
    places: String,
}

type OpenSlot = (NaiveDate, SlotCode, Places);
type ClosedSlot = (NaiveDate, SlotCode);

/// What a row says of its days.
#[derive(Debug, Clone, Copy)]
enum Offered {
    Open(Places),
    Closed,
}

struct Reader<'a> {
    files: &'a Files,
    current: &'a Registry,
    faults: Vec<FileFault>,
}

impl Reader<'_> {
    fn services(&mut self) -> Vec<Service> {
        let mut services: Vec<Service> = Vec::new();
        let mut codes = BTreeSet::new();
        for (line, row) in self.rows::<ServiceRow>("services.csv") {
            let at = ("services.csv", line);
            let (Some(code), Some(slot)) = (self.code(at, "service", row.service), self.code(at, "slot", row.slot))
            else {
                continue;
            };
            if !codes.insert(slot.clone()) {
                self.fault(at, format!("the slot \"{slot}\" stands twice; a slot belongs to one service"));
                continue;
            }
            let mut names = several(&row.slot_name).into_iter();
            let hours = self.hours(at, &row.from, &row.to);
            let slot = Slot { code: SlotCode(slot), name: names.next(), nicknames: names.collect(), hours };
            match services.iter_mut().find(|service| service.code.0 == code) {
                Some(service) => service.slots.push(slot),
                None => {
                    services.push(Service { code: ServiceCode(code), name: row.service_name, slots: vec![slot] });
                }
            }
        }
        services
    }

    /// A later row wins over an earlier one, so that a closed day stands below the period that it is in.
    fn places(&mut self, services: &[Service]) -> (Vec<OpenSlot>, Vec<ClosedSlot>) {
        let mut said: BTreeMap<ClosedSlot, Offered> = BTreeMap::new();
        let services = if services.is_empty() { &self.current.services } else { services };
        let all: Vec<SlotCode> =
            services.iter().flat_map(|service| &service.slots).map(|slot| slot.code.clone()).collect();
        let services = services.to_vec();
        for (line, row) in self.rows::<OpeningRow>("openings.csv") {
            let at = ("openings.csv", line);
            let (days, slots) = (self.days(at, &row), self.slots(at, &row.slots, &all));
            let Some(offered) = self.offered(at, &row.places) else { continue };
            let slots_of_days = days.iter().flat_map(|day| slots.iter().map(|slot| (*day, slot.clone())));
            said.extend(slots_of_days.map(|key| (key, offered)));
        }
        if let Err(error) = Programme::new(services, []) {
            self.fault(("services.csv", 1), error.to_string());
        }
        let (mut places, mut closed) = (Vec::new(), Vec::new());
        for ((day, slot), offered) in said {
            match offered {
                Offered::Open(offered) => places.push((day, slot, offered)),
                Offered::Closed => closed.push((day, slot)),
            }
        }
        (places, closed)
    }

    fn offered(&mut self, at: (&str, u64), text: &str) -> Option<Offered> {
        match text {
            "" => Some(Offered::Open(Places::Unlimited)),
            "closed" => Some(Offered::Closed),
            number => {
                let places = number.parse().ok().map(|places| Offered::Open(Places::Limited(places)));
                if places.is_none() {
                    self.fault(at, format!("places is a number, \"closed\", or empty for no limit, not \"{number}\""));
                }
                places
            }
        }
    }

    fn days(&mut self, at: (&str, u64), row: &OpeningRow) -> Vec<NaiveDate> {
        let (Some(from), Some(to)) = (self.date(at, &row.from), self.date(at, &row.to)) else { return Vec::new() };
        let Some(weekdays) = weekdays(&row.weekdays) else {
            let problem =
                format!("\"{}\" is no weekdays; write for example mon-fri, or wed, or leave it empty", row.weekdays);
            self.fault(at, problem);
            return Vec::new();
        };
        if to < from {
            self.fault(at, format!("the period ends ({to}) before it begins ({from})"));
            return Vec::new();
        }
        let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= to).take(LONGEST_PERIOD + 1).collect();
        if days.len() > LONGEST_PERIOD {
            self.fault(at, format!("the period from {from} to {to} is longer than {LONGEST_PERIOD} days"));
            return Vec::new();
        }
        days.into_iter().filter(|day| weekdays.contains(&day.weekday().num_days_from_monday())).collect()
    }

    /// Slot codes joined by `+`; empty means all of them.
    fn slots(&mut self, at: (&str, u64), text: &str, all: &[SlotCode]) -> Vec<SlotCode> {
        if text.is_empty() {
            return all.to_vec();
        }
        let codes: Vec<SlotCode> = text.split('+').map(|code| SlotCode(code.trim().to_owned())).collect();
        if let Some(unknown) = codes.iter().find(|code| !all.contains(code)) {
            self.fault(at, format!("\"{unknown}\" is no slot of services.csv"));
            return Vec::new();
        }
        codes
    }

    fn rows<T: DeserializeOwned>(&mut self, file: &str) -> Vec<(u64, T)> {
        let Some(text) = self.files.get(file) else { return Vec::new() };
        let text = text.trim_start_matches('\u{feff}');
        let header = text.lines().next().unwrap_or_default();
        // French spreadsheets write semicolons.
        let delimiter = if header.contains(';') { b';' } else { b',' };
        let columns = KNOWN.iter().find(|(name, _)| *name == file).map_or(&[][..], |(_, columns)| columns);
        if let Some(missing) =
            columns.iter().find(|column| !header.split(char::from(delimiter)).any(|own| own.trim() == **column))
        {
            let problem = format!("the column \"{missing}\" is missing; the first line must be {}", columns.join(","));
            self.fault((file, 1), problem);
            return Vec::new();
        }
        let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
        let columns = csv.headers().cloned().unwrap_or_default();
        let mut rows = Vec::new();
        for record in csv.into_records() {
            let line = record
                .as_ref()
                .map_or_else(csv::Error::position, csv::StringRecord::position)
                .map_or(0, csv::Position::line);
            match record.and_then(|record| record.deserialize(Some(&columns))) {
                Ok(row) => rows.push((line, row)),
                Err(error) => self.fault((file, line), format!("the row cannot be read: {error}")),
            }
        }
        rows
    }

    fn address(&mut self, at: (&str, u64), text: &str) -> Option<Address> {
        text.parse().map_err(|error| self.fault(at, format!("\"{text}\" is no e-mail address: {error}"))).ok()
    }

    fn language(&mut self, at: (&str, u64), code: &str) -> Option<Language> {
        let language = if code.is_empty() { Some(Language::default()) } else { Language::from_code(code) };
        if language.is_none() {
            self.fault(at, format!("\"{code}\" is no language; write {}", Language::codes()));
        }
        language
    }

    /// Both or neither.
    fn hours(&mut self, at: (&str, u64), from: &str, to: &str) -> Option<Hours> {
        if from.is_empty() && to.is_empty() {
            return None;
        }
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        let hours = time(from).zip(time(to)).filter(|(from, to)| from < to).map(|(from, to)| Hours { from, to });
        if hours.is_none() {
            self.fault(
                at,
                format!("\"{from}\" and \"{to}\" are no hours; write for example 08:30 and 12:00, or leave both empty"),
            );
        }
        hours
    }

    /// ISO, or day/month/year as spreadsheets in French write it.
    fn date(&mut self, at: (&str, u64), text: &str) -> Option<NaiveDate> {
        let date = ["%Y-%m-%d", "%d/%m/%Y"].into_iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
        match date {
            None => self.fault(at, format!("\"{text}\" is no date; write 2012-07-11 or 11/07/2012")),
            Some(date) if !YEARS.contains(&date.year()) => {
                self.fault(at, format!("\"{text}\" is in the year {}; write all four digits of a year", date.year()));
                return None;
            }
            Some(_) => {}
        }
        date
    }

    fn filled(&mut self, at: (&str, u64), column: &str, text: String) -> Option<String> {
        if text.is_empty() {
            self.fault(at, format!("{column} is empty"));
            return None;
        }
        Some(text)
    }

    /// Codes stand in stored sets joined by `+`, so they are plain words.
    fn code(&mut self, at: (&str, u64), column: &str, text: String) -> Option<String> {
        let is_plain =
            !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !is_plain {
            self.fault(at, format!("{column} must be a word of a–z, 0–9 and _, not \"{text}\""));
            return None;
        }
        Some(text)
    }

    fn fault(&mut self, (file, line): (&str, u64), problem: String) {
        self.faults.push(FileFault { file: file.to_owned(), line, problem });
    }
}

/// Names separated by `|`.
fn several(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// `mon-fri`, `lun-ven`, `wed`, `mon tue`, or nothing for every day: as days from Monday.
fn weekdays(text: &str) -> Option<BTreeSet<u32>> {
    if text.is_empty() {
        return Some((0..7).collect());
    }
    let number = |word: &str| grammar::weekday(word).map(|day| day.num_days_from_monday());
    let mut days = BTreeSet::new();
    for word in text.split([' ', '+']).filter(|word| !word.is_empty()) {
        match word.split_once('-') {
            Some((first, last)) => days.extend(number(first)?..=number(last)?),
            None => {
                days.insert(number(word)?);
            }
        }
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(rows: &[(&str, &str)]) -> Files {
        rows.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_spreadsheet_in_french_is_read() {
        let text = "\u{feff}family;name;guardian;address;language\r\nF001;DUPONT;Mme Dupont;Dupont@example.org;\r\n";
        let children = "family;first_name;last_name;born\r\nF001;Raphaël;DUPONT;02/10/2004\r\n";
        let registry =
            read(&files(&[("families.csv", text), ("children.csv", children)]), &Registry::default()).unwrap();
        let family = &registry.families[0];
        assert_eq!(family.guardians[0].address.as_str(), "dupont@example.org");
        assert_eq!(family.guardians[0].language, Language::FR);
        assert_eq!(family.children[0].born, NaiveDate::from_ymd_opt(2004, 10, 2).unwrap());
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let faults = read(
            &files(&[
                ("families.csv", "family,name,guardian,address,language\nF001,DUPONT,Mme Dupont,dupont,fr\n"),
                ("children.csv", "family,first_name,last_name,born\nF009,Marie,DUPONT,31/02/2004\n"),
                ("services.csv", "service,service_name,slot,slot_name\nalsh,ALSH,Matin,\n"),
                ("openings.csv", "from,to,weekdays,slots,places\n2012-07-13,2012-07-09,mon-fri,night,three\n"),
            ]),
            &Registry::default(),
        )
        .unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 7, "{told:#?}");
        assert_eq!(told[0], "families.csv, line 2: \"dupont\" is no e-mail address: there must be exactly one @");
        assert!(told[1].starts_with("children.csv, line 2: \"31/02/2004\" is no date"), "{told:#?}");
        assert!(told[2].starts_with("children.csv, line 2: no family has the code \"F009\""), "{told:#?}");
        assert!(told[3].starts_with("services.csv, line 2: slot must be a word"), "{told:#?}");
        assert!(told[4].contains("ends (2012-07-09) before it begins"), "{told:#?}");
        assert!(told[5].contains("\"night\" is no slot"), "{told:#?}");
        assert!(told[6].contains("not \"three\""), "{told:#?}");
    }

    #[test]
    fn a_year_is_written_in_full() {
        for born in ["2/10/04", "0004-10-02", "+12004-10-02"] {
            let children = format!("family,first_name,last_name,born\nF001,Marie,DUPONT,{born}\n");
            let families = "family,name,guardian,address,language\nF001,DUPONT,Mme Dupont,dupont@example.org,fr\n";
            let rows = files(&[("families.csv", families), ("children.csv", &children)]);
            let faults = read(&rows, &Registry::default()).unwrap_err();
            let told = faults[0].to_string();
            assert!(told.starts_with(&format!("children.csv, line 2: \"{born}\" is in the year ")), "{told}");
            assert_eq!(faults.len(), 1);
        }
    }

    #[test]
    fn lines_are_counted_over_rows_that_cannot_be_read_and_fields_of_two_lines() {
        let text = "name,address,language\nA,a@b.org,fr,too,many\n\"B\nC\",b@b.org,fr\nD,nobody,fr\n";
        let faults = read(&files(&[("directors.csv", text)]), &Registry::default()).unwrap_err();
        let lines: Vec<u64> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 5], "{faults:?}");
    }

    #[test]
    fn a_missing_column_names_the_header() {
        let faults = read(&files(&[("directors.csv", "name,mail\nA,b@c.org\n")]), &Registry::default()).unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "directors.csv, line 1: the column \"address\" is missing; the first line must be name,address,language"
        );
    }

    #[test]
    fn some_files_lean_on_what_is_registered() {
        let current = read(&crate::sample::ALL[0].files(), &Registry::default()).unwrap();
        let registry = read(
            &files(&[
                ("children.csv", "family,first_name,last_name,born\nF001,Hugo,DUPONT,2010-03-01\n"),
                ("openings.csv", "from,to,weekdays,slots,places\n2012-07-12,2012-07-13,lun-ven,morning,closed\n"),
            ]),
            &current,
        )
        .unwrap();
        assert_eq!((registry.families[0].name.as_str(), registry.families[0].guardians.len()), ("DUPONT", 0));
        assert_eq!(registry.closed.len(), 2);
        let change = |wanted| changes(&registry, &current).into_iter().find(|(kind, _)| *kind == wanted).unwrap().1;
        assert_eq!(change("closures"), Change { new: 1, changed: 0, same: 1 }, "the 13th has no morning anyway");
        assert_eq!(change("children").new, 1);
    }

    #[test]
    fn a_later_row_wins_over_an_earlier_one() {
        let registry = read(&files(&[
            ("services.csv", "service,service_name,slot,slot_name\nalsh,ALSH,morning,\nalsh,ALSH,meal,\n"),
            (
                "openings.csv",
                "from,to,weekdays,slots,places\n2012-07-09,2012-07-13,mon-wed fri,,3\n2012-07-13,2012-07-13,,morning,closed\n\
                 2012-07-11,2012-07-11,,meal,\n",
            ),
        ]), &Registry::default())
        .unwrap();
        let rows: Vec<String> =
            registry.places.iter().map(|(day, slot, places)| format!("{day} {slot} {places:?}")).collect();
        assert_eq!(
            rows,
            [
                "2012-07-09 meal Limited(3)",
                "2012-07-09 morning Limited(3)",
                "2012-07-10 meal Limited(3)",
                "2012-07-10 morning Limited(3)",
                "2012-07-11 meal Unlimited",
                "2012-07-11 morning Limited(3)",
                "2012-07-13 meal Limited(3)",
            ]
        );
    }
}
