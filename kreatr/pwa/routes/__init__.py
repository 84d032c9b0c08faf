"""The addresses of the app on the phone."""

from kreatr.pwa.routes import app, device, push

blueprints = (app.blueprint, device.blueprint, push.blueprint)
