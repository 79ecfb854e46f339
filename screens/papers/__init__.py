"""Pure: a view in, a slip or sheet out."""

#: Whether PDFs are made in a process of their own: commands and tests, with no terminal to keep light, make them here.
apart = False
