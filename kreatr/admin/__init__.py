"""The admin area's first page. Each room brings its own pages there."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_moderate
from kreatr.admin.routes import blueprint
from kreatr.kernel.manifest import MenuItem, Room

room = Room(
    "admin",
    admin=(blueprint,),
    admin_menu=(MenuItem(_l("Overview"), "admin.home.index", "layout-grid", 0, may=may_moderate),),
)
