"""The program that makes charts interactive, packed once for a page."""

import base64
import gzip
import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache

import platformdirs
import vl_convert

from xxgk.reading.base.files import write_text

SNIPPET = "window.vegaEmbed = vegaEmbed;"
# Base 85 takes 5 characters for 4 bytes, where base 64 takes 5⅓: some 25 kB less on each page. For its three characters
# that mean something in HTML stand three that it does not use.
_PLAIN = str.maketrans("&<>", ",.:")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Vega, Vega-Lite and vega-embed as one script.

    `packed` is the script, gzip and base 85; `sha256` is the base64 hash that a content security policy
    names to let exactly this script run.
    """

    packed: str
    sha256: str


@cache
def vega_bundle() -> Bundle:
    """Give the bundle that belongs to the installed vl-convert.

    Making it takes about two seconds, so it is kept in the user's cache folder, by version; a folder that cannot be
    written is no obstacle.
    """
    path = platformdirs.user_cache_path("xxgk") / f"vega-{vl_convert.__version__}-85.json"
    try:
        return Bundle(**json.loads(path.read_text("ascii")))
    except (OSError, ValueError, TypeError):
        bundle = _make_bundle()
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, json.dumps(asdict(bundle)))
        return bundle


def _make_bundle() -> Bundle:
    # Within a function its thousand names do not become the page's.
    script = f"(() => {{{vl_convert.javascript_bundle(SNIPPET)}}})();".encode()
    return Bundle(pack(script), script_hash(script))


def pack(content: bytes) -> str:
    """Pack what a page unpacks: gzip and base 85, in characters that need no escape in HTML."""
    return base64.b85encode(gzip.compress(content, compresslevel=9, mtime=0)).decode("ascii").translate(_PLAIN)


def script_hash(script: bytes) -> str:
    """Hash a script as a content security policy writes it."""
    return base64.b64encode(hashlib.sha256(script).digest()).decode("ascii")
