"""Questions with a typed answer."""
