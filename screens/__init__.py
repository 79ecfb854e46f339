"""What an officer sees, on screen and on paper."""
