"""Writes a language model of 70 kB with made-up weights: it speaks, and means nothing by it (the GGUF format, version 3)."""

from __future__ import annotations

import random
import struct
from array import array
from pathlib import Path
from typing import Any

WORDS = ("▁Halo", "▁Ubud", "▁kafé", "▁naïf", "▁🌶", "▁dan", "▁karya", "▁baru")
SPECIAL = (("<unk>", 2), ("<s>", 3), ("</s>", 3))  # with the format's kinds of tokens: unknown, control
PLAIN, BYTE = 1, 6
WIDTH, INNER, ALIGNED = 32, 64, 32
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant:"
)


def write(path: Path) -> None:
    """The model as a file."""
    tokens = [
        *SPECIAL,
        *((f"<0x{byte:02X}>", BYTE) for byte in range(256)),
        *((word, PLAIN) for word in WORDS),
    ]
    tensors = _tensors(len(tokens), len(tokens) - len(WORDS))
    about = _about(tokens)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(about))
    head += b"".join(
        _text(name) + struct.pack("<I", kind) + _value(kind, value) for name, kind, value in about
    )
    place, body = 0, b""
    for name, (shape, numbers) in tensors.items():
        head += _text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, place)
        raw = numbers.tobytes()
        raw += bytes(-len(raw) % ALIGNED)
        place, body = place + len(raw), body + raw
    path.write_bytes(head + bytes(-len(head) % ALIGNED) + body)


def _about(tokens: list[tuple[str, int]]) -> list[tuple[str, int, Any]]:
    """Name, kind and value of what the file says about the model."""
    sizes = {
        "context_length": 2048, "embedding_length": WIDTH, "block_count": 1, "feed_forward_length": INNER,
        "attention.head_count": 2, "attention.head_count_kv": 2, "rope.dimension_count": WIDTH // 2,
    }  # fmt: skip
    return [
        ("general.architecture", STRING, "llama"),
        ("general.name", STRING, "Knows nothing"),
        *((f"llama.{name}", UINT32, size) for name, size in sizes.items()),
        ("llama.attention.layer_norm_rms_epsilon", FLOAT32, 1e-5),
        ("tokenizer.ggml.model", STRING, "llama"),
        ("tokenizer.ggml.tokens", ARRAY, (STRING, [text for text, _kind in tokens])),
        ("tokenizer.ggml.scores", ARRAY, (FLOAT32, [0.0] * len(tokens))),
        ("tokenizer.ggml.token_type", ARRAY, (INT32, [kind for _text, kind in tokens])),
        ("tokenizer.ggml.bos_token_id", UINT32, 1),
        ("tokenizer.ggml.eos_token_id", UINT32, 2),
        ("tokenizer.chat_template", STRING, TEMPLATE),
    ]


def _tensors(size: int, silent: int) -> dict[str, tuple[tuple[int, ...], array[float]]]:
    """Weights by their names. What stands before the words is never said: its rows of the output are zero."""
    dice = random.Random(7)

    def dealt(*shape: int) -> tuple[tuple[int, ...], array[float]]:
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        return shape, array("f", (dice.uniform(-1, 1) for _ in range(count)))

    def ones() -> tuple[tuple[int, ...], array[float]]:
        return (WIDTH,), array("f", [1.0] * WIDTH)

    shape, output = dealt(WIDTH, size)
    output[: silent * WIDTH] = array("f", bytes(4 * silent * WIDTH))
    square = {f"blk.0.attn_{name}.weight": dealt(WIDTH, WIDTH) for name in ("q", "k", "v", "output")}
    return {
        "token_embd.weight": dealt(WIDTH, size),
        "output_norm.weight": ones(),
        "output.weight": (shape, output),
        "blk.0.attn_norm.weight": ones(),
        "blk.0.ffn_norm.weight": ones(),
        **square,
        "blk.0.ffn_gate.weight": dealt(WIDTH, INNER),
        "blk.0.ffn_up.weight": dealt(WIDTH, INNER),
        "blk.0.ffn_down.weight": dealt(INNER, WIDTH),
    }


def _text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def _value(kind: int, value: Any) -> bytes:
    if kind == STRING:
        return _text(value)
    if kind == ARRAY:
        inner, rows = value
        return struct.pack("<IQ", inner, len(rows)) + b"".join(_value(inner, row) for row in rows)
    return struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind], value)
