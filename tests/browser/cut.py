"""A line that breaks: hands on what a site answers, until it is told otherwise."""

from __future__ import annotations

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP = {"connection", "transfer-encoding", "keep-alive", "content-length", "date", "server"}


class Cut:
    """Stands before the site at `url`. While `lost` is True the site gets what is posted, but no answer to it comes back;
    `posts` are the paths that were posted, and `replaced` are bodies that take the place of the site's own."""

    def __init__(self, url: str) -> None:
        home, line = urlsplit(url).netloc, self
        self.lost = False
        self.posts: list[str] = []
        self.replaced: dict[str, bytes] = {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _hand_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                site = http.client.HTTPConnection(home, timeout=30)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
                site.request(self.command, self.path, body or None, headers)
                answer = site.getresponse()
                given = answer.read()
                site.close()
                if self.command == "POST":
                    line.posts.append(self.path)
                    if line.lost:
                        self.close_connection = True
                        return
                self._answer(answer, line.replaced.get(self.path, given))

            def _answer(self, answer: http.client.HTTPResponse, given: bytes) -> None:
                changed = self.path in line.replaced
                self.send_response(200 if changed else answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in HOP and not (
                        changed and name.lower() in ("content-encoding", "etag")
                    ):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(given)))
                self.end_headers()
                self.wfile.write(given)

            do_GET = do_POST = _hand_on

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
