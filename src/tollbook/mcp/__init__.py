"""The ledger for assistants that speak the Model Context Protocol: its questions, read-only.

`server.create_server` puts it together. `asking` holds the tools, `answers` the shapes they answer
in, `telling` makes these of what the library answers. Nothing here decides or changes anything.
"""
