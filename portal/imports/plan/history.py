"""Telling a decision from what is remembered of one: "Byrådet godkendte den 3. marts planen" was not decided now."""

import re

from portal.foundation.written_dates import MONTHS

_MONTH = f"(?:{'|'.join(MONTHS)})"
_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag )?"
_DAY = (
    rf"{_WEEKDAY}(?:den |d\. ?)?(?:\d{{1,2}}\.? ?{_MONTH}\b|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})\b|"
    r"\d{4}-\d{2}-\d{2}\b|\d{1,2}/\d{1,2}\b)"
)
# From when, until when, and which: what is put forward, not when it was decided
_TIED = (
    r"(?<!\btil )(?<!\bfra )(?<!\bpr\. )(?<!\bpr )(?<!\bsenest )(?<!\binden )(?<!\bfør )(?<!\befter )(?<!\bper )"
    r"(?<!\bden )(?<!\bdag )"
)
_ON_A_DAY = re.compile(
    rf"{_TIED}\b{_DAY}|\b(?:på|i|ved) (?:\w+ ){{0,3}}?\w*mødet?\b|\bmødet? (?:den|d\.|i)\b"
    r"|\b(?:tidligere|allerede|oprindeligt?|dengang|i fjor|i går|i sin tid)\b|\b(?:sidste|forrige|seneste) \w+"
    r"|\bfor \w+ (?:år|måned(?:er)?|uger?|dage) siden\b",
    re.IGNORECASE,
)
_IN_A_TIME = re.compile(
    rf"\bi (?:\w+ )?{_MONTH}\b"
    r"|\bi (?:(?:\w+ )?(?:foråret|sommeren|efteråret|vinteren|starten|slutningen|løbet)(?: af)? ?)"
    r"|\bi (?:året )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_WHAT_IS_TO_BE = re.compile(r"\b(?:at|der|som|hvor)\b", re.IGNORECASE)
# Something put off or passed on goes to a day or a meeting; only what stands close to the verb says when it was
_WAS_PASSED_ON = re.compile(
    r"\b(?:udsatte|udskød|besluttede|godkendte|vedtog|valgte|ønskede|hjemviste|henviste|\w*sendte|udsat|udskudt|\w*sendt|"
    r"hjemvist|henvist|udgik|udgået|trukket|dagsordenen),? (?:(?!til\b|indtil\b|uden\b)\w+,? )?"
    rf"(?:{_ON_A_DAY.pattern}|{_IN_A_TIME.pattern})",
    re.IGNORECASE,
)


def is_remembered(said: str, *, is_passed_on: bool = False) -> bool:
    """Whether a decision's words tell when it was made: on a day, at a meeting, in a month or a year."""
    if is_passed_on:
        return _WAS_PASSED_ON.search(said) is not None
    until = _WHAT_IS_TO_BE.search(said)
    return bool(_ON_A_DAY.search(said) or _IN_A_TIME.search(said[: until.start()] if until else said))
