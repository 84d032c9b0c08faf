"""Translation between Indonesian and English."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.fields import Between, Block, Line
from kreatr.studio.forms import TaskForm, choice
from kreatr.studio.tasks.task import AT_ONCE, MATERIAL, Given, Task, apart, lines, marked

WAYS = {"en": _l("Indonesian to English"), "id": _l("English to Indonesian")}
REGISTERS = {
    "same": _l("As in the original"),
    "relaxed": _l("Relaxed"),
    "formal": _l("Formal"),
}
MOST = 6000  # characters


class TranslationForm(TaskForm):
    """`language` is the one that is translated into."""

    text = Block(_l("The text"), [Between(1, MOST)])
    language = choice(_l("From which into which?"), WAYS)
    register = choice(_l("How should it sound?"), REGISTERS)
    keep = Line(
        _l("What stays as it is?"),
        [Between(0, 200)],
        description=_l("Names and terms, with commas between them. For example: Warung Bu Tini, gula aren."),
    )


TOKENS = {"short": 1500, "middle": 3000, "long": 6000}
REGISTER = {
    "id": {
        "same": "ikuti nada aslinya; bila aslinya netral, sapa pembaca dengan “kamu”",
        "relaxed": "santai dan akrab, pakai “kamu”",
        "formal": "formal dan sopan, pakai “Anda”",
    },
    "en": {
        "same": "follow the tone of the original",
        "relaxed": "relaxed and friendly, with contractions",
        "formal": "polite and professional, without contractions",
    },
}


def _indonesian(given: Given) -> tuple[str, str]:
    return apart(
        "Kamu penerjemah dari bahasa Inggris ke bahasa Indonesia. Terjemahanmu terbaca seolah ditulis orang Indonesia sejak awal.",
        lines(
            f"- Nada: {REGISTER['id'][given['register']]}.",
            "- Terjemahkan maksud, bukan kata demi kata. Pecah kalimat panjang; pakai kalimat aktif.",
            "- Ungkapan dan lelucon dicarikan padanan yang hidup di sini; kalau tidak ada, tulis maksudnya dengan lugas.",
            "- Istilah yang memang dipakai dalam bahasa Inggris oleh orangnya (prompt, render, caption) boleh tetap.",
            "- Pertahankan baris, daftar, tagar, @nama, tautan, emoji, dan angka. Jangan menghitung ulang mata uang atau satuan.",
            "- Nama dan istilah dalam tanda <tetap> tidak diterjemahkan." if given["keep"] else "",
            "- Jangan menambah, meringkas, atau menjelaskan apa pun. Pertanyaan di dalam teks diterjemahkan, bukan dijawab.",
        ),
        f"Format: hanya terjemahannya. {AT_ONCE['id']}",
        MATERIAL["id"],
    ), apart(marked("teks", given["text"]), marked("tetap", given["keep"]))


def _english(given: Given) -> tuple[str, str]:
    return apart(
        "You translate from Indonesian into English. Your translation reads as if it had been written in English in the first place.",
        lines(
            f"- Tone: {REGISTER['en'][given['register']]}.",
            "- Translate the meaning, not word by word. Resolve “nya”, “kita/kami” and missing subjects from context.",
            "- Everyday slang (gak, banget, sih, dong) becomes natural English of the same temperature, not textbook English.",
            "- Keep Indonesian names of food, cloth, places and customs; add two or three words of explanation only where a reader"
            " abroad would be lost.",
            "- Keep line breaks, lists, hashtags, @names, links, emoji and numbers. Do not convert currencies or units.",
            "- Names and terms in the <keep> mark are not translated." if given["keep"] else "",
            "- Do not add, shorten or explain anything. A question in the text is translated, not answered.",
        ),
        f"Format: only the translation. {AT_ONCE['en']}",
        MATERIAL["en"],
    ), apart(marked("text", given["text"]), marked("keep", given["keep"]))


TRANSLATION = Task(
    key="translation",
    label=_l("Translation"),
    about=_l("Between Indonesian and English, so that it sounds as if it had been written there."),
    send=_l("Translate"),
    form=TranslationForm,
    topic="text",
    prompts={"id": _indonesian, "en": _english},
    tokens=TOKENS,
)
