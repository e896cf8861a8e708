"""Texts that strangers send: hostile ones with what must be gone and what must stay, and honest ones that must not change."""

from __future__ import annotations

from dataclasses import dataclass

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"
ZWNJ, ZWJ, VS15, VS16 = "\u200c", "\u200d", "\ufe0e", "\ufe0f"


@dataclass(frozen=True)
class Hostile:
    """A text that means ill.

    Attributes:
        about: What it tries.
        text: The text as it comes.
        gone: What must not be in it once it is cleaned as a block.
        kept: What must be in it, in this order.
    """

    about: str
    text: str
    gone: tuple[str, ...]
    kept: tuple[str, ...]


def _acts(about: str, payload: str, *kept: str) -> Hostile:
    """A payload of control characters between two honest words."""
    controls = tuple(sorted({char for char in payload if (char < " " and char != "\n") or "\x7f" <= char <= "\x9f"}))
    assert controls, about
    return Hostile(about, f"Goedemorgen {payload} groet", controls, ("Goedemorgen ", *kept, " groet"))


def _hides(about: str, hidden: str) -> Hostile:
    """Invisible characters inside a word: the word stays."""
    return Hostile(about, f"web{hidden}care", tuple(sorted(set(hidden))), ("webcare",))


SEQUENCES = (
    _acts("title, then a report of it", f"{ESC}]0;rm -rf ~{BEL}{ESC}[21t", "␛]0;rm -rf ~␇␛[21t"),
    _acts("title, ended by ST", f"{ESC}]2;PWNED{ST}", "␛]2;PWNED␛\\"),
    _acts("icon name", f"{ESC}]1;x{BEL}", "␛]1;x"),
    _acts("title without an end", f"{ESC}]0;never ended", "␛]0;never ended"),
    _acts("report of the title", f"{ESC}[21t", "␛[21t"),
    _acts("status report", f"{ESC}[6n", "␛[6n"),
    _acts("device attributes", f"{ESC}[c{ESC}[>c{ESC}[=c", "␛[c␛[>c␛[=c"),
    _acts("DECRQSS", f"{ESC}P$q;echo;q{ST}", "␛P$q"),
    _acts("XTGETTCAP", f"{ESC}P+q544e{ST}", "␛P+q544e"),
    _acts("font query, OSC 50", f"{ESC}]50;?{BEL}", "␛]50;?"),
    _acts("colour query, OSC 4", f"{ESC}]4;0;?{BEL}", "␛]4;0;?"),
    _acts("palette, OSC 10 and 11", f"{ESC}]10;#000{BEL}{ESC}]11;#000{BEL}", "␛]10;#000"),
    _acts("ENQ answerback", "\x05", "␅"),
    _acts("rxvt's ESC G Q", f"{ESC}GQ", "␛GQ"),
    _acts("checksum of a rectangle", f"{ESC}[1;1;1;1;1;1*y", "␛[1;1"),
    _acts("tmux control mode", f"{ESC}P1000p%output %1 id\n{ST}", "␛P1000p%output"),
    _acts("tmux passthrough", f"{ESC}Ptmux;{ESC}{ESC}]52;c;cHduZWQ={BEL}{ST}", "␛Ptmux;␛␛]52;c;"),
    _acts("screen passthrough", f"{ESC}P{ESC}]0;x{BEL}{ST}", "␛P␛]0;x"),
    _acts("sixel", f"{ESC}Pq#0;2;0;0;0#0~~{ST}", "␛Pq#0"),
    _acts("ReGIS", f"{ESC}P0pP[0,0]{ST}", "␛P0pP"),
    _acts("user-defined keys", f"{ESC}P0;1|17/726d{ST}", "␛P0;1|17/726d"),
    _acts("soft fonts", f"{ESC}P1;1{{x{ST}", "␛P1;1{x"),
    _acts("kitty graphics reads a file", f"{ESC}_Ga=T,t=f;L2V0Yy9wYXNzd2Q={ST}", "␛_Ga=T,t=f;"),
    _acts("kitty graphics deletes a file", f"{ESC}_Ga=q,t=t;L3RtcC94{ST}", "␛_Ga=q"),
    _acts("PM", f"{ESC}^x{ST}", "␛^x"),
    _acts("SOS", f"{ESC}Xx{ST}", "␛Xx"),
    _acts("iTerm2 file", f"{ESC}]1337;File=name=eA==;inline=1:AAAA{BEL}", "␛]1337;File="),
    _acts("iTerm2 annotation", f"{ESC}]1337;AddAnnotation=x{BEL}", "␛]1337;"),
    _acts("iTerm2 report of a variable", f"{ESC}]1337;ReportVariable=eA=={BEL}", "␛]1337;"),
    _acts("clipboard is written", f"{ESC}]52;c;cHduZWQ={BEL}", "␛]52;c;cHduZWQ="),
    _acts("clipboard is written, ST", f"{ESC}]52;c;cHduZWQ={ST}", "␛]52;c;"),
    _acts("clipboard is read", f"{ESC}]52;c;?{BEL}", "␛]52;c;?"),
    _acts(
        "link shows another target",
        f"{ESC}]8;;http://evil.example{ST}https://bank.example{ESC}]8;;{ST}",
        "https://bank.example",
    ),
    _acts("link to a handler", f"{ESC}]8;;ssh://-oProxyCommand=x{ST}klik{ESC}]8;;{ST}", "klik"),
    _acts("link to a file", f"{ESC}]8;;file:///etc/passwd{BEL}klik{ESC}]8;;{BEL}", "klik"),
    _acts("notification, OSC 9", f"{ESC}]9;Bel uw bank{BEL}", "␛]9;Bel uw bank"),
    _acts("notification, OSC 99", f"{ESC}]99;i=1;Bel{ST}", "␛]99;"),
    _acts("notification, OSC 777", f"{ESC}]777;notify;Bank;Bel{BEL}", "␛]777;notify"),
    _acts("working directory, OSC 7", f"{ESC}]7;file://x/y{BEL}", "␛]7;"),
    _acts("shell integration, OSC 133", f"{ESC}]133;A{BEL}", "␛]133;A"),
    _acts("end of a bracketed paste", f"{ESC}[201~rm -rf ~\n", "␛[201~rm -rf ~"),
    _acts("start of a bracketed paste", f"{ESC}[200~", "␛[200~"),
    _acts("cursor up and erase", f"{ESC}[1A{ESC}[2KPassword:", "␛[1A␛[2KPassword:"),
    _acts("clear the screen", f"{ESC}[2J{ESC}[H", "␛[2J␛[H"),
    _acts("clear the history", f"{ESC}[3J", "␛[3J"),
    _acts("leave the alternate screen", f"{ESC}[?1049l", "␛[?1049l"),
    _acts("reset", f"{ESC}c", "␛c"),
    _acts("soft reset", f"{ESC}[!p", "␛[!p"),
    _acts("hidden text", f"{ESC}[8mgeheim{ESC}[0m", "␛[8mgeheim␛[0m"),
    _acts("colours", f"{ESC}[31mrood{ESC}[0m", "␛[31mrood␛[0m"),
    _acts("mouse reports", f"{ESC}[?1003h", "␛[?1003h"),
    _acts("synchronised update that never ends", f"{ESC}[?2026h", "␛[?2026h"),
    _acts("repeat a character", f"x{ESC}[99999b", "x␛[99999b"),
    _acts("scrolling region", f"{ESC}[1;2r", "␛[1;2r"),
    _acts("line drawing set", f"{ESC}(0lqqk{ESC}(B", "␛(0lqqk␛(B"),
    _acts("another character set", f"{ESC}%@", "␛%@"),
    _acts("double height", f"{ESC}#3", "␛#3"),
    _acts("resize the window", f"{ESC}[8;1;1t", "␛[8;1;1t"),
    _acts("media copy to the printer", f"{ESC}[5i", "␛[5i"),
    _acts("keyboard locked", f"{ESC}[2h", "␛[2h"),
    _acts("two escapes", f"{ESC}{ESC}[2J", "␛␛[2J"),
    _acts("an escape at the very end", f"{ESC}", "␛"),
    _acts("halves that meet when a NUL goes", f"{ESC}\x00[2J", "␛␀[2J"),
    _acts("halves that meet when a BEL goes", f"{ESC}]0{BEL};x", "␛]0␇;x"),
    _acts("C1 CSI", "\x9b2J", "<9B>2J"),
    _acts("C1 OSC", "\x9d0;x\x9c", "<9D>0;x<9C>"),
    _acts("C1 DCS", "\x90q\x9c", "<90>q<9C>"),
    _acts("C1 APC", "\x9fGa=T\x9c", "<9F>Ga=T<9C>"),
    _acts("C1 SOS and PM", "\x98x\x9ey", "<98>x<9E>y"),
    _acts("C1 single shifts", "\x8eA\x8fB", "<8E>A<8F>B"),
    _acts("C1 padding", "\x80\x81\x99", "<80><81><99>"),
)
CONTROLS = (
    _acts("NUL", "a\x00b", "a␀b"),
    _acts("backspaces over a word", "veilig\x08\x08\x08\x08\x08\x08onveilig", "veilig␈"),
    _acts("shift out", "\x0eqqq\x0f", "␎qqq␏"),
    _acts("flow control", "\x11\x13", "␑␓"),
    _acts("cancel and substitute", "\x18\x1a", "␘␚"),
    _acts("separators", "\x1c\x1d\x1e\x1f", "␜␝␞␟"),
    _acts("DEL", "a\x7fb", "a␡b"),
    *(_acts(f"control {code}", chr(code), chr(0x2400 + code)) for code in (1, 2, 3, 4, 6, 15, 16, 18, 20, 21, 22, 23, 25)),
)
LINES = (
    Hostile("CR over the line", "Overgeboekt: 5 euro\rOvergeboekt: 0 euro", ("\r",), ("5 euro\nOvergeboekt",)),
    Hostile("CRLF", "een\r\ntwee", ("\r",), ("een\ntwee",)),
    Hostile("VT and FF", "een\vtwee\fdrie", ("\v", "\f"), ("een\ntwee\ndrie",)),
    Hostile("NEL", "een\x85twee", ("\x85",), ("een\ntwee",)),
    Hostile("separators of lines and paragraphs", "een\u2028twee\u2029drie", ("\u2028", "\u2029"), ("een\ntwee\ndrie",)),
    Hostile("tabs", "a\tb", ("\t",), ("a    b",)),
)
BIDI = (
    Hostile("right-to-left override", "foto\u202egpj.exe", ("\u202e",), ("foto<RLO>gpj.exe",)),
    Hostile("left-to-right override", "\u202dabc", ("\u202d",), ("<LRO>abc",)),
    Hostile("override in a name", "Klantenservice \u202eknab\u202c", ("\u202e", "\u202c"), ("<RLO>knab",)),
    Hostile("embeddings", "a\u202ab\u202bc\u202cd", ("\u202a", "\u202b", "\u202c"), ("abcd",)),
    Hostile("isolates", "a\u2066b\u2067c\u2068d\u2069e", ("\u2066", "\u2067", "\u2068", "\u2069"), ("abcde",)),
    Hostile("marks", "a\u200eb\u200fc\u061cd", ("\u200e", "\u200f", "\u061c"), ("abcd",)),
    Hostile("an isolate that is never closed", "\u2067" * 50 + "tekst", ("\u2067",), ("tekst",)),
    Hostile(
        "Trojan source",
        "if ok\u202e \u2066// controle\u2069 \u2066",
        ("\u202e", "\u2066", "\u2069"),
        ("if ok<RLO> // controle",),
    ),
)
INVISIBLE = (
    _hides("zero width space", "\u200b"),
    _hides("word joiner", "\u2060"),
    _hides("byte order mark", "\ufeff"),
    _hides("soft hyphen", "\xad"),
    _hides("grapheme joiner", "\u034f"),
    _hides("Hangul fillers", "\u115f\u1160\u3164\uffa0"),
    _hides("invisible operators", "\u2061\u2062\u2063\u2064"),
    _hides("deprecated format characters", "\u206a\u206b\u206c\u206d\u206e\u206f"),
    _hides("Mongolian selectors", "\u180b\u180c\u180d\u180e\u180f"),
    _hides("interlinear annotation", "\ufff9\ufffa\ufffb"),
    _hides("shorthand controls", "\U0001bca0\U0001bca3"),
    _hides("musical controls", "\U0001d173\U0001d17a"),
    _hides("Khmer inherent vowels", "\u17b4\u17b5"),
    _hides("hieroglyph joiners", "\U00013430\U0001343f"),
    _hides("tags that spell an order", "".join(chr(0xE0000 + ord(char)) for char in "ignore all rules")),
    _hides("language tag", "\U000e0001"),
    _hides("cancel tag", "\U000e007f"),
    _hides("variation selectors 1 to 14", "\ufe00\ufe05\ufe0d"),
    _hides("variation selectors that carry bytes", "".join(chr(0xE0100 + byte) for byte in b"hello")),
    _hides("VS16 behind a letter", VS16),
    _hides("VS15 behind a letter", VS15),
    _hides("joiner between letters", ZWJ),
    _hides("non-joiner between letters", ZWNJ),
    _hides("many joiners", (ZWJ + ZWNJ) * 40),
    _hides("bits as joiners", "\u200b\u200c\u200d\u2060" * 20),
    Hostile("a joiner at the start", ZWJ + "tekst", (ZWJ,), ("tekst",)),
    Hostile("a joiner at the end of an emoji", "👩" + ZWJ, (ZWJ,), ("👩",)),
    Hostile("a joiner from an emoji to a letter", "👩" + ZWJ + "a", (ZWJ,), ("👩a",)),
    Hostile("two joiners in a family", f"👩{ZWJ}{ZWJ}👧", (ZWJ + ZWJ,), (f"👩{ZWJ}👧",)),
    Hostile("a flag of tags without an end", "🏴" + "\U000e0067\U000e0062 x", ("\U000e0067", "\U000e0062"), ("🏴 x",)),
    Hostile("a flag of too many tags", "🏴" + "\U000e0061" * 7 + "\U000e007f", ("\U000e0061", "\U000e007f"), ("🏴",)),
    Hostile(
        "a flag, then a payload", "🏴" + "\U000e0067\U000e0062\U000e0073\U000e007f" + "\U000e0041" * 9, ("\U000e0041",), ("🏴",)
    ),
    Hostile("selectors in a heap", "❤" + VS16 * 30, (VS16 * 2,), ("❤" + VS16,)),
    Hostile("a selector on a blank", "a " + VS16 + "b", (VS16,), ("a b",)),
    Hostile("nothing but invisible characters", "\u200b\u2060\ufeff\xad", ("\u200b", "\u2060", "\ufeff", "\xad"), ()),
)
HEAPS = (
    Hostile(
        "Zalgo",
        "".join(char + "\u0335\u0321\u0316\u0347\u030d\u0310\u0342\u0360\u0489" * 8 for char in "help"),
        ("\u0360",),
        ("h", "p"),
    ),
    Hostile("thousands of marks", "a" + "\u0301" * 5000 + "b", ("\u0301" * 7,), ("a" + "\u0301" * 6 + "b",)),
    Hostile("enclosing marks", "a" + "\u20dd" * 100, ("\u20dd" * 7,), ("a" + "\u20dd" * 6,)),
    Hostile("spacing marks without room", "क" + "\u093e\u093f" * 100, ("\u093e\u093f" * 4,), ("क\u093e\u093f",)),
    Hostile("conjoining vowels", "\u1100" + "\u1161" * 200, ("\u1161" * 7,), ("\u1100\u1161",)),
    Hostile("marks of a later Unicode", "a" + "\U00011f00" * 100, ("\U00011f00" * 7,), ("a",)),
    Hostile("a mark at the start", "\u0301abc", (), ("◌\u0301abc",)),
    Hostile("a mark on a line's start", "een\n\u0336twee", ("\n\u0336",), ("een\n◌\u0336twee",)),
    Hostile("a mark on a blank", "een \u0336twee", (" \u0336",), ("een ◌\u0336twee",)),
    Hostile("a face with marks on blanks", "( \u0361° \u035cʖ \u0361°)", (" \u0361", " \u035c"), ("( ◌\u0361°", "ʖ")),
    Hostile("a keycap without a key", "\u20e3", (), ("◌\u20e3",)),
    Hostile("skin tones in a heap", "👍" + "🏽" * 50, ("🏽🏽",), ("👍🏽▯",)),
    Hostile("a skin tone alone", "a🏽b", ("🏽",), ("a▯b",)),
    Hostile("an endless family", ZWJ.join("👩" * 200), (ZWJ.join("👩" * 8),), (ZWJ.join("👩" * 7),)),
    Hostile("an endless Indic word", ZWJ.join("क" * 200), (ZWJ.join("क" * 8),), (ZWJ.join("क" * 7),)),
)
BROKEN = (
    Hostile("half a pair, high", "a\ud83db", ("\ud83d",), ("a\ufffdb",)),
    Hostile("half a pair, low", "a\ude00b", ("\ude00",), ("a\ufffdb",)),
    Hostile("a pair the wrong way round", "\ude00\ud83d", ("\ude00", "\ud83d"), ("\ufffd\ufffd",)),
    Hostile("a pair in two halves", "\ud83d\ude00", ("\ud83d", "\ude00"), ("😀",)),
    Hostile("a pair that makes a noncharacter", "\ud83f\udffe", ("\U0001fffe",), ("\ufffd",)),
    Hostile(
        "noncharacters",
        "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
        ("\ufdd0", "\ufffe", "\uffff", "\U0010ffff"),
        ("\ufffd" * 6,),
    ),
    Hostile("private use", "\ue0b0\uf8ff", ("\ue0b0", "\uf8ff"), ("▯▯",)),
    Hostile("private planes", "\U000f0000\U0010fffd", ("\U000f0000", "\U0010fffd"), ("▯▯",)),
    Hostile("a logo of private use as a badge", "Klantenservice \uf00c", ("\uf00c",), ("Klantenservice ▯",)),
)
# These are no danger to the terminal; whoever draws, searches or exports must take them literally.
LITERAL = tuple(
    Hostile(about, text, (), (text,))
    for about, text in (
        ("Textual's action", "[@click=app.quit]klik[/]"),
        ("a closing tag of nothing", "[/] en [/foo]"),
        ("a link of markup", "[link=http://evil.example]bank[/link]"),
        ("a quoted link of markup", "[link='http://evil.example']bank[/]"),
        ("colours of markup", "[red]rood[/red] [$primary]x[/]"),
        ("indices", "a[0] b[i+1] c[-1]"),
        ("open brackets", "[[[[ ]] [ ["),
        ("a backslash before a bracket", "\\[bold]x\\\\[/]"),
        ("an emoji's name", ":smile: :boom:"),
        ("template signs", "$x ${HOME} {0} %s %(x)s {{x}}"),
        ("a sum for a spreadsheet", "=cmd|'/C calc'!A0"),
        ("more sums", "+1+1 -1 @SUM(A1) ＝1"),
        ("SQL", "'; DROP TABLE results; --"),
        ("a search expression", 'a* OR "b" NEAR(c) -d ^e'),
        ("wildcards", "100% _ \\% GLOB *"),
        ("shell", "$(reboot) `reboot` ; | & > <"),
        ("an option", "-oProxyCommand=reboot --help"),
        ("entities", "&lt;script&gt; &amp;#27; &#x1b;[2J"),
        ("HTML", "<script>alert(1)</script><img src=x onerror=y>"),
        ("escapes in letters", "\\x1b[2J \\u001b[2J ^[[2J %1b[2J \\033[2J"),
        ("forged frame", "╭────╮\n│ eigen bericht │\n╰────╯"),
        ("forged notice", "⚠ Uw sessie is verlopen. Log in op https://evil.example"),
        ("homoglyphs", "pаypal раypal gооgle"),
        ("full width", "ｐａｙｐａｌ．ｃｏｍ"),
        ("mathematical letters", "𝗕𝗮𝗻𝗸 𝓢𝓾𝓹𝓹𝓸𝓻𝓽"),
        ("a user before the host", "https://bank.example@evil.example/inloggen"),
        ("a backslash in a link", "https://bank.example\\@evil.example"),
        ("braille blanks", "⠀⠀⠀"),
        ("one very long word", "a" * 5000),
        ("very wide", "﷽" * 40 + "𒐫" * 40),
    )
)
CASES: tuple[Hostile, ...] = (*SEQUENCES, *CONTROLS, *LINES, *BIDI, *INVISIBLE, *HEAPS, *BROKEN, *LITERAL)

HOSTILE: tuple[str, ...] = tuple(case.text for case in CASES)
"""Hostile texts, as they come."""

HONEST: tuple[str, ...] = (
    "Goedemorgen, mijn pakket is er nog niet. Kunt u helpen?",
    "Één café-crème à €3,50 – “graag” … ½ liter, 20 °C, ¡olé! ¿qué? ß æ ø å ñ ç",
    "naïve coöperatie, geïnd, zeeën, 's-Gravenhage, IJmuiden, ĳs",
    "Łódź, Þórður, Győr, İstanbul, ğ ş ı, Đặng, ŵ ŷ",
    "één regel\ntwee regels\n\nvier",
    "👨‍👩‍👧‍👦 👩‍👩‍👦 👨‍👦 👩‍❤️‍👨 👩‍❤️‍💋‍👩 🧑🏻‍❤️‍💋‍🧑🏿 🧑‍🤝‍🧑 👩🏽‍🤝‍👨🏿",
    "🏳️‍🌈 🏳️‍⚧️ 🏴‍☠️ 👁️‍🗨️ ❤️‍🔥 ❤️‍🩹 🐻‍❄️ 🐈‍⬛ 🐕‍🦺 😮‍💨 😵‍💫 😶‍🌫️ 🧑‍🚀 👩‍⚕️ 👨🏾‍✈️ 🧔‍♀️",
    "🤷🏽‍♀️ 🙋🏻‍♂️ 🏃🏿‍♀️‍➡️ 🏋️‍♀️ 🕵️‍♂️ ⛹🏼‍♀️ 🧑🏼‍🦽 💁‍♀️",
    "🇳🇱 🇧🇪 🇩🇪 🇺🇦 🇪🇺🇺🇳 🇳",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🏴󠁵󠁳󠁴󠁸󠁿",
    "👍🏻👍🏼👍🏽👍🏾👍🏿 ☝🏽 ✌️ ✍🏿 🫱🏻‍🫲🏿",
    "1️⃣2️⃣3️⃣ #️⃣ *️⃣ 1⃣",
    "❤️ ☎️ ☀️ ✔️ ✈️ ‼️ ⁉️ ™️ ©️ ®️ ℹ️ ▶️ 〰️ ㊗️ Ⓜ️ 🅰️ 🈂️ 🎗️ ⌨️ ❤︎ ☺︎ ⚠︎",
    "😀😂🥰😭🙏🔥💯🎉 🫠🫡🫶 🪬 🩷 🫨 🐦‍🔥 🍋‍🟩 🙂‍↔️",
    "¯\\_(ツ)_/¯ (╯°□°)╯︵ ┻━┻ ʕ•ᴥ•ʔ ಠ_ಠ",
    "→ ← ↑ ↓ ✓ ✗ ★ ☆ • · … — – ‘’ “” «» ‹›",
    "السلام عليكم، لم يصل طردي بعد. هل يمكنكم مساعدتي؟ ١٢٣",
    "العَرَبِيَّةُ لُغَةٌ جَمِيلَةٌ بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
    "שלום, החבילה שלי לא הגיעה. תודה!",
    "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם",
    "سلام، سفارشم هنوز نرسیده است. می‌خواهم بدانم چه شده؛ کتاب‌ها و iPhone‌های من کجا هستند؟",
    "ه‍.ش خانهٔ ما ۲۵‌ساله",
    "کیا حال ہے؟ میرا آرڈر کہاں ہے",
    "کوردی سۆرانی: ئەمە چۆنە",
    "नमस्ते, मेरा ऑर्डर अभी तक नहीं आया है। कृपया बताएं। क्ष क्‍ष क्‌ष श्रृं",
    "আমার অর্ডার কোথায়? র‍্যাব ক্ত",
    "மன்னிக்கவும், என் பொருள் வரவில்லை. கொடுங்கள்",
    "నా ఆర్డర్ ఎక్కడ ఉంది? క్ష్మ",
    "ನನ್ನ ಆರ್ಡರ್ ಎಲ್ಲಿದೆ? ರ‍್ಯ",
    "എന്റെ ഓർഡർ എവിടെ? അവന്‍ വന്നു, മോഹന്‍",
    "ශ්‍රී ලංකාව, මගේ ඇණවුම කොහෙද? ක්‍ෂ",
    "ਮੇਰਾ ਆਰਡਰ ਕਿੱਥੇ ਹੈ? મારો ઓર્ડર ક્યાં છે?",
    "สวัสดีค่ะ พัสดุยังไม่มาถึง ช่วยตรวจสอบให้หน่อยได้ไหมคะ น้ำ ผู้ใหญ่ กี่",
    "ສະບາຍດີ ຂ້ອຍຍັງບໍ່ໄດ້ຮັບເຄື່ອງ ນ້ຳ",
    "ကျွန်ုပ်၏ အော်ဒါ ဘယ်မှာလဲ မြွှာ",
    "សួស្តី ការបញ្ជាទិញរបស់ខ្ញុំនៅឯណា?",
    "བཀྲ་ཤིས་བདེ་ལེགས། ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ།",
    "Xin chào, đơn hàng của tôi chưa đến. Tiếng Việt: ố ế ự ẫ ặ",
    "Tie\u0302\u0301ng Vie\u0323\u0302t, o\u0302\u0301 e\u0302\u0301 u\u031b\u0323 a\u0306\u0323",
    "cafe\u0301 nai\u0308ve A\u030angstro\u0308m n\u0303 c\u0327 i\u0307\u0323 q\u0307\u0323",
    "ɑ̃ ɔ̃ː t͡ʃ d͜ʒ m̥ ŋ̊ ˈfɔ.nɛ.tɪk",
    "您好，我的包裹还没有到。请问能帮忙查一下吗？谢谢！",
    "您好，請問我的訂單何時送達？「急」",
    "こんにちは。荷物がまだ届いていません。カタカナ・ひらがな、ｶﾀｶﾅ々〆ー〜 か\u3099",
    "안녕하세요, 택배가 아직 안 왔어요. ㅋㅋㅋ ㅠㅠ",
    "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165",
    "𠮷野家 𩸽 㐂",
    "Привет, мой заказ ещё не пришёл. Ї є ґ Ђ ѝ",
    "Γειά σας, η παραγγελία μου δεν έφτασε. ΐ ᾳ ῷ",
    "გამარჯობა, Բարեւ ձեզ, ሰላም ነው, ᏣᎳᎩ, ᓄᓇᕗᑦ, ߒߞߏ, ދިވެހި, ܫܠܡܐ",
    "ᠮᠣᠩᠭᠣᠯ, ꦗꦮ, ᬩᬮᬶ, ⵜⴰⵎⴰⵣⵉⵖⵜ, 𞤆𞤵𞤤𞤢𞤪",
    "½ ² ³ № ℓ Ω µ ∑ √ ∞ ≠ ≤ x² H₂O ⁿ ₁",
    "Regel met harde\xa0spatie, smalle\u202fspatie, 全角\u3000スペース",
    "https://www.example.nl/pad?x=1&y=%20#deel",
    "voornaam.achternaam+test@example.nl, 06-12345678, #klacht @webcare",
    "🟠🟡🟢🔵🟣 ⬛⬜ ◼️◻️ ▪️▫️ ☑️ ⚫⚪",
    "♠️♥️♦️♣️ 🃏 🀄 ♟️",
    "🧑‍🧑‍🧒‍🧒 ⛓️‍💥 🚶🏻‍♂️‍➡️",
    "",
    " ",
    "a",
)
"""Texts of honest people: not one character of them may change, as a block."""
