"""What roles allow (C18). The role is read from the database at each request, so a removed one is gone at once."""

from __future__ import annotations

from kreatr.accounts.models import Role, User

MODERATORS = {Role.MODERATOR, Role.ADMIN, Role.OWNER}
ADMINISTRATORS = {Role.ADMIN, Role.OWNER}


def may_moderate(viewer: User) -> bool:
    """Whether the viewer works on the moderation queue."""
    return viewer.role in MODERATORS


def may_administer(viewer: User) -> bool:
    """Whether the viewer reaches the whole admin area."""
    return viewer.role in ADMINISTRATORS
