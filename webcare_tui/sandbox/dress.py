"""A text dressed for its source: mentions, hashtags, greetings, haste, signatures."""

from __future__ import annotations

import re
from random import Random

from webcare_tui.sandbox.account import User
from webcare_tui.sandbox.library import Topic
from webcare_tui.sandbox.records import Person

SENTENCE = re.compile(r"(\w\w[.!?] )([a-z])")
"""The end of a sentence, and a small letter after it."""
GREETINGS = {"nl": ("Hoi! ", "Hallo! ", "Goedendag! ", "Hee Noorderlicht! ", "Beste mensen! ", "Dag team! ", "Hoi hoi! "),
             "en": ("Hi! ", "Hello! ", "Hey there! ", "Hi team! ", "Good day! ")}
EMOJI = {-2: ("😡", "🤬", "🙃", "😤"), -1: ("😕", "🙄", "😩", "😬"),
         0: ("🤔", "🙂", "🤷🏽‍♀️", "👀", "🙏"), 1: ("🙂", "😅", "🙏", "👍🏾"),
         2: ("😍", "🎉", "❤️", "👏", "🥳")}
FORMAL = {"nl": ("Geachte heer/mevrouw,\n\n", "\n\nMet vriendelijke groet,\n"), "en": ("Dear team,\n\n", "\n\nKind regards,\n")}


def upright(text: str, beginning: bool = False) -> str:
    """A filled text with capitals where sentences begin; one that begins small means to be small all through."""
    if beginning:
        text = text[:1].upper() + text[1:]
    return SENTENCE.sub(lambda found: found[1] + found[2].upper(), text) if text[:1].isupper() else text


def customers_words(
    text: str, step: str, source: str, private: bool, first: bool, person: Person, topic: Topic | None, random: Random
) -> str:
    """A customer's text as people write it there."""
    language = topic.language if topic else "nl"
    opens = step == "open"
    if source == "linkedin" and opens and first and private:
        return FORMAL[language][0] + text + FORMAL[language][1] + person.name
    if source == "facebook" and opens and random.random() < 0.2:
        text += f"\n\n{'Groetjes' if language == 'nl' else 'Cheers'}, {person.first_name}"
    if opens and first and source in ("whatsapp", "irischat", "facebook", "forums") and random.random() < 0.35:
        greetings = GREETINGS[language]
        text = greetings[int(random.random() * len(greetings))] + text
    if source in ("whatsapp", "irischat", "twitter") and random.random() < 0.12:
        text = text.lower().rstrip(".")
    mood = topic.mood if topic and opens else {"glad": 2, "sour": -1}.get(step, 0)
    if source != "linkedin" and random.random() < 0.17:
        faces = EMOJI[max(-2, min(2, mood))]
        text += f" {faces[int(random.random() * len(faces))]}"
    if source == "twitter" and not private:
        text = _mention(text, step, topic, random)
    return text


def _mention(text: str, step: str, topic: Topic | None, random: Random) -> str:
    ours = "@PoolvosMobiel" if topic and topic.search == "poolvos" else "@NoorderlichtHelp"
    if step == "open" and topic and topic.hashtags and random.random() < 0.45:
        text += f" #{topic.hashtags[int(random.random() * len(topic.hashtags))]}"
    if step != "open":
        return f"{ours} {text}" if random.random() < 0.3 else text
    return f"{ours} {text}" if random.random() < 0.3 else f"{text} {ours}"


def agents_words(text: str, source: str, private: bool, person: Person, agent: User) -> str:
    """An agent's text: to whom, and by whom."""
    if source == "twitter" and not private:
        text = f"@{person.profile(3)} {text}"
    if source == "linkedin":
        return f"{text}\n\n{agent.name}, Noorderlicht Zakelijk"
    return f"{text} ^{agent.tag}"
