"""The story of one of the person's own works, from its title and from what its pictures show."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from kreatr.kernel.choices import OneOf
from kreatr.kernel.fields import Between, Block
from kreatr.studio.forms import LANGUAGES, TaskForm, choice
from kreatr.studio.tasks.task import AT_ONCE, MATERIAL, Given, Task, apart, lines, marked

VOICES = {
    "personal": _l("Personal, in the first person"),
    "sober": _l("Sober, for clients"),
}


class StoryForm(TaskForm):
    """`work` offers the person's own works; the route fills them in."""

    work = SelectField(
        _l("Which work?"),
        [OneOf()],
        choices=[],
        validate_choice=False,
        description=_l(
            "Its title and the descriptions of its pictures are sent along. The pictures themselves are not."
        ),
    )
    notes = Block(
        _l("What should be told?"),
        [Between(0, 1500)],
        description=_l(
            "How it came about, what was difficult, what you did by hand. A few words are enough."
        ),
    )
    voice = choice(_l("Voice"), VOICES)
    language = choice(_l("Language of the result"), LANGUAGES)


SIZE = {
    "id": {"short": "60–90 kata", "middle": "110–160 kata", "long": "190–260 kata"},
    "en": {"short": "60–90 words", "middle": "110–160 words", "long": "190–260 words"},
}
VOICE = {
    "id": {
        "personal": "dari sudut pandang pembuatnya, memakai “saya”, seperti bercerita di depan karyanya",
        "sober": "tenang dan profesional, untuk calon klien, tanpa “saya”; hasil dan cara kerja lebih dulu",
    },
    "en": {
        "personal": "in the first person, as its maker would tell it in front of the work",
        "sober": "calm and professional, for possible clients, without “I”; results and way of working first",
    },
}


def _material(given: Given, names: tuple[str, str, str, str, str, str, str]) -> str:
    title, pictures, category, tools, hand, story, notes = names
    return apart(
        marked(title, given.get("work_title", "")),
        marked(pictures, given.get("work_pictures", "")),
        marked(category, given.get("work_category", "")),
        marked(tools, given.get("work_tools", "")),
        marked(hand, given.get("work_hand", "")),
        marked(story, given.get("work_story", "")),
        marked(notes, given["notes"]),
    )


def _indonesian(given: Given) -> tuple[str, str]:
    return apart(
        "Kamu membantu kreator AI di Indonesia menulis cerita di balik karyanya untuk portofolio. Pembacanya calon klien dan"
        " sesama kreator; mereka sudah melihat gambarnya dan ingin tahu apa yang tidak terlihat.",
        lines(
            f"- Sudut pandang: {VOICE['id'][given['voice']]}.",
            f"- Panjang: {SIZE['id'][given['length']]}, dalam 2–4 paragraf pendek.",
            "- Mulai dari satu hal yang konkret: sebuah keputusan, kesulitan, atau detail. Jangan mulai dengan “Karya ini”.",
            "- Bahanmu hanya judul, keterangan gambar, dan catatan. Jangan mengulang keterangan gambar satu per satu; pakai untuk"
            " tahu apa yang terlihat.",
            "- Jujur tentang peran AI dan peran tangan, sejauh bahannya menyebutnya.",
            "- Jangan mengarang klien, penghargaan, angka, tempat pameran, alat, atau proses yang tidak ada di bahan. Kalau"
            " ceritanya butuh hal seperti itu, tulis [isi: …].",
            "- Bahasa Indonesia yang jernih dan tidak muluk: tanpa “mahakarya”, “memukau”, “menyihir mata”.",
        ),
        f"Format: paragraf biasa, tanpa judul dan tanpa daftar. {AT_ONCE['id']}",
        MATERIAL["id"],
    ), _material(
        given,
        ("judul", "keterangan_gambar", "kategori", "alat", "bagian_tangan", "cerita_sekarang", "catatan"),
    )


def _english(given: Given) -> tuple[str, str]:
    return apart(
        "You help AI creators in Indonesia write the story behind a work for their portfolio. The readers are possible clients and"
        " other creators; they have seen the pictures and want to know what cannot be seen.",
        lines(
            f"- Point of view: {VOICE['en'][given['voice']]}.",
            f"- Length: {SIZE['en'][given['length']]}, in 2–4 short paragraphs.",
            "- Begin with one concrete thing: a decision, a difficulty, a detail. Do not begin with “This work”.",
            "- Your only material is the title, the descriptions of the pictures and the notes. Do not repeat the descriptions one"
            " by one; use them to know what is there.",
            "- Be honest about what AI did and what a hand did, as far as the material says.",
            "- Do not invent clients, awards, numbers, exhibitions, tools or steps that are not in the material. Where the story"
            " needs one, write [fill in: …].",
            "- Clear, modest English: no “stunning”, “masterpiece”, “captivating”.",
        ),
        f"Format: plain paragraphs, no headline and no lists. {AT_ONCE['en']}",
        MATERIAL["en"],
    ), _material(given, ("title", "pictures", "category", "tools", "by_hand", "story_now", "notes"))


STORY = Task(
    key="story",
    label=_l("Story of a work"),
    about=_l("The text for your portfolio, from a work's title and what its pictures show."),
    send=_l("Write the story"),
    form=StoryForm,
    topic="work_title",
    prompts={"id": _indonesian, "en": _english},
    tokens={"short": 800, "middle": 1200, "long": 2000},
    own_work=True,
)
