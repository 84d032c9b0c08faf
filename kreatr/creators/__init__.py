"""Creators: public profiles."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.events import StandingChanged, UsernameChanged
from kreatr.creators import jobs, queries, words
from kreatr.creators.actions import follow_name, follow_standing, take_over
from kreatr.creators.events import ProfilePictureRefused
from kreatr.creators.queries import belongings
from kreatr.creators.routes import blueprint
from kreatr.kernel.manifest import MenuItem, NoticeKind, Room, SettingsItem
from kreatr.uploads.events import UploadFinished

room = Room(
    "creators",
    blueprints=(blueprint,),
    menu=(MenuItem(_l("Profile"), "creators.profile", "user", 40),),
    settings=(SettingsItem(_l("Marketplace profile"), "creators.profile", 10, words.summary),),
    projections={
        UsernameChanged: (follow_name,),
        StandingChanged: (follow_standing,),
        UploadFinished: (take_over,),
    },
    listeners={ProfilePictureRefused: (jobs.tell_refused,)},
    notices=(
        NoticeKind(
            jobs.PICTURE_REFUSED,
            _l("Your profile's pictures"),
            _l("The picture you chose for your profile could not be used. The former one stays."),
            "image-plus",
            mail=None,
        ),
    ),
    template_globals={"face": queries.face},
    uses=queries.uses,
    sees=queries.sees,
    takeaway=belongings,
)
