//! What a director asks to see: all bookings of some days, and families by name.

use chrono::NaiveDate;

use super::Writing;
use super::row::{BookingRow, ChildRow};
use crate::domain::{Booking, Child, Family, FamilyId};
use crate::fault::{During, Fault};
use crate::rules::Sight;

impl Writing {
    pub(super) async fn families_seen(&mut self, sight: &Sight) -> Result<Vec<Family>, Fault> {
        const FAMILIES: &str = "SELECT id, name FROM family ORDER BY id";
        if !sight.has_families() {
            return Ok(Vec::new());
        }
        let all: Vec<(i64, String)> =
            sqlx::query_as(FAMILIES).fetch_all(&mut *self.tx).await.during("looking for a family by name")?;
        let mut families = Vec::new();
        for (id, _) in all.into_iter().filter(|(_, name)| sight.shows_family(name)) {
            families.extend(self.family(FamilyId(id)).await?);
        }
        Ok(families)
    }

    pub(super) async fn bookings_seen(
        &mut self,
        sight: &Sight,
        families: &[Family],
        today: NaiveDate,
    ) -> Result<Vec<Booking>, Fault> {
        const ON: &str = "SELECT id, request, family, child, day, slots, facts FROM booking WHERE day = $1 ORDER BY id";
        const OF: &str = "SELECT id, request, family, child, day, slots, facts FROM booking \
                          WHERE family = $1 AND day >= $2 ORDER BY id";
        let doing = "reading the bookings that a director asks to see";
        let mut rows: Vec<BookingRow> = Vec::new();
        for day in &sight.rosters {
            rows.extend(sqlx::query_as(ON).bind(day).fetch_all(&mut *self.tx).await.during(doing)?);
        }
        for family in families {
            let of = sqlx::query_as(OF).bind(family.id.0).bind(today);
            rows.extend(of.fetch_all(&mut *self.tx).await.during(doing)?);
        }
        rows.into_iter().map(BookingRow::booking).collect()
    }

    pub(super) async fn children_seen(&mut self, sight: &Sight, families: &[Family]) -> Result<Vec<Child>, Fault> {
        const ON: &str = "SELECT id, family, first_name, last_name, born, nicknames, sex FROM child \
                          WHERE id IN (SELECT child FROM booking WHERE day = $1)";
        let mut children: Vec<Child> = families.iter().flat_map(|family| &family.children).cloned().collect();
        for day in &sight.rosters {
            let rows: Vec<ChildRow> =
                sqlx::query_as(ON).bind(day).fetch_all(&mut *self.tx).await.during("reading the children of a day")?;
            children.extend(rows.into_iter().map(ChildRow::child));
        }
        Ok(children)
    }
}
