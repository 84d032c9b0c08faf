"""Credits: a ledger that is only added to, and what people see of it. Buying will take its place here."""

from kreatr.accounts.events import AccountRegistered
from kreatr.credits import actions
from kreatr.kernel.manifest import Room

room = Room("credits", projections={AccountRegistered: (actions.welcome,)})
