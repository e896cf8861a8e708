"""Probes of the way to a host: its name, the connection, the certificate."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
from urllib.parse import urlsplit

from webcare_tui.api.errors import NotReached

_LIMIT = 10.0


def host_and_port(url: str) -> tuple[str, int, bool]:
    """Host, port and whether the connection is encrypted, of an address that was checked already."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return parts.hostname or "", parts.port or (443 if secure else 80), secure


async def resolve(host: str, port: int) -> str:
    """Look the name up.

    Raises:
        NotReached: There is no such name, or nobody answers.
    """
    try:
        async with asyncio.timeout(_LIMIT):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, TimeoutError, UnicodeError):
        raise NotReached(
            f"The name {host} could not be looked up",
            "Check the network (VPN, DNS), and the address in the settings.",
        ) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    return f"{host} is {addresses[0]}" + (f" and {len(addresses) - 1} more" if len(addresses) > 1 else "")


async def connect(host: str, port: int, *, secure: bool = False, ca_file: str = "") -> str:
    """Open a connection and close it again; with its certificate checked where it is encrypted.

    Args:
        host: A name or an address.
        port: Where.
        secure: It is encrypted.
        ca_file: Certificates that are trusted beside the usual ones; "" for none.

    Raises:
        NotReached: It cannot be opened, or the certificate is not trusted.
    """
    context = await asyncio.to_thread(_trust, ca_file) if secure else None
    began = time.monotonic()
    try:
        async with asyncio.timeout(_LIMIT):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
    except ssl.SSLCertVerificationError as error:
        raise NotReached(
            f"The certificate of {host} is not trusted: {error.verify_message}",
            "On a company network, ask for the network's certificate and name it as ca_file in the settings.",
        ) from None
    except ssl.SSLError as error:
        reason = getattr(error, "reason", None) or "no reason told"
        raise NotReached(f"No encryption could be agreed on with {host}:{port} ({reason})", "Check the address.") from None
    except OSError as error:
        raise NotReached(
            f"{host}:{port} could not be reached: {_why(error)}",
            "Check the network (VPN, firewall, proxy), and the address in the settings.",
        ) from None
    took = f"{(time.monotonic() - began) * 1000:.0f} ms"
    shown = writer.get_extra_info("ssl_object")
    writer.close()
    return f"{host}:{port}, {f'encrypted ({shown.version()})' if shown is not None else 'not encrypted'}, {took}"


def _why(error: OSError) -> str:
    """Why a connection could not be opened; a host with several addresses gives one error without a number for all."""
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, socket.gaierror):
        return "its name is not known any more"
    return os.strerror(error.errno).lower() if error.errno else "none of its addresses answers"


def _trust(ca_file: str) -> ssl.SSLContext:
    import certifi

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ValueError):
            raise NotReached(
                "The certificates named as ca_file cannot be read", f"Correct the path in the settings, or the file: {ca_file}."
            ) from None
    return context
