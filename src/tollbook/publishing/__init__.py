"""Publishing: answers for people, as tables and text, and for other programs, as data."""
