"""What the station knows to be true: rules, tables, and the doors through which screens ask."""
