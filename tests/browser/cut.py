"""A line that breaks: hands on what a site answers, until it is told otherwise."""

from __future__ import annotations

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP = {"connection", "transfer-encoding", "keep-alive", "content-length", "date", "server"}
CODED = {"accept-encoding", "if-none-match"}


class Cut:
    """Stands before the site at `url`. While `lost` is True the site gets what is posted, but no answer to it comes back;
    `posts` are the paths that were posted, and `added` are bytes put at the end of what the site answers, by path."""

    def __init__(self, url: str) -> None:
        home, line = urlsplit(url).netloc, self
        self.lost = False
        self.posts: list[str] = []
        self.added: dict[str, bytes] = {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._hand_on()

            def do_POST(self) -> None:
                self._hand_on()
                line.posts.append(self.path)

            def _hand_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                left_out = HOP | (CODED if self.path in line.added else set())
                headers = {
                    name: value for name, value in self.headers.items() if name.lower() not in left_out
                }
                site = http.client.HTTPConnection(home, timeout=30)
                site.request(self.command, self.path, body or None, headers)
                answer = site.getresponse()
                given = answer.read() + line.added.get(self.path, b"")
                site.close()
                if line.lost and self.command == "POST":
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in HOP:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(given)))
                self.end_headers()
                self.wfile.write(given)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
