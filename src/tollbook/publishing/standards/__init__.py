"""How a case meets the Standards for Casualty Recording, worked out from its method.

    Method ─▶ Facts ─▶ judge ─▶ StandardsReport ─▶ page

`standards.toml` says what each standard asks for; `judge.py` has a function for each.
"""

from tollbook.publishing.standards.judge import Facts, Status
from tollbook.publishing.standards.report import (
    StandardsReport,
    report_json,
    report_of,
    report_page,
)

__all__ = ["Facts", "StandardsReport", "Status", "report_json", "report_of", "report_page"]
