"""The JSON that headless commands write: the vendor's words, stable names, one function a shape."""

from __future__ import annotations

from webcare_tui.cli.output import Json
from webcare_tui.models.account import Account, Connection, SearchProfile, User
from webcare_tui.models.conversation import Activity, Details
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem
from webcare_tui.models.result import Result


def result(item: Result, account: Account | None = None) -> dict[str, Json]:
    """A result. Times are Unix seconds, 0 where unknown; ids are texts; `sourceName` is "" where the account is not known."""
    return {
        "uniqueId": item.id,
        "searchId": item.search_id,
        "source": item.source,
        "sourceName": account.source_name(item.source) if account is not None else "",
        "type": int(item.type),
        "private": item.private,
        "own": item.own,
        "title": item.title,
        "subtitle": item.subtitle,
        "description": item.description,
        "link": item.link,
        "image": item.image,
        "imageLink": item.image_link,
        "time": item.time,
        "status": item.status,
        "checked": item.checked,
        "sentiment": item.sentiment,
        "tbrank": item.rank,
        "bookmarked": item.bookmarked,
        "tagsList": [{"id": tag.id, "name": tag.name, "description": tag.description} for tag in item.tags],
        "profileId": item.profile_id,
        "personId": item.person_id,
        "caseId": item.case_id,
        "replyAvailable": item.reply_available,
        "likeAvailable": item.like_available,
        "replies": [result(reply, account) for reply in item.replies],
    }


def search(item: SearchProfile) -> dict[str, Json]:
    """A search profile with its tabs; `filters` are in the form of the vendor's dashboard."""
    return {
        "id": item.id,
        "name": item.name,
        "encodedName": item.encoded_name,
        "visible": item.visible,
        "servicelevel": item.service_level,
        "availableSources": list(item.sources),
        "webcareTabs": [
            {
                "name": tab.name,
                "filters": tab.filters,
                "subTabs": [{"name": each.name, "shortname": each.short_name, "filters": each.filters} for each in tab.subtabs],
            }
            for tab in item.tabs
        ],
    }


def user(item: User) -> dict[str, Json]:
    """A user of the account."""
    return {"id": item.id, "name": item.name, "email": item.email, "tag": item.tag}


def connection(item: Connection) -> dict[str, Json]:
    """A channel that one can answer from."""
    return {"id": item.id, "name": item.name, "source": item.source}


def details(item: Details, account: Account | None = None) -> dict[str, Json]:
    """All that the service tells of one result; `draft` is null where the service holds none."""
    draft = item.draft
    return {
        "result": result(item.result, account),
        "activities": [_activity(each, account) for each in item.activities],
        "earlierContact": item.earlier_contact,
        "authorNotes": list(item.author_notes),
        "notes": list(item.notes),
        "relatedNotes": list(item.related_notes),
        "conversationNotes": list(item.conversation_notes),
        "draft": None
        if draft is None
        else {"text": draft.text, "private": draft.private, "user": draft.user_id, "connectionId": draft.connection_id},
        "availableConnections": [connection(each) for each in item.available_connections],
        "defaultConnection": item.default_connection,
        "replyPrefix": item.reply_prefix,
        "replySuffix": item.reply_suffix,
    }


def _activity(item: Activity, account: Account | None) -> dict[str, Json]:
    return {
        "id": item.id,
        "resultId": item.result_id,
        "actor": item.actor_id,
        "actorName": item.actor_name,
        "activity": item.activity,
        "activityName": account.activity_name(item.activity) if account is not None else "",
        "subject": item.subject,
        "result": item.outcome,
        "time": item.time,
    }


def reply(item: OutboxItem) -> dict[str, Json]:
    """A reply in the outbox; `state` is one of queued, sending, sent, failed, uncertain, discarded."""
    return {
        "id": item.id,
        "state": item.state.value,
        "resultId": item.result_id,
        "to": item.to,
        "message": item.text,
        "connectionId": item.connection_id,
        "public": item.public,
        "attempts": item.attempt,
        "attemptTime": item.attempt_at,
        "uniqueId": item.reply_id,
        "reason": item.reason,
        "transactionId": item.transaction_id,
        "created": item.created,
        "updated": item.updated,
    }


def quota(item: Quota | None) -> Json:
    """The quota as the gateway told it last; null where it has told nothing. `window` is in seconds."""
    if item is None:
        return None
    return {"limit": item.limit, "used": item.used, "window": item.window, "reset": item.reset_at}
