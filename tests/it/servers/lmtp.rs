//! Delivers a message by LMTP (RFC 2033), which is SMTP with another greeting, or by SMTP.

use std::io;
use std::net::Ipv4Addr;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Hands a message to the server on a loopback port, which puts it into a mailbox.
pub async fn deliver(port: u16, from: &str, to: &str, message: &[u8]) -> io::Result<()> {
    hand_over("LHLO", port, from, to, message).await
}

/// Hands a message to the server on a loopback port, which takes it to where it belongs.
pub async fn send(port: u16, from: &str, to: &str, message: &[u8]) -> io::Result<()> {
    hand_over("EHLO", port, from, to, message).await
}

async fn hand_over(greeting: &str, port: u16, from: &str, to: &str, message: &[u8]) -> io::Result<()> {
    let mut stream = BufReader::new(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?);
    stream.get_ref().set_nodelay(true)?;
    reply(&mut stream).await?;
    for command in
        [&format!("{greeting} localhost"), &format!("MAIL FROM:<{from}>"), &format!("RCPT TO:<{to}>"), "DATA"]
    {
        stream.write_all(format!("{command}\r\n").as_bytes()).await?;
        reply(&mut stream).await?;
    }
    stream.write_all(&stuffed(message)).await?;
    reply(&mut stream).await?;
    stream.write_all(b"QUIT\r\n").await
}

async fn reply(stream: &mut BufReader<TcpStream>) -> io::Result<()> {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        if line.as_bytes().get(3) != Some(&b'-') {
            let good = line.starts_with('2') || line.starts_with('3');
            return if good { Ok(()) } else { Err(io::Error::other(line)) };
        }
    }
}

/// RFC 5321 §4.5.2: a dot before each dot that begins a line, and a line with a dot alone at the end.
fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(message.len() + 5);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            stuffed.push(b'.');
        }
        stuffed.extend(line);
    }
    if !stuffed.ends_with(b"\n") {
        stuffed.extend(b"\r\n");
    }
    stuffed.extend(b".\r\n");
    stuffed
}
