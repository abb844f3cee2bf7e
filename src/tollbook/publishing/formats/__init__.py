"""The formats that others load, a file each."""
