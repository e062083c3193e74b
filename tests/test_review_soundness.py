"""A change that is called safe loses nothing: no finding its visibility or route, no scan, no protection."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.soundness import Figures, judged

SEEDS = 150  # of the first changes of ``python -m tests.review``, which judges more
MOST_NEEDLESS = 0.05  # of the single edits that lose nothing


@settings(max_examples=150)
@given(st.integers(min_value=0))
def test_no_change_that_is_called_safe_loses_anything(seed: int) -> None:
    found = judged(seed)
    assert found is None or found.is_sound, (found.edits, found.lost)


def test_review_and_blind_are_seldom_said_where_safe_would_be_right() -> None:
    figures = Figures()
    for found in map(judged, range(SEEDS)):
        if found:
            figures.add(found)
    assert figures.pairs > SEEDS / 2
    assert figures.losing > figures.pairs / 4, "the changes show nothing"
    assert figures.needless <= MOST_NEEDLESS, str(figures)
