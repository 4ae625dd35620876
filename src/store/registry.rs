//! An import on disk: what is new is added, what is there is brought up to date; only days that are said to be closed go.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::books::places_of;
use super::row::{ChildRow, DirectorRow, GuardianRow};
use super::{Store, Writing};
use crate::domain::{Address, Child, Director, Guardian, Places, Service, Sex, SlotCode};
use crate::fault::{During, Fault};
use crate::rules::{ChildEntry, DirectorEntry, FamilyEntry, GuardianEntry, Registry};

/// How many rows there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    pub directors: i64,
    pub families: i64,
    pub guardians: i64,
    pub children: i64,
    pub services: i64,
    pub slots: i64,
    pub openings: i64,
}

impl Store {
    /// How many directors, families and so on the centre has.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn counts(&self) -> Result<Counts, Fault> {
        const COUNTS: &str = "SELECT (SELECT COUNT(*) FROM director) AS directors, \
            (SELECT COUNT(*) FROM family) AS families, (SELECT COUNT(*) FROM guardian) AS guardians, \
            (SELECT COUNT(*) FROM child) AS children, (SELECT COUNT(*) FROM service) AS services, \
            (SELECT COUNT(*) FROM slot) AS slots, (SELECT COUNT(*) FROM opening) AS openings";
        sqlx::query_as(COUNTS).fetch_one(&self.pool).await.during("counting what is registered")
    }
}

impl Store {
    /// Of some slots of some days, those that somebody is booked in, with how many children.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn booked_on(&self, slots: &[(NaiveDate, SlotCode)]) -> Result<Vec<(NaiveDate, SlotCode, i64)>, Fault> {
        const BOOKED: &str = "SELECT COUNT(*) FROM booking_slot WHERE day = $1 AND slot = $2 AND living = 1";
        let mut booked = Vec::new();
        for (day, slot) in slots {
            let children: i64 = sqlx::query_scalar(BOOKED)
                .bind(day)
                .bind(&slot.0)
                .fetch_one(&self.pool)
                .await
                .during("looking for bookings of closed days")?;
            if children > 0 {
                booked.push((*day, slot.clone(), children));
            }
        }
        Ok(booked)
    }

    /// All that is registered, in the shape of an import.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn registry(&self) -> Result<Registry, Fault> {
        const OPENINGS: &str = "SELECT day, slot, places FROM opening ORDER BY day, slot";
        let doing = "reading what is registered";
        let directors: Vec<DirectorRow> =
            sqlx::query_as("SELECT id, name, address, language FROM director ORDER BY id")
                .fetch_all(&self.pool)
                .await
                .during(doing)?;
        let openings: Vec<(NaiveDate, String, Option<i64>)> =
            sqlx::query_as(OPENINGS).fetch_all(&self.pool).await.during(doing)?;
        let places = openings.into_iter().map(|(day, slot, places)| (day, SlotCode(slot), places_of(places)));
        Ok(Registry {
            directors: directors.into_iter().map(director_entry).collect::<Result<_, _>>()?,
            families: self.family_entries().await?,
            services: self.services().await?,
            places: places.collect(),
            closed: Vec::new(),
        })
    }

    async fn family_entries(&self) -> Result<Vec<FamilyEntry>, Fault> {
        const GUARDIANS: &str = "SELECT id, family, name, address, language FROM guardian ORDER BY id";
        const CHILDREN: &str =
            "SELECT id, family, first_name, last_name, born, nicknames, sex FROM child ORDER BY born, id";
        let doing = "reading the families";
        let families: Vec<(i64, String, String)> = sqlx::query_as("SELECT id, code, name FROM family ORDER BY id")
            .fetch_all(&self.pool)
            .await
            .during(doing)?;
        let guardians: Vec<GuardianRow> = sqlx::query_as(GUARDIANS).fetch_all(&self.pool).await.during(doing)?;
        let children: Vec<ChildRow> = sqlx::query_as(CHILDREN).fetch_all(&self.pool).await.during(doing)?;
        let mut entries: BTreeMap<i64, FamilyEntry> = BTreeMap::new();
        for (id, code, name) in families {
            entries.insert(id, FamilyEntry { code, name, guardians: Vec::new(), children: Vec::new() });
        }
        for guardian in guardians {
            let Guardian { family, name, address, language, .. } = guardian.guardian()?;
            let entry = GuardianEntry { name, address, was: None, language };
            entries.entry(family.0).and_modify(|family| family.guardians.push(entry));
        }
        for child in children {
            let family = child.family;
            let Child { first_name, last_name, born, nicknames, sex, .. } = child.child();
            let entry = ChildEntry { first_name, last_name, born, nicknames, sex };
            entries.entry(family).and_modify(|family| family.children.push(entry));
        }
        Ok(entries.into_values().collect())
    }
}

fn director_entry(row: DirectorRow) -> Result<DirectorEntry, Fault> {
    let Director { name, address, language, .. } = row.director()?;
    Ok(DirectorEntry { name, address, was: None, language })
}

/// The files were compared with what was registered just before; when that has changed meanwhile, nobody is guessed at.
fn must_be_one(rows: u64, address: &Address) -> Result<(), Fault> {
    if rows == 1 { Ok(()) } else { Err(Fault::plain(format!("nobody is registered under {address} any more"))) }
}

impl Store {
    /// Registers all of it as an import does, and takes it back: what the books refuse is known before.
    ///
    /// # Errors
    /// What the books refuse, or the database does not answer.
    pub async fn rehearse(&self, registry: &Registry) -> Result<(), Fault> {
        // Dropped without a commit, nothing of it was.
        self.write().await?.register(registry).await
    }
}

impl Writing {
    pub(super) async fn register(&mut self, registry: &Registry) -> Result<(), Fault> {
        for director in &registry.directors {
            self.register_director(director).await?;
        }
        for family in &registry.families {
            self.register_family(family).await?;
        }
        for (position, service) in (0_i64..).zip(&registry.services) {
            self.register_service(position, service).await?;
        }
        self.register_places(registry).await
    }

    async fn register_director(&mut self, director: &DirectorEntry) -> Result<(), Fault> {
        const PUT: &str = "INSERT INTO director (name, address, language) VALUES ($1, $2, $3) \
                           ON CONFLICT (address) DO UPDATE SET name = excluded.name, language = excluded.language";
        const MOVE: &str = "UPDATE director SET address = $2 WHERE address = $1";
        if let Some(was) = &director.was {
            let moved = sqlx::query(MOVE).bind(was.as_str()).bind(director.address.as_str());
            let done = moved.execute(&mut *self.tx).await.during("changing a director's address")?;
            must_be_one(done.rows_affected(), was)?;
        }
        sqlx::query(PUT)
            .bind(&director.name)
            .bind(director.address.as_str())
            .bind(director.language.code())
            .execute(&mut *self.tx)
            .await
            .during("registering a director")?;
        Ok(())
    }

    async fn register_family(&mut self, family: &FamilyEntry) -> Result<(), Fault> {
        const PUT: &str = "INSERT INTO family (code, name) VALUES ($1, $2) \
                           ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id";
        let id: i64 = sqlx::query_scalar(PUT)
            .bind(&family.code)
            .bind(&family.name)
            .fetch_one(&mut *self.tx)
            .await
            .during("registering a family")?;
        for guardian in &family.guardians {
            self.register_guardian(id, guardian).await?;
        }
        for child in &family.children {
            self.register_child(id, child).await?;
        }
        Ok(())
    }

    /// An address stays with its family: a file that gives it to another one is refused, it may be a slip that would
    /// show one family's matters to another.
    async fn register_guardian(&mut self, family: i64, guardian: &GuardianEntry) -> Result<(), Fault> {
        const PUT: &str = "INSERT INTO guardian (family, name, address, language) VALUES ($1, $2, $3, $4) \
                           ON CONFLICT (address) DO UPDATE SET name = excluded.name, language = excluded.language \
                           WHERE guardian.family = excluded.family";
        const MOVE: &str = "UPDATE guardian SET address = $2 WHERE address = $1 AND family = $3";
        if let Some(was) = &guardian.was {
            let moved = sqlx::query(MOVE).bind(was.as_str()).bind(guardian.address.as_str()).bind(family);
            let done = moved.execute(&mut *self.tx).await.during("changing a guardian's address")?;
            must_be_one(done.rows_affected(), was)?;
        }
        let done = sqlx::query(PUT)
            .bind(family)
            .bind(&guardian.name)
            .bind(guardian.address.as_str())
            .bind(guardian.language.code())
            .execute(&mut *self.tx)
            .await
            .during("registering a guardian")?;
        if done.rows_affected() == 0 {
            return Err(Fault::plain(format!("the address {} belongs to another family already", guardian.address)));
        }
        Ok(())
    }

    async fn register_child(&mut self, family: i64, child: &ChildEntry) -> Result<(), Fault> {
        const PUT: &str = "INSERT INTO child (family, first_name, last_name, born, nicknames, sex) \
                           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (family, first_name) DO UPDATE \
                           SET last_name = excluded.last_name, born = excluded.born, \
                           nicknames = excluded.nicknames, sex = excluded.sex";
        sqlx::query(PUT)
            .bind(family)
            .bind(&child.first_name)
            .bind(&child.last_name)
            .bind(child.born)
            .bind(child.nicknames.join("|"))
            .bind(child.sex.map(Sex::code))
            .execute(&mut *self.tx)
            .await
            .during("registering a child")?;
        Ok(())
    }

    async fn register_service(&mut self, position: i64, service: &Service) -> Result<(), Fault> {
        const SERVICE: &str = "INSERT INTO service (code, name, position) VALUES ($1, $2, $3) \
                               ON CONFLICT (code) DO UPDATE SET name = excluded.name, position = excluded.position";
        const SLOT: &str = "INSERT INTO slot (code, service, name, position, nicknames, from_hour, to_hour) \
                            VALUES ($1, $2, $3, $4, $5, $6, $7) \
                            ON CONFLICT (code) DO UPDATE SET service = excluded.service, name = excluded.name, \
                            position = excluded.position, nicknames = excluded.nicknames, \
                            from_hour = excluded.from_hour, to_hour = excluded.to_hour";
        let doing = "registering a service";
        sqlx::query(SERVICE)
            .bind(&service.code.0)
            .bind(&service.name)
            .bind(position)
            .execute(&mut *self.tx)
            .await
            .during(doing)?;
        for (place, slot) in (0_i64..).zip(&service.slots) {
            sqlx::query(SLOT)
                .bind(&slot.code.0)
                .bind(&service.code.0)
                .bind(&slot.name)
                .bind(place)
                .bind(slot.nicknames.join("|"))
                .bind(slot.hours.map(|hours| hours.from))
                .bind(slot.hours.map(|hours| hours.to))
                .execute(&mut *self.tx)
                .await
                .during(doing)?;
        }
        Ok(())
    }

    async fn register_places(&mut self, registry: &Registry) -> Result<(), Fault> {
        const PUT: &str = "INSERT INTO opening (day, slot, places) VALUES ($1, $2, $3) \
                           ON CONFLICT (day, slot) DO UPDATE SET places = excluded.places";
        for (day, slot, places) in &registry.places {
            let places = match places {
                Places::Limited(places) => Some(i64::from(*places)),
                Places::Unlimited => None,
            };
            sqlx::query(PUT)
                .bind(day)
                .bind(&slot.0)
                .bind(places)
                .execute(&mut *self.tx)
                .await
                .during("registering places")?;
        }
        for (day, slot) in &registry.closed {
            sqlx::query("DELETE FROM opening WHERE day = $1 AND slot = $2")
                .bind(day)
                .bind(&slot.0)
                .execute(&mut *self.tx)
                .await
                .during("closing a slot")?;
        }
        Ok(())
    }
}
