//! What an errand says beside its verb: numbers, amounts, months, codes, names, and the text behind a colon.

use super::super::dates::month_of;
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::tokens::{Kind, Token};
use super::super::words::Mark;
use super::super::{Span, tokens};
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
    /// The details that it can say.
    const fn details(self) -> &'static [Detail] {
        use Detail::{
            Address, Ages, Amount, Capacity, Code, Family, Kind, Lang, Method, Month, Name, Number, Reason, Ref, State,
            Text, Topic, Year,
        };
        match self {
            Self::Modify
            | Self::Status
            | Self::Rank
            | Self::Availability
            | Self::Quote
            | Self::Balance
            | Self::Contact => &[],
            Self::Calendar | Self::RunInvoices => &[Month, Year],
            Self::Prices | Self::Why | Self::Profile => &[Topic],
            Self::Invoices => &[Number, Month, Year],
            Self::Pay => &[Number, Month, Amount, Method],
            Self::Statement => &[Kind, Month, Year],
            Self::Attestation => &[Kind, Year],
            Self::Documents | Self::Export => &[Name, Month],
            Self::SubmitDocument | Self::MyData => &[Kind],
            Self::Link => &[Code],
            Self::Unlink | Self::Hold | Self::Pending | Self::Undo => &[Ref],
            Self::Language => &[Lang],
            Self::Notifications => &[State, Kind],
            Self::Roster => &[Kind, Month],
            Self::Attendance => &[Family, State],
            Self::CloseDay | Self::OpenDay => &[Reason],
            Self::SetCapacity => &[Capacity, Ages],
            Self::Outing => &[Name, Capacity, Amount],
            Self::Family => &[Family, Topic],
            Self::Child | Self::Publish => &[Name],
            Self::BookFor | Self::CancelFor => &[Family, Reason],
            Self::RecordPayment => &[Family, Amount, Method, Number],
            Self::Credit => &[Family, Amount, Reason],
            Self::News => &[Text],
            Self::Broadcast => &[Family, Text],
            Self::Invite => &[Address],
            Self::Merge | Self::Evidence => &[Family, Name],
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
        for detail in errand.kind.details() {
            if let Some(value) = self.detail(*detail, errand, numbers) {
                errand.details.insert(*detail, value);
            }
        }
        if matches!(errand.kind, ErrandKind::Hold | ErrandKind::Undo) {
            errand.items = numbers.iter().map(|(number, _)| *number).collect();
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
                values(self.marks, self.whole(), detail).next().map(|(value, _)| value.to_owned())
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
            Detail::Address => self.address(),
            Detail::Capacity => numbers.first().map(|(number, _)| number.to_string()),
            Detail::Ages => self.ages(),
            Detail::Family => self.family(errand.kind),
            Detail::Reason | Detail::Text => self.behind_colon(),
            Detail::Ref => self.reference(numbers),
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
        let money = |text: &String| {
            let text = text.to_lowercase();
            let unit = text.trim_start_matches(|c: char| !c.is_alphabetic());
            text.contains(['€', '$', '£']) || is_used_as(Usage::Currency, unit)
        };
        self.masked().filter(money).find_map(|text| euros(&text))
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

    fn address(&self) -> Option<String> {
        self.masked().find(|text| text.contains('@'))
    }

    /// `3-5 ans`.
    fn ages(&self) -> Option<String> {
        let text = (self.text)(self.whole());
        let words: Vec<&str> = text.split_whitespace().collect();
        let ages = |word: &&&str| {
            word.split_once('-').is_some_and(|(from, to)| [from, to].iter().all(|part| part.parse::<u8>().is_ok()))
        };
        words.iter().find(ages).map(|word| (**word).to_owned())
    }

    /// The family: behind its word, or behind the head.
    fn family(&self, kind: ErrandKind) -> Option<String> {
        let family = values(self.marks, self.whole(), Detail::Family).next().map(|(_, span)| span);
        let direct = matches!(kind, ErrandKind::RecordPayment | ErrandKind::Credit | ErrandKind::Family);
        let from = family.map(|span| span.to).or_else(|| direct.then_some(self.head.to))?;
        let name = |token: &&Token| token.is_word() && token.span.from >= from;
        let own = |token: &&Token| token.own.is_some() || (token.is_unknown_word());
        let mut names = self.tokens.iter().filter(name).skip_while(|token| !own(token)).take_while(own);
        names.next().map(|token| (self.text)(token.span))
    }

    /// What stands behind the first colon.
    fn behind_colon(&self) -> Option<String> {
        let colon = self.tokens.iter().find(|token| token.is_mark(':') && token.span.from >= self.head.from)?;
        let behind = (self.text)(Span::new(colon.span.to, self.whole().to));
        Some(behind.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// `lot 17`.
    fn reference(&self, numbers: &[(u32, Span)]) -> Option<String> {
        let (_, batch) = values(self.marks, self.whole(), Detail::Ref).next()?;
        numbers.iter().find(|(_, span)| span.from >= batch.to).map(|(number, _)| number.to_string())
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

/// "payer 20": a number alone beside a verb that wants an amount.
fn bare_amount(kind: ErrandKind, numbers: &[(u32, Span)]) -> Option<String> {
    let wants = matches!(kind, ErrandKind::RecordPayment | ErrandKind::Credit | ErrandKind::Pay);
    numbers.first().filter(|_| wants).map(|(number, _)| format!("{number}.00"))
}

/// `1 234,5 €` as `1234.50`.
fn euros(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let digits = digits.replace(',', ".");
    let (whole, cents) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole: u64 = whole.parse().ok()?;
    (cents.len() <= 2).then(|| format!("{whole}.{cents:0<2}"))
}
