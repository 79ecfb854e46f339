"""Pure: a view in, a slip or sheet out."""
