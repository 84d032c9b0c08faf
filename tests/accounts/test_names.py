"""C12, F13: usernames and e-mail addresses."""

from __future__ import annotations

import pytest

from kreatr.accounts import names
from kreatr.accounts.names import NameFault


@pytest.mark.parametrize(
    "typed", ["abc", "a-b", "a_b", "0ab", "9-9", "sekar-ayu_2026", "x" * 30, "maria", "alice"]
)
def test_taken(typed: str) -> None:
    assert names.fault(names.username(typed)) is None


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "ab",
            "x" * 31,
            "-ab",
            "_ab",
            "a b",
            "a.b",
            "a/b",
            "a@b",
            "sari!",
            "sâri",
            "ｓari",
            "сари",
            "saри",
        ),
        *("a\x00b", "abc\n", "ab\u200bc", "\u202eabc", "<b>x</b>", "..", "%2e%2e"),
    ],
)
def test_wrong_letters_or_length(typed: str) -> None:
    assert names.fault(typed) is NameFault.SHAPE


@pytest.mark.parametrize(
    "typed", ["admin", "ADMIN", "root", "api", "kreatr", "dashboard", "login", "support"]
)
def test_reserved(typed: str) -> None:
    assert names.fault(names.username(typed)) is NameFault.RESERVED


@pytest.mark.parametrize(
    "typed",
    [
        "adm1n",
        "4dmin",
        "admln",
        "r00t",
        "kre-atr",
        "kreatr_",
        "kre4tr",
        "l0gin",
        "1ogin",
        "supp0rt",
        "d-a-s-h-board",
    ],
)
def test_like_a_reserved_one(typed: str) -> None:
    assert names.fault(names.username(typed)) is NameFault.RESERVED


def test_reserved_words_are_names_one_could_want() -> None:
    assert len(names.RESERVED) > 150
    assert all(word == word.lower() for word in names.RESERVED)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sari@Contoh.Test", "sari@contoh.test"),
        ("  sari@contoh.test\n", "sari@contoh.test"),
        ("sari+kreatr@contoh.test", "sari+kreatr@contoh.test"),
        ("sari@bücher.test", "sari@xn--bcher-kva.test"),
        ("sari@BU\u0308CHER.test", "sari@xn--bcher-kva.test"),
        ("o'brien@contoh.test", "o'brien@contoh.test"),
    ],
)
def test_addresses_have_one_spelling(typed: str, kept: str) -> None:
    assert names.email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *(None, "", "sari", "@contoh.test", "sari@", "sari@contoh", "sari@@contoh.test", "sa ri@contoh.test"),
        *(
            "sari@contoh..test",
            "sari@localhost",
            "sari@[127.0.0.1]",
            '"sari"@contoh.test',
            "Sari <sari@contoh.test>",
        ),
        *(
            "sari@contoh.test\r\nBcc: a@b.test",
            "sari\x00@contoh.test",
            "säri@contoh.test",
            "sari@contoh.test,a@b.test",
        ),
        *("a" * 65 + "@contoh.test", "a@" + "b" * 250 + ".test", "sari@contoh.test" * 100_000),
    ],
)
def test_no_address(typed: str | None) -> None:
    assert names.email(typed) is None
