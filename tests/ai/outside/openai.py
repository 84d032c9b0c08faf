"""OpenAI's API, and with it Hugging Face's router and the programs that speak the same."""

from __future__ import annotations

from typing import Any

from tests.ai.outside.shapes import Asked, Frame, Reply, Shape, data

REFUSALS: dict[str, tuple[int, str, str | None, str]] = {
    "denied": (401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: sk-…abcd."),
    "expired": (401, "invalid_request_error", "token_expired", "The key has expired."),
    "forbidden": (403, "permission_error", "unsupported_country_region_territory", "Not supported."),
    "limited": (429, "requests", "rate_limit_exceeded", "Rate limit reached for requests."),
    "poor": (429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota."),
    "broken": (500, "server_error", None, "The server had an error while processing your request."),
    "overloaded": (503, "server_error", None, "The engine is currently overloaded."),
    "blocked": (400, "invalid_request_error", "content_policy_violation", "Rejected by our safety system."),
    "long": (400, "invalid_request_error", "context_length_exceeded", "Maximum context length is 8192."),
    "unknown": (404, "invalid_request_error", "model_not_found", "The model `x` does not exist."),
    "bad": (400, "invalid_request_error", "invalid_value", "Invalid value."),
}
MODELS = ("gpt-4.1-mini", "gpt-4o-mini", "text-embedding-3-small")
LIMITS = ("max_completion_tokens", "max_tokens")


class OpenAI(Shape):
    """`needs` are fields it insists on, `refuses` those it answers with 400."""

    models = MODELS
    needs: tuple[str, ...] = ("max_completion_tokens",)

    def answer(self, asked: Asked) -> Reply | None:
        if (asked.method, asked.path) == ("GET", "/v1/models"):
            rows = [{"id": one, "object": "model", "created": 1, "owned_by": "x"} for one in self.models]
            return Reply({"object": "list", "data": rows})
        if (asked.method, asked.path) == ("POST", "/v1/chat/completions"):
            return self._chat(asked.body)
        if (asked.method, asked.path) == ("POST", "/v1/embeddings"):
            rows = [
                {"object": "embedding", "index": index, "embedding": [float(len(text)), 0.5, -1]}
                for index, text in enumerate(asked.body["input"])
            ]
            usage = {"prompt_tokens": 9, "total_tokens": 9}
            return Reply({"object": "list", "data": rows[::-1], "model": "m", "usage": usage})
        return None

    def refusal(self, kind: str) -> Reply:
        status, type_, code, message = REFUSALS[kind]
        return Reply({"error": {"message": message, "type": type_, "param": None, "code": code}}, status)

    def _chat(self, body: dict[str, Any]) -> Reply:
        refused = [name for name in self.outside.refuses if name in body]
        missing = [name for name in self.needs if name not in body]
        if refused or missing:
            message = f"Unsupported parameter: {refused or missing}"
            error = {"message": message, "type": "invalid_request_error", "code": "unsupported_parameter"}
            return Reply({"error": error}, 400)
        most = next((body[name] for name in LIMITS if name in body), 10**9)
        words = self.outside.tokens()[:most]
        reason = "length" if len(words) < len(self.outside.words) else self.outside.ends or "stop"
        usage = {"prompt_tokens": 12, "completion_tokens": len(words), "total_tokens": 12 + len(words)}
        if not body.get("stream"):
            message = {"role": "assistant", "content": "".join(words), "refusal": None}
            choice = {"index": 0, "message": message, "finish_reason": reason}
            return Reply(
                {"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice], "usage": usage}
            )
        counted = body.get("stream_options", {}).get("include_usage")
        return Reply(frames=_frames(words, reason, usage if counted else None))


def _frames(words: list[str], reason: str, usage: dict[str, int] | None) -> list[Frame]:
    def chunk(choices: list[Any], token: str = "", **more: Any) -> Frame:
        body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        return data({**body, "choices": choices, "usage": None, **more}, token)

    def choice(delta: dict[str, Any], reason: str | None = None) -> list[Any]:
        return [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}]

    frames = [chunk(choice({"role": "assistant", "content": "", "refusal": None}))]
    frames += [chunk(choice({"content": word}), word) for word in words]
    frames += [chunk(choice({}, reason))]
    if usage:
        frames += [chunk([], usage=usage)]
    return [*frames, data("[DONE]")]


class Custom(OpenAI):
    """A program on somebody's own machine: it wants `max_tokens`, or nothing."""

    models = ("llama3.2:3b", "qwen2.5:7b")
    needs = ()


class HuggingFace(OpenAI):
    """The router, and beside it the Hub that knows whose token it is."""

    models = ("meta-llama/Llama-3.1-8B-Instruct", "Qwen/Qwen2.5-72B-Instruct")
    needs = ("max_tokens",)

    def answer(self, asked: Asked) -> Reply | None:
        if asked.path == "/api/whoami-v2":
            known = asked.key and asked.key != self.outside.wrong
            return Reply({"type": "user", "name": "mira"}) if known else self.refusal("denied")
        if asked.path.startswith("/hf-inference/models/") and asked.method == "POST":
            return Reply([[float(len(text)), 0.5, -1] for text in asked.body["inputs"]])
        return super().answer(asked)

    def refusal(self, kind: str) -> Reply:
        plain = {
            "denied": (401, "Invalid username or password."),
            "expired": (401, 'User Access Token "kreatr" is expired'),
            "forbidden": (403, "This authentication method does not have sufficient permissions."),
            "limited": (429, "Too Many Requests"),
            "poor": (402, "You have exceeded your monthly included credits for Inference Providers."),
            "broken": (500, "Internal Server Error"),
            "overloaded": (503, "Service Unavailable"),
        }
        if kind in plain:
            return Reply({"error": plain[kind][1]}, plain[kind][0])
        return super().refusal(kind)
