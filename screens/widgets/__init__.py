"""What several screens paint with."""
