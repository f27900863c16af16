"""Check printed numbers and ranges against their number format, and explain each fault."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from doichieu.base.vocabulary import NumberFormat, vocabulary
from doichieu.inputs.spreadsheets import AVOID, judge_spoilt_number, with_zeros
from doichieu.inputs.values import judge_digits
from doichieu.inputs.words import Problem, shown, unseen


@dataclass(frozen=True)
class Cause:
    """A common reason to refuse a number. The remedy may name the marks: {group}, {decimal}."""

    holds: Callable[[str, NumberFormat], bool]
    problem: str
    remedy: str


def _is_letter_or_sign(mark: str) -> bool:
    return mark.isalpha() or unicodedata.category(mark) == "Sc"


def _without_sign(value: str) -> str:
    return value[1:] if value[:1] in SIGNS else value


SIGNS = ("-", "−", "+")
DASHES = "‐‑‒–—"
CAUSES = (
    Cause(
        lambda value, _: "%" in value or "％" in value,
        "holds a percent sign",
        "Write the number alone; percent belongs in unit_id.",
    ),
    Cause(
        lambda value, _: any(mark.isnumeric() and not mark.isascii() for mark in value),
        "holds digits of another script, or a fraction",
        "Type it with the digits 0 to 9.",
    ),
    Cause(
        lambda value, _: any(map(_is_letter_or_sign, value)),
        "holds letters or a currency sign",
        "Write the number alone; a unit belongs in unit_id, a word such as 'hơn' in qualifier.",
    ),
    Cause(
        lambda value, _: " " in value,
        "holds a space",
        "Write it without spaces; groups of three digits are marked by '{group}'.",
    ),
    Cause(
        lambda value, _: value[0] in DASHES or value[0] == "(",
        "has a dash or a bracket instead of a minus sign",
        "Write a minus sign: -5.",
    ),
    Cause(
        lambda value, form: value.count(form.decimal) > 1,
        "has more than one decimal mark",
        "{name} writes decimals with one '{decimal}' and groups with '{group}': {specimen}.",
    ),
    Cause(
        lambda value, form: not _without_sign(value)[:1].isdigit() or not value[-1].isdigit(),
        "does not begin and end with a digit",
        "Write the digits on both sides of '{decimal}'.",
    ),
    Cause(
        lambda value, form: form.group in value,
        "has groups that are not of three digits",
        "{name} writes groups of three with '{group}' and decimals with '{decimal}': {specimen}.",
    ),
    Cause(
        lambda value, _: True,
        "is not a number",
        "{name} writes numbers as {specimen}.",
    ),
)


def judge_printed(
    value: str, form: NumberFormat, *, may_have_groups: bool = True
) -> Problem | None:
    """Report the fault of a printed number in a report of this number format; None if it has
    none.

    `may_have_groups` says that a number of its unit may reach the thousands: a percentage does
    not, so that its mark is one of decimals.
    """
    if form.pattern.fullmatch(value):
        return judge_digits(value) or judge_decimals(value, form)
    if ends := form.range_pattern.fullmatch(value):
        return _judge_range(value, ends["lower"], ends["upper"], form)
    if problem := judge_spoilt_number(value, form):
        return problem
    if problem := _judge_spaces(value, form):
        return problem
    if (hidden := unseen(value)) and not any(map(_is_letter_or_sign, value)):
        return Problem(f"{shown(value)} holds {hidden}.", "Delete it and type the number again.")
    if problem := _judge_other_formats(value, form, may_have_groups):
        return problem
    cause = next(cause for cause in CAUSES if cause.holds(value, form))
    remedy = cause.remedy.format(
        name=form.name, group=form.group, decimal=form.decimal, specimen=_specimen(form)
    )
    minus = f"-{value.strip(f'{DASHES}()')}"
    if value[0] not in SIGNS and form.pattern.fullmatch(minus):
        remedy = f"Write a minus sign: {minus}."
    return Problem(f"{shown(value)} {cause.problem}.", remedy)


def _judge_spaces(value: str, form: NumberFormat) -> Problem | None:
    """Report a number that only its spaces spoil: between groups, or around a sign."""
    pieces = value.split()
    if len(pieces) == 1:
        return None
    for whole in (form.group.join(pieces), "".join(pieces)):
        if form.pattern.fullmatch(whole) or form.range_pattern.fullmatch(whole):
            kind = unseen(value) or "a space"
            return Problem(f"{shown(value)} holds {kind}.", f"Write it without spaces: {whole}.")
    return None


def _judge_other_formats(value: str, form: NumberFormat, may_have_groups: bool) -> Problem | None:
    """Report a number in another format than that of its figure."""
    for other in vocabulary().number_formats.values():
        if other.pattern.fullmatch(value) or other.range_pattern.fullmatch(value):
            break
    else:
        return None
    marks = str.maketrans({other.group: form.group, other.decimal: form.decimal})
    swapped = value.translate(marks)
    mixed = (
        f"if this figure is printed in {other.name}, write {other.name} in its column "
        "number_format."
    )
    if may_have_groups and (full := with_zeros(value, form)):
        return Problem(
            f"{shown(value)} is in the format {other.name}, or a spreadsheet has changed "
            f"{full} into it; the format of this report is {form.name}.",
            f"Look at the report: type {full}, or {swapped} if it prints decimals; {mixed} {AVOID}",
        )
    return Problem(
        f"{shown(value)} is in the format {other.name}; the format of this report is "
        f"{form.name}, which writes {swapped}.",
        f"Write it so; {mixed}",
    )


def _judge_range(value: str, lower: str, upper: str, form: NumberFormat) -> Problem | None:
    """Report the fault of a range; `lower` and `upper` are its two numbers."""
    for end in (lower, upper):
        if problem := judge_digits(end) or judge_decimals(end, form):
            return problem
    if _number(lower, form) < _number(upper, form):
        return _judge_digits_together(value, lower, upper, form)
    return Problem(
        f"{shown(value)} is a range whose first number is not below its second.",
        "Write the lower number first, as 5-7; one number is written once.",
    )


def _judge_digits_together(
    value: str, lower: str, upper: str, form: NumberFormat
) -> Problem | None:
    """Report a range of more digits than are kept where its numbers have the same decimals."""
    most = vocabulary().most_digits
    greatest = max(abs(_number(end, form)) for end in (lower, upper))
    decimals = max(len(end.partition(form.decimal)[2]) for end in (lower, upper))
    digits = len(str(int(greatest))) + decimals
    if digits <= most:
        return None
    return Problem(
        f"{shown(value)} has {digits} digits when both numbers have {decimals} decimals.",
        f"No more than {most} are kept exactly.",
    )


def _number(value: str, form: NumberFormat) -> Decimal:
    plain = value.replace(form.group, "").replace(form.decimal, ".")
    return Decimal(plain.replace("−", "-"))


def judge_decimals(value: str, form: NumberFormat) -> Problem | None:
    """Report a printed number with more decimals than are accepted."""
    most = vocabulary().most_decimals
    decimals = len(value.partition(form.decimal)[2])
    if decimals <= most:
        return None
    return Problem(f"{shown(value)} has {decimals} decimals.", f"No more than {most} are accepted.")


def _specimen(form: NumberFormat) -> str:
    return form.group.join(("1", "234", "567")) + form.decimal + "8"
