"""Accounts of a ledger that is served to a team: users, sessions, tokens and sign-in limits.

Their tables stand in the ledger's database, outside its chain: who may look at a ledger is no part
of what it says, and a copy of the chain carries nobody's password.
"""

from tollbook.accounts.accounts import Accounts

__all__ = ["Accounts"]
