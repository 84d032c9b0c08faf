"""AI work: people's keys, models and prices, who pays, the calls themselves and what they cost."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.ai import commands, words
from kreatr.ai.queries.belongings import belongings
from kreatr.ai.routes import prices, usage
from kreatr.kernel.manifest import Entry, MenuItem, Room

room = Room(
    "ai",
    blueprints=(usage.blueprint,),
    clock=(Entry("kreatr.ai.jobs.release_lost", 10),),
    commands=(commands.group,),
    menu=(MenuItem(_l("Usage"), "usage.index", "chart-column", 35, wide=True),),
    template_globals={"period_words": words.period, "unknown_costs": words.unknown},
    admin=(prices.blueprint,),
    admin_menu=(
        MenuItem(
            _l("Models"),
            "admin.models.index",
            "layout-grid",
            70,
            may=may_administer,
            about=_l("What AI models cost, what credits pay for, and how they sell."),
        ),
    ),
    takeaway=belongings,
)
