"""The addresses of the front door."""

from kreatr.site.routes import mailbox, pages

blueprints = (pages.blueprint, mailbox.blueprint)
