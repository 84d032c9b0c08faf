"""Captions for Instagram or TikTok."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.fields import Between, Block, Line
from kreatr.studio.forms import LANGUAGES, TaskForm, choice
from kreatr.studio.tasks.task import (
    AT_ONCE,
    MATERIAL,
    PLATFORMS,
    TONE,
    TONES,
    Given,
    Task,
    apart,
    lines,
    marked,
)


class CaptionForm(TaskForm):
    topic = Block(
        _l("What is the post about?"),
        [Between(5, 1500)],
        description=_l(
            "What can be seen, what happened, what you want people to remember. Names and prices as they are."
        ),
    )
    platform = choice(_l("Platform"), PLATFORMS)
    tone = choice(_l("Tone"), TONES)
    audience = Line(
        _l("For whom?"),
        [Between(0, 120)],
        description=_l("For example: young mothers in Bandung who like to bake."),
    )
    call = Line(
        _l("What should they do?"),
        [Between(0, 120)],
        description=_l("For example: send a DM, save the post, come on Saturday. Leave it blank for none."),
    )
    language = choice(_l("Language of the result"), LANGUAGES)


SIZE = {
    "id": {
        "short": "1–2 kalimat",
        "middle": "3–5 kalimat",
        "long": "6–9 kalimat dalam beberapa paragraf pendek",
    },
    "en": {
        "short": "1–2 sentences",
        "middle": "3–5 sentences",
        "long": "6–9 sentences in a few short paragraphs",
    },
}
PLACE = {
    "id": {
        "instagram": (
            "Di Instagram hanya sekitar 125 huruf pertama yang terlihat sebelum “selengkapnya”, jadi kalimat pertama harus"
            " berdiri sendiri. Beri baris kosong antarbagian supaya lega. Tutup dengan 4–6 tagar yang spesifik."
        ),
        "tiktok": (
            "Di TikTok orang mencari lewat kata kunci: sebut hal yang dicari orang di kalimat pertama, dengan kata-kata mereka."
            " Jangan mengulang isi videonya. Tutup dengan 3–4 tagar yang spesifik."
        ),
    },
    "en": {
        "instagram": (
            "On Instagram only about the first 125 characters show before “more”, so the first sentence has to stand alone."
            " Leave a blank line between parts. End with 4–6 specific hashtags."
        ),
        "tiktok": (
            "On TikTok people search by keyword: name what they look for in the first sentence, in their own words."
            " Do not retell the video. End with 3–4 specific hashtags."
        ),
    },
}


def _indonesian(given: Given) -> tuple[str, str]:
    platform = PLATFORMS[given["platform"]]
    return apart(
        f"Kamu penulis konten media sosial di Indonesia. Caption {platform} buatanmu terdengar seperti orang sungguhan:"
        " spesifik, jujur, dan enak dibaca di layar ponsel.",
        "Tulis 3 pilihan caption dengan sudut yang benar-benar berbeda, misalnya satu cerita kecil, satu hal yang langsung"
        " berguna, dan satu pertanyaan yang ingin dijawab orang.",
        lines(
            f"- Nada: {TONE['id'][given['tone']]}.",
            f"- Panjang tiap pilihan: {SIZE['id'][given['length']]}, di luar tagar.",
            f"- {PLACE['id'][given['platform']]}",
            "- Kalimat pertama langsung ke hal yang paling menarik. Tanpa “Hai guys”, “Yuk simak”, atau “Tahukah kamu”.",
            "- Pakai bahasa Indonesia sehari-hari. Kata Inggris hanya kalau memang begitu orang menyebutnya.",
            "- Hindari kata-kata brosur: “solusi terbaik”, “wujudkan impianmu”, “di era digital ini”.",
            "- Paling banyak dua emoji per pilihan, dan hanya kalau menambah rasa.",
            "- Jangan mengarang harga, diskon, stok, tanggal, angka, testimoni, penghargaan, atau khasiat. Kalau hal seperti itu"
            " perlu tetapi tidak ada di bahan, tulis [isi: …] di tempatnya.",
            "- Sisipkan ajakan dari bahan dengan wajar, sekali saja."
            if given["call"]
            else "- Tidak perlu ajakan bertindak.",
        ),
        "Format: teks polos tanpa Markdown, siap disalin. Awali tiap pilihan dengan “Pilihan 1”, “Pilihan 2”, “Pilihan 3” di"
        f" baris sendiri, lalu captionnya. {AT_ONCE['id']}",
        MATERIAL["id"],
    ), apart(
        marked("postingan", given["topic"]),
        marked("pembaca", given["audience"]),
        marked("ajakan", given["call"]),
    )


def _english(given: Given) -> tuple[str, str]:
    platform = PLATFORMS[given["platform"]]
    return apart(
        f"You write social media copy for creators and small brands in Indonesia. Your {platform} captions sound like a real"
        " person: specific, honest, easy to read on a phone.",
        "Write 3 captions from truly different angles, for example a small story, something useful right away, and a question"
        " people want to answer.",
        lines(
            f"- Tone: {TONE['en'][given['tone']]}.",
            f"- Length of each: {SIZE['en'][given['length']]}, hashtags not counted.",
            f"- {PLACE['en'][given['platform']]}",
            "- The first sentence goes straight to the most interesting thing. No “Hey guys”, no “Did you know”.",
            "- Plain, natural English that Indonesian readers follow easily. Keep local names and words as they are"
            " (batik, warung, gula aren).",
            "- No brochure words: “elevate”, “unlock”, “game-changer”, “in today's world”.",
            "- At most two emoji per caption, and only if they add something.",
            "- Do not invent prices, discounts, stock, dates, numbers, testimonials, awards or health claims. Where one is needed"
            " and missing, write [fill in: …].",
            "- Work the call to action in once, naturally."
            if given["call"]
            else "- No call to action is needed.",
        ),
        "Format: plain text without Markdown, ready to paste. Put “Option 1”, “Option 2”, “Option 3” on a line of its own before"
        f" each caption. {AT_ONCE['en']}",
        MATERIAL["en"],
    ), apart(
        marked("post", given["topic"]), marked("readers", given["audience"]), marked("call", given["call"])
    )


CAPTION = Task(
    key="caption",
    label=_l("Caption"),
    about=_l("Three captions for Instagram or TikTok, each from another angle."),
    send=_l("Write captions"),
    form=CaptionForm,
    topic="topic",
    prompts={"id": _indonesian, "en": _english},
)
