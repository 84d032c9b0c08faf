"""Every text field of every form holds keys back, so that no form can forget it; the exceptions say why."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask_babel import force_locale
from wtforms import Form, HiddenField, PasswordField, StringField
from wtforms.form import BaseForm

from kreatr.kernel import leaks
from tests.conformance.source import CODE, ROOT, python, report
from tests.planted import key

# What is typed here is no text that others read.
EXEMPT = {
    "RegisterForm.username": "30 characters at most; no key is that short",
    "AccountForm.username": "30 characters at most; no key is that short",
    "RegisterForm.email": "an address, never shown to anybody else",
    "LoginForm.email": "an address, never shown to anybody else",
    "ForgotForm.email": "an address, never shown to anybody else",
}


def _forms() -> Iterator[type[BaseForm]]:
    for path in python(CODE):
        if "forms" in (path.stem, path.parent.name):
            module = importlib.import_module(
                ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            )
            yield from (
                one
                for one in vars(module).values()
                if isinstance(one, type) and issubclass(one, Form) and one.__module__ == module.__name__
            )


def _text_fields(form: type[BaseForm]) -> Iterator[tuple[str, type[Any], dict[str, Any]]]:
    for name in dir(form):
        unbound = getattr(form, name)
        kind = getattr(unbound, "field_class", None)
        if kind and issubclass(kind, StringField) and not issubclass(kind, HiddenField | PasswordField):
            yield name, kind, unbound.kwargs


def test_every_text_field_is_guarded() -> None:
    fields = {
        f"{form.__name__}.{name}": (kind, kwargs)
        for form in _forms()
        for name, kind, kwargs in _text_fields(form)
    }
    assert len(fields) > 30, "the forms are not found any more"
    open_ = {
        name
        for name, (kind, kwargs) in fields.items()
        if not issubclass(kind, leaks.Guarded) or not kwargs.get("guarded", True)
    }
    report(sorted(open_ - set(EXEMPT)), "use a field of kernel/fields.py, or write the reason into EXEMPT")
    report(sorted(set(EXEMPT) - open_), "these are guarded or gone; take them out of EXEMPT")


def test_a_guarded_field_says_so_first_and_repeats_nothing(app: Flask) -> None:
    secret, tried = key(), 0
    with force_locale("id"):
        for form in _forms():
            names = [name for name, kind, _kwargs in _text_fields(form) if issubclass(kind, leaks.Guarded)]
            for name in names:
                one = form(data={name: f"Kunci: {secret}"})
                one.process(data={name: f"Kunci: {secret}"})
                one.validate()
                said = " ".join(str(error) for error in one[name].errors)
                assert "kunci API OpenAI" in said and secret[:8] not in said, (
                    f"{form.__name__}.{name}: {said}"
                )
                assert len(one[name].errors) == 1
                tried += 1
    assert tried > 25
