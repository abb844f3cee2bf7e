"""Whole stories, each a folder of reports with a careful reader's answers: `make stories`.

`story.py` reads a folder, `scoring.py` compares it with what a ledger says, `floor.py` holds what
may not get worse, `__main__.py` prints.
`docs/quality.md` describes the format and the scores.
"""
