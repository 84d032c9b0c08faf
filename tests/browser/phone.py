"""What the tests of the service worker share."""

from __future__ import annotations

from playwright.sync_api import Page

# The policy of the pages forbids what Playwright's own waiting is made of.
UNTIL = """async ([what, given]) => {
  const workers = navigator.serviceWorker;
  const found = {
    kept: async () => await caches.match(given, { cacheName: "pages" }),
    ready: async () => workers.controller?.state === "activated",
    shell: async () => (await (await caches.match("/offline")).text()).includes(given),
    alone: async () => (await workers.getRegistration()).waiting === null && workers.controller?.state === "activated",
  };
  for (const ends = Date.now() + 30000; Date.now() < ends; await new Promise((done) => setTimeout(done, 50)))
    if (await found[what]()) return;
  throw new Error(`not ${what}: ${given}`);
}"""


def settle(page: Page, path: str) -> None:
    """Opens a page and waits until the worker has kept it."""
    page.goto(path)
    page.evaluate(UNTIL, ["ready", ""])
    page.evaluate(UNTIL, ["kept", path])


def kept(page: Page) -> list[str]:
    """The addresses of the pages that are kept."""
    urls: list[str] = page.evaluate(
        "caches.open('pages').then((pages) => pages.keys()).then((keys) => keys.map((key) => key.url))"
    )
    return urls
