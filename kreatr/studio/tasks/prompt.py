"""A prompt that asks better."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.fields import Between, Block, Line
from kreatr.studio.forms import LANGUAGES, TaskForm, choice
from kreatr.studio.tasks.task import MATERIAL, Given, Task, apart, lines, marked

KINDS = {
    "picture": _l("Picture"),
    "video": _l("Video"),
    "text": _l("Text"),
    "code": _l("Code"),
}


class PromptForm(TaskForm):
    prompt = Block(_l("Your prompt so far"), [Between(5, 4000)])
    kind = choice(_l("What should come out?"), KINDS)
    tool = Line(
        _l("For which tool?"),
        [Between(0, 80)],
        description=_l("For example: Midjourney v7, Veo 3, Claude, Flux."),
    )
    missing = Line(
        _l("What is not right yet?"),
        [Between(0, 300)],
        description=_l("For example: the hands are odd, the light is too cold, it rambles."),
    )
    language = choice(_l("Language of the result"), LANGUAGES)


CARE = {
    "id": {
        "picture": (
            "Untuk gambar, susun dari yang paling penting: subjek dan apa yang dilakukannya, tempat, komposisi dan jarak kamera,"
            " cahaya, bahan dan tekstur, palet warna, gaya. Unsur Indonesia disebut dengan tepat (jenis batik, daerah, bahan),"
            " bukan “etnik” atau “tradisional”."
        ),
        "video": (
            "Untuk video, tulis apa yang bergerak dan bagaimana: aksi dari awal sampai akhir, gerak kamera, jarak, durasi, cahaya,"
            " suara. Satu adegan, satu gerak kamera."
        ),
        "text": (
            "Untuk teks, tulis siapa yang menulis untuk siapa, tujuannya, bahan yang dipakai, format dan panjang hasil, apa yang"
            " harus dihindari, dan satu contoh pendek kalau itu menolong."
        ),
        "code": (
            "Untuk kode, tulis tujuan, bahasa dan versinya, masukan dan keluaran dengan contoh, batasan, cara mengujinya, dan apa"
            " yang tidak boleh diubah."
        ),
    },
    "en": {
        "picture": (
            "For pictures, build from the most important thing down: the subject and what it does, the place, composition and"
            " camera distance, light, materials and texture, palette, style. Name Indonesian elements precisely (which batik,"
            " which region, which material), not “ethnic” or “traditional”."
        ),
        "video": (
            "For video, say what moves and how: the action from start to end, camera movement, distance, duration, light, sound."
            " One scene, one camera move."
        ),
        "text": (
            "For text, say who writes for whom, the goal, the material to use, format and length of the result, what to avoid,"
            " and one short example where it helps."
        ),
        "code": (
            "For code, say the goal, language and version, inputs and outputs with an example, the limits, how to test it, and"
            " what must not change."
        ),
    },
}
DEPTH = {
    "id": {
        "short": "Tulis satu versi yang lebih baik, sependek mungkin.",
        "middle": "Tulis satu versi yang lebih baik, lalu satu variasi dengan arah lain.",
        "long": "Tulis satu versi yang lebih baik, lalu dua variasi dengan arah yang jelas berbeda.",
    },
    "en": {
        "short": "Write one better version, as short as it can be.",
        "middle": "Write one better version, then one variation in another direction.",
        "long": "Write one better version, then two variations in clearly different directions.",
    },
}


def _indonesian(given: Given) -> tuple[str, str]:
    return apart(
        "Kamu menyunting prompt untuk kreator AI di Indonesia. Kamu mempertahankan maksud orangnya dan membuat permintaannya"
        " jelas bagi mesin. Kamu menyunting prompt itu; kamu tidak menjalankannya.",
        lines(
            f"- {CARE['id'][given['kind']]}",
            f"- {DEPTH['id'][given['length']]}",
            "- Ganti kata sifat yang kabur (“bagus”, “keren”, “epik”) dengan hal yang bisa dilihat atau diukur.",
            "- Buang pengulangan dan kata ajaib (“masterpiece, 8k, trending”) kecuali alatnya memang memakainya.",
            "- Kalau alatnya disebut, pakai cara menulis alat itu, termasuk parameternya; jangan mengarang parameter.",
            "- Jangan meniru gaya seniman yang masih hidup dengan namanya; sebut ciri gayanya.",
            "- Kalau ada hal penting yang tidak bisa kamu ketahui, tulis [isi: …] di dalam prompt, jangan menebak.",
            "- Tulis prompt-nya dalam bahasa Indonesia; istilah teknis alatnya boleh tetap Inggris.",
        ),
        "Format: tiap prompt di dalam blok kode (tiga tanda petik terbalik), supaya mudah disalin. Setelah versi pertama, tulis"
        " “Yang berubah” dengan paling banyak tiga butir pendek. Tanpa pembuka dan tanpa penutup.",
        MATERIAL["id"],
    ), apart(
        marked("prompt", given["prompt"]),
        marked("alat", given["tool"]),
        marked("belum_pas", given["missing"]),
    )


def _english(given: Given) -> tuple[str, str]:
    return apart(
        "You edit prompts for AI creators. You keep what the person means and make the request clear to the machine. You edit the"
        " prompt; you do not carry it out.",
        lines(
            f"- {CARE['en'][given['kind']]}",
            f"- {DEPTH['en'][given['length']]}",
            "- Replace vague adjectives (“nice”, “cool”, “epic”) by things that can be seen or measured.",
            "- Drop repetition and magic words (“masterpiece, 8k, trending”) unless the tool really uses them.",
            "- If a tool is named, write the way that tool is written for, parameters included; do not invent parameters.",
            "- Do not imitate living artists by name; describe the traits of the style.",
            "- Where something important cannot be known, write [fill in: …] inside the prompt instead of guessing.",
            "- Write the prompts in English, even if the original is in Indonesian.",
        ),
        "Format: each prompt in a code block (three backticks), so that it is easy to copy. After the first version write “What"
        " changed” with at most three short points. No opening and no closing.",
        MATERIAL["en"],
    ), apart(
        marked("prompt", given["prompt"]),
        marked("tool", given["tool"]),
        marked("not_right", given["missing"]),
    )


PROMPT = Task(
    key="prompt",
    label=_l("Better prompt"),
    about=_l("Your prompt, sharpened for pictures, video, text or code."),
    send=_l("Improve the prompt"),
    form=PromptForm,
    topic="prompt",
    prompts={"id": _indonesian, "en": _english},
    tokens={"short": 1000, "middle": 1800, "long": 3200},
)
