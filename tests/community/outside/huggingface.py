"""Hugging Face's Hub: an organisation's overview, its newest models."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.community.outside.server import Asked, Platform, Reply

TOKEN = "hf_rahasiaHuggingFace4321"


class HuggingFace(Platform):
    def reset(self) -> None:
        self.models: list[dict[str, Any]] = []
        self.count = 23
        self.token = ""

    def publish(self, name: str, **more: Any) -> None:
        """A model comes out."""
        self.models.insert(0, {
            "_id": f"65{len(self.models):022x}", "id": f"kreatr/{name}", "modelId": f"kreatr/{name}", "likes": 3, "downloads": 90,
            "private": False, "tags": ["diffusers"], "pipeline_tag": "text-to-image", "library_name": "diffusers",
            "createdAt": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"), **more,
        })  # fmt: skip

    def answer(self, asked: Asked) -> Reply | None:
        if "authorization" in asked.headers and asked.headers["authorization"] != f"Bearer {self.token}":
            return self.denied()
        if asked.path == "/api/organizations/kreatr/overview":
            return Reply({
                "avatarUrl": "https://cdn-avatars.huggingface.co/x.png", "fullname": "kreatr", "name": "kreatr",
                "isVerified": False, "isFollowing": False, "numUsers": 9, "numModels": self.count, "numSpaces": 2,
                "numDatasets": 4, "numFollowers": 101, "type": "org",
            })  # fmt: skip
        if asked.path == "/api/models" and asked.query["author"] == ["kreatr"]:
            assert asked.query["sort"] == ["createdAt"] and asked.query["direction"] == ["-1"]
            return Reply(self.models[: int(asked.query["limit"][0])])
        return None

    def limits(self) -> dict[str, str]:
        return {"RateLimit": '"api";r=489;t=189', "RateLimit-Policy": '"fixed window";"api";q=500;w=300'}

    def limited(self) -> Reply:
        return Reply({"error": "Too Many Requests"}, 429, {"RateLimit": '"api";r=0;t=212'})

    def unknown(self) -> Reply:
        return Reply({"error": "Repository not found"}, 404)

    def denied(self) -> Reply:
        return Reply({"error": "Invalid credentials in Authorization header"}, 401)
