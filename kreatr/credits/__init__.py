"""Credits: a ledger that is only added to, and what people see of it. Buying will take its place here."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.accounts.events import AccountRegistered
from kreatr.credits import actions, jobs, words
from kreatr.credits.events import CreditsCorrected, CreditsGiven, CreditsLow
from kreatr.credits.queries import belongings
from kreatr.credits.routes import admin, api, page
from kreatr.kernel.manifest import MenuItem, Room, SettingsItem

room = Room(
    "credits",
    blueprints=(page.blueprint, api.blueprint),
    menu=(MenuItem(_l("Credits"), "credits.credits", "coins", 32, wide=True),),
    settings=(SettingsItem(_l("Credits and billing"), "credits.billing", 65, words.summary),),
    admin=(admin.blueprint,),
    admin_menu=(
        MenuItem(
            _l("Credits"),
            "admin.crediting.index",
            "coins",
            80,
            wide=True,
            may=may_administer,
            about=_l("What people may spend on AI work: balances, giving credits, putting right."),
        ),
    ),
    projections={AccountRegistered: (actions.welcome,)},
    listeners={
        CreditsGiven: (jobs.tell_given,),
        CreditsCorrected: (jobs.tell_corrected,),
        CreditsLow: (jobs.tell_low,),
    },
    notices=words.NOTICES,
    takeaway=belongings,
)
