"""The app on the phone: what it may keep, what waits for a signal, and news that comes by itself."""

from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import Entry, Room, SettingsItem
from kreatr.notices.events import Told
from kreatr.pwa import jobs, words
from kreatr.pwa.actions.ringing import follow_notice
from kreatr.pwa.commands import push
from kreatr.pwa.events import MessageOwed
from kreatr.pwa.queries import belongings
from kreatr.pwa.routes import blueprints

room = Room(
    "pwa",
    blueprints=blueprints,
    settings=(
        SettingsItem(_l("News on your devices"), "push.index", 45, words.summary),
        SettingsItem(_l("Storage on this device"), "device.device", 55, words.storage),
    ),
    template_globals={"ring_words": words.list_of},
    listeners={MessageOwed: (jobs.send_message,)},
    projections={Told: (follow_notice,)},
    clock=(Entry("kreatr.pwa.jobs.forget_old", 24 * 3600),),
    commands=(push,),
    takeaway=belongings,
)
