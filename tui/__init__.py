"""The application: owns the terminal, the clock and who is signed on."""

from tui import imports

__version__ = "0.2.0"

imports.lighten()
