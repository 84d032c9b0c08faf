"""The addresses that machines ask for."""

from kreatr.sharing.routes import cards, maps, portfolios

blueprints = (cards.blueprint, maps.blueprint, portfolios.blueprint)
