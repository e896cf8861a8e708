"""Company posts with comments below them, and what press, radio, blogs and forums make of the company."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from random import Random
from typing import NamedTuple

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.library import Piece, Post
from webcare_tui.sandbox.plans import closing
from webcare_tui.sandbox.records import AD, COMMENT, PAGE, POST, Case, Result
from webcare_tui.sandbox.stage import Stage

Act = Callable[[int], object]
TIE = count()


class Event(NamedTuple):
    """When something happens, a number that keeps equal times apart, what it does then; `message`: it adds a result."""

    when: float
    tie: int
    act: Act
    message: bool = True


DAY = 86_400
UNREAD = 6
"""So many of the pieces came within a day, and nobody has read them yet."""
FRESH = 2400
"""Below a post, only comments of the last so many seconds wait."""
REACH = {"print": 60_000, "rtv": 250_000, "news": 90_000, "web": 4_000, "blogs": 1_200, "forums": 300}


def play_posts(stage: Stage, random: Random, now: float, most: int) -> list[Event]:
    """The company's own posts of the last days, with comments, answers and last words."""
    events: list[Event] = []
    posts = list(stage.texts.posts)
    random.shuffle(posts)
    for number, post in enumerate(posts):
        wanted = 1 + sum(2 if answer else 1 for _, answer, _ in post.comments)
        if len(events) + wanted + len(post.comments) > most:
            break
        began = now - DAY * (0.25 + number * 1.3)
        events += _post(stage, post, began, now, random)
    return events


def _post(stage: Stage, post: Post, began: float, now: float, random: Random) -> list[Event]:
    source = 6 if post.ad or random.random() < 0.6 else 10
    search = stage.world.account.search_by_key(post.search)
    connection = stage.world.account.fitting(source, search.id)[0]
    shown: list[Result] = []

    def publish(at: int) -> None:
        number = stage.world.next_id()
        shown.append(stage.world.add(Result(
            id=number, search_id=search.id, source=source, type=AD if post.ad else POST, time=at, title=connection.name,
            description=post.text, own=True, checked=at, link=f"https://noorderlicht.example/bericht/{number}",
            image=f"https://beeld.noorderlicht.example/bericht/{number}.jpg", image_link=acts.company_picture(connection.id),
            profile_id=connection.name, rank=41_300,
        )))

    events: list[Event] = [Event(began, next(TIE), publish)]
    when = began
    for comment in post.comments:
        when += 240 + random.random() * 9000
        events += _comment(stage, comment, source, search.id, shown, when, now, random)
    return events


def _comment(
    stage: Stage, lines: tuple[str, str, str], source: int, search: int, shown: list[Result],
    began: float, now: float, random: Random,
) -> list[Event]:
    person = stage.people.anyone("nl", random)
    case = Case(stage.world.next_case(), search, source, person.id, private=False, topic="post:")
    stage.world.cases[case.id] = case

    def speak(text: str, mood: int) -> Act:
        def act(at: int) -> None:
            result = stage.say(case, person, text, mood, at, random)
            result.type, result.parent = COMMENT, result.parent or shown[0].id
            result.subtitle = f"Reactie op: {shown[0].description[:60]}"
            result.link = f"{shown[0].link}#{result.id}"

        return act

    def answer(at: int) -> None:
        agent = stage.agent_for(case, random)
        asked = stage.world.cased[case.id][-1]
        connection = stage.world.account.fitting(source, search)[0]
        text = f"{lines[1].format_map({'name': person.first_name})} ^{agent.tag}"
        acts.reply(stage.world, asked, text, connection.id, True, agent.id, at)

    steps: list[Act] = [speak(lines[0], 0)]
    steps += [answer] if lines[1] else []
    steps += [speak(lines[2], 1)] if lines[1] and lines[2] else []
    events: list[Event] = []
    when = began
    for step in steps:
        if when > now - 20:
            break
        events.append(Event(when, next(TIE), step))
        when += random.lognormvariate(6.8, 0.7)
    said, when = events[-1].when if events else now, when + closing(random)
    if said < now - FRESH:
        closer = stage.agent_for(case, random).id
        shut = Event(min(when, now - 5), next(TIE), lambda at: acts.close_case(stage.world, case, closer, at), message=False)
        events.append(shut)
    return events


def play_pieces(stage: Stage, random: Random, now: float, most: int) -> list[Event]:
    """Articles, broadcasts, blog posts and forum threads; each once."""
    pieces = list(stage.texts.pieces)
    random.shuffle(pieces)

    def show(piece: Piece) -> Act:
        return lambda at: _piece(stage, piece, at, random)

    def moment(number: int) -> float:
        return now - DAY * (0.02 + number * 0.15 if number < UNREAD else number * 0.55 + random.random() * 0.3)

    wanted = min(most, len(pieces))
    return [Event(moment(number), next(TIE), show(pieces[number])) for number in range(wanted)]


def _piece(stage: Stage, piece: Piece, when: int, random: Random) -> None:
    world = stage.world
    number, source = world.next_id(), world.account.sources[piece.source]
    search = world.account.search_by_key("media")
    forum = piece.source == "forums"
    person = stage.people.anyone("nl", random) if forum else None
    case = Case(world.next_case(), search.id, source, person.id, private=False) if person else None
    if case:
        world.cases[case.id] = case
    label = world.account.label(piece.label)
    site = piece.site
    world.add(Result(
        id=number, search_id=search.id, source=source, type=POST if forum else PAGE, time=when,
        title=person.name if person else piece.title, subtitle=piece.title if forum else site, description=piece.text,
        link="" if piece.source in ("print", "rtv") else f"https://{site}/{number}", sentiment=piece.mood,
        rank=int(REACH[piece.source] * (0.5 + random.random())), tags=(label,) if label else (),
        profile_id=person.profile(source) if person else site, person_id=person.id if person else 0,
        case_id=case.id if case else 0, reply_available=forum, place=person.place if person else None,
        checked=when + 3600 if when < world.now() - DAY else 0,
    ))
