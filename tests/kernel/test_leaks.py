"""Keys are found however they got into a text; what only looks a little like one is left alone."""

from __future__ import annotations

import base64
import hashlib
import random
import uuid
from collections.abc import Callable

import pytest

from kreatr.kernel.leaks import found
from kreatr.kernel.text import LONGEST
from tests.cost import cost
from tests.planted import keys

KEYS = list(keys(6))
DICE = random.Random(7)
WAYS: dict[str, Callable[[str], str]] = {
    "alone": lambda key: key,
    "in a sentence": lambda key: f"Halo, pakai kunci {key}, ya.",
    "spaces around": lambda key: f"   {key}\u00a0 ",
    "quoted": lambda key: f'client = OpenAI(api_key="{key}")',
    "in an address": lambda key: f"https://api.example/v1?key={key}&alt=json",
    "set": lambda key: f"export API_KEY={key}",
    "marked": lambda key: f"Kuncinya: **`{key}`**",
    "escaped": lambda key: key.replace("-", "\\-").replace("_", "\\_"),
    "as entities": lambda key: key.replace("-", "&#45;").replace("_", "&lowbar;"),
    "zero width": lambda key: "\u200b".join(key),
    "soft hyphens": lambda key: "\u00ad\u2060".join(key[n : n + 5] for n in range(0, len(key), 5)),
    "wide letters": lambda key: "".join(chr(ord(one) + 0xFEE0) for one in key),
    "a line break": lambda key: f"{key[:19]}\r\n{key[19:]}\r\nMohon dicoba, terima kasih banyak sebelumnya.",
    "broken at its hyphen": lambda key: key.replace("-", "-\n", 1),
    "quoted by a mail": lambda key: "\n".join(f"> {key[n : n + 30]}" for n in range(0, len(key), 30)),
}
WORDS = """Saya membuat poster dengan Midjourney v7 dan Photoshop 2025.
I fine-tuned the model on 1,200 pictures of my own; it took 36 hours on an A100.
task-force-for-better-illustrations-in-2025
sk-inny
sk-inny-jeans-kampanye-2025-untuk-merek-lokal
sk-etsa-poster-musim-layangan-sanur-2024-final
sk-learn, pandas dan numpy
sk-learn-2024-pengenalan-untuk-pemula-bagian-12
Risk-adjusted-returns-of-2024-portfolio
Desk-Lamp-Product-Photography-Q4-2025-Final
sk-Portfolio-Desain-Produk-2025-Final
sk-ant-hill-adventures-in-the-garden-of-my-grandmother
sk-proj-2025-landing-page-untuk-kopi-senja-final
sk-proj-…, sk-ant-… dan hf_… adalah awalan kunci.
Kunci OpenAI berawalan sk- dan tidak boleh dibagikan.
Never post your sk-… key; start with a new one at platform.openai.com.
sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
sk-ant-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
sk-XXXXXXXXXXXXXXXXXXXXXXXXXXXX
AIzaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
r8_your_token_goes_here_and_nowhere_else
kr_your-key-goes-here-and-nowhere-else
OPENAI_API_KEY=sk-your-api-key-goes-here-please
hf_hub_download("stabilityai/stable-diffusion-xl-base-1.0")
hf_StableDiffusionXLTurboFineTunedOnBatik
from transformers import pipeline as hf_pipeline
r8_unorm, r8_snorm dan rgba8_unorm adalah format tekstur
r8_MyVeryLongTextureFormatNameForRendering
kr_KR, en_US, id_ID
kr_hanbok_modern_seoul_street_photography
kr_HanbokModernSeoulStreetPhotography
AIzawa Shouta adalah tokoh favoritku untuk ilustrasi anime.
AIza 2025 adalah nama pameran kami di Bandung.
FAQ.Apakah-harga-ini-sudah-termasuk-revisi-dan-ongkos-kirim
AQ.Bagaimana-cara-memesan-ilustrasi-untuk-kemasan-kopi
Warna: #c2557a, #0f766e, #f59e0b; huruf: Fraunces dan Inter.
https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf
https://drive.google.com/file/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/view
https://open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT?si=1a2b3c4d5e6f7a8b
https://kreatr.app/portfolio/sekarayu/musim-layangan-2?utm_source=instagram
Nomor resi JX1234567890123, nomor pesanan INV/2025/11/000123.
Rekening 1234567890 a.n. Sekar Ayu; WhatsApp 0812-3456-7890.
ISBN 978-602-03-3294-9, DOI 10.1000/xyz123, arXiv:2307.09288v2
--ar 16:9 --v 7 --stylize 250 --chaos 12 --seed 3141592653 --sref 1234567890
masterpiece, best quality, (batik:1.3), <lora:batikParang_v2:0.8>, Steps: 30, CFG scale: 7.5
Model hash: 6ce0161689, VAE: vae-ft-mse-840000-ema-pruned, ENSD: 31337
flux1-dev-Q4_K_S.gguf, sd_xl_base_1.0_0.9vae.safetensors, qwen2.5-coder-7b-instruct-q4_k_m
gpt-4o-mini-2024-07-18, claude-3-5-haiku-20241022, gemini-1.5-flash-8b-001
ft:gpt-4o-mini-2024-07-18:kreatr::9aBcDeFg
npm i @kreatr/sdk-js@1.2.3; docker pull ghcr.io/kreatr/sdk-py:2025.11
Meja kerja di Disk-1, cadangan di disk-2024-11-25T20-15-00Z.tar.gz
Jadwal: Senin 09.00–12.00, Rabu 13.30–16.00 WIB; 3x revisi.
Budget Rp 2.500.000–Rp 5.000.000, tenggat 2026-01-31.
Desk-\nlamp, brisk-\nwalking and task-\noriented illustrations, each drawn by hand in 2025.
sk-\nsaya menulis dua baris, lalu baris ketiga, lalu selesai begitu saja.
hf_\nKami Buat Foto Dan Seni Pop Art Dari Nol Untuk Semua Orang Di Bali
Café déjà vu: ﷺ 漢字 かな 한글 🪁🎨, ½ ㎏ ﬁlm
&lt;b&gt;tebal&lt;/b&gt; &amp; miring; \\*bukan\\* miring
""".splitlines()
HASHES = [
    hashlib.md5(b"karya").hexdigest(),
    hashlib.sha1(b"karya").hexdigest(),
    hashlib.sha256(b"karya").hexdigest(),
    f"sha256-{base64.b64encode(hashlib.sha256(b'x').digest()).decode()}",
    f"sha384-{base64.b64encode(hashlib.sha384(b'x').digest()).decode()}",
    str(uuid.UUID(int=2**127 + 3)),
    f"data:image/png;base64,{base64.b64encode(DICE.randbytes(14_000)).decode()}",
    base64.urlsafe_b64encode(DICE.randbytes(14_000)).decode(),
    ".".join(base64.urlsafe_b64encode(DICE.randbytes(n)).decode().rstrip("=") for n in (27, 90, 32)),
    DICE.randbytes(9_000).hex(),
]
INNOCENT = [one.replace("\\n", "\n") for one in WORDS] + HASHES


@pytest.mark.parametrize("way", WAYS)
def test_keys_are_found_and_named(way: str) -> None:
    assert len(KEYS) >= 60
    named = [(provider, found(WAYS[way](key))) for provider, key in KEYS]
    assert [pair for pair in named if pair[0] != pair[1]] == []


def test_what_is_no_key_raises_no_alarm() -> None:
    assert len(INNOCENT) >= 60
    assert {one[:80]: whose for one in INNOCENT if (whose := found(one))} == {}


def test_of_all_slugs_and_words_of_long_texts_none_is_a_key() -> None:
    words = [
        "sketsa",
        "poster",
        "kopi",
        "senja",
        "musim",
        "layangan",
        "batik",
        "Desain",
        "Produk",
        "Foto",
        "2024",
        "2025",
        "v2",
        "no3",
        "final",
    ]
    dice = random.Random(11)
    made = ["sk-" + "-".join(dice.choices(words, k=8)) for _one in range(2_000)]
    made += ["hf_ " + " ".join(dice.choices(words, k=40)).title() for _one in range(500)]
    assert [one for one in made if found(one)] == []


@pytest.mark.parametrize(
    "text",
    ["sk-" * 7000, "sk-\n" * 5000, "sk-ant-" + "\n" * LONGEST, "sk-" + "a       " * 2500, "sk-ant-a " * 3000,
     "AIza" * 5000, "AQ." + "a" * LONGEST, "&#45;" * 4000, "\u0344" * LONGEST, "\ufdfa" * LONGEST + "hf_"],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    assert cost(lambda: found(text * 50)) < 0.5


def test_what_would_not_be_stored_is_not_looked_at() -> None:
    assert found("a" * LONGEST + " " + KEYS[0][1]) is None
