//! The sample centres: the files that `guichet import` would read, embedded, with the moment they stand still at.

use chrono::{DateTime, Utc};

use crate::import::Files;

/// A centre to try things on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// As `--centre` names it.
    pub name: &'static str,
    /// The centre's name in letters.
    pub title: &'static str,
    /// When its clock stands (RFC 3339).
    now: &'static str,
    /// Who writes when nobody else is named.
    pub parent: &'static str,
    pub director: &'static str,
    /// What that parent may ask for.
    pub booking: &'static str,
    /// Who asked for what already, where `explain` shows how the director's answer is read: the lines of her list.
    pub asked: &'static [(&'static str, &'static str)],
    files: &'static [(&'static str, &'static str)],
}

/// Embeds the files of one centre.
macro_rules! files {
    ($folder:literal) => {
        &[
            ("directors.csv", include_str!(concat!($folder, "/directors.csv"))),
            ("families.csv", include_str!(concat!($folder, "/families.csv"))),
            ("children.csv", include_str!(concat!($folder, "/children.csv"))),
            ("services.csv", include_str!(concat!($folder, "/services.csv"))),
            ("openings.csv", include_str!(concat!($folder, "/openings.csv"))),
        ]
    };
}

/// The centres, the default first: the ALSH of July 2012 whose places are few, and the centre of the family Martin.
pub const ALL: [Sample; 2] = [
    Sample {
        name: "alsh",
        title: "Accueil de loisirs",
        // A Monday, so that the 11th is a Wednesday.
        now: "2012-07-02T09:00:00+02:00",
        parent: "dupont@example.org",
        director: "directrice@example.org",
        booking: "réserver Marie mer 11/07 journée",
        asked: &[("dupont@example.org", "réserver Marie, Raphaël et Antoine mer 11/07 journée")],
        files: files!("alsh"),
    },
    Sample {
        name: "martin",
        title: "Accueil de loisirs",
        now: "2026-06-09T09:00:00+02:00",
        parent: "martin@example.org",
        director: "directrice@example.org",
        booking: "réserver Zoé mer 8/07 journée",
        asked: &[
            ("martin@example.org", "réserver Zoé lun 6/07, mar 7/07, jeu 9/07 journée"),
            ("martin@example.org", "réserver Zoé mer 8/07 matin, Hugo mer 8/07 journée"),
            ("nguyen@example.org", "réserver Léo et Mai mer 8/07 journée"),
            ("diallo@example.org", "réserver Awa du 6 au 10/07 journée"),
        ],
        files: files!("martin"),
    },
];

impl Sample {
    /// The sample of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|sample| sample.name == name)
    }

    /// The instant its clock stands at.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now.parse().unwrap_or_default()
    }

    /// Its files, as an import reads them.
    #[must_use]
    pub fn files(&self) -> Files {
        self.files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Registry;

    #[test]
    fn every_sample_is_a_sound_set_of_files_on_a_real_day() {
        for sample in ALL {
            let registry = crate::import::read(&sample.files(), &Registry::default()).unwrap();
            assert!(!registry.families.is_empty() && !registry.places.is_empty(), "{}", sample.name);
            let addresses: Vec<_> = registry.families.iter().flat_map(|family| &family.guardians).collect();
            assert!(addresses.iter().any(|guardian| guardian.address.as_str() == sample.parent));
            assert!(registry.directors.iter().any(|director| director.address.as_str() == sample.director));
            assert_ne!(sample.now(), DateTime::<Utc>::default());
        }
        assert_eq!(ALL[0].now().to_rfc3339(), "2012-07-02T07:00:00+00:00");
    }
}
