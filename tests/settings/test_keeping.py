"""One view put into the settings file: it is there, and nothing else has moved."""

from __future__ import annotations

import stat
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webcare_tui.settings import keeping
from webcare_tui.settings.errors import SettingsError
from webcare_tui.settings.files import load
from webcare_tui.settings.keeping import edited, keep_view
from webcare_tui.settings.schema import ViewSettings
from webcare_tui.settings.statements import statements

SHORT = ViewSettings(filter="/mobile/word:outage/")
LONG = ViewSettings(filter="/mobile/notChecked/", profiles=("Thuis", "Mobiel"), order="oldest", limit=200)
BASE = '# mine\ndefault_account = "main"   # the only one\n\n[accounts.main]\nclient_id = "abc"\n'


def others_kept(text, after, name):
    """Whether all lines that say nothing of the view are there as they were, in their order."""
    own = [text[each.start : each.end] for each in statements(text) if each.path[:2] == ("views", name)]
    gone = {"#c", *(line.rstrip("\r") for each in own for line in each.split("\n"))}
    there = iter(after.split("\n"))
    return all(line in there for line in text.split("\n") if line.strip() and line.rstrip("\r") not in gone)


def views_of(text):
    return {name: ViewSettings.model_validate(value) for name, value in tomllib.loads(text).get("views", {}).items()}


@pytest.mark.parametrize(
    ("before", "view", "after"),
    [
        ("", SHORT, '[views]\n"New one" = "/mobile/word:outage/"\n'),
        ("# nothing", SHORT, '# nothing\n\n[views]\n"New one" = "/mobile/word:outage/"\n'),
        (
            '[views]\n# kept\na = "/x/"  # b\n# c\n\n[ui]\nmouse = false\n',
            SHORT,
            '[views]\n# kept\na = "/x/"  # b\n"New one" = "/mobile/word:outage/"\n# c\n\n[ui]\nmouse = false\n',
        ),
        ("[views]\n", SHORT, '[views]\n"New one" = "/mobile/word:outage/"\n'),
        (
            '[views]\na = "/x/"\n[ui]\n',
            LONG,
            '[views]\na = "/x/"\n\n[views."New one"]\nfilter = "/mobile/notChecked/"\nprofiles = ["Thuis", "Mobiel"]\n'
            'order = "oldest"\nlimit = 200\n[ui]\n',
        ),
        (
            '[views.a]\nfilter = "/x/"\n',
            SHORT,
            '[views.a]\nfilter = "/x/"\n\n[views."New one"]\nfilter = "/mobile/word:outage/"\n',
        ),
        ('views.a = "/x/"\n[ui]\n', SHORT, 'views.a = "/x/"\nviews."New one" = "/mobile/word:outage/"\n[ui]\n'),
        ("[ui]\r\nmouse = false\r\n", SHORT, '[ui]\r\nmouse = false\r\n\r\n[views]\r\n"New one" = "/mobile/word:outage/"\r\n'),
    ],
)
def test_a_view_is_added_where_views_stand(before, view, after):
    assert edited(before, "New one", view) == after


@pytest.mark.parametrize(
    ("before", "view", "after"),
    [
        ('[views]\n"A b" = "/x/"  # why\n', SHORT, '[views]\n"A b" = "/mobile/word:outage/"  # why\n'),
        (
            "[views]\n'A b' = '/x/'\n",
            ViewSettings(filter="/x/", limit=9),
            "[views]\n'A b' = { filter = \"/x/\", limit = 9 }\n",
        ),
        (
            '[views."A b"] # one\n# two\nfilter = "/x/" # three\norder = "newest"\n\n[ui]\n',
            ViewSettings(filter="/x/", limit=9),
            '[views."A b"] # one\n# two\nfilter = "/x/" # three\nlimit = 9\n\n[ui]\n',
        ),
        (
            '[views]\n"A b".filter = "/x/" # one\n"A b".limit = 3\nz = "/z/"\n',
            SHORT,
            '[views]\n"A b" = "/mobile/word:outage/" # one\nz = "/z/"\n',
        ),
    ],
)
def test_a_view_is_replaced_where_it_stands(before, view, after):
    assert edited(before, "A b", view) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[views]\na = "/x/"\n"A b" = "/y/"  # gone\n# kept\n', '[views]\na = "/x/"\n# kept\n'),
        ('[ui]\n\n[views."A b"]\n# gone\nfilter = "/y/"\n\n# kept\n[cache]\n', "[ui]\n\n# kept\n[cache]\n"),
        ('views."A b".filter = "/y/"\nviews."A b".limit = 4\n', ""),
        ("[ui]\n", "[ui]\n"),
    ],
)
def test_a_view_is_taken_out(before, after):
    assert edited(before, "A b", None) == after


def test_views_in_one_inline_table_are_left_alone():
    assert edited('views = { a = "/x/" }\n', "b", SHORT) is None
    assert edited('views = { a = "/x/" }\n', "a", None) is None
    assert edited("views = {}\n", "a", None) == "views = {}\n"


PIECES = st.sampled_from(["# a comment = [1]\n", "\n", "   \n", "#[views]\n", '# é ☺ "\n'])
HEADS = st.sampled_from([
    '[ui]\nmouse = false # "no"\n', "[snippets]\nhi = '''\n[views]\n\"N\" = 1\n'''\n", '[keys]\n"case.close" = "e" #]\n',
    "[snippets]\nlong = \"\"\"\nA \\\"\"\" [views]\n# no comment\n\"\"\"\n",
    "[accounts.main]\nclient_id = 'x'\nclient_secret_command = [\n  \"a#\", # ]\n  '[views]',\n]\n",
])  # fmt: skip
FORMS = st.sampled_from([
    "", '[views]\nother = "/o/" # other\n', '[views.other]\nfilter = "/o/"\n\n', "[views]\n# only a comment\n",
    '[views]\n"N" = "/n/" # n\n\n[views.other]\nfilter = "/o/"\n', "[views]\nother.filter = '/o/'\nN.filter = '/n/'\n",
    '[views]\nother = { filter = "/o/", limit = 4 }\n[views."N"]\n#c\nfilter = "/n/"\n\nlimit = 5\n',
])  # fmt: skip
VIEWS = st.builds(
    ViewSettings,
    filter=st.text(min_size=1, max_size=12).filter(str.strip),
    profiles=st.lists(st.sampled_from(["Thuis", "Mo]biel", 'a"b']), max_size=2).map(tuple),
    order=st.sampled_from(["", "oldest", "newest"]),
    limit=st.integers(0, 10_000),
)


PARTS = st.lists(st.tuples(PIECES, HEADS), max_size=3, unique_by=lambda pair: pair[1].split("]")[0])
NAMES = st.text(max_size=8).filter(lambda name: name != "other") | st.just("N")


@given(PARTS, FORMS, st.lists(PIECES), st.integers(0, 3), st.booleans(), NAMES, VIEWS | st.none())
def test_all_but_the_view_stays_as_it_is(parts, form, loose, place, crlf, name, view):
    pieces = ["".join(pair) for pair in parts]
    pieces.insert(place, form + "".join(loose))
    text = "".join(pieces)
    if crlf:
        text = text.replace("\n", "\r\n")
    after = edited(text, name, view)
    assert after is not None
    assert others_kept(text, after, name)
    assert views_of(after).get(name) == view
    rest = tomllib.loads(after), tomllib.loads(text)
    for each in rest:
        each.get("views", {}).pop(name, None)
        if not each.get("views", True):
            del each["views"]
    assert rest[0] == rest[1]


@given(FORMS.filter(lambda form: "N" not in form), VIEWS, st.booleans())
def test_what_is_added_and_taken_out_again_leaves_no_trace(form, view, more):
    text = "[ui]\nmouse = false\n\n" + form + "[cache]\ndays = 3\n" * more
    there = edited(text, "N", view)
    assert there is not None and there != text
    back = edited(there, "N", None)
    assert back is not None
    shown = [[line for line in each.splitlines() if line.strip() not in ("", "[views]")] for each in (back, text)]
    assert shown[0] == shown[1]


# The file -------------------------------------------------------------------------------------------------------------


def test_the_file_is_exchanged_and_closed_to_others(locations, write):
    file = write(BASE)
    file.chmod(0o400)
    assert keep_view(file, "Outages", SHORT) == {"Outages": SHORT}
    assert file.read_text() == BASE + '\n[views]\n"Outages" = "/mobile/word:outage/"\n'
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert load(locations, {}).views == {"Outages": SHORT}
    assert keep_view(file, "Outages", None) == {}


def test_a_link_is_followed(write, tmp_path):
    file = write(BASE)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    keep_view(link, "Both", LONG)
    assert link.is_symlink() and views_of(file.read_text()) == {"Both": LONG}


def test_a_byte_order_mark_stays(write):
    file = write("\ufeff" + BASE)
    keep_view(file, "Outages", SHORT)
    assert file.read_text().startswith("\ufeff# mine")


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(write, monkeypatch):
    file = write(BASE)
    real = keeping.edited

    def meanwhile(*args):
        file.write_text(BASE + "[ui]\nmouse = false\n")
        return real(*args)

    monkeypatch.setattr(keeping, "edited", meanwhile)
    with pytest.raises(SettingsError, match="save again"):
        keep_view(file, "Outages", SHORT)
    assert file.read_text() == BASE + "[ui]\nmouse = false\n"


def test_no_file_is_an_error_with_the_way_out(locations):
    with pytest.raises(SettingsError, match="config init"):
        keep_view(locations.config_file, "Outages", SHORT)
    assert not locations.config_file.exists()


@pytest.mark.parametrize("text", ["[views", BASE + "\nnothing = 1\n"])
def test_a_file_that_is_not_right_is_left_alone(write, text):
    file = write(text)
    with pytest.raises(SettingsError):
        keep_view(file, "Outages", SHORT)
    assert file.read_text() == text


def test_a_form_that_cannot_be_changed_says_what_to_write(write):
    file = write('views = { a = "/x/" }\n' + BASE)
    with pytest.raises(SettingsError, match="by itself") as caught:
        keep_view(file, "Both", LONG)
    assert '[views."Both"]\nfilter = "/mobile/notChecked/"' in caught.value.message
    with pytest.raises(SettingsError, match="by hand"):
        keep_view(file, "a", None)
    assert file.read_text() == 'views = { a = "/x/" }\n' + BASE


def test_views_of_the_environment_are_not_the_files(write):
    file = write(BASE)
    with pytest.raises(SettingsError, match="WEBCARE_TUI_VIEWS"):
        keep_view(file, "Outages", SHORT, {"WEBCARE_TUI_VIEWS": "{}"})


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 61, "esc\x1b"])
def test_names_that_no_list_can_show(write, name):
    file = write(BASE)
    with pytest.raises(SettingsError, match="name of 1 to 60"):
        keep_view(file, name, SHORT)
    assert file.read_text() == BASE and list(file.parent.iterdir()) == [file]
