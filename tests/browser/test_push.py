"""A device that rings, in a real browser: the button, what the service worker shows, and where a tap leads.

No maker's push service is asked: the browser's own subscribing is stood in for, and messages are handed to the service
worker by the browser's own tools.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, Worker, expect

from tests.browser.conftest import Open
from tests.browser.phone import settle
from tests.browser.site import Site
from tests.browser.steps import sign_in

PATH = "/dashboard/settings/push"
# What a browser answers whose maker gave it an address; it remembers what it was asked with.
MAKER = """
  const held = () => sessionStorage.held && { unsubscribe: async () => sessionStorage.removeItem("held") };
  PushManager.prototype.getSubscription = async () => held() || null;
  PushManager.prototype.subscribe = async (asked) => {
    const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const keys = { p256dh: await crypto.subtle.exportKey("raw", pair.publicKey), auth: new Uint8Array(16).buffer };
    sessionStorage.held = [...asked.applicationServerKey];
    return { endpoint: "https://push.example/send/" + crypto.randomUUID(), getKey: (name) => keys[name] };
  };
"""
# A browser whose maker gave it a new address; what becomes of the old one and the new one is noted.
RENEWED = """async () => {
  const noted = [], pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=/g, "");
  const keys = { p256dh: text(await crypto.subtle.exportKey("raw", pair.publicKey)), auth: text(new Uint8Array(16)) };
  PushManager.prototype.getSubscription = async () => ({ unsubscribe: async () => noted.push("old ends") });
  PushManager.prototype.subscribe = async () => {
    noted.push("asked");
    const found = { endpoint: "https://push.example/send/" + crypto.randomUUID(), keys };
    return { toJSON: () => found, unsubscribe: async () => noted.push("new ends") };
  };
  const change = new Event("pushsubscriptionchange"), done = [];
  change.waitUntil = (one) => done.push(one);
  dispatchEvent(change);
  await Promise.all(done);
  return noted;
}"""

# Notes when the worker has shown something. Who asks for what is shown while it is being shown may make the browser forget it.
HEARD = """() => {
  const show = ServiceWorkerRegistration.prototype.showNotification;
  self.heard = new Promise((done) => {
    registration.showNotification = async (...news) => done(await show.apply(registration, news));
  });
}"""


@pytest.fixture
def page(open_page: Open, site: Site) -> Page:
    """Sekar's phone, signed in, under the service worker, where notifications are allowed."""
    opened = open_page("phone", worker=True)
    opened.context.grant_permissions(["notifications"], origin=site.url)
    opened.add_init_script(MAKER)
    settle(opened, "/portfolio/sekarayu")
    sign_in(opened, "sekarayu@contoh.test")
    return opened


@pytest.fixture
def ring(page: Page, site: Site) -> Iterator[Any]:
    """Hands the service worker a message, as the browser does; returns the notifications that are shown then."""
    cdp: CDPSession = page.context.new_cdp_session(page)
    found: list[str] = []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(_ids(event)))
    cdp.send("ServiceWorker.enable")
    page.goto(PATH)

    def hand(data: str) -> list[dict[str, Any]]:
        worker = page.context.service_workers[0]
        worker.evaluate(HEARD)
        cdp.send(
            "ServiceWorker.deliverPushMessage", {"origin": site.url, "registrationId": found[0], "data": data}
        )
        return _shown(worker)

    yield hand
    cdp.send("ServiceWorker.disable")


def _ids(event: dict[str, Any]) -> list[str]:
    return [one["registrationId"] for one in event["registrations"] if not one["isDeleted"]]


def _shown(worker: Worker) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = worker.evaluate(
        """async () => {
          await Promise.race([heard, new Promise((done) => setTimeout(done, 20000))]);
          const shown = await registration.getNotifications();
          return shown.map(({ title, body, tag, lang, icon, badge, data }) => ({ title, body, tag, lang, icon, badge, data }));
        }"""
    )
    return found


def test_a_device_is_asked_after_the_tap_and_rings(page: Page, ring: Any, site: Site) -> None:
    page.goto(PATH)
    assert page.evaluate("sessionStorage.held") is None, "nothing is asked before the tap"
    page.get_by_label("Keputusan tentang karya dan kasusmu").uncheck()
    page.get_by_role("button", name="Bunyikan perangkat ini").click()
    expect(page.locator(".rings .tag")).to_have_text("Perangkat ini")
    expect(page.locator("#perangkat-ini")).to_be_hidden()
    expect(page.locator(".rings summary").first).to_have_text("Berbunyi untuk: Pesan baru, Jawaban")
    message = {
        "id": "satu",
        "kind": "inquiry",
        "title": "Ada pesan baru untukmu",
        "body": "2 pemberitahuan belum dibaca",
        "count": 2,
        "path": "/dashboard/inquiries",
        "lang": "id",
    }
    for _ in range(2):
        (shown,) = ring(json.dumps(message))
    assert (shown["title"], shown["body"], shown["tag"]) == (message["title"], message["body"], "inquiry")
    assert shown["data"] == {"id": "satu", "path": "/dashboard/inquiries"}
    for name in ("icon", "badge"):
        assert page.request.get(shown[name]).ok
    # Where a tap leads: the browser opens no window for a tap that nobody made, so where it would is asked.
    opened = page.context.service_workers[0].evaluate(
        """async (paths) => {
          const [shown] = await registration.getNotifications(), went = [];
          clients.openWindow = async (url) => went.push(url);
          for (const path of paths) {
            const tap = new NotificationEvent("notificationclick", { notification: shown });
            Object.defineProperty(tap, "notification", { value: { close() {}, data: { path } } });
            const done = [];
            tap.waitUntil = (one) => done.push(one);
            dispatchEvent(tap);
            await Promise.all(done);
          }
          return went;
        }""",
        ["/dashboard/inquiries", "https://jahat.example/x", "//jahat.example", "javascript:alert(1)"],
    )
    home = f"{site.url}/dashboard/notices"
    assert opened == [f"{site.url}/dashboard/inquiries", home, home, home]
    page.locator(".rings li", has=page.locator(".tag")).get_by_role("button", name="Matikan").click()
    expect(page.locator("#perangkat-ini form")).to_be_visible()
    assert page.evaluate("sessionStorage.held") is None, "the browser lets go, too"


def test_what_holds_no_words_still_says_something(ring: Any) -> None:
    (shown,) = ring("")
    assert shown["title"] == "kreatr" and shown["data"]["path"] == "/dashboard/notices"


def test_a_browser_with_a_new_address_says_so_as_long_as_its_person_is_signed_in(page: Page) -> None:
    page.goto(PATH)
    page.get_by_role("button", name="Bunyikan perangkat ini").click()
    expect(page.locator(".rings .tag")).to_have_text("Perangkat ini")
    worker = page.context.service_workers[0]
    assert worker.evaluate(RENEWED) == ["old ends", "asked"]
    page.reload()
    expect(page.locator(".rings li", has=page.locator(".tag")).locator("summary")).to_contain_text("Jawaban")
    page.context.clear_cookies()
    assert worker.evaluate(RENEWED) == ["old ends"], "nothing rings for whoever is signed out"
