"""A hook and a script for a short video."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.fields import Between, Block, Line
from kreatr.studio.forms import LANGUAGES, TaskForm, choice
from kreatr.studio.tasks.task import AT_ONCE, MATERIAL, TONE, TONES, Given, Task, apart, lines, marked

SECONDS = {"15": _l("15 seconds"), "30": _l("30 seconds"), "60": _l("60 seconds")}
WORDS = {"15": 35, "30": 70, "60": 140}  # what is spoken without hurry
HOOKS = {"short": 3, "middle": 5, "long": 8}


class ScriptForm(TaskForm):
    topic = Block(
        _l("What is the video about?"),
        [Between(5, 1500)],
        description=_l("The one thing people should take away, and what you can film."),
    )
    duration = choice(_l("How long is it?"), SECONDS, "30")
    tone = choice(_l("Tone"), TONES)
    audience = Line(
        _l("For whom?"), [Between(0, 120)], description=_l("For example: students who edit on their phone.")
    )
    must = Block(
        _l("What has to be said?"),
        [Between(0, 600)],
        description=_l("Facts, names, prices, a call at the end. What is not here will not be made up."),
    )
    language = choice(_l("Language of the result"), LANGUAGES)


def _indonesian(given: Given) -> tuple[str, str]:
    seconds, hooks = given["duration"], HOOKS[given["length"]]
    return apart(
        "Kamu penulis naskah video pendek untuk TikTok dan Reels di Indonesia. Kamu tahu orang memutuskan berhenti atau"
        " menggulir dalam dua detik pertama, dan kamu menulis untuk diucapkan, bukan dibaca.",
        f"Tulis {hooks} hook dan satu naskah untuk video {seconds} detik.",
        lines(
            f"- Nada: {TONE['id'][given['tone']]}.",
            f"- Yang diucapkan di naskah paling banyak sekitar {WORDS[seconds]} kata, supaya muat tanpa terburu-buru.",
            "- Hook: satu kalimat, paling panjang 12 kata, bisa diucapkan dalam satu napas. Beri sudut yang berbeda-beda: masalah"
            " yang dikenal, hasil yang terlihat, hal yang berlawanan dengan dugaan, pertanyaan. Isi videonya harus menepati hook"
            " itu; jangan memancing dengan janji kosong.",
            "- Naskah: kalimat pendek, satu gagasan per kalimat. Sebut apa yang terlihat di layar di tiap bagian; cukup hal yang"
            " bisa direkam dengan ponsel.",
            "- Pakai bahasa lisan Indonesia yang wajar. Jangan “Hai guys”, “Jangan lupa like dan subscribe”, atau “Stay tuned”.",
            "- Jangan mengarang harga, angka, hasil, testimoni, atau khasiat. Kalau perlu tetapi tidak ada di bahan, tulis"
            " [isi: …].",
        ),
        "Format, teks polos tanpa Markdown:\n"
        f"HOOK\n1. … sampai {hooks}.\n\n"
        "NASKAH\n"
        "(0–3 dtk) LAYAR: … / UCAP: …\n"
        f"lalu bagian berikutnya dengan cara yang sama sampai {seconds} detik.\n\n"
        f"TEKS DI LAYAR\n2–4 tulisan pendek untuk ditempel. {AT_ONCE['id']}",
        MATERIAL["id"],
    ), apart(
        marked("video", given["topic"]),
        marked("penonton", given["audience"]),
        marked("wajib_disebut", given["must"]),
    )


def _english(given: Given) -> tuple[str, str]:
    seconds, hooks = given["duration"], HOOKS[given["length"]]
    return apart(
        "You write scripts for short videos on TikTok and Reels, for creators in Indonesia. You know that people decide within"
        " two seconds whether to stay, and you write to be spoken, not read.",
        f"Write {hooks} hooks and one script for a video of {seconds} seconds.",
        lines(
            f"- Tone: {TONE['en'][given['tone']]}.",
            f"- What is spoken in the script is about {WORDS[seconds]} words at most, so that it fits without rushing.",
            "- A hook is one sentence of at most 12 words, spoken in one breath. Vary the angle: a problem people know, a result"
            " they can see, something against expectation, a question. The video has to keep what the hook promises.",
            "- The script has short sentences, one idea each. Say what is on screen in every part; only things that can be"
            " filmed with a phone.",
            "- Spoken, natural English. No “Hey guys”, no “Don't forget to like and subscribe”.",
            "- Do not invent prices, numbers, results, testimonials or health claims. Where one is needed and missing, write"
            " [fill in: …].",
        ),
        "Format, plain text without Markdown:\n"
        f"HOOKS\n1. … up to {hooks}.\n\n"
        "SCRIPT\n"
        "(0–3 s) SCREEN: … / SAY: …\n"
        f"then the next parts in the same way up to {seconds} seconds.\n\n"
        f"TEXT ON SCREEN\n2–4 short lines to put on the picture. {AT_ONCE['en']}",
        MATERIAL["en"],
    ), apart(
        marked("video", given["topic"]),
        marked("viewers", given["audience"]),
        marked("must_say", given["must"]),
    )


SCRIPT = Task(
    key="script",
    label=_l("Hook and script"),
    about=_l("Openings that hold, and a script for a video of 15 to 60 seconds."),
    send=_l("Write the script"),
    form=ScriptForm,
    topic="topic",
    prompts={"id": _indonesian, "en": _english},
    tokens={"short": 1200, "middle": 2000, "long": 3200},
)
