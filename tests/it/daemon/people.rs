//! The people who write to the counter: their mailboxes, the letters in them, and the mails that they write.

use std::time::Instant;

use guichet::message::Position;
use guichet::transport::Inlet;
use guichet::transport::imap::ImapInlet;
use mail_parser::{HeaderValue, MessageParser};

use super::{CENTRE, LONGEST, LOOK_AGAIN};
use crate::house::AUTHSERV_ID;
use crate::servers::dovecot::Dovecot;

/// A person's own mailbox, read over IMAP.
pub struct Mailbox {
    address: String,
    inlet: ImapInlet,
    position: Position,
}

impl Mailbox {
    pub async fn open(dovecot: &Dovecot, address: &str) -> Self {
        let mut inlet = ImapInlet::new(toml::from_str(&dovecot.imap_section(address, "")).unwrap());
        let position = inlet.fetch(None).await.unwrap().position;
        Self { address: address.to_owned(), inlet, position }
    }

    /// Everything that came since the last look.
    pub async fn letters(&mut self) -> Vec<Letter> {
        let fetched = self.inlet.fetch(Some(self.position)).await.unwrap();
        self.position = fetched.position;
        fetched.messages.iter().map(|message| Letter::parse(&message.raw)).collect()
    }

    /// Waits for the next letter, which must be the only one.
    pub async fn letter(&mut self) -> Letter {
        let start = Instant::now();
        loop {
            let mut letters = self.letters().await;
            if let Some(letter) = letters.pop() {
                assert!(letters.is_empty(), "{} has more than one letter: {letters:#?}", self.address);
                return letter;
            }
            assert!(start.elapsed() < LONGEST, "{} gets no letter", self.address);
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

/// A letter as its reader's mail program sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
    pub message_id: String,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    pub auto_submitted: String,
    pub text: String,
    pub html: String,
    pub attachments: usize,
}

impl Letter {
    pub fn parse(raw: &[u8]) -> Self {
        let message = MessageParser::default().parse(raw).unwrap();
        let ids = |value: &HeaderValue| {
            value.as_text_list().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let address = |address: &mail_parser::Addr| {
            format!("{} <{}>", address.name().unwrap_or_default(), address.address().unwrap_or_default())
        };
        Self {
            from: address(message.from().unwrap().first().unwrap()),
            to: message.to().unwrap().iter().map(|to| to.address().unwrap().to_owned()).collect(),
            subject: message.subject().unwrap().to_owned(),
            message_id: message.message_id().unwrap().to_owned(),
            in_reply_to: ids(message.in_reply_to()),
            references: ids(message.references()),
            auto_submitted: message.header_raw("Auto-Submitted").unwrap_or_default().trim().to_owned(),
            text: message.body_text(0).unwrap().replace("\r\n", "\n"),
            html: message.body_html(0).unwrap().into_owned(),
            attachments: message.attachment_count(),
        }
    }

    /// The text as one line: where it wraps is no matter.
    pub fn words(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a reply to it refers to, oldest first.
    pub fn thread(&self) -> Vec<String> {
        self.references.iter().chain([&self.message_id]).cloned().collect()
    }
}

/// A mail as a person's mail program writes it.
pub struct Mail<'a> {
    pub from: &'a str,
    pub subject: &'a str,
    pub text: String,
    /// The Message-IDs it refers to, oldest first.
    pub thread: Vec<String>,
    pub id: &'a str,
}

impl<'a> Mail<'a> {
    /// A new mail.
    pub fn new(from: &'a str, id: &'a str, text: impl Into<String>) -> Self {
        Self { from, subject: "", text: text.into(), thread: Vec::new(), id }
    }

    /// A reply in the manner of Thunderbird with the quote below: the words, then the whole letter.
    pub fn reply(from: &'a str, id: &'a str, text: &str, letter: &Letter) -> Self {
        let quote = letter.text.trim_end().replace('\n', "\n> ");
        let text = format!("{text}\n\nLe 02/07/2012 à 19:42, Accueil de loisirs a écrit :\n> {quote}");
        Self { from, subject: "Re: votre message", text, thread: letter.thread(), id }
    }

    /// The mail as it leaves its sender.
    pub fn bytes(&self) -> Vec<u8> {
        let Self { from, subject, text, thread, id } = self;
        let ids: Vec<String> = thread.iter().map(|id| format!("<{id}>")).collect();
        let thread = ids
            .last()
            .map_or_else(String::new, |last| format!("In-Reply-To: {last}\r\nReferences: {}\r\n", ids.join("\r\n ")));
        let domain = from.rsplit('@').next().unwrap();
        format!(
            "From: <{from}>\r\nTo: <{CENTRE}>\r\nSubject: {subject}\r\nMessage-ID: <{id}@{domain}>\r\n{thread}\
             User-Agent: Mozilla Thunderbird\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8; \
             format=flowed\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
            text.replace('\n', "\r\n")
        )
        .into_bytes()
    }

    /// The mail as the centre's own server has received it, with its verdict on top.
    pub fn vouched(&self) -> Vec<u8> {
        let domain = self.from.rsplit('@').next().unwrap();
        let verdict =
            format!("Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n").into_bytes();
        [verdict, self.bytes()].concat()
    }
}
