"""The application: owns the terminal, the clock and who is signed on."""

import os
import sys
from importlib.util import find_spec

from tui import palette

__version__ = "0.1.0"

# The station speaks to no network, and signs with `cryptography`: OpenSSL a second time, which asyncio and hashlib
# load where they find it, would be 5 MB on every terminal; bz2 and lzma, which shutil looks for, a quarter of one.
# All have their own way without them.
_NOT_NEEDED = ["ssl", "_hashlib", "bz2", "lzma"]
# One SQLite library per process (docs/record.md): Peewee loads the platform's beside pysqlite3 if it can.
if find_spec("pysqlite3") is not None:
    _NOT_NEEDED.append("sqlite3")
for _name in _NOT_NEEDED:
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]
sys.modules.setdefault("textual.command", palette)

# Where the time zones lie is asked of a table of a thousand settings of Python's build, unless it is said.
if sys.platform == "linux":
    os.environ.setdefault("PYTHONTZPATH", "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo")
