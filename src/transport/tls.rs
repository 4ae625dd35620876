//! TLS for both mail protocols: rustls on ring, the system's authorities, and a private one where the operator has it.

use std::fmt::Debug;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;

/// A connection's bytes, protected or not.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Wire for T {}

/// Protects a connection; the server must prove to be `host`.
pub(super) async fn protect(wire: Box<dyn Wire>, host: &str, authority: Option<&Path>) -> io::Result<Box<dyn Wire>> {
    let name = ServerName::try_from(host.to_owned()).map_err(|error| io::Error::new(ErrorKind::InvalidInput, error))?;
    let connector = TlsConnector::from(Arc::new(client_config(authority)?));
    Ok(Box::new(connector.connect(name, wire).await?))
}

/// The PEM file of a private authority, with its path in the error.
pub(super) fn read_authority(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

fn client_config(authority: Option<&Path>) -> io::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = authority {
        let invalid = |error: &dyn ToString| {
            io::Error::new(ErrorKind::InvalidData, format!("{}: {}", path.display(), error.to_string()))
        };
        for certificate in CertificateDer::pem_slice_iter(&read_authority(path)?) {
            roots.add(certificate.map_err(|error| invalid(&error))?).map_err(|error| invalid(&error))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(builder.map_err(io::Error::other)?.with_root_certificates(roots).with_no_client_auth())
}
