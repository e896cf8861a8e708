"""What calls do to the world: replies, events, cases closed, handed over and released."""

from __future__ import annotations

from webcare_tui.sandbox.records import CLOSED, DELETED, OPEN, POST, PRIVATE, Case, Result
from webcare_tui.sandbox.render import private_possible
from webcare_tui.sandbox.world import World

EVENTS = ("starttyping", "stoptyping", "closed", "opened")


class Refusal(Exception):
    """The service says no; `status` is the HTTP status of the gateway's answer, `allow` the method to use instead."""

    def __init__(self, status: int, message: str, allow: str = "") -> None:
        super().__init__(message)
        self.allow = allow
        self.status = status
        self.message = message


def number(text: str) -> int:
    """A positive whole number of a sane length, else 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def find_result(world: World, text: str) -> Result:
    """The result with this id, or a 404."""
    result = world.results.get(number(text))
    if result is None:
        raise Refusal(404, f"There is no result {text}.")
    return result


def find_case(world: World, search: str, case_id: str) -> Case:
    """The case in this search profile, or a 404."""
    case = world.cases.get(number(case_id))
    if case is None or str(case.search_id) != search:
        raise Refusal(404, f"There is no case {case_id} in search {search}.")
    return case


def check_reply(world: World, result: Result, connection_id: int, public: bool) -> None:
    """Raises Refusal (412) where this reply cannot be placed."""
    connection = world.account.connections.get(connection_id)
    if not result.reply_available:
        raise Refusal(412, "This result cannot be answered.")
    if result.status == DELETED:
        raise Refusal(412, "This result was deleted on its source.")
    if connection is None:
        raise Refusal(412, f"There is no connection {connection_id}.")
    if connection.source != result.source:
        raise Refusal(412, f"Connection {connection_id} cannot answer on this source.")
    if public and result.private:
        raise Refusal(412, "A private result cannot be answered in public.")
    if not public and not private_possible(world, result):
        raise Refusal(412, "This source has no private messages.")


def reply(
    world: World, result: Result, message: str, connection_id: int, public: bool, agent: int = 0, when: int = 0
) -> Result:
    """Answer a result: an own result joins the conversation and the answered one is checked off."""
    agent, when = agent or world.account.current_user, when or world.now()
    connection = world.account.connections[connection_id]
    own = world.add(Result(
        id=world.next_id(), search_id=result.search_id, source=result.source, time=when,
        type=PRIVATE if not public else (result.type if result.type != PRIVATE else POST),
        title=connection.name, description=message, private=not public, own=True, checked=when,
        link="" if not public else f"{result.link}/antwoord", image_link=company_picture(connection_id),
        profile_id=connection.name.removeprefix("@"), person_id=result.person_id, case_id=result.case_id,
        place=None, parent=result.id, agent=agent, connection_id=connection_id,
    ))
    result.replies.append(own.id)
    world.check([result], when)
    world.log(result, "respond", agent, f"Beantwoord via {connection.name}", str(own.id), when)
    world.log(own, "respond", agent, f"Antwoord op {result.id}", "", when)
    return own


def company_picture(connection_id: int) -> str:
    """The picture that a connection shows."""
    return f"https://beeld.noorderlicht.example/merk/{connection_id}.png"


def event(world: World, result: Result, name: str) -> None:
    """Something happens to a message.

    `closed` checks it off. `opened` tells that somebody opened it, and puts it back among the waiting ones where a
    `closed` had taken it away; a result whose case was closed or that was answered stays checked. That is the sandbox's
    reading of "opens or closes a message" (guide).
    """
    me, when = world.account.current_user, world.now()
    if name == "closed":
        world.set_status(result, CLOSED)
        world.check([result], when)
        world.log(result, "close", me, "Bericht gesloten")
    elif name == "opened":
        if result.status == CLOSED:
            world.set_status(result, OPEN)
            world.uncheck(result)
            world.log(result, "reopen", me, "Bericht heropend")
        world.log(result, "open", me, "Bericht geopend")
    else:
        world.log(result, "start typing" if name == "starttyping" else "stop typing", me)


def close_case(world: World, case: Case, agent: int = 0, when: int = 0) -> bool:
    """Check off all results of a case; whether there was anything left to close. The handler stays with the case."""
    agent, when = agent or world.account.current_user, when or world.now()
    results = world.cased[case.id]
    waiting = [each for each in results if not each.checked]
    world.check(results, when)
    for result in waiting or results[-1:]:
        world.log(result, "close", agent, f"Case {case.id} gesloten", when=when)
    fresh = bool(waiting) or not case.closed
    case.closed = when
    return fresh


def hand_over(world: World, case: Case, handler: int, when: int = 0) -> bool:
    """Give a case to another user; whether that changed anything."""
    user = world.account.users.get(handler)
    if user is None:
        raise Refusal(404, f"There is no handler {handler}.")
    changed = case.handler != handler
    world.assign(case, handler)
    _log_case(world, case, "assign", f"Overgedragen aan {user.name}", str(handler), when)
    return changed


def release(world: World, case: Case) -> None:
    """The handler leaves the case."""
    if not case.handler:
        raise Refusal(412, f"Case {case.id} has no handler to release.")
    leaving = case.handler
    world.assign(case, 0)
    _log_case(world, case, "release", "Case losgelaten", str(leaving), 0)


def _log_case(world: World, case: Case, activity: str, subject: str, outcome: str, when: int) -> None:
    for result in world.cased[case.id][-1:]:
        world.log(result, activity, world.account.current_user, subject, outcome, when)
