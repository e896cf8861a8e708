"""The few properties of characters that the standard library does not tell, and the role each character plays in a text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

# The part each character plays when a text is cleaned: flags, because one character may play several.
EXTENDS = 1  # takes no room of its own and sits on the character before it
SCRIPT = 2  # belongs to a script in which the joiners shape letters (Arabic, the Indic scripts, ...)
PICTO = 4  # a pictograph: may be joined to others by ZWJ
TONE = 8  # a skin tone
SELECTOR = 16  # VS15 or VS16
JOINER = 32  # ZWJ or ZWNJ
BLANK = 64  # a space, the braille one too, or a line end: nothing may sit on it
WORD = 128  # a letter or a digit
SELECTABLE = 256  # VS15 and VS16 mean something behind it

ZWNJ = "\u200c"
ZWJ = "\u200d"
VS16 = "\ufe0f"

# What a regular expression's class holds of characters that no rule of cleaning touches wherever they stand: letters, digits,
# punctuation, symbols, pictographs; no marks, no spaces but the plain one, no joiners, selectors or skin tones. Chinese,
# Japanese and Korean stand apart, because a class that large costs every start several milliseconds.
PLAIN = (
    " -~\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556\u0559-\u058f\u05be\u05d0-\u05f4\u061e-\u064a\u0660-\u066f\u0671-\u06d3"
    "\u0e01-\u0e30\u0e32\u0e33\u0e3f-\u0e46\u10a0-\u10ff\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20c0\u2100-\u27ff"
    "\u2801-\u2cee\ufffc\ufffd\U0001f000-\U0001f3fa\U0001f400-\U0001faf8"
)
EASTERN = (
    "\u3001-\u3029\u3030-\u3096\u309b-\u3163\u3165-\ua4c6\uac00-\ud7a3\uff01-\uff9f\uffa1-\uffdc\uffe0-\uffee"
    "\U00020000-\U0002fa1d"
)

Spans = tuple[tuple[int, ...], tuple[int, ...]]


def spans(text: str) -> Spans:
    """Reads "A9 1F300-1F3FA" as the first and the last code points of the ranges."""
    pairs = [part.partition("-") for part in text.split()]
    return tuple(int(first, 16) for first, _, _ in pairs), tuple(int(last or first, 16) for first, _, last in pairs)


def within(code: int, where: Spans) -> bool:
    """Says whether a code point lies in one of the (sorted) ranges."""
    index = bisect_right(where[0], code) - 1
    return index >= 0 and code <= where[1][index]


# Unicode's Extended_Pictographic, letters and skin tones apart (emoji-data, Unicode 17).
PICTOGRAPHS = spans(
    "A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 2388 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB 25B6 25C0"
    " 25FB-25FE 2600-2605 2607-2612 2614-2685 2690-2705 2708-2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E"
    " 2753-2755 2757 2763-2767 2795-2797 27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299"
    " 1F000-1F0FF 1F10D-1F10F 1F12F 1F16C-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F1AD-1F1E5 1F201-1F20F 1F21A 1F22F"
    " 1F232-1F23A 1F23C-1F23F 1F249-1F3FA 1F400-1F53D 1F546-1F64F 1F680-1F6FF 1F774-1F77F 1F7D5-1F7FF 1F80C-1F80F"
    " 1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8FF 1F90C-1F93A 1F93C-1F945 1F947-1FAFF 1FC00-1FFFD"
)
# Scripts in which ZWJ and ZWNJ shape letters: Arabic and its kin, Syriac, the Indic scripts, Myanmar, Khmer, Mongolian, ...
JOINING = spans(
    "600-7FF 840-DFF 1000-109F 1780-18AF 1900-194F 1A00-1AAF 1B00-1C4F 1CD0-1CFF A800-A82F A840-A8FF A930-A9FF AA00-AA7F"
    " AAE0-AAFF ABC0-ABFF FB50-FDCF FDF0-FDFF FE70-FEFE 10A00-10A5F 10AC0-10AFF 10D00-10D3F 10F30-10FDF 11000-11FFF"
    " 1E900-1E95F"
)
# Pictographs that are one cell wide until VS16 asks for the coloured, two cells wide form (emoji-variation-sequences).
WIDENED = spans(
    "23 2A 30-39 A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 2328 23CF 23ED-23EF 23F1-23F2 23F8-23FA 24C2 25AA-25AB 25B6"
    " 25C0 25FB-25FC 2600-2604 260E 2611 2618 261D 2620 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642 265F-2660 2663"
    " 2665-2666 2668 267B 267E 2692 2694-2697 2699 269B-269C 26A0 26A7 26B0-26B1 26C8 26CF 26D1 26D3 26E9 26F0-26F1 26F4"
    " 26F7-26F9 2702 2708-2709 270C-270D 270F 2712 2714 2716 271D 2721 2733-2734 2744 2747 2763-2764 27A1 2934-2935"
    " 2B05-2B07 1F170-1F171 1F17E-1F17F 1F321 1F324-1F32C 1F336 1F37D 1F396-1F397 1F399-1F39B 1F39E-1F39F 1F3CB-1F3CE"
    " 1F3D4-1F3DF 1F3F3 1F3F5 1F3F7 1F43F 1F441 1F4FD 1F549-1F54A 1F56F-1F570 1F573-1F579 1F587 1F58A-1F58D 1F590 1F5A5"
    " 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE 1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA 1F6CB 1F6CD-1F6CF"
    " 1F6E0-1F6E5 1F6E9 1F6F0 1F6F3"
)
# Conjoining vowels and finals of Korean: letters, yet drawn upon the consonant before them.
JAMO = spans("1160-11FF D7B0-D7FF")
# Characters that Python 3.11's Unicode 14 does not know and Unicode 17 does: marks without room, and wide ones.
LATER_MARKS = spans(
    "897 CF3 ECE 1ACF-1ADD 1AE0-1AEB 10D69-10D6D 10EFA-10EFF 11241 113B8-113C0 113C2 113C5 113C7-113CA 113CC-113D0 113D2"
    " 113E1-113E2 11B60-11B67 11F00-11F01 11F03 11F34-11F3A 11F3E-11F42 11F5A 13440 13447-13455 1611E-1612F 1E08F"
    " 1E4EC-1E4EF 1E5EE-1E5EF 1E6E3 1E6E6 1E6EE-1E6EF 1E6F5"
)
LATER_WIDE = spans(
    "2FFC-2FFF 31E4-31E5 31EF FA6E-FA6F FADA-FAFF 16FF2-16FF6 187F8-187FF 18CFF 18D09-18D1E 18D80-18DF2 1B132 1B155 1F6D8"
    " 1F6DC 1FA75-1FA77 1FA87-1FA8A 1FA8E-1FA8F 1FAAD-1FAAF 1FABB-1FABF 1FAC6 1FAC8 1FACD-1FACF 1FADA-1FADC 1FADF 1FAE8-1FAEA"
    " 1FAEF 1FAF7-1FAF8 2A6E0-2A6FF 2B739-2B73F 2B81E-2B81F 2CEA2-2CEAF 2EBE1-2F7FF 2FA1E-2FFFD 3134B-3FFFD"
)
# Symbols that became two cells wide in Unicode 16.
LATELY_WIDE = spans("2630-2637 268A-268F 4DC0-4DFF 1D300-1D356 1D360-1D376")


@lru_cache(maxsize=8192)
def role(char: str) -> int:
    """Tells what part a character plays, as a sum of the flags above.

    Args:
        char: One character that passed the replacements and deletions of `webcare_tui.text.clean`.
    """
    code = ord(char)
    if char in (ZWJ, ZWNJ):
        return JOINER
    if code in (0xFE0E, 0xFE0F):
        return SELECTOR
    if 0x1F3FB <= code <= 0x1F3FF:
        return TONE
    category = unicodedata.category(char)
    if category == "Zs" or char in "\n\u2800":
        return BLANK
    flags = 0
    if category[0] == "M" or within(code, JAMO) or within(code, LATER_MARKS):
        flags |= EXTENDS
    if within(code, PICTOGRAPHS):
        flags |= PICTO | SELECTABLE
    elif char in "0123456789#*":
        flags |= SELECTABLE
    if category[0] in "LN":
        flags |= WORD
    if category[0] in "LMN" and within(code, JOINING):
        flags |= SCRIPT
    return flags


@lru_cache(maxsize=8192)
def room(char: str) -> int:
    """Tells how many cells a character takes by itself: 0, 1 or 2, as Unicode 17 has it.

    Controls take none; a skin tone takes none, because it colours the pictograph before it.
    """
    code = ord(char)
    category = unicodedata.category(char)
    if category == "Cn":
        return 0 if within(code, LATER_MARKS) or within(code, JAMO) else 2 if within(code, LATER_WIDE) else 1
    if category[0] == "M" or category in ("Cc", "Zl", "Zp") or within(code, JAMO) or 0x1F3FB <= code <= 0x1F3FF:
        return 0
    if category == "Cf":
        # The signs that span the digits behind them are the only format characters that are drawn.
        return int(unicodedata.bidirectional(char) == "AN" or code in (0xAD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
    if code in (0x3164, 0xFFA0):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" or within(code, LATELY_WIDE) else 1


@lru_cache(maxsize=1024)
def widened(char: str) -> bool:
    """Says whether VS16 behind the character makes it one cell wider."""
    return within(ord(char), WIDENED)
