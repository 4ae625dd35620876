//! Effects on disk: each one means what it means in memory, and leaves a line in the audit.

use sqlx::QueryBuilder;

use super::Writing;
use super::row::{person_key, text};
use crate::domain::{Actor, Booking, DraftNumber, RequestList};
use crate::fault::{During, Fault};
use crate::rules::{Draft, Effect, Request};

/// Rows written by one statement; SQLite takes 32,766 values in one.
const ROWS_AT_ONCE: usize = 1000;

impl Writing {
    /// Applies a decision's effects in their order.
    ///
    /// # Errors
    /// One of them cannot be written; the transaction must be dropped.
    pub async fn apply(&mut self, inbox: i64, actor: &Actor, effects: &[Effect]) -> Result<(), Fault> {
        let actor = match actor.person() {
            Some(person) => person_key(person)?,
            None => "operator".to_owned(),
        };
        for (position, effect) in (0_i64..).zip(effects) {
            match effect {
                Effect::AddRequest(request) => self.add_request(request).await?,
                Effect::PutBooking(booking) => self.put_booking(booking).await?,
                Effect::OpenList(list) => self.open_list(list).await?,
                Effect::HoldDraft(draft) => self.hold_draft(draft).await?,
                Effect::CloseDraft { number } => self.close_draft(*number).await?,
                Effect::Register(change) => self.register(&change.0).await?,
            }
            self.audit(inbox, position, &actor, effect).await?;
        }
        Ok(())
    }

    async fn add_request(&mut self, request: &Request) -> Result<(), Fault> {
        sqlx::query(
            "INSERT INTO request (number, family, guardian, language, message_id, received, remark) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(request.number.0)
        .bind(request.family.0)
        .bind(request.guardian.0)
        .bind(request.language.code())
        .bind(&request.message_id)
        .bind(request.received)
        .bind(&request.remark)
        .execute(&mut *self.tx)
        .await
        .during("writing a request")?;
        Ok(())
    }

    async fn put_booking(&mut self, booking: &Booking) -> Result<(), Fault> {
        const PUT: &str = "INSERT INTO booking (id, request, family, child, day, slots, state, facts) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE \
                           SET slots = excluded.slots, state = excluded.state, facts = excluded.facts";
        sqlx::query(PUT)
            .bind(booking.id.0)
            .bind(booking.request.0)
            .bind(booking.family.0)
            .bind(booking.child.0)
            .bind(booking.day)
            .bind(booking.slots.to_text())
            .bind(booking.state.name())
            .bind(text(&booking.state)?)
            .execute(&mut *self.tx)
            .await
            .during("writing a booking")?;
        self.put_slots(booking).await
    }

    /// Slots are written anew each time: a booking that was split has fewer of them.
    async fn put_slots(&mut self, booking: &Booking) -> Result<(), Fault> {
        const PUT: &str = "INSERT INTO booking_slot (booking, child, day, slot, living, holds_place) \
                           VALUES ($1, $2, $3, $4, $5, $6)";
        let doing = "writing a booking's slots";
        sqlx::query("DELETE FROM booking_slot WHERE booking = $1")
            .bind(booking.id.0)
            .execute(&mut *self.tx)
            .await
            .during(doing)?;
        for slot in booking.slots.iter() {
            sqlx::query(PUT)
                .bind(booking.id.0)
                .bind(booking.child.0)
                .bind(booking.day)
                .bind(&slot.0)
                .bind(i64::from(booking.state.is_living()))
                .bind(i64::from(booking.state.holds_place()))
                .execute(&mut *self.tx)
                .await
                .during(doing)?;
        }
        Ok(())
    }

    async fn open_list(&mut self, list: &RequestList) -> Result<(), Fault> {
        let doing = "writing a list";
        sqlx::query("INSERT INTO list (number, opened) VALUES ($1, $2)")
            .bind(list.number.0)
            .bind(list.opened)
            .execute(&mut *self.tx)
            .await
            .during(doing)?;
        let mut rows = Vec::new();
        for line in &list.lines {
            let topic = text(&line.topic)?;
            let bookings = (0_i64..).zip(&line.bookings);
            rows.extend(bookings.map(|(position, booking)| (line.number, topic.clone(), position, booking.0)));
        }
        for some in rows.chunks(ROWS_AT_ONCE) {
            let mut insert = QueryBuilder::new("INSERT INTO list_booking (list, line, topic, position, booking) ");
            insert.push_values(some, |mut row, (line, topic, position, booking)| {
                row.push_bind(list.number.0).push_bind(i64::from(*line)).push_bind(topic);
                row.push_bind(position).push_bind(booking);
            });
            insert.build().execute(&mut *self.tx).await.during(doing)?;
        }
        Ok(())
    }

    async fn hold_draft(&mut self, draft: &Draft) -> Result<(), Fault> {
        const HOLD: &str =
            "INSERT INTO draft (number, person, purpose, steps, expires, closed) VALUES ($1, $2, $3, $4, $5, $6)";
        sqlx::query(HOLD)
            .bind(draft.number.0)
            .bind(person_key(draft.person)?)
            .bind(text(&draft.purpose)?)
            .bind(text(&draft.steps)?)
            .bind(draft.expires)
            .bind(i64::from(draft.closed))
            .execute(&mut *self.tx)
            .await
            .during("holding a draft")?;
        Ok(())
    }

    async fn close_draft(&mut self, number: DraftNumber) -> Result<(), Fault> {
        sqlx::query("UPDATE draft SET closed = 1 WHERE number = $1")
            .bind(number.0)
            .execute(&mut *self.tx)
            .await
            .during("closing a draft")?;
        Ok(())
    }

    async fn audit(&mut self, inbox: i64, position: i64, actor: &str, effect: &Effect) -> Result<(), Fault> {
        sqlx::query("INSERT INTO audit (inbox, position, actor, effect, detail) VALUES ($1, $2, $3, $4, $5)")
            .bind(inbox)
            .bind(position)
            .bind(actor)
            .bind(effect.name())
            .bind(text(effect)?)
            .execute(&mut *self.tx)
            .await
            .during("writing the audit")?;
        Ok(())
    }
}
