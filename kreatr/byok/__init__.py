"""AI provider keys of people (BYOK): their page, the same for programs, and letters about them."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.ai.events import AllowanceNear, KeyDoubted, KeyRefused, KeyRemoved, KeySaved
from kreatr.byok import jobs, words
from kreatr.byok.routes import admin, api, one, page
from kreatr.kernel.manifest import MenuItem, Room, SettingsItem

room = Room(
    "byok",
    blueprints=(page.blueprint, one.blueprint, api.blueprint),
    menu=(MenuItem(_l("AI keys"), "byok.index", "key", 30),),
    settings=(SettingsItem(_l("AI keys"), "byok.index", 60, words.summary),),
    listeners={
        KeySaved: (jobs.tell_saved,),
        KeyRemoved: (jobs.tell_removed,),
        KeyRefused: (jobs.tell_refused,),
        KeyDoubted: (jobs.recheck,),
        AllowanceNear: (jobs.tell_allowance,),
    },
    notices=words.NOTICES,
    template_globals={"key_states": lambda: words.STATES, "key_limits": words.limits},
    admin=(admin.blueprint,),
    admin_menu=(
        MenuItem(
            _l("AI keys"),
            "admin.ai_keys.index",
            "key",
            70,
            may=may_administer,
            about=_l("How many keys people keep here and how they are sealed; never a key."),
        ),
    ),
)
