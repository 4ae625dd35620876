//! The snapshot that one message needs: its sender's file, the calendar, all that is undecided, and no more.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sqlx::query::QueryAs;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, Sqlite};

use super::inbox::names;
use super::row::{BookingRow, ChildRow, DraftRow, GuardianRow, RequestRow, SlotRow, json, person_key};
use super::{Store, Writing};
use crate::domain::{
    Booking, BookingId, Child, DraftNumber, Family, FamilyId, Guardian, ListLine, ListNumber, ListedLine, Person,
    Places, Programme, RequestList, RequestNumber, Service, ServiceCode, SlotCode,
};
use crate::fault::{During, Fault};
use crate::message::Fate;
use crate::rules::{Counters, Draft, Plan, Request, Sight, Snapshot};

/// How far back a family's own bookings and the calendar are looked at: what was cancelled or asked about a past day.
const LOOK_BACK: Days = Days::new(62);

/// How long a message that waits for a person is worth a line on the director's list.
const STILL_TO_READ: Days = Days::new(7);

/// The bookings that a message may change: `$1` the day to look back to, `$2` the sender's family, `$3` the answered list.
const CHANGEABLE: &str = "((family = $2 AND day >= $1) OR id IN (SELECT booking FROM list_booking WHERE list = $3))";

/// The others that a decision looks at: `$4` today.
const UNDECIDED: &str = "(day >= $4 AND state IN ('requested', 'waitlisted', 'cancel_requested'))";

/// What a snapshot is made for.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    pub today: NaiveDate,
    pub zone: Tz,
    /// The sender's family.
    pub family: Option<&'a Family>,
    /// The list that a director's message answers.
    pub list: Option<&'a RequestList>,
    pub draft: Option<&'a Draft>,
    pub plan: &'a Plan,
}

impl Scope<'_> {
    /// What the message, and the draft that it may confirm, look at beside the sender's own.
    fn sight(&self, programme: &Programme) -> Sight {
        let held = self.draft.into_iter().flat_map(|draft| &draft.steps);
        Sight::of(self.plan.steps.iter().chain(held), programme, self.today)
    }
}

impl Store {
    /// The calendar and the services, outside any writing: what the grammar may know of the centre.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn services(&self) -> Result<Vec<Service>, Fault> {
        let mut connection = self.pool.acquire().await.during("reading the services")?;
        services(&mut connection).await
    }
}

impl Writing {
    /// Services and open days, from two months before `today` on.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn programme(&mut self, today: NaiveDate) -> Result<Programme, Fault> {
        const OPENINGS: &str = "SELECT day, slot, places FROM opening WHERE day >= $1";
        let services = services(&mut self.tx).await?;
        let rows: Vec<(NaiveDate, String, Option<i64>)> = sqlx::query_as(OPENINGS)
            .bind(look_back(today))
            .fetch_all(&mut *self.tx)
            .await
            .during("reading the calendar")?;
        let places = rows.into_iter().map(|(day, slot, places)| (day, SlotCode(slot), places_of(places)));
        Programme::new(services, places).during("reading the calendar")
    }

    /// A list as it was sent.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn list(&mut self, number: ListNumber) -> Result<Option<RequestList>, Fault> {
        const LIST: &str = "SELECT opened FROM list WHERE number = $1";
        const LINES: &str = "SELECT line, topic, booking FROM list_booking WHERE list = $1 ORDER BY line, position";
        let opened: Option<DateTime<Utc>> =
            sqlx::query_scalar(LIST).bind(number.0).fetch_optional(&mut *self.tx).await.during("reading a list")?;
        let Some(opened) = opened else { return Ok(None) };
        let rows: Vec<(i64, String, i64)> =
            sqlx::query_as(LINES).bind(number.0).fetch_all(&mut *self.tx).await.during("reading a list")?;
        let mut lines: Vec<ListLine> = Vec::new();
        for (line, topic, booking) in rows {
            let line = u32::try_from(line).during("reading a list")?;
            match lines.last_mut() {
                Some(same) if same.number == line => same.bookings.push(BookingId(booking)),
                _ => lines.push(ListLine {
                    number: line,
                    topic: json(&topic, "list_booking", "topic", number.0)?,
                    bookings: vec![BookingId(booking)],
                }),
            }
        }
        Ok(Some(RequestList { number, opened, lines }))
    }

    /// Of whom and of which days the lines of a list are.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn listed(&mut self, number: ListNumber) -> Result<Vec<ListedLine>, Fault> {
        const LINES: &str = "SELECT list_booking.line, child.first_name, booking.family, family.name, booking.day \
                             FROM list_booking JOIN booking ON booking.id = list_booking.booking \
                             JOIN child ON child.id = booking.child JOIN family ON family.id = booking.family \
                             WHERE list_booking.list = $1 ORDER BY list_booking.line, list_booking.position";
        let rows: Vec<(i64, String, i64, String, NaiveDate)> =
            sqlx::query_as(LINES).bind(number.0).fetch_all(&mut *self.tx).await.during("reading a list")?;
        let mut lines: Vec<ListedLine> = Vec::new();
        for (line, child, family_id, family, day) in rows {
            let number = u32::try_from(line).during("reading a list")?;
            match lines.last_mut() {
                Some(same) if same.number == number => same.days.push(day),
                _ => lines.push(ListedLine { number, child, family_id: FamilyId(family_id), family, days: vec![day] }),
            }
        }
        Ok(lines)
    }

    /// The newest list, if there ever was one.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn newest_list(&mut self) -> Result<Option<RequestList>, Fault> {
        let newest: Option<i64> = sqlx::query_scalar("SELECT MAX(number) FROM list")
            .fetch_one(&mut *self.tx)
            .await
            .during("looking for the newest list")?;
        match newest {
            Some(number) => self.list(ListNumber(number)).await,
            None => Ok(None),
        }
    }

    /// A draft by its number.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn draft(&mut self, number: DraftNumber) -> Result<Option<Draft>, Fault> {
        const DRAFT: &str = "SELECT number, person, purpose, steps, expires, closed FROM draft WHERE number = $1";
        let row: Option<DraftRow> =
            sqlx::query_as(DRAFT).bind(number.0).fetch_optional(&mut *self.tx).await.during("reading a draft")?;
        row.map(DraftRow::draft).transpose()
    }

    /// The drafts that a person has open at `now`, oldest first, a few at most.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn open_drafts(&mut self, person: Person, now: DateTime<Utc>) -> Result<Vec<Draft>, Fault> {
        const OPEN: &str = "SELECT number, person, purpose, steps, expires, closed FROM draft \
                            WHERE person = $1 AND closed = 0 AND expires >= $2 ORDER BY number LIMIT 5";
        let rows: Vec<DraftRow> = sqlx::query_as(OPEN)
            .bind(person_key(person)?)
            .bind(now)
            .fetch_all(&mut *self.tx)
            .await
            .during("looking for open drafts")?;
        rows.into_iter().map(DraftRow::draft).collect()
    }

    /// What a decision may read.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn snapshot(&mut self, programme: Programme, scope: Scope<'_>) -> Result<Snapshot, Fault> {
        let sight = scope.sight(&programme);
        let families_seen = self.families_seen(&sight).await?;
        let mut bookings = self.bookings(scope).await?;
        bookings.extend(self.bookings_seen(&sight, &families_seen, scope.today).await?);
        let requests = self.requests(scope).await?;
        let mut children = self.children(scope).await?;
        children.extend(self.children_seen(&sight, &families_seen).await?);
        let remarks = self.remarks(scope).await?;
        let guardians = self.guardians(scope).await?;
        let newest = self.newest_list().await?;
        let lists = scope.list.cloned().into_iter().chain(newest).map(|list| (list.number, list)).collect();
        let days: BTreeSet<NaiveDate> = bookings.iter().map(|booking| booking.day).chain(sight.days).collect();
        Ok(Snapshot {
            zone: scope.zone,
            programme,
            directors: self.directors().await?,
            family: scope.family.cloned(),
            families_seen,
            taken: self.taken(&days).await?,
            bookings: bookings.into_iter().map(|booking| (booking.id, booking)).collect(),
            children: children.into_iter().map(|child| (child.id, child)).collect(),
            guardians: guardians.into_iter().map(|guardian| (guardian.id, guardian)).collect(),
            requests: requests.into_iter().map(|request| (request.number, request)).collect(),
            remarks: remarks.into_iter().map(|(request, remark)| (RequestNumber(request), remark)).collect(),
            lists,
            drafts: scope.draft.cloned().into_iter().map(|draft| (draft.number, draft)).collect(),
            left_unread: self.left_unread(scope.today).await?,
            counters: self.counters().await?,
        })
    }

    async fn bookings(&mut self, scope: Scope<'_>) -> Result<Vec<Booking>, Fault> {
        let query = format!(
            "SELECT id, request, family, child, day, slots, facts FROM booking WHERE {CHANGEABLE} OR {UNDECIDED} ORDER BY id"
        );
        let rows: Vec<BookingRow> =
            about(query, scope).bind(scope.today).fetch_all(&mut *self.tx).await.during("reading bookings")?;
        rows.into_iter().map(BookingRow::booking).collect()
    }

    async fn children(&mut self, scope: Scope<'_>) -> Result<Vec<Child>, Fault> {
        let query = format!(
            "SELECT id, family, first_name, last_name, born, nicknames, sex FROM child \
             WHERE family = $2 OR id IN (SELECT child FROM booking WHERE {CHANGEABLE} OR {UNDECIDED})"
        );
        let rows: Vec<ChildRow> =
            about(query, scope).bind(scope.today).fetch_all(&mut *self.tx).await.during("reading children")?;
        Ok(rows.into_iter().map(ChildRow::child).collect())
    }

    async fn requests(&mut self, scope: Scope<'_>) -> Result<Vec<Request>, Fault> {
        let query = format!(
            "SELECT number, family, guardian, language, message_id, received, remark FROM request \
             WHERE number IN (SELECT request FROM booking WHERE {CHANGEABLE})"
        );
        let rows: Vec<RequestRow> = about(query, scope).fetch_all(&mut *self.tx).await.during("reading requests")?;
        rows.into_iter().map(RequestRow::request).collect()
    }

    async fn remarks(&mut self, scope: Scope<'_>) -> Result<Vec<(i64, String)>, Fault> {
        let query = format!(
            "SELECT number, remark FROM request WHERE remark IS NOT NULL \
             AND number IN (SELECT request FROM booking WHERE {CHANGEABLE} OR {UNDECIDED})"
        );
        about(query, scope).bind(scope.today).fetch_all(&mut *self.tx).await.during("reading remarks")
    }

    async fn guardians(&mut self, scope: Scope<'_>) -> Result<Vec<Guardian>, Fault> {
        let query = format!(
            "SELECT id, family, name, address, language FROM guardian \
             WHERE family = $2 OR family IN (SELECT family FROM booking WHERE {CHANGEABLE})"
        );
        let rows: Vec<GuardianRow> = about(query, scope).fetch_all(&mut *self.tx).await.during("reading guardians")?;
        rows.into_iter().map(GuardianRow::guardian).collect()
    }

    async fn taken(&mut self, days: &BTreeSet<NaiveDate>) -> Result<BTreeMap<(NaiveDate, SlotCode), u32>, Fault> {
        const TAKEN: &str = "SELECT slot, COUNT(*) FROM booking_slot WHERE day = $1 AND holds_place = 1 GROUP BY slot";
        let mut taken = BTreeMap::new();
        for day in days {
            let rows: Vec<(String, i64)> =
                sqlx::query_as(TAKEN).bind(day).fetch_all(&mut *self.tx).await.during("counting places")?;
            for (slot, count) in rows {
                taken.insert((*day, SlotCode(slot)), u32::try_from(count).during("counting places")?);
            }
        }
        Ok(taken)
    }

    async fn left_unread(&mut self, today: NaiveDate) -> Result<u32, Fault> {
        let fates: Vec<Fate> = Fate::ALL.into_iter().filter(|fate| fate.is_counted_for_director()).collect();
        let count = format!("SELECT COUNT(*) FROM inbox WHERE fate IN ({}) AND received >= $1", names(&fates));
        let since = today.checked_sub_days(STILL_TO_READ).unwrap_or(today).and_time(NaiveTime::MIN).and_utc();
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(count))
            .bind(since)
            .fetch_one(&mut *self.tx)
            .await
            .during("counting what is left unread")?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn counters(&mut self) -> Result<Counters, Fault> {
        const NEXT: &str = "SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM booking), \
                            (SELECT COALESCE(MAX(number), 0) + 1 FROM request), \
                            (SELECT COALESCE(MAX(number), 0) + 1 FROM list), \
                            (SELECT COALESCE(MAX(number), 0) + 1 FROM draft)";
        let (booking, request, list, draft) =
            sqlx::query_as(NEXT).fetch_one(&mut *self.tx).await.during("looking for the next numbers")?;
        Ok(Counters { booking, request, list, draft })
    }
}

/// A query about the bookings that a message may change.
fn about<'q, T>(query: String, scope: Scope<'_>) -> QueryAs<'q, Sqlite, T, SqliteArguments>
where
    T: for<'row> FromRow<'row, SqliteRow>,
{
    sqlx::query_as(AssertSqlSafe(query))
        .bind(look_back(scope.today))
        .bind(scope.family.map(|family| family.id.0))
        .bind(scope.list.map(|list| list.number.0))
}

async fn services(connection: &mut sqlx::SqliteConnection) -> Result<Vec<Service>, Fault> {
    const SERVICES: &str = "SELECT code, name FROM service ORDER BY position, code";
    const SLOTS: &str = "SELECT service, code, name, nicknames, from_hour, to_hour FROM slot ORDER BY position, code";
    let doing = "reading the services";
    let services: Vec<(String, String)> = sqlx::query_as(SERVICES).fetch_all(&mut *connection).await.during(doing)?;
    let slots: Vec<SlotRow> = sqlx::query_as(SLOTS).fetch_all(&mut *connection).await.during(doing)?;
    let of = |service: &str| slots.iter().filter(|slot| slot.service == service).map(SlotRow::slot).collect();
    Ok(services.into_iter().map(|(code, name)| Service { slots: of(&code), code: ServiceCode(code), name }).collect())
}

fn look_back(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(LOOK_BACK).unwrap_or(today)
}

pub(super) fn places_of(places: Option<i64>) -> Places {
    places.map_or(Places::Unlimited, |places| Places::Limited(u32::try_from(places).unwrap_or(u32::MAX)))
}
