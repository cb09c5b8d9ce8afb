"""Find personal data by its form. Names and stories have no form, so this is a net with holes.

It errs towards finding: an order number taken for a telephone number costs one call to the model, a
card number that is kept costs more.
"""

import re

_FORMS = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("iban", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")),
    ("card", re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")),
    ("telephone", re.compile(r"(?<![\w.])\+?\d(?:[ ()/-]{0,2}\d){7,14}(?![\w.]*\d)")),
)


def find_personal_data(text: str) -> str | None:
    """Return what kind of personal data a text holds by the looks of it, or None.

    Args:
        text: What somebody said, or a model.
    """
    for kind, form in _FORMS:
        for found in form.finditer(text):
            if kind != "card" or _passes_luhn(found.group()):
                return kind
    return None


def _passes_luhn(number: str) -> bool:
    """Return whether the last digit is the check digit of the others, as on payment cards.

    The algorithm is that of Luhn, US patent 2,950,048 (1960), also in ISO/IEC 7812-1.
    """
    digits = [int(each) for each in reversed(number) if each.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if at % 2 else digit for at, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0
