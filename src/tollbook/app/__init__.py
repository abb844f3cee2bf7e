"""The one way in: what the library, the command line and programs call."""
