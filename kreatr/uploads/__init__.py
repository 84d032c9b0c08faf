"""Uploads: pictures people send, from quarantine to finished sizes."""

from kreatr.kernel.manifest import Entry, Room
from kreatr.uploads import jobs, queries, words
from kreatr.uploads.events import UploadReceived
from kreatr.uploads.queries import belongings
from kreatr.uploads.routes import PATH, blueprint

room = Room(
    "uploads",
    blueprints=(blueprint,),
    listeners={UploadReceived: (jobs.make,)},
    template_globals={"picture_rules": words.rules},
    clock=(Entry("kreatr.uploads.jobs.tidy", 3600),),
    sees=queries.sees,
    bodies={PATH: 6 * 1024**2},
    takeaway=belongings,
)
