"""What the house and its events are, in the words of schema.org (JSON-LD)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from kreatr.kernel.i18n import in_zone
from kreatr.sharing.words.graphs import Node, crumbs, graph
from kreatr.sharing.words.places import base

NAME = "kreatr"
SCHEMA = "https://schema.org"


def house_graph() -> Node:
    """The front door: who the house is, and how its search is asked."""
    organization = {
        "@type": "Organization",
        "@id": f"{base()}/#house",
        "name": NAME,
        "url": f"{base()}/",
        "slogan": _("The o is yours to fill."),
        "description": _("Home of Indonesian AI creators: portfolios, a marketplace and a community."),
    }
    site = {
        "@type": "WebSite",
        "name": NAME,
        "url": f"{base()}/",
        "inLanguage": ["id", "en"],
        "publisher": {"@id": f"{base()}/#house"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{base()}/community/marketplace?q={{words}}",
            },
            "query-input": "required name=words",
        },
    }
    return graph(organization, site)


def hub_graph() -> Node:
    """The hub and the marketplace stand one step below the front door."""
    return graph(crumbs((NAME, "/"), (_("Community"), "/community")))


def market_graph() -> Node:
    """The marketplace."""
    return graph(crumbs((NAME, "/"), ("Marketplace", "/community/marketplace")))


def event_graph(event: dict[str, Any]) -> Node:
    """A community event, as its page knows it."""
    path = f"/community/events/{event['id']}"
    node: Node = {
        "@type": "Event",
        "name": event["title"],
        "url": base() + path,
        "description": event["summary"] or event["title"],
        "startDate": in_zone(event["starts_at"], event["timezone"]).isoformat(timespec="minutes"),
        "endDate": in_zone(event["ends_at"], event["timezone"]).isoformat(timespec="minutes"),
        "eventStatus": f"{SCHEMA}/EventScheduled",
        **_where(event),
    }
    if event["host"]:
        node["organizer"] = {"@type": "Organization", "name": event["host"]}
    steps = crumbs((_("Community"), "/community"), (_("Events"), "/community/events"), (event["title"], path))
    return graph(node, steps)


def _where(event: dict[str, Any]) -> Node:
    """Where an event is. With a place and a link nobody but a person knows which of the two one goes to: both are told."""
    town = {"@type": "Place", "name": event["place"], "address": event["place"]} if event["place"] else None
    link = {"@type": "VirtualLocation", "url": event["link"]} if event["link"] else None
    if town and link:
        return {"location": [town, link]}
    if not town and not link:
        return {}
    mode = "Offline" if town else "Online"
    return {"eventAttendanceMode": f"{SCHEMA}/{mode}EventAttendanceMode", "location": town or link}
