"""The command line: each command opens a ledger, asks it one question, and prints the answer."""

import sys


def main() -> None:
    """The entry point `tollbook`; Ctrl-C ends it quietly, even while it is still loading."""
    try:
        from tollbook.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
