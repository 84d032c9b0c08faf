"""Creators: public profiles."""

from flask_babel import lazy_gettext as _l

from kreatr.creators.queries import face
from kreatr.creators.routes import blueprint
from kreatr.kernel.manifest import MenuItem, Room

room = Room(
    "creators",
    blueprints=(blueprint,),
    menu=(MenuItem(_l("Profile"), "creators.profile", "user", 40),),
    template_globals={"face": face},
)
