"""A text that sells a product without promising what it does not hold."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.fields import Between, Block, Line
from kreatr.studio.forms import LANGUAGES, TaskForm, choice
from kreatr.studio.tasks.task import AT_ONCE, MATERIAL, TONE, TONES, Given, Task, apart, lines, marked

PLACES = {
    "marketplace": "Shopee, Tokopedia",
    "instagram": "Instagram",
    "whatsapp": _l("WhatsApp catalogue"),
    "website": _l("Own website"),
}


class ProductForm(TaskForm):
    name = Line(_l("What is it called?"), [Between(2, 120)])
    facts = Block(
        _l("What is true about it?"),
        [Between(10, 2000)],
        description=_l(
            "Material, size, taste, price, how it is made, how it is sent. Only this will be in the text."
        ),
    )
    place = choice(_l("Where will it stand?"), PLACES)
    audience = Line(
        _l("For whom?"), [Between(0, 120)], description=_l("For example: people who look for a gift.")
    )
    tone = choice(_l("Tone"), TONES, "warm")
    language = choice(_l("Language of the result"), LANGUAGES)


SIZE = {
    "id": {"short": "40–70 kata", "middle": "100–150 kata", "long": "200–280 kata"},
    "en": {"short": "40–70 words", "middle": "100–150 words", "long": "200–280 words"},
}
SHAPE = {
    "id": {
        "marketplace": (
            "Baris pertama judul produk, paling panjang 70 huruf, kata yang dicari orang di depan. Lalu 2–3 kalimat pembuka, lalu"
            " “Detail” sebagai daftar dengan tanda -, lalu “Cara pesan” hanya kalau bahannya menyebutnya."
        ),
        "instagram": "Kalimat pertama yang membuat orang berhenti, lalu cerita produknya dalam paragraf pendek, lalu detail singkat.",
        "whatsapp": (
            "Pendek dan mudah dibaca di obrolan: nama produk, dua kalimat tentang kenapa orang menyukainya, lalu detail"
            " satu baris masing-masing."
        ),
        "website": "Judul pendek, satu paragraf yang membuat orang bisa membayangkan produknya, lalu detail sebagai daftar dengan tanda -.",
    },
    "en": {
        "marketplace": (
            "First line: a product title of at most 70 characters, with the words people search for at the front. Then 2–3"
            " opening sentences, then “Details” as a list with -, then “How to order” only if the material says so."
        ),
        "instagram": "A first sentence that makes people stop, then the product's story in short paragraphs, then brief details.",
        "whatsapp": "Short and easy to read in a chat: the name, two sentences on why people like it, then details, one per line.",
        "website": "A short headline, one paragraph that lets people picture the product, then details as a list with -.",
    },
}


def _indonesian(given: Given) -> tuple[str, str]:
    return apart(
        "Kamu menulis teks produk untuk usaha kecil di Indonesia. Teksmu membuat orang bisa membayangkan barangnya, lalu percaya,"
        " karena semuanya benar.",
        lines(
            f"- Nada: {TONE['id'][given['tone']]}.",
            f"- Panjang: {SIZE['id'][given['length']]}.",
            f"- Bentuk: {SHAPE['id'][given['place']]}",
            "- Ubah ciri menjadi guna: bukan hanya “kain rayon”, tetapi apa rasanya dipakai. Pakai indra: rasa, tekstur, bunyi,"
            " wangi, berat.",
            "- Sebut ukuran, harga, dan bahan persis seperti di bahan. Tulis rupiah seperti orang menulisnya: Rp 45.000.",
            "- Hanya pakai fakta dari bahan. Jangan mengarang harga, diskon, stok, garansi, ongkir, testimoni, jumlah terjual,"
            " sertifikat (halal, BPOM, SNI), atau khasiat kesehatan. Yang penting tetapi belum ada: tulis [isi: …].",
            "- Tanpa “terbaik”, “nomor 1”, “dijamin”, “premium” kalau bahannya tidak membuktikannya, dan tanpa huruf besar semua.",
        ),
        f"Format: teks polos tanpa Markdown, siap ditempel. {AT_ONCE['id']}",
        MATERIAL["id"],
    ), apart(
        marked("produk", given["name"]), marked("fakta", given["facts"]), marked("pembeli", given["audience"])
    )


def _english(given: Given) -> tuple[str, str]:
    return apart(
        "You write product texts for small businesses in Indonesia. Your texts let people picture the thing, and then trust it,"
        " because all of it is true.",
        lines(
            f"- Tone: {TONE['en'][given['tone']]}.",
            f"- Length: {SIZE['en'][given['length']]}.",
            f"- Shape: {SHAPE['en'][given['place']]}",
            "- Turn features into use: not only “rayon”, but how it feels to wear. Use the senses: taste, texture, sound, scent,"
            " weight.",
            "- Give sizes, prices and materials exactly as in the material. Write rupiah as IDR 45,000.",
            "- Use only facts from the material. Do not invent prices, discounts, stock, warranties, shipping, testimonials, sales"
            " figures, certificates (halal, BPOM, SNI) or health claims. What matters and is missing: write [fill in: …].",
            "- No “best”, “number one”, “guaranteed” or “premium” unless the material proves it, and no capitals for emphasis.",
        ),
        f"Format: plain text without Markdown, ready to paste. {AT_ONCE['en']}",
        MATERIAL["en"],
    ), apart(
        marked("product", given["name"]), marked("facts", given["facts"]), marked("buyers", given["audience"])
    )


PRODUCT = Task(
    key="product",
    label=_l("Product text"),
    about=_l("A text for your shop that only says what is true."),
    send=_l("Write the text"),
    form=ProductForm,
    topic="name",
    prompts={"id": _indonesian, "en": _english},
    tokens={"short": 800, "middle": 1200, "long": 2000},
)
