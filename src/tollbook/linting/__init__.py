"""Checks on tables that others wrote.

FILE ─▶ tables ─▶ shapes ─▶ rows ─▶ checks ─▶ lint.py makes findings of them
        bytes     what the   typed   one file for each idea
                  columns    cells
                  mean
"""

from tollbook.linting.lint import CHECK_NAMES, CHECKS, Rules, lint_table

__all__ = ["CHECKS", "CHECK_NAMES", "Rules", "lint_table"]
