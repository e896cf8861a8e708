"""The answer of `GET /configuration`, in the vendor's shapes."""

from __future__ import annotations

from webcare_tui.sandbox.account import Account, Search, User

MODULES = {
    "monitoring": "1", "result": 1, "analysis": "1", "reports": "1", "engagement": "1", "tbmessenger": "1", "presenter": "0",
    "publisher": "1", "qmModule": "0", "fbInsights": "0", "chatModule": "1", "personView": "1", "rss": None,
    "webcareTable": None, "iframe": None, "supportButton": "1", "workflowModule": "1", "webcareMagicModule": "0", "qm": None,
}
"""Module switches as the vendor sends them: "0", "1", 1 or null (OpenAPI)."""


def configuration(account: Account, last_change: int) -> dict[str, object]:
    """All that the account's configuration tells."""
    labels = {str(each.id): _categories(account) for each in account.searches.values()}
    me = account.users[account.current_user]
    return {
        "lastChange": str(last_change),
        "globals": {
            "sources": dict(account.sources),
            "activities": dict(account.activities),
            "statusses": {"open": 1, "closed": 2, "deleted": 5},
        },
        "format": "all",
        "duration": 0.004,
        "account": {
            "memberId": account.member_id,
            "company": account.company,
            "memberSince": account.member_since,
            "standaardZoekopdracht": str(next(iter(account.searches))),
            "users": {str(each.id): user_object(account, each) for each in account.users.values()},
            "searches": {str(each.id): _search(account, each) for each in account.searches.values()},
            "connections": {
                str(each.id): {"id": str(each.id), "name": each.name, "source": each.source}
                for each in account.connections.values()
            },
            "categoriesAndLabels": labels,
            "knowledgeBase": [],
            "currentUser": user_object(account, me),
            **MODULES,
            "timezone": "Europe/Amsterdam",
            "defaultCountry": "nl-NL",
            "disableAccount": False,
        },
    }


def user_object(account: Account, user: User) -> dict[str, object]:
    """A user with rights as the vendor's "0" and "1"."""
    admin = "1" if user.admin else "0"
    return {
        "memberId": account.member_id, "id": str(user.id), "name": user.name, "firstName": user.first_name,
        "email": user.email, "tag": user.tag, "facebookTag": user.first_name, "admin": user.admin,
        "sentiment": "1", "response": "1", "settings": admin, "monitoring": "1", "analysis": admin, "reports": admin,
        "engagement": "1", "presenter": "0", "publisher": admin, "configuration": admin, "qm": "0",
        "language": user.language, "loginSearchId": user.login, "webcareJumpSearchId": user.login,
        "image": f"https://beeld.noorderlicht.example/team/{user.tag.lower()}.png", "userUploadedAvatar": False,
    }


def _categories(account: Account) -> dict[str, object]:
    return {
        str(category.id): {
            "id": str(category.id), "name": category.name, "active": True, "visibleInWebcare": True,
            "labels": {
                str(each.id): {
                    "id": str(each.id), "name": each.name, "description": each.description,
                    "backgroundColor": each.color or None, "active": int(each.active), "visibleInWebcare": "1",
                }
                for each in account.labels.values() if each.category == category.id
            } or [],
        }
        for category in account.categories.values()
    }


def _search(account: Account, search: Search) -> dict[str, object]:
    return {
        "id": str(search.id), "name": search.name, "encodedName": search.encoded_name, "visible": True,
        "servicelevel": search.servicelevel, "webcareHideButtons": "1" if search.hide_buttons else "0",
        "facebookLikeVisible": "1", "twitterFavVisible": "1", "webcareReplyAuthorOnly": "0",
        "categoriesAndLabels": _categories(account),
        "webcareTabs": [_tab(each) for each in search.tabs],
        "availableSources": list(search.sources),
    }


def _tab(tab: object) -> dict[str, object]:
    assert isinstance(tab, dict)  # noqa: S101 - the packaged file
    return {
        "filters": tab["filters"], "name": tab["name"], "action": tab["action"],
        "onChangeSetChecked": bool(tab.get("check")), "subTabs": tab["subtabs"],
    }
