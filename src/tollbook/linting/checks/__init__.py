"""The checks, one file for each idea; `lint.py` lists them.

A check is either a function of one row, or remembers what it has seen: then it is a class, made
for one table, that looks at every row and may add something at the end.
"""
