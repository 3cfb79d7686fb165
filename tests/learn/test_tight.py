"""Pages without needless line ends: what is read stays the same."""

from lms.learn.tight import tight


def test_line_ends_around_blocks_go() -> None:
    page = '<ul class="a">\n\n<li>one</li>\n<li>two</li>\n</ul>\n<p>\nthree\n</p>\n'

    assert tight(page) == '<ul class="a"><li>one</li><li>two</li></ul><p>three</p>'


def test_line_ends_that_are_spaces_stay() -> None:
    page = "<p><em>one</em>\n<strong>two</strong>\nthree <a>four</a>\n<small>five</small></p>"

    assert tight(page) == page


def test_names_that_only_begin_like_a_block_are_none() -> None:
    page = "<p>a\n<picture>\n<path>\nb</p>"

    assert tight(page) == page


def test_a_page_with_lines_that_are_shown_as_they_stand_stays_as_it_is() -> None:
    for page in ("<pre>\n\na\n</pre>\n<p>b</p>\n", '<textarea name="a">\nb</textarea>\n<p>'):
        assert tight(page) == page
