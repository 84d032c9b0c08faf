"""Notices: what people are told inside the house, and which letters they want."""

from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import Entry, Room, SettingsItem
from kreatr.notices import queries, words
from kreatr.notices.queries import belongings
from kreatr.notices.routes import blueprint

room = Room(
    "notices",
    blueprints=(blueprint,),
    clock=(Entry("kreatr.notices.jobs.forget_old", 24 * 3600),),
    settings=(SettingsItem(_l("Notices"), "notices.settings", 40, words.summary),),
    template_globals={"unread_notices": queries.unread, "notice_line": words.line, "notice_icon": words.icon},
    takeaway=belongings,
)
