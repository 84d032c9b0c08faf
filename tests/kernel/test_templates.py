"""Words of templates: looked up when a template is compiled, once for each language, and still the reader's own."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, render_template

from kreatr.kernel import i18n
from tests.apps import templates_of

PAGE = """{% macro hello(who) %}{{ _("Sign in") }}, {{ who }}{% endmacro %}
{%- set end = _("Sign out") -%}<p title="{{ end }}">{{ hello("<b>") }} {{ _("%(n)s star", n=1) }} {{ asset("app.css") }}</p>"""


@pytest.mark.one_database
def test_words_and_addresses_stand_in_the_compiled_page(app: Flask) -> None:
    env: Any = app.jinja_env
    css = env.globals["asset"]("app.css")
    written = {"halaman.html": PAGE, "surat.txt": '{{ _("Sign in") }} {{ "<" }}'}
    words = (("en", "Sign in", "Sign out"), ("id", "Masuk", "Keluar"), ("en", "Sign in", "Sign out"))
    for language, enter, leave in words:
        with templates_of(app, **written), i18n.speaking(language):
            page, letter = render_template("halaman.html"), render_template("surat.txt")
            assert page.startswith(f'<p title="{leave}">{enter}, &lt;b&gt; ') and page.endswith(f"{css}</p>")
            assert letter == f"{enter} <"
            source = env._copy(language).compile(PAGE, "halaman.html", raw=True)
            assert f"{enter}, " in source and "app.css" not in source, "nothing is left to be looked up"
