from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.corpus import HONEST
from webcare_tui.text.clean import suspicious

IMPOSTORS = (
    "p\u0430ypal",  # one Cyrillic letter
    "g\u03bfogle",  # one Greek letter
    "\u0420aul",
    "Банк\u0410BC\u0301",
    "𝓐lice",
    "𝗕𝗮𝗻𝗸",
    "Ｂａｎｋ",
    "ﬁnance",
    "bank\u200bing",
    "bank\u200ding",
    "bank\u00ading",
    "\ufeffBank",
    "Bank\u3164",
    "Bank\U000e0041",
    "a\ufe0f",
    "\u202eknab",
    "Bank\x1b[0m",
    "Bank\x9b",
    "Bank\u200d",
    "علی\u200c",
    "\ud83d",
    "\ue000",
)
HONEST_NAMES = (
    "Jan de Vries",
    "José Ñuñez-Müller",
    "Иван Иванов",
    "Γιώργος Παπαδόπουλος",
    "محمد علي",
    "می‌خواهم",
    "\u2068محمد\u2069",
    "+31 6 \u202a12345678\u202c",
    "דוד לוי",
    "東京NHKニュース",
    "김철수 KIM",
    "ㅋㅋㅋ",
    "สมชาย LINEครับ",
    "น้ำ",
    "मोहन",
    "മോഹന്‍",
    "❤️ Anna 👩‍👧 🇳🇱",
    "Acme™ N°1 ½",
    "ĳsbrand",
    "Иван Ivanov",
    "Nguyễn",
    "Nguye\u0302\u0303n",
    "客服（官方）！",
    "Sanne…",
    "@jan_1985",
    "",
)


def test_names_that_are_not_what_they_look_like() -> None:
    assert [ascii(name) for name in IMPOSTORS if not suspicious(name)] == []


def test_honest_names_bear_no_mark() -> None:
    assert [name for name in HONEST_NAMES if suspicious(name)] == []


def test_honest_texts_are_mostly_not_suspicious() -> None:
    marked = [text for text in HONEST if suspicious(text.replace("\n", " "))]
    assert len(marked) <= 4, marked  # phonetics, halfwidth katakana, fractions and the like


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(st.characters(), max_size=40))
def test_every_text_gets_an_answer(text: str) -> None:
    assert suspicious(text) in (True, False)
