"""What looks like spam, and what must not."""

from __future__ import annotations

import pytest

from kreatr.kernel.screening import suspicious
from tests.cost import cost

HONEST = [
    "Halo Sekar, kami mencari ilustrator untuk kemasan kopi. Portofolio kami di https://kopisenja.id, terima kasih!",
    "Apakah masih ada slot waktu di bulan Desember? Situs kami perlu tiga gambar.",
    "Moodboard: https://a.id/1 https://b.id/2 https://c.id/3 dan hubungi saya lewat wa.me/62811111111",
    "We run a small casino-themed board game and need box art. No backlog, no SEO, just art.",
    "Pinjam gaya batik, tapi jangan terlalu ramai. Dana kami Rp 3 juta.",
    "Website traffic-light icons for a driving school",
    "x" * 1000,
    '<script>alert(1)</script> <a href="javascript:alert(1)">x</a> {{7*7}} \' OR 1=1 --',
    "",
]
SPAM = [
    ("Promo SLOT GACOR hari ini", "gambling"),
    ("daftar judi online terpercaya", "gambling"),
    ("Butuh pinjaman online cepat cair?", "loans"),
    ("We offer SEO services and high quality backlinks", "promotion"),
    ("Jual followers murah", "promotion"),
    ("Bitcoin investment with guaranteed profit", "riches"),
    ('klik <a href="https://x.test">sini</a>', "markup"),
    ("[url=https://x.test]sini[/url]", "markup"),
    ("Lihat bit.ly/3xYz sekarang", "short link"),
    ("https://a.id https://b.id https://c.id www.d.id", "many links"),
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_messages_pass(text: str) -> None:
    assert suspicious(text, "Hendra Wijaya", "Ilustrasi untuk kopi") is None


@pytest.mark.parametrize(("text", "reason"), SPAM)
def test_spam_is_named(text: str, reason: str) -> None:
    assert suspicious(text, "Hendra", "Halo") == reason
    assert len(reason) <= 40


def test_headings_hold_no_links() -> None:
    assert suspicious("Halo", "Hendra", "lihat HTTPS://x.test") == "link in heading"
    assert suspicious("Halo", "www.x.test", "Halo") == "link in heading"
    assert suspicious("Halo", "Hendra", "togel malam ini") == "gambling"


@pytest.mark.parametrize(
    "text", ["situs " * 200_000, "<a " * 300_000, "a" * 10**6, "bandar\t" * 100_000, "[url" * 200_000]
)
def test_long_texts_take_no_time(text: str) -> None:
    assert cost(lambda: suspicious(text, text, text)) < 0.25
