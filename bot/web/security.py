"""What browsers are told about every answer of the server: what a page may do, and be kept."""

from __future__ import annotations

from typing import Dict, Sequence


def security_headers(embed_origins: Sequence[str] = ()) -> Dict[str, str]:
    """Headers for every page; ``embed_origins`` are the sites that may show it in a frame.

    A page may use nothing but this site's own files: no inline script or style, no other host.
    """
    ancestors = " ".join(["'self'", *embed_origins])
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {ancestors}"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
