"""Google's Gemini API."""

from __future__ import annotations

from typing import Any

from tests.ai.outside.shapes import Asked, Reply, Shape, data

INFO = "type.googleapis.com/google.rpc.ErrorInfo"
RETRY = "type.googleapis.com/google.rpc.RetryInfo"
REFUSALS: dict[str, tuple[int, str, str, list[dict[str, Any]]]] = {
    "denied": (
        400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.",
        [{"@type": INFO, "reason": "API_KEY_INVALID", "domain": "googleapis.com"}],
    ),
    "expired": (
        400, "INVALID_ARGUMENT", "API key expired. Please renew the API key.",
        [{"@type": INFO, "reason": "API_KEY_INVALID", "domain": "googleapis.com"}],
    ),
    "forbidden": (403, "PERMISSION_DENIED", "Your API key was reported as leaked.", []),
    "limited": (
        429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details.",
        [{"@type": RETRY, "retryDelay": "6.4s"}],
    ),
    "poor": (429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.", []),
    "broken": (500, "INTERNAL", "An internal error has occurred.", []),
    "overloaded": (503, "UNAVAILABLE", "The model is overloaded. Please try again later.", []),
    "long": (400, "INVALID_ARGUMENT", "The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).", []),
    "unknown": (404, "NOT_FOUND", "models/x is not found for API version v1beta.", []),
    "bad": (400, "INVALID_ARGUMENT", "Invalid JSON payload received.", []),
}  # fmt: skip
MODELS = (
    ("gemini-2.5-flash", ["generateContent", "countTokens"]),
    ("gemini-2.5-pro", ["generateContent", "countTokens"]),
    ("aqa", ["generateAnswer"]),
    ("gemini-embedding-001", ["embedContent"]),
)


class Google(Shape):
    def answer(self, asked: Asked) -> Reply | None:
        assert "key" not in asked.query
        if (asked.method, asked.path) == ("GET", "/v1beta/models"):
            return self._page(int(asked.query.get("pageToken", ["0"])[0]))
        model, _, verb = asked.path.removeprefix("/v1beta/models/").partition(":")
        if asked.method != "POST" or not asked.path.startswith("/v1beta/models/") or "/" in model:
            return None
        if verb in ("generateContent", "streamGenerateContent"):
            return self._content(asked, streamed=verb.startswith("stream"))
        if verb == "batchEmbedContents":
            texts = [one["content"]["parts"][0]["text"] for one in asked.body["requests"]]
            return Reply({"embeddings": [{"values": [float(len(text)), 0.5, -1]} for text in texts]})
        return None

    def refusal(self, kind: str) -> Reply:
        if kind == "blocked":
            return Reply(
                {
                    "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},
                    "usageMetadata": {"promptTokenCount": 12},
                }
            )
        status, name, message, details = REFUSALS[kind]
        return Reply(
            {"error": {"code": status, "message": message, "status": name, "details": details}}, status
        )

    def _page(self, start: int) -> Reply:
        rows = [
            {"name": f"models/{name}", "displayName": name, "supportedGenerationMethods": methods}
            for name, methods in MODELS[start : start + 2]
        ]
        more = {"nextPageToken": str(start + 2)} if start + 2 < len(MODELS) else {}
        return Reply({"models": rows, **more})

    def _content(self, asked: Asked, *, streamed: bool) -> Reply:
        assert all(one["role"] in ("user", "model") for one in asked.body["contents"])
        words = self.outside.tokens()[: asked.body["generationConfig"]["maxOutputTokens"]]
        reason = "MAX_TOKENS" if len(words) < len(self.outside.words) else self.outside.ends or "STOP"
        usage = {"promptTokenCount": 12, "candidatesTokenCount": len(words) - 1, "thoughtsTokenCount": 1}

        def part(text: str, reason: str | None = None) -> dict[str, Any]:
            ended = {"finishReason": reason} if reason else {}
            content = {"parts": [{"text": "hm", "thought": True}, {"text": text}], "role": "model"}
            return {"candidates": [{"content": content, "index": 0, **ended}], "usageMetadata": usage}

        if not streamed:
            return Reply(part("".join(words), reason))
        assert asked.query.get("alt") == ["sse"]
        frames = [data(part(word, reason if last else None), word) for word, last in _with_last(words)]
        return Reply(frames=frames)


def _with_last(words: list[str]) -> list[tuple[str, bool]]:
    return [(word, place == len(words) - 1) for place, word in enumerate(words)]
