"""What a portfolio and a work are, in the words of schema.org (JSON-LD). Everything in here stands on the page as well."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from kreatr.creators.models import Creator, CreatorKind
from kreatr.creators.words import KIND_WORDS
from kreatr.kernel import i18n
from kreatr.kernel.storage import media
from kreatr.portfolio.models import Item, ItemCategory
from kreatr.portfolio.queries import Profile
from kreatr.portfolio.words import CATEGORY_WORDS, LICENCE_URLS
from kreatr.sharing.words.places import base

Node = dict[str, Any]
# What is made to be looked at; the others are plain creative works.
ART = {ItemCategory.AI_CONTENT, ItemCategory.CREATIVE_DIRECTION, ItemCategory.SOCIAL_MEDIA}
STARS = 5


def graph(*nodes: Node | None) -> Node:
    """A document of these nodes; those that are None are left out."""
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def crumbs(*steps: tuple[Any, str]) -> Node:
    """The way to a page, from the top: (what it is called, its path)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": str(name), "item": base() + path}
            for n, (name, path) in enumerate(steps, 1)
        ],
    }


def creator_graph(creator: Profile, tiles: list[dict[str, Any]], skills: list[str], kinds: list[str]) -> Node:
    """A portfolio (PUB-13): the page, the person, and what they offer. `tiles` are the works it shows; `skills` are names."""
    path = f"/portfolio/{creator.username}"
    page = {
        "@type": "ProfilePage",
        "url": base() + path,
        "dateCreated": creator.created_at,
        "dateModified": creator.updated_at,
        "mainEntity": _person(creator, skills, kinds),
        "hasPart": [
            {"@type": "CreativeWork", "name": tile["title"], "url": base() + tile["url"]} for tile in tiles
        ],
    }
    steps = crumbs(("Marketplace", "/community/marketplace"), (creator.display_name, path))
    return graph(page, _service(creator), steps)


def work_graph(creator: Creator, item: Item, images: list[dict[str, Any]], summary: str) -> Node:
    """A work: what it is, whose, under which licence. `images` are its pictures as the page has them: {pic, alt}; `summary` says
    in plain words what its story is."""
    page = f"/portfolio/{creator.username}"
    url = f"{base()}{page}/{item.slug}"
    node: Node = {
        "@type": "VisualArtwork" if item.category in ART else "CreativeWork",
        "@id": f"{url}#work",
        "name": item.title,
        "url": url,
        "description": summary,
        "genre": i18n.spoken(CATEGORY_WORDS)[item.category],
        "creator": {"@type": "Person", "name": creator.display_name, "url": base() + page},
        "dateCreated": item.created_at.isoformat(timespec="seconds"),
        "image": [_image(image, creator, item) for image in images],
    }
    if item.published_at:
        node["datePublished"] = item.published_at.isoformat(timespec="seconds")
    if url_of_licence := LICENCE_URLS.get(item.licence):
        node["license"] = url_of_licence
    if item.tags:
        node["keywords"] = ", ".join(tag.name for tag in item.tags)
    if item.likes:
        node["interactionStatistic"] = _counter("LikeAction", item.likes)
    steps = crumbs(
        ("Marketplace", "/community/marketplace"),
        (creator.display_name, page),
        (item.title, f"{page}/{item.slug}"),
    )
    return graph(node, steps)


def _person(creator: Profile, skills: list[str], kinds: list[str]) -> Node:
    url = f"{base()}/portfolio/{creator.username}"
    links = (creator.twitter_url, creator.instagram_url, creator.linkedin_url, creator.website_url)
    person: Node = {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": creator.display_name,
        "alternateName": f"@{creator.username}",
        "description": creator.bio,
        "url": url,
        "jobTitle": [i18n.spoken(KIND_WORDS)[CreatorKind(kind)] for kind in kinds],
        "knowsAbout": skills,
        "sameAs": [link for link in links if link],
        "homeLocation": {"@type": "Place", "name": creator.place} if creator.place else None,
        "image": _face(creator.avatar) if creator.avatar else None,
    }
    return {name: value for name, value in person.items() if value}


def _service(creator: Profile) -> Node | None:
    """What a creator offers, with what clients think of it: schema.org rates services, not people."""
    offers = _offers(creator)
    if not offers and not creator.review_count:
        return None
    url = f"{base()}/portfolio/{creator.username}"
    service: Node = {
        "@type": "Service",
        "name": _("Work by %(name)s", name=creator.display_name),
        "url": url,
        "provider": {"@id": f"{url}#person"},
    }
    if offers:
        service["offers"] = offers
    if creator.review_count:
        service["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(creator.rating or 0, 2),
            "reviewCount": creator.review_count,
            "bestRating": STARS,
            "worstRating": 1,
        }
    return service


def _offers(creator: Profile) -> list[Node]:
    prices: list[Node] = []
    if creator.hourly_rate:
        prices.append({"@type": "UnitPriceSpecification", "price": creator.hourly_rate, "unitCode": "HUR"})
    if creator.project_rate:
        prices.append({"@type": "PriceSpecification", "minPrice": creator.project_rate})
    return [{"@type": "Offer", "priceSpecification": {**price, "priceCurrency": "IDR"}} for price in prices]


def _image(image: dict[str, Any], creator: Creator, item: Item) -> Node:
    pic = image["pic"]
    node: Node = {
        "@type": "ImageObject",
        "contentUrl": base() + media(pic["name"], pic["widths"][-1]),
        "caption": image["alt"],
        "creditText": creator.display_name,
        "copyrightNotice": f"© {creator.display_name}",
        "acquireLicensePage": f"{base()}/portfolio/{creator.username}/contact",
    }
    if url := LICENCE_URLS.get(item.licence):
        node["license"] = url
    return node


def _counter(action: str, count: int) -> Node:
    return {
        "@type": "InteractionCounter",
        "interactionType": {"@type": action},
        "userInteractionCount": count,
    }


def _face(picture: dict[str, Any]) -> str:
    return base() + media(picture["name"], picture["widths"][-1])
