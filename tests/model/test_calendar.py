"""Dates against Python's own calendar, and the forms of W3C and ISO 8601."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.model.calendar import read_iso, read_w3c

DAY = 86_400


@given(st.dates())
def test_days_follow_each_other_as_in_the_calendar_of_python(day: date) -> None:
    span = read_w3c(day.isoformat())
    assert span
    assert (span.first // DAY) - 366 == day.toordinal() - 1
    assert span.last - span.first == DAY - 1


@given(st.dates())
def test_one_day_has_three_forms_in_iso(day: date) -> None:
    year, week, weekday = day.isocalendar()
    ordinal = (day - date(day.year, 1, 1)) // timedelta(days=1) + 1
    span = read_iso(day.isoformat())
    assert span
    assert span == read_iso(f"{day.year:04}-{ordinal:03}") == read_iso(day.isoformat().replace("-", ""))
    if 1 <= year <= 9999:
        assert span == read_iso(f"{year:04}-W{week:02}-{weekday}")


def test_the_years_about_the_beginning_of_the_era_differ_by_form() -> None:
    one_before, first = read_w3c("-0001"), read_w3c("0001")
    assert one_before
    assert first
    assert one_before.last + 1 == first.first
    assert read_iso("0000") == one_before


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("1936-02-30", "30 February"),
        ("1900-02-29", "in 1900"),
        ("0000", "no year 0000"),
        ("1936-00", "leave out"),
        ("25.8.1936", "write 1936-08-25"),
        ("1936-8-25", "write 1936-08-25"),
        ("19360825", "write 1936-08-25"),
        ("936", "write 0936"),
        ("36", "1936, if it is that of the 20th century, or 0036"),
        ("8/5/1936", "write 1936-05-08, or 1936-08-05 if the month stands first"),
        ("8/25/1936", "write 1936-08-25$"),
        ("1936-08-XX", "write 1936-08$"),
        ("1936-xx-xx", "write 1936$"),
        ("[1936-08-25?]", "write 1936-08-25$"),
        ("1936-08-25 12:00:00", "write 1936-08-25T12:00:00$"),
        ("44 BC", "write -0044$"),
        ("12:30", "write 12:30:00"),
        ("c. 1936", "write 1936"),
        ("1936-8-32", "no day 32"),
        ("", "for instance"),
        ("１９３６", "for instance"),
    ],
)
def test_a_wrong_date_is_explained(wrong: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        read_w3c(wrong)


@given(st.text(alphabet="0123456789-:./TWPZ+RYMD,", max_size=24))
def test_no_text_is_too_much_for_iso(text: str) -> None:
    try:
        span = read_iso(text)
    except ValueError:
        return
    assert span is None or span.first <= span.last
