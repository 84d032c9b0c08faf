"""Replicate's API: a prediction is made, and then streamed or asked about."""

from __future__ import annotations

from typing import Any

from tests.ai.outside.shapes import Asked, Frame, Reply, Shape, data

REFUSALS = {
    "denied": (401, "Unauthenticated", "You did not pass a valid authentication token"),
    "expired": (401, "Unauthenticated", "Token has expired"),
    "forbidden": (403, "Forbidden", "You do not have permission to perform this action."),
    "limited": (429, "Too Many Requests", "Request was throttled. Expected available in 7 seconds."),
    "poor": (402, "Insufficient credit", "You have insufficient credit to run this model."),
    "broken": (500, "Internal server error", "Something went wrong."),
    "overloaded": (503, "Service unavailable", "Try again."),
    "blocked": (422, "E005", "The input or output was flagged as sensitive."),
    "unknown": (404, "Not found", "The requested resource could not be found."),
    "bad": (422, "Input validation failed", "- input: prompt is required"),
    "long": (413, "Payload too large", "Too large."),
}
FIELDS = {"prompt": {}, "system_prompt": {}, "max_tokens": {"minimum": 1, "maximum": 4096}}


class Replicate(Shape):
    """`outside.streams` says whether a prediction can be streamed: "here", "elsewhere" (a place that must not be asked) or "".

    Without, each question about it shows one token more.
    """

    def answer(self, asked: Asked) -> Reply | None:
        if asked.path == "/v1/account":
            return Reply({"type": "user", "username": "mira", "name": "Mira"})
        if asked.path == "/v1/collections/language-models":
            models = [
                {"owner": "meta", "name": "meta-llama-3-8b-instruct"},
                {"owner": "openai", "name": "gpt-4.1"},
            ]
            return Reply({"name": "Language models", "slug": "language-models", "models": models})
        parts = asked.path.removeprefix("/v1/").split("/")
        if parts[0] == "models" and len(parts) == 3:
            schema = {"components": {"schemas": {"Input": {"type": "object", "properties": FIELDS}}}}
            return Reply(
                {"owner": parts[1], "name": parts[2], "latest_version": {"id": "v", "openapi_schema": schema}}
            )
        if parts[0] == "models" and parts[3:] == ["predictions"] and asked.method == "POST":
            return self._create(asked)
        if parts[0] == "predictions" and len(parts) >= 2:
            return self._about(parts[1], parts[2:])
        return None

    def refusal(self, kind: str) -> Reply:
        status, title, detail = REFUSALS[kind]
        return Reply({"title": title, "detail": detail, "status": status}, status)

    def _create(self, asked: Asked) -> Reply:
        assert set(asked.body["input"]) <= set(FIELDS)
        id_ = f"pred{len(self.outside.predictions)}"
        words = self.outside.tokens()[: asked.body["input"].get("max_tokens", 10**9)]
        self.outside.predictions[id_] = {"status": "starting", "words": words, "shown": 0}
        return Reply(self._prediction(id_), 201)

    def _about(self, id_: str, verb: list[str]) -> Reply | None:
        found = self.outside.predictions.get(id_)
        if found is None:
            return None
        if verb == ["cancel"]:
            found["status"] = "canceled"
        elif verb == ["stream"]:
            found.update(status="succeeded", shown=len(found["words"]))
            frames: list[Frame] = [data(word, word, "output") for word in found["words"]]
            return Reply(frames=[*frames, data("{}", name="done")])
        elif found["status"] in ("starting", "processing"):
            found["shown"] += 1
            found["status"] = "succeeded" if found["shown"] >= len(found["words"]) else "processing"
        return Reply(self._prediction(id_))

    def _prediction(self, id_: str) -> dict[str, Any]:
        found = self.outside.predictions[id_]
        here = f"{self.outside.url}/replicate/v1/predictions/{id_}"
        stream = {
            "here": {"stream": f"{here}/stream"},
            "elsewhere": {"stream": "http://169.254.169.254/stream"},
        }
        counts = {"input_token_count": 12, "output_token_count": len(found["words"])}
        return {
            "id": id_, "model": "meta/x", "version": "hidden", "input": {}, "logs": "", "status": found["status"],
            "output": found["words"][: found["shown"]] or None, "error": self.outside.ends or None,
            "metrics": counts if found["status"] == "succeeded" else {},
            "urls": {"get": here, "cancel": f"{here}/cancel", **stream.get(self.outside.streams, {})},
        }  # fmt: skip
