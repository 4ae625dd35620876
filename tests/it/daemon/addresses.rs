//! An import that changes an address: the person stays the same, and only the new address is believed.

use super::{CENTRE, DIRECTOR, DUPONT, Installation, Letter, Mail, wednesday_after};
use crate::servers::dovecot::Dovecot;
use crate::servers::smtp_sink::SmtpSink;

const NEW: &str = "mme.dupont@example.org";
const HEADER: &str = "family,name,guardian,address,language\n";
const GUARDIANS: &str = "SELECT name, address FROM guardian ORDER BY id";

impl Installation {
    fn write_families(&self, rows: &str) {
        std::fs::write(self.spreadsheets().join("families.csv"), format!("{HEADER}{rows}")).unwrap();
    }

    fn import_as(&self, more: &[&str]) -> super::Told {
        let folder = self.spreadsheets();
        self.tell(&[&["import", folder.to_str().unwrap()], more].concat())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_address_is_shown_first_kept_in_the_audit_and_harmless_twice() {
    let installation = Installation::without_servers();
    installation.import();
    let before = "Mme Dupont | dupont@example.org\nM. Nguyen | nguyen@example.org";
    assert_eq!(installation.ask(GUARDIANS).await, before);
    installation.write_families(&format!("F001,DUPONT,MME DUPONT,{NEW},fr\n"));
    let shown = "address of MME DUPONT (F001): dupont@example.org → mme.dupont@example.org; the old one is believed no longer\n\
                 M. Nguyen <nguyen@example.org> is not in families.csv, and stays registered\n";

    let dry = installation.import_as(&["--dry-run"]);
    assert!(dry.out.contains(shown) && dry.code == Some(0), "{dry:?}");
    assert_eq!(installation.ask(GUARDIANS).await, before);

    let told = installation.import();
    assert!(told.out.contains(shown) && told.out.ends_with("Imported.\n"), "{told:?}");
    let after = "MME DUPONT | mme.dupont@example.org\nM. Nguyen | nguyen@example.org";
    assert_eq!(installation.ask(GUARDIANS).await, after);
    let audited = "SELECT actor, instr(detail, '\"address\":\"mme.dupont@example.org\",\"was\":\"dupont@example.org\"') > 0 \
                   FROM audit ORDER BY id DESC LIMIT 1";
    assert_eq!(installation.ask(audited).await, "operator | 1");

    let twice = installation.import();
    assert!(twice.out.ends_with("Nothing to import: all of it is there already.\n"), "{twice:?}");
    assert!(!twice.out.contains("address of"), "{twice:?}");
    assert_eq!(installation.ask(GUARDIANS).await, after);
    installation.audit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_could_mean_two_people_is_refused_with_its_line() {
    let installation = Installation::without_servers();
    installation.write_families(
        "F001,DUPONT,Mme Dupont,a@example.org,fr\nF001,DUPONT,Mme Dupont,b@example.org,fr\nF002,NGUYEN,M. Nguyen,n@example.org,fr\n",
    );
    installation.import();
    for (rows, line) in [
        (
            "F001,DUPONT,Mme Dupont,a@example.org,fr\nF001,DUPONT,Mme Dupont,c@example.org,fr\n",
            "families.csv, line 3: is c@example.org a new address of somebody called Mme Dupont who is registered \
             (a@example.org, b@example.org), or another person?",
        ),
        (
            "F002,NGUYEN,M. Nguyen,a@example.org,fr\n",
            "families.csv, line 2: the address a@example.org belongs to the family F001",
        ),
    ] {
        installation.write_families(rows);
        for more in [&["--dry-run"][..], &[]] {
            let refused = installation.import_as(more);
            assert!(refused.code == Some(2) && refused.err.starts_with(line), "{refused:?}");
            assert!(refused.err.ends_with("Nothing was imported.\n") && refused.out.is_empty(), "{refused:?}");
        }
    }
    assert_eq!(installation.ask("SELECT COUNT(*) FROM inbox").await, "1");
    assert_eq!(installation.ask("SELECT COUNT(*) FROM guardian").await, "3");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_change_the_old_address_is_a_stranger_s_even_with_an_old_letter_in_hand() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    let day = wednesday_after(7).format("%d/%m/%Y");
    dovecot.deliver(CENTRE, &Mail::new(DUPONT, "before", format!("réserver Marie mer {day} matin")).vouched()).await;
    installation.quiet_after(1).await;
    let received = Letter::parse(&sink.letters()[0].raw);
    installation.write_families(&format!("F001,DUPONT,Mme Dupont,{NEW},fr\n"));
    installation.import();

    dovecot.deliver(CENTRE, &Mail::reply(DUPONT, "old", "annuler 1", &received).vouched()).await;
    dovecot.deliver(CENTRE, &Mail::reply(NEW, "borrowed", "annuler 1", &received).bytes()).await;
    dovecot.deliver(CENTRE, &Mail::new(NEW, "new", "statut").vouched()).await;
    installation.quiet_after(4).await;
    assert!(daemon.stop().success());
    let fates = "SELECT sender, fate FROM inbox WHERE channel = 'mail' ORDER BY sequence";
    assert_eq!(
        installation.ask(fates).await,
        "dupont@example.org | acted\nunproven:dupont@example.org | unknown_sender\n\
         unproven:mme.dupont@example.org | asked_confirmation\nmme.dupont@example.org | told"
    );
    assert_eq!(installation.ask("SELECT state FROM booking").await, "requested");
    let letters = sink.letters();
    let last = letters.last().unwrap();
    assert_eq!(last.to, NEW);
    assert!(Letter::parse(&last.raw).words().contains("Marie"), "the family's bookings are still theirs");
    installation.audit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_director_whose_address_changed_decides_from_the_new_one_alone() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let new = "direction@example.org";
    std::fs::write(
        installation.spreadsheets().join("directors.csv"),
        format!("name,address,language\nMme Diallo,{new},fr\n"),
    )
    .unwrap();
    let told = installation.import();
    assert!(told.out.contains("address of Mme Diallo: directrice@example.org → direction@example.org"), "{told:?}");

    let daemon = installation.start().await;
    let day = wednesday_after(7).format("%d/%m/%Y");
    dovecot.deliver(CENTRE, &Mail::new(DUPONT, "asked", format!("réserver Marie mer {day} matin")).vouched()).await;
    installation.quiet_after(1).await;
    let list = sink.letters().into_iter().find(|letter| letter.to == new).expect("the list goes to the new address");
    let list = Letter::parse(&list.raw);
    dovecot.deliver(CENTRE, &Mail::reply(DIRECTOR, "old", "ok", &list).vouched()).await;
    installation.quiet_after(2).await;
    assert_eq!(installation.ask("SELECT state FROM booking").await, "requested");
    dovecot.deliver(CENTRE, &Mail::reply(new, "new", "ok", &list).vouched()).await;
    installation.quiet_after(3).await;
    assert!(daemon.stop().success());
    assert_eq!(installation.ask("SELECT state FROM booking").await, "accepted");
    installation.audit().await;
}
