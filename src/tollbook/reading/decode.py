"""From bytes to text: byte order mark, declared charset, UTF-8, and Windows-1252 when all fail."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,256}?(?:charset|encoding)\s{0,8}=\s{0,8}["']?
    \s{0,8}([A-Za-z0-9_.:-]{2,40})""",
    re.X | re.I,
)
_DECLARED_WITHIN = 4_096  # browsers look at the first kilobyte, real pages put it a little later

# The encodings that pages are written in. Python knows others that are no charsets at all
# (punycode, unicode_escape), which a hostile page could declare.
_CHARSETS = re.compile(
    r"(?:utf-8|cp125\d|iso8859-\d{1,2}|koi8-[rut]|mac-\w{2,12}|gb2312|gbk|gb18030|big5(?:hkscs)?"
    r"|shift_jis|cp932|euc_jp|iso2022_jp|euc_kr|cp949|tis-620|cp874|cp866)\Z"
)
# What browsers take the first name of each pair for (WHATWG Encoding Standard).
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gbk"}


def decode(data: bytes, *, markup: bool = False, charset: str = "") -> tuple[str, str]:
    """The text of the bytes, and the Python codec that `data.decode(codec, "replace")` needs.

    A page (`markup`) may declare its charset, and so may what it came in (`charset`, the label that
    a mail gives); a declaration that the bytes contradict is ignored.
    Bytes that are UTF-8 but for a few keep their good part; other bytes are read as Windows-1252.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace"), codec
    declared = _known(charset) or (_declared(data) if markup else None)
    for codec in (declared or "utf-8", "utf-8"):
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            continue
    codec = "utf-8" if _mostly_utf8(data) else "cp1252"
    return data.decode(codec, "replace"), codec


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return _known(found[1].decode("ascii")) if found else None


def _known(label: str) -> str | None:
    """The codec of a charset's label; None for what is no charset of a page or a mail."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None
    name = _READ_AS.get(name, name)
    return name if _CHARSETS.match(name) else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether the good sequences of several bytes outnumber the broken ones by four to one."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(len(stretch) for stretch in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return good > 4 * broken
