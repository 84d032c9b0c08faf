"""The addresses of the app on the phone."""

from kreatr.pwa.routes import app, device

blueprints = (app.blueprint, device.blueprint)
