"""Full-text search that forgives typing errors, the same on both databases.

Words are folded (lower case, no accents) here, then matched as prefixes by FTS5 on SQLite and by tsvector on
PostgreSQL. A word nobody uses is replaced by its nearest neighbour: every known word is also filed under what is left
when one letter is taken out (two, from eight letters on), so neighbours are found by equal keys, and the time does not
grow with the number of words. Source: symmetric delete spelling correction, W. Garbe, 2012.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import partial
from itertools import combinations
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from kreatr.kernel.db import Base, rows

WORD = re.compile(r"[a-z0-9]+")
LONGEST_QUERY = 100  # characters
MOST_WORDS = 6
SHORTEST_CORRECTED, TWICE_FROM = 4, 8  # letters
MOST_ENDINGS = 8
BATCH = 200

# Words are compared by their letters' codes: under the rules of a language "kopi{" need not stand behind "kopiah".
WORD_TYPE = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")

words = sa.Table("search_words", Base.metadata, sa.Column("word", WORD_TYPE, primary_key=True))
spellings = sa.Table(
    "search_spellings",
    Base.metadata,
    sa.Column("spelling", WORD_TYPE, primary_key=True),
    sa.Column("word", WORD_TYPE, primary_key=True),
)


def fold(text: str) -> list[str]:
    """The words of a text as they are compared: lower case, without accents, 2–40 letters."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return [word for word in WORD.findall(plain) if 2 <= len(word) <= 40]


def plain(text: str) -> str:
    """A text as it is looked through letter by letter: lower case, without accents, one space between words."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in parts if not unicodedata.combining(letter)).split())


def query_words(text: str) -> list[str]:
    """What is searched for: at most six folded words of the first hundred characters."""
    return fold(text[:LONGEST_QUERY])[:MOST_WORDS]


class Index:
    """One searchable collection of texts under integer keys, in the table `name`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.table = sa.table(name, sa.column("id", sa.Integer), sa.column("document", sa.Text))

    def create(self, connection: sa.Connection) -> None:
        """Makes the table; called by a migration."""
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {self.name} USING fts5(document, tokenize='ascii', prefix='2 3 4')"
            )
        else:
            connection.exec_driver_sql(
                f"CREATE TABLE {self.name} (id integer PRIMARY KEY, document tsvector NOT NULL)"
            )
            connection.exec_driver_sql(
                f"CREATE INDEX ix_{self.name}_document ON {self.name} USING gin (document)"
            )

    def drop(self, connection: sa.Connection) -> None:
        """Removes the table; called by a migration."""
        connection.exec_driver_sql(f"DROP TABLE {self.name}")

    def put(self, session: Session, key: int, text: str) -> None:
        """Stores the text under the key, in place of what was there."""
        self.remove(session, key)
        self.put_many(session, [(key, text)])

    def put_many(self, session: Session, rows: Iterable[tuple[int, str]]) -> None:
        """Stores new texts under new keys, in batches."""
        statement = sa.text(
            f"INSERT INTO {self.name} (rowid, document) VALUES (:id, :document)"
            if _sqlite(session)
            else f"INSERT INTO {self.name} (id, document) VALUES (:id, to_tsvector('simple', :document))"
        )
        in_batches(rows, BATCH, lambda batch: self._insert(session, statement, batch))

    def _insert(self, session: Session, statement: sa.TextClause, batch: list[tuple[int, str]]) -> None:
        folded = [(key, fold(text)) for key, text in batch]
        session.execute(statement, [{"id": key, "document": " ".join(found)} for key, found in folded])
        learn(session, {word for _key, found in folded for word in found})

    def remove(self, session: Session, key: int) -> None:
        """Forgets the text under the key."""
        column = "rowid" if _sqlite(session) else "id"
        session.execute(sa.text(f"DELETE FROM {self.name} WHERE {column} = :id"), {"id": key})

    def matching(self, session: Session, query: list[str]) -> sa.Select[tuple[int]]:
        """A select of the keys whose texts hold every word, or a word that begins so."""
        if _sqlite(session):
            pattern = " AND ".join(_fts5(*one) for one in _spelled(session, query))
            clause = sa.text(f"{self.name} MATCH :search_pattern").bindparams(search_pattern=pattern)
            return (
                sa.select(sa.literal_column(f"{self.name}.rowid").label("id"))
                .select_from(sa.table(self.name))
                .where(clause)
            )
        pattern = " & ".join(_tsquery(*one) for one in _spelled(session, query))
        document = sa.literal_column(f"{self.name}.document", TSVECTOR)
        tsquery = sa.func.to_tsquery(sa.literal_column("'simple'::regconfig"), pattern)
        return (
            sa.select(sa.literal_column(f"{self.name}.id").label("id"))
            .select_from(sa.table(self.name))
            .where(document.bool_op("@@")(tsquery))
        )


def _fts5(word: str, whole: list[str]) -> str:
    quoted = " OR ".join(f'"{one}"' for one in whole)
    return f"({quoted})" if whole else f'"{word}"*'


def _tsquery(word: str, whole: list[str]) -> str:
    return f"({' | '.join(whole)})" if whole else f"{word}:*"


def _spelled(session: Session, query: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The words of a query as they are looked up: each with the whole words that begin so, or none where those are many. A
    beginning makes both databases read all who use any word that begins so, even where a page or another word leaves few of
    them; whole words they skip through. So a beginning of few words is asked for as those."""
    asked = [word for word in query if len(word) >= SHORTEST_CORRECTED and not word.isdigit()]
    known: dict[str, list[str]] = {word: [] for word in asked}
    if known:
        begins = [
            sa.select(
                sa.select(sa.literal(word).label("asked"), words.c.word)
                .where(words.c.word >= word, words.c.word < word + "{")
                .limit(MOST_ENDINGS + 1)
                .subquery()
            )
            for word in known
        ]
        for word, whole in session.execute(sa.union_all(*begins)):
            known[word].append(whole)
    for word in query:
        whole = known.get(word, [])
        yield word, whole if len(whole) <= MOST_ENDINGS else []


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def learn(session: Session, found: set[str]) -> None:
    """Adds words to the vocabulary that typing errors are corrected to. Numbers are left out."""
    wanted = sorted(word for word in found if len(word) >= SHORTEST_CORRECTED and not word.isdigit())
    if not wanted:
        return
    known = set(session.scalars(sa.select(words.c.word).where(words.c.word.in_(wanted))))
    fresh = [word for word in wanted if word not in known]
    if not fresh:
        return
    insert = sqlite_insert if _sqlite(session) else pg_insert
    session.execute(insert(words).on_conflict_do_nothing(), [{"word": word} for word in fresh])
    rows = [{"spelling": spelling, "word": word} for word in fresh for spelling in _spellings(word)]
    session.execute(insert(spellings).on_conflict_do_nothing(), rows)


def _spellings(word: str) -> set[str]:
    found = {word}
    for losses in (1, 2) if len(word) >= TWICE_FROM else (1,):
        for gone in combinations(range(len(word)), losses):
            found.add("".join(letter for place, letter in enumerate(word) if place not in gone))
    return found


def keys(session: Session, select: sa.Select[Any]) -> list[int]:
    """The keys that a select of one column finds, handed over in one row: hundreds of rows cost more than finding them."""
    (key,) = select.subquery().c
    together = sa.func.json_group_array(key) if _sqlite(session) else sa.func.array_agg(key)
    ((found,),) = rows(sa.select(together))
    return list(json.loads(found) if _sqlite(session) else found or ())


def contains(session: Session, column: sa.SQLColumnExpression[str], word: str) -> sa.ColumnElement[bool]:
    """Whether a column made by `document` holds a word that begins so; for looking at single rows."""
    place = sa.func.instr if _sqlite(session) else sa.func.strpos
    found: sa.ColumnElement[bool] = place(column, f" {word}") > 0
    return found


def document(text: str) -> str:
    """The folded words of a text, each behind a space, for `contains`."""
    return "".join(f" {word}" for word in dict.fromkeys(fold(text)))


def correct(session: Session, query: list[str]) -> list[str] | None:
    """The query with every unknown word replaced by its nearest known one; None when nothing can be replaced."""
    unknown = [word for word in dict.fromkeys(query) if len(word) >= SHORTEST_CORRECTED]
    known = _known(session, unknown) if unknown else set()
    nearest = _nearest(session, [word for word in unknown if word not in known])
    corrected = [nearest.get(word, word) for word in query]
    return corrected if corrected != query else None


def _known(session: Session, asked: list[str]) -> set[str]:
    begins = [
        sa.select(sa.literal(word)).where(sa.exists().where(words.c.word >= word, words.c.word < word + "{"))
        for word in asked
    ]
    return set(session.scalars(sa.union_all(*begins)))


def _nearest(session: Session, asked: list[str]) -> dict[str, str]:
    keys: dict[str, list[str]] = {}
    for word in asked:
        for spelling in _spellings(word):
            keys.setdefault(spelling, []).append(word)
    if not keys:
        return {}
    rows = session.execute(sa.select(spellings).where(spellings.c.spelling.in_(keys)))
    found: dict[str, str] = {}
    for spelling, known in rows:
        for word in keys[spelling]:
            found[word] = max(known, found.get(word, known), key=partial(_likeness, word))
    return found


def _likeness(word: str, known: str) -> tuple[float, bool, str]:
    return SequenceMatcher(None, word, known).ratio(), word[0] == known[0], known


def in_batches(rows: Iterable[Any], size: int, handle: Callable[[list[Any]], None]) -> None:
    """Hands rows on in lists of at most `size`."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            handle(batch)
            batch = []
    if batch:
        handle(batch)
