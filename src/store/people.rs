//! Who stands behind an address: the rows that identify a sender.

use super::row::{ChildRow, DirectorRow, GuardianRow, names};
use super::{Store, Writing};
use crate::domain::{Address, Director, Family, FamilyId, Guardian, Language, ListNumber, Person};
use crate::fault::{During, Fault};

/// Where a letter goes, and in which language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub address: Address,
    pub language: Language,
}

impl Store {
    /// The guardians registered under an address: none or one.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn guardians_at(&self, address: &Address) -> Result<Vec<Guardian>, Fault> {
        const AT: &str = "SELECT id, family, name, address, language FROM guardian WHERE address = $1";
        let rows: Vec<GuardianRow> =
            sqlx::query_as(AT).bind(address.as_str()).fetch_all(&self.pool).await.during("looking for a guardian")?;
        rows.into_iter().map(GuardianRow::guardian).collect()
    }

    /// The directors registered under an address: none or one.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn directors_at(&self, address: &Address) -> Result<Vec<Director>, Fault> {
        const AT: &str = "SELECT id, name, address, language FROM director WHERE address = $1";
        let rows: Vec<DirectorRow> =
            sqlx::query_as(AT).bind(address.as_str()).fetch_all(&self.pool).await.during("looking for a director")?;
        rows.into_iter().map(DirectorRow::director).collect()
    }

    /// First names of a family's children, eldest first: what the grammar may know of a family.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn first_names(&self, family: FamilyId) -> Result<Vec<String>, Fault> {
        const NAMES: &str = "SELECT first_name FROM child WHERE family = $1 ORDER BY born, id";
        sqlx::query_scalar(NAMES).bind(family.0).fetch_all(&self.pool).await.during("looking for children")
    }

    /// The nicknames of a family's children, each with the first name of whom it means.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn nicknames(&self, family: FamilyId) -> Result<Vec<(String, String)>, Fault> {
        const NAMES: &str = "SELECT nicknames, first_name FROM child WHERE family = $1 ORDER BY born, id";
        let rows: Vec<(String, String)> =
            sqlx::query_as(NAMES).bind(family.0).fetch_all(&self.pool).await.during("looking for children")?;
        let split = |(nicknames, child): (String, String)| {
            names(&nicknames).into_iter().map(move |nickname| (nickname, child.clone()))
        };
        Ok(rows.into_iter().flat_map(split).collect())
    }

    /// The last names of a family's children, each once.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn last_names(&self, family: FamilyId) -> Result<Vec<String>, Fault> {
        const NAMES: &str = "SELECT DISTINCT last_name FROM child WHERE family = $1 ORDER BY last_name";
        sqlx::query_scalar(NAMES).bind(family.0).fetch_all(&self.pool).await.during("looking for children")
    }
}

/// A family by its names, and whether it stands in the list that is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFamily {
    pub id: FamilyId,
    pub name: String,
    /// First names, eldest first.
    pub children: Vec<String>,
    pub listed: bool,
}

impl Store {
    /// All families by their names; `list` is the one that is answered.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn families(&self, list: Option<ListNumber>) -> Result<Vec<NamedFamily>, Fault> {
        const NAMES: &str = "SELECT family.id, family.name, child.first_name FROM family \
                             JOIN child ON child.family = family.id ORDER BY family.id, child.born, child.id";
        const LISTED: &str = "SELECT DISTINCT booking.family FROM list_booking \
                              JOIN booking ON booking.id = list_booking.booking WHERE list_booking.list = $1";
        let doing = "looking for the families";
        let rows: Vec<(i64, String, String)> = sqlx::query_as(NAMES).fetch_all(&self.pool).await.during(doing)?;
        let number = list.map(|list| list.0);
        let listed: Vec<i64> = sqlx::query_scalar(LISTED).bind(number).fetch_all(&self.pool).await.during(doing)?;
        let mut families: Vec<NamedFamily> = Vec::new();
        for (id, name, child) in rows {
            match families.last_mut() {
                Some(same) if same.id.0 == id => same.children.push(child),
                _ => {
                    let listed = listed.contains(&id);
                    families.push(NamedFamily { id: FamilyId(id), name, children: vec![child], listed });
                }
            }
        }
        Ok(families)
    }

    /// The number of the newest list, if there ever was one.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn newest_list_number(&self) -> Result<Option<ListNumber>, Fault> {
        let newest: Option<i64> = sqlx::query_scalar("SELECT MAX(number) FROM list")
            .fetch_one(&self.pool)
            .await
            .during("looking for the newest list")?;
        Ok(newest.map(ListNumber))
    }
}

impl Writing {
    /// A family with its guardians and children.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn family(&mut self, id: FamilyId) -> Result<Option<Family>, Fault> {
        const FAMILY: &str = "SELECT name FROM family WHERE id = $1";
        const GUARDIANS: &str =
            "SELECT id, family, name, address, language FROM guardian WHERE family = $1 ORDER BY id";
        const CHILDREN: &str = "SELECT id, family, first_name, last_name, born, nicknames, sex FROM child WHERE family = $1 ORDER BY born, id";
        let doing = "looking for a family";
        let name: Option<String> =
            sqlx::query_scalar(FAMILY).bind(id.0).fetch_optional(&mut *self.tx).await.during(doing)?;
        let Some(name) = name else { return Ok(None) };
        let guardians: Vec<GuardianRow> =
            sqlx::query_as(GUARDIANS).bind(id.0).fetch_all(&mut *self.tx).await.during(doing)?;
        let children: Vec<ChildRow> =
            sqlx::query_as(CHILDREN).bind(id.0).fetch_all(&mut *self.tx).await.during(doing)?;
        Ok(Some(Family {
            id,
            name,
            guardians: guardians.into_iter().map(GuardianRow::guardian).collect::<Result<_, _>>()?,
            children: children.into_iter().map(ChildRow::child).collect(),
        }))
    }

    /// All directors, in the order they were registered.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn directors(&mut self) -> Result<Vec<Director>, Fault> {
        const ALL: &str = "SELECT id, name, address, language FROM director ORDER BY id";
        let rows: Vec<DirectorRow> =
            sqlx::query_as(ALL).fetch_all(&mut *self.tx).await.during("looking for the directors")?;
        rows.into_iter().map(DirectorRow::director).collect()
    }

    /// The address on file of a person.
    ///
    /// # Errors
    /// The database does not answer, holds a row that it should not, or does not know the person.
    pub async fn recipient(&mut self, person: Person) -> Result<Recipient, Fault> {
        let (table, query, id) = match person {
            Person::Guardian(id) => ("guardian", "SELECT address, language FROM guardian WHERE id = $1", id.0),
            Person::Director(id) => ("director", "SELECT address, language FROM director WHERE id = $1", id.0),
        };
        let row: (String, String) =
            sqlx::query_as(query).bind(id).fetch_one(&mut *self.tx).await.during("looking for a letter's reader")?;
        Ok(Recipient {
            address: super::row::address(&row.0, table, id)?,
            language: super::row::language(&row.1, table, id)?,
        })
    }
}
