"""Creators: public profiles."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.events import UsernameChanged
from kreatr.creators import words
from kreatr.creators.actions import follow_name
from kreatr.creators.queries import face
from kreatr.creators.routes import blueprint
from kreatr.kernel.manifest import MenuItem, Room, SettingsItem

room = Room(
    "creators",
    blueprints=(blueprint,),
    menu=(MenuItem(_l("Profile"), "creators.profile", "user", 40),),
    settings=(SettingsItem(_l("Marketplace profile"), "creators.profile", 10, words.summary),),
    projections={UsernameChanged: (follow_name,)},
    template_globals={"face": face},
)
