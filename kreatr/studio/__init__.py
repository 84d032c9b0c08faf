"""The studio: AI work that says what it costs, before and after."""

from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import MenuItem, Room
from kreatr.studio.queries.belongings import belongings
from kreatr.studio.routes import history, reading, threads, writing
from kreatr.studio.tasks import TASKS

ROUTES = (writing, reading, threads, history)

room = Room(
    "studio",
    blueprints=tuple(routes.blueprint for routes in ROUTES),
    menu=(MenuItem(_l("Studio"), "studio.home", "wand-sparkles", 37, wide=True),),
    tasks={key: task.label for key, task in TASKS.items()},
    takeaway=belongings,
)
