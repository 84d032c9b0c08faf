"""Reviews: what people say of creators they worked with."""

from kreatr.creators.events import CreatorChanged
from kreatr.kernel.manifest import Room
from kreatr.reviews.actions import renew_pages

room = Room("reviews", projections={CreatorChanged: (renew_pages,)})
