"""A slow line: hands on what a site answers, pages in small pieces."""

from __future__ import annotations

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PIECE_BYTES, PAUSE_SECONDS = 500, 0.04


class Dribble:
    """Stands before the site at `url`: `.url` gives the same pages, uncompressed, at about 12 kB a second."""

    def __init__(self, url: str) -> None:
        home = urlsplit(url).netloc

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site = http.client.HTTPConnection(home, timeout=30)
                site.request("GET", self.path, headers={"Host": home})
                answer = site.getresponse()
                body = answer.read()
                site.close()
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.headers["Content-Type"])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                page = answer.headers["Content-Type"].startswith("text/html")
                for start in range(0, len(body), PIECE_BYTES if page else len(body) or 1):
                    self.wfile.write(body[start : start + PIECE_BYTES] if page else body)
                    self.wfile.flush()
                    time.sleep(PAUSE_SECONDS if page else 0)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
