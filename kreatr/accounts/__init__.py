"""Accounts: who people are, how they sign in, and what roles allow. Workspaces, outside sign-ins, a second factor and the
list of devices will live here."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.accounts import access, jobs, words
from kreatr.accounts.commands import users
from kreatr.accounts.events import (
    AccountRegistered,
    ConfirmationRequested,
    PasswordChanged,
    PasswordResetRequested,
    RegistrationRepeated,
)
from kreatr.accounts.queries import belongings
from kreatr.accounts.routes import blueprint
from kreatr.kernel.manifest import Entry, MenuItem, Room, SettingsItem

room = Room(
    "accounts",
    blueprints=(blueprint,),
    menu=(MenuItem(_l("Settings"), "accounts.settings", "settings", 60, wide=True),),
    settings=(
        SettingsItem(_l("Account"), "accounts.account", 20, words.summary),
        SettingsItem(_l("Your data"), "accounts.export", 90, lambda viewer: _("to take along")),
    ),
    listeners={
        AccountRegistered: (jobs.mail_confirmation,),
        ConfirmationRequested: (jobs.mail_confirmation,),
        RegistrationRepeated: (jobs.mail_already_registered,),
        PasswordResetRequested: (jobs.mail_reset,),
        PasswordChanged: (jobs.mail_password_changed,),
    },
    clock=(Entry("kreatr.accounts.jobs.prune", 24 * 3600),),
    commands=(users,),
    keeper=access.may_moderate,
    takeaway=belongings,
)
