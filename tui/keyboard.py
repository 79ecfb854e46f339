"""The keyboard: bytes from the terminal, however broken, as events; reports of the cursor set apart."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterator
from dataclasses import replace as _replace

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key
from textual.message import Message

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
