"""A free conversation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.fields import Between, Block
from kreatr.studio.forms import TaskForm
from kreatr.studio.tasks.task import Given, Task, apart

MOST = 6000  # characters of a message


class ChatForm(TaskForm):
    message = Block(_l("Your message"), [Between(1, MOST)])


SIZE = {
    "id": {
        "short": "Jawab sependek mungkin, biasanya beberapa kalimat.",
        "middle": "Jawab secukupnya: lengkap, tanpa bertele-tele.",
        "long": "Jawab dengan rinci bila pertanyaannya memang membutuhkannya.",
    },
    "en": {
        "short": "Answer as briefly as you can, usually in a few sentences.",
        "middle": "Answer fully but without rambling.",
        "long": "Answer in detail where the question calls for it.",
    },
}


def _indonesian(given: Given) -> tuple[str, str]:
    return apart(
        "Kamu teman kerja untuk kreator AI di Indonesia: paham konten, desain, video, prompt, dan usaha kecil. Kamu tenang, jujur,"
        " dan langsung ke intinya.",
        "Jawab dalam bahasa yang dipakai orangnya; kalau Indonesia, pakai “kamu” dan bahasa sehari-hari yang rapi, bukan bahasa"
        " surat. Kata Inggris hanya kalau memang begitu orang menyebutnya.",
        f"{SIZE['id'][given['length']]} Beri contoh nyata dari Indonesia bila itu menolong. Kalau kamu tidak tahu atau"
        " pengetahuanmu mungkin sudah lama (harga, aturan platform, berita), katakan. Jangan mengarang sumber, angka, atau tautan."
        " Kalau pertanyaannya bisa berarti dua hal, jawab yang paling mungkin lalu sebut yang lain dalam satu kalimat.",
        "Format: Markdown sederhana bila menolong (daftar, tebal, blok kode). Tanpa basa-basi pembuka.",
    ), given["message"]


def _english(given: Given) -> tuple[str, str]:
    return apart(
        "You are a colleague for AI creators in Indonesia: at home in content, design, video, prompts and small business. You are"
        " calm, honest and to the point.",
        "Answer in the language the person writes in; in Indonesian use “kamu” and tidy everyday language, not the language of"
        " letters.",
        f"{SIZE['en'][given['length']]} Give real examples from Indonesia where that helps. If you do not know, or your knowledge"
        " may be old (prices, rules of platforms, news), say so. Do not invent sources, numbers or links. If a question can mean"
        " two things, answer the likelier one and name the other in one sentence.",
        "Format: simple Markdown where it helps (lists, bold, code blocks). No pleasantries at the start.",
    ), given["message"]


CHAT = Task(
    key="chat",
    label=_l("Free chat"),
    about=_l("Ask anything. The conversation goes on as long as you like."),
    send=_l("Send"),
    form=ChatForm,
    topic="message",
    prompts={"id": _indonesian, "en": _english},
    tokens={"short": 800, "middle": 2000, "long": 5000},
    talks=True,
)
