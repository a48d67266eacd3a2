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


@dataclass(frozen=True, slots=True)
class Bundle:
    """Vega, Vega-Lite and vega-embed as one script.

    `packed` is the script, gzip and base64; `sha256` is the base64 hash that a content security policy
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
    path = platformdirs.user_cache_path("xxgk") / f"vega-{vl_convert.__version__}.json"
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
    """Pack what a page unpacks: gzip and base64."""
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode("ascii")


def script_hash(script: bytes) -> str:
    """Hash a script as a content security policy writes it."""
    return base64.b64encode(hashlib.sha256(script).digest()).decode("ascii")
