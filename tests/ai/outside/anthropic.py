"""Anthropic's Messages API."""

from __future__ import annotations

from typing import Any

from tests.ai.outside.shapes import Asked, Reply, Shape, data

REFUSALS = {
    "denied": (401, "authentication_error", "invalid x-api-key"),
    "expired": (401, "authentication_error", "API key expired"),
    "forbidden": (403, "permission_error", "Your API key does not have permission to use this resource."),
    "limited": (429, "rate_limit_error", "This request would exceed your rate limit."),
    "poor": (400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
    "broken": (500, "api_error", "Internal server error"),
    "overloaded": (529, "overloaded_error", "Overloaded"),
    "blocked": (400, "invalid_request_error", "Output blocked by content filtering policy"),
    "long": (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
    "unknown": (404, "not_found_error", "model: x"),
    "bad": (400, "invalid_request_error", "messages: roles must alternate"),
}
MODELS = ("claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5")


class Anthropic(Shape):
    def answer(self, asked: Asked) -> Reply | None:
        assert asked.headers.get("anthropic-version") == "2023-06-01"
        if (asked.method, asked.path) == ("GET", "/v1/models"):
            return self._page(asked.query.get("after_id", [""])[0])
        if (asked.method, asked.path) == ("POST", "/v1/messages"):
            return self._message(asked.body)
        return None

    def refusal(self, kind: str) -> Reply:
        status, type_, message = REFUSALS[kind]
        return Reply({"type": "error", "error": {"type": type_, "message": message}}, status)

    def _page(self, after: str) -> Reply:
        """Two models a page."""
        start = MODELS.index(after) + 1 if after else 0
        page = MODELS[start : start + 2]
        rows = [
            {"type": "model", "id": one, "display_name": one, "created_at": "2026-01-01T00:00:00Z"}
            for one in page
        ]
        more = start + 2 < len(MODELS)
        return Reply({"data": rows, "has_more": more, "first_id": page[0], "last_id": page[-1]})

    def _message(self, body: dict[str, Any]) -> Reply:
        assert all(one["role"] in ("user", "assistant") for one in body["messages"])
        words = self.outside.tokens()[: body["max_tokens"]]
        reason = "max_tokens" if len(words) < len(self.outside.words) else self.outside.ends or "end_turn"
        usage = {"input_tokens": 12, "output_tokens": len(words)}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"]}
        if not body.get("stream"):
            content = [{"type": "thinking", "thinking": "…"}, {"type": "text", "text": "".join(words)}]
            return Reply({**message, "content": content, "stop_reason": reason, "usage": usage})

        def event(name: str, token: str = "", **more: Any) -> Any:
            return data({"type": name, **more}, token, name)

        begun = {
            **message,
            "content": [],
            "stop_reason": None,
            "usage": {"input_tokens": 12, "output_tokens": 1},
        }
        return Reply(frames=[
            event("message_start", message=begun),
            event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
            event("ping"),
            *(event("content_block_delta", word, index=0, delta={"type": "text_delta", "text": word}) for word in words),
            event("content_block_stop", index=0),
            event("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage={"output_tokens": len(words)}),
            event("message_stop"),
        ])  # fmt: skip
