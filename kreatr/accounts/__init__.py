"""Accounts: who people are, how they sign in, and what roles allow. Workspaces, outside sign-ins, a second factor and the
list of devices will live here."""

from kreatr.accounts import jobs
from kreatr.accounts.commands import users
from kreatr.accounts.events import (
    AccountRegistered,
    ConfirmationRequested,
    PasswordChanged,
    PasswordResetRequested,
    RegistrationRepeated,
)
from kreatr.accounts.routes import blueprint
from kreatr.kernel.manifest import Entry, Room

room = Room(
    "accounts",
    blueprints=(blueprint,),
    listeners={
        AccountRegistered: (jobs.mail_confirmation,),
        ConfirmationRequested: (jobs.mail_confirmation,),
        RegistrationRepeated: (jobs.mail_already_registered,),
        PasswordResetRequested: (jobs.mail_reset,),
        PasswordChanged: (jobs.mail_password_changed,),
    },
    clock=(Entry("kreatr.accounts.jobs.prune", 24 * 3600),),
    commands=(users,),
)
