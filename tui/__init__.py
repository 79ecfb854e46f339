"""The application: owns the terminal, the clock and who is signed on."""

__version__ = "0.1.0"
