"""Which notices somebody wants."""

from __future__ import annotations

from collections.abc import Mapping

from kreatr.notices.queries import Wish


def wanted(form: Mapping[str, str], wishes: list[Wish]) -> dict[str, tuple[bool, bool]]:
    """By kind: in the house, by mail; from the boxes that are ticked. Kinds the page did not show stay as they were."""
    return {
        wish.kind.key: (
            f"app-{wish.kind.key}" in form,
            f"mail-{wish.kind.key}" in form if wish.by_mail is not None else True,
        )
        for wish in wishes
        if f"shown-{wish.kind.key}" in form
    }
