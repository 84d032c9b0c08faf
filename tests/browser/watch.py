"""What a browser complains about while pages are open."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Request, Response

# While a page arrives in pieces a line may wrap when its last word comes (WORD; a block that moves costs many times as
# much). Once it is there, nothing moves by even a pixel of one icon (PIXEL).
WORD, PIXEL = 0.02, 0.0001
# Pages that are refused on purpose; and most tests go without the service worker.
EXPECTED = ("the server responded with a status of 4", "Service Worker registration blocked by Playwright")
SHIFTS = f"""
window.shifted = [];
const there = () => performance.getEntriesByType("navigation")[0]?.domContentLoadedEventEnd || Infinity;
new PerformanceObserver((list) => {{
  for (const entry of list.getEntries()) {{
    const most = entry.startTime < there() + 100 ? {WORD} : {PIXEL};
    if (entry.hadRecentInput || entry.value < most) continue;
    const moved = entry.sources.map((source) => source.node?.outerHTML?.slice(0, 120) ?? source.node?.data ?? "?");
    window.shifted.push(`${{entry.value.toFixed(4)}} ${{moved.join(" | ")}}`);
  }}
}}).observe({{ type: "layout-shift", buffered: true }});
"""

# Whatever takes away or hides what has the focus gives it another place: at once, but the machine may be busy.
FOCUS = """
(() => {
  let last = null, name = "";
  const nowhere = () => !document.activeElement || document.activeElement === document.body;
  const gone = () => last && !(last.isConnected && last.checkVisibility());
  document.addEventListener("focusin", ({ target }) => ([last, name] = [target, target.outerHTML.slice(0, 160)]));
  document.addEventListener("focusout", () => setTimeout(() => nowhere() && !gone() && (last = null)));
  new MutationObserver(() => {
    const one = last;
    if (gone()) setTimeout(() => {
      if (one !== last) return; // another has had it since, and may be on its way again
      if (gone() && nowhere()) console.error(`the focus was lost with ${name}`);
      if (nowhere()) last = null;
    }, 2000);
  }).observe(document, { childList: true, subtree: true, attributes: true });
})();
"""


class Watch:
    """Collects errors of the console and of scripts, refusals of the policy, and requests to other hosts."""

    def __init__(self, page: Page | None = None, home: str = "") -> None:
        self.met: list[str] = []
        self.home = home
        if page is not None:
            page.on("console", self._console)
            page.on("pageerror", lambda error: self.met.append(f"script error: {error}"))
            page.on("request", self._request)
            page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        expected = any(words in message.text for words in EXPECTED)
        if message.type in ("error", "warning") and not expected:
            self.met.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "about:")):
            self.met.append(f"a request to a third party: {request.url}")

    def _response(self, response: Response) -> None:
        page_itself = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not page_itself and response.status != 422):
            self.met.append(f"{response.status} for {response.url}")


def shifts(page: Page) -> list[str]:
    """What moved by itself since the page was opened, down to its end."""
    page.wait_for_load_state("load")
    page.evaluate(
        "async () => { for (let y = 0; y < document.body.scrollHeight; y += 400) {"
        " scrollTo(0, y); await new Promise((done) => setTimeout(done, 40)); } }"
    )
    page.wait_for_timeout(150)
    found: list[str] = page.evaluate("window.shifted")
    return found


def wider(page: Page) -> list[str]:
    """The elements that make a page scroll sideways; empty when it does not."""
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > wide + 0.5)
            .map((element) => element.outerHTML.slice(0, 100)).slice(0, 8);
        }"""
    )
    return found
