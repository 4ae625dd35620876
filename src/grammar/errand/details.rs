//! What an errand says beside its verb: numbers, amounts, months, codes, names, and the text behind a colon.

use super::super::dates::month_of;
use super::super::tokens::{Kind, Token};
use super::super::words::Mark;
use super::super::{DaySet, Period, Span, tokens};
use super::amounts::{euros, is_money};
use super::head::values;
use super::{Detail, Errand, ErrandKind};

/// The words of the sentence that an errand is read from.
pub(super) struct Words<'w> {
    pub tokens: &'w [Token],
    pub marks: &'w [Mark],
    /// Where the errand is named.
    pub head: Span,
    pub text: &'w dyn Fn(Span) -> String,
}

impl ErrandKind {
    /// The details that a family's errand can say; those of a director are read in `desk`.
    const fn details(self) -> &'static [Detail] {
        use Detail::{Amount, Code, Kind, Lang, Method, Month, Name, Number, State, Topic, Year};
        match self {
            Self::Status => &[Month],
            Self::Calendar => &[Month, Year],
            Self::Prices | Self::Why | Self::Profile => &[Topic],
            Self::Invoices => &[Number, Month, Year],
            Self::Pay => &[Number, Month, Amount, Method],
            Self::Statement => &[Kind, Month, Year],
            Self::Attestation => &[Kind, Year],
            Self::Documents => &[Name, Month],
            Self::SubmitDocument | Self::MyData => &[Kind],
            Self::Link => &[Code],
            Self::Language => &[Lang],
            Self::Notifications => &[State, Kind],
            _ => &[],
        }
    }

    /// Whether a date in it that cannot be read must be asked about.
    pub(super) const fn needs_days(self) -> bool {
        matches!(
            self,
            Self::Availability
                | Self::Quote
                | Self::Roster
                | Self::CloseDay
                | Self::OpenDay
                | Self::SetCapacity
                | Self::Outing
                | Self::BookFor
                | Self::CancelFor
                | Self::Attendance
        )
    }
}

impl Words<'_> {
    /// Writes the details that the errand can say into it; `numbers` stand alone in the sentence.
    pub fn fill(&self, errand: &mut Errand, numbers: &[(u32, Span)]) {
        let stretch = errand.entry.days.iter().any(|days| is_stretch(&days.value));
        for detail in errand.kind.details().iter().filter(|detail| **detail != Detail::Month || !stretch) {
            if let Some(value) = self.detail(*detail, errand, numbers) {
                errand.details.insert(*detail, value);
            }
        }
        if errand.details.contains_key(&Detail::Number) {
            errand.requests.clear();
        }
        // "facture de juin" names no day.
        if errand.details.contains_key(&Detail::Month) {
            errand.entry.days.clear();
        }
    }

    fn detail(&self, detail: Detail, errand: &Errand, numbers: &[(u32, Span)]) -> Option<String> {
        match detail {
            Detail::Kind | Detail::Lang | Detail::Method | Detail::State | Detail::Topic => {
                // "mon mari ne lit pas le français, écrivez-nous en anglais": what the name of the errand says comes first.
                let own = values(self.marks, self.head, detail).next();
                own.or_else(|| values(self.marks, self.whole(), detail).next()).map(|(value, _)| value.to_owned())
            }
            Detail::Name => {
                let known = values(self.marks, self.whole(), detail).next().map(|(value, _)| value.to_owned());
                known.or_else(|| self.named())
            }
            Detail::Amount => self.amount().or_else(|| bare_amount(errand.kind, numbers)),
            Detail::Number => self.invoice().or_else(|| errand.requests.first().map(|number| number.value.to_string())),
            Detail::Month => self.month(),
            Detail::Year => self.year(),
            Detail::Code => self.code(),
            Detail::Period
            | Detail::Address
            | Detail::Capacity
            | Detail::Family
            | Detail::Reason
            | Detail::Ref
            | Detail::Text => None,
        }
    }

    fn whole(&self) -> Span {
        tokens::span_of(self.tokens)
    }

    fn masked(&self) -> impl Iterator<Item = String> {
        self.tokens.iter().filter(|token| token.kind == Kind::Masked).map(|token| (self.text)(token.span))
    }

    /// `12,50 €` as `12.50`.
    fn amount(&self) -> Option<String> {
        self.masked().filter(|text| is_money(text)).find_map(|text| euros(&text))
    }

    /// `3H2024/0736EN`.
    fn invoice(&self) -> Option<String> {
        self.masked()
            .find(|text| text.contains('/') && text.contains(|c: char| c.is_ascii_digit()) && !text.contains(':'))
    }

    /// "juin 2026", "june": the first month that no day number stands before.
    fn month(&self) -> Option<String> {
        let number = |token: Option<&Token>| match token.map(|token| token.kind) {
            Some(Kind::Number { value, digits }) => Some((value, digits)),
            _ => None,
        };
        let mut at = self.tokens.iter().enumerate().filter_map(|(at, token)| Some((at, month_of(token)?)));
        let (at, month) = at.find(|(at, _)| {
            let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
            number(before).is_none_or(|(_, digits)| digits > 2)
        })?;
        let year = number(self.tokens.get(at + 1)).filter(|(_, digits)| *digits == 4);
        Some(year.map_or_else(|| format!("{month:02}"), |(year, _)| format!("{year}-{month:02}")))
    }

    /// A year that stands alone.
    fn year(&self) -> Option<String> {
        let after_month = |at: usize| at.checked_sub(1).and_then(|at| self.tokens.get(at)).and_then(month_of).is_some();
        let mut numbers = self.tokens.iter().enumerate().filter_map(|(at, token)| match token.kind {
            Kind::Number { value, digits: 4 } if (1990..2100).contains(&value) && !after_month(at) => Some(value),
            _ => None,
        });
        numbers.next().map(|year| year.to_string())
    }

    /// The word behind the head that has a digit in it, or is all in capitals.
    fn code(&self) -> Option<String> {
        let behind = Span::new(self.head.to, self.whole().to);
        let text = (self.text)(behind);
        let is_code = |word: &&str| {
            let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            let digit = word.chars().any(|c| c.is_ascii_digit());
            let shouted = word.chars().all(|c| !c.is_lowercase()) && word.chars().any(char::is_alphabetic);
            word.chars().count() >= 4 && plain && (digit || shouted)
        };
        let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let mut codes = words.filter(is_code);
        codes.next().map(str::to_owned)
    }

    /// The words behind the head that nobody knows: "sortie ferme", "publier menus".
    fn named(&self) -> Option<String> {
        let behind = self.tokens.iter().filter(|token| token.span.from >= self.head.to);
        let unknown = |token: &&Token| token.is_word() && token.own.is_none();
        let first = behind.clone().find(|token| token.is_unknown_word())?;
        let named = behind.skip_while(|token| token.span != first.span).take_while(unknown);
        let span = named.filter(|token| token.is_unknown_word()).map(|token| token.span).reduce(Span::join)?;
        Some((self.text)(span))
    }
}

/// "de janvier à mars": more than the month that is named first.
const fn is_stretch(days: &DaySet) -> bool {
    matches!(days, DaySet::Range(..) | DaySet::Period(Period::Months { .. }))
}

/// "payer 20": a number alone beside a verb that wants an amount.
fn bare_amount(kind: ErrandKind, numbers: &[(u32, Span)]) -> Option<String> {
    let wants = kind == ErrandKind::Pay;
    numbers.first().filter(|_| wants).map(|(number, _)| format!("{number}.00"))
}
