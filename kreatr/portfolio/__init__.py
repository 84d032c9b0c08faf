"""Portfolios: creators' works and the pages that show them."""

from kreatr.kernel.manifest import Room
from kreatr.portfolio.routes import blueprint

room = Room("portfolio", blueprints=(blueprint,))
