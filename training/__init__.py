"""Training of what ships learned; nothing here is needed to read reports."""
