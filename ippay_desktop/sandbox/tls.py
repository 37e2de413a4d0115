"""A throw-away certificate authority and a server certificate for loopback.

Made with the ``openssl`` command; where that is missing, with the ``cryptography`` package, which
the operating system's keyring support brings along on Linux.
"""

import datetime as dt
import ipaddress
import shutil
import ssl
import subprocess
from pathlib import Path

from ippay_desktop.sandbox.clock import ticks_ms

CA_FILE = "practice-ca.pem"
_KEY_FILE, _CERT_FILE = "practice-server.key", "practice-server.pem"
_DAYS = "3650"
_NAMES = "subjectAltName=IP:127.0.0.1,DNS:localhost"
_CA_SUBJECT, _SUBJECT = "/CN=IPpay Desktop practice CA", "/CN=localhost"


def server_context(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a server's TLS context and the CA file that clients must trust.

    The files are made in the folder on first use and used again afterwards.
    """
    authority = folder / CA_FILE
    if not authority.exists():
        if shutil.which("openssl"):
            _with_openssl(folder)
        else:
            _with_cryptography(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(folder / _CERT_FILE, folder / _KEY_FILE)
    return context, authority


def _with_openssl(folder: Path) -> None:
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", _DAYS]
    made = f"{ticks_ms()}.tmp"
    _openssl(
        folder, "req", "-x509", *key, "-keyout", "practice-ca.key", "-out", made,
        "-subj", _CA_SUBJECT, "-addext", "keyUsage=critical,keyCertSign",
    )  # fmt: skip
    _openssl(
        folder, "req", "-x509", *key, "-CA", made, "-CAkey", "practice-ca.key",
        "-keyout", _KEY_FILE, "-out", _CERT_FILE, "-subj", _SUBJECT, "-addext", _NAMES,
        "-addext", "basicConstraints=critical,CA:FALSE",
    )  # fmt: skip
    (folder / "practice-ca.key").unlink()
    (folder / made).rename(folder / CA_FILE)


def _openssl(folder: Path, *arguments: str) -> None:
    command = [shutil.which("openssl") or "openssl", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - fixed words


def _with_cryptography(folder: Path) -> None:
    from cryptography import x509  # noqa: PLC0415 - optional
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    def builder(subject: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name("IPpay Desktop practice CA"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + dt.timedelta(days=20 * 365))
        )

    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = builder("IPpay Desktop practice CA", authority_key).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
    server = builder("localhost", key).add_extension(
        x509.SubjectAlternativeName(names), critical=False
    )
    pem = serialization.Encoding.PEM
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / _KEY_FILE).write_bytes(key.private_bytes(pem, form, plain))
    signed = server.sign(authority_key, hashes.SHA256())
    (folder / _CERT_FILE).write_bytes(signed.public_bytes(pem))
    root = authority.sign(authority_key, hashes.SHA256())
    (folder / CA_FILE).write_bytes(root.public_bytes(pem))
