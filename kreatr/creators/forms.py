"""What creators tell about themselves. Fields that are not named here change nothing (A3)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, RadioField, SelectMultipleField
from wtforms.validators import ValidationError

from kreatr.creators.models import Availability, CreatorKind, skill_slug
from kreatr.creators.words import AVAILABILITY_WORDS, KIND_WORDS
from kreatr.kernel import i18n, text
from kreatr.kernel.choices import choices
from kreatr.kernel.fields import (
    Address,
    Amount,
    Between,
    Block,
    Dialled,
    Line,
    Link,
    Phone,
    Reachable,
    Rupiah,
    Secure,
    Switch,
)

MOST_SKILLS = 15
SKILL_LENGTHS = range(2, 31)
TEXTS = ("display_name", "bio", "place", "hourly_rate", "project_rate", "whatsapp")
LINKS = ("twitter_url", "instagram_url", "linkedin_url", "website_url")


class Skills(Line):
    """Skills in one line, separated by commas."""

    @property
    def stored_names(self) -> list[str]:
        """The skills as typed, in their order; what is the same skill twice is one."""
        names = (text.clean(name) for name in (self.data or "")[: text.LONGEST].split(","))
        found: dict[str, str] = {}
        for name in filter(None, names):
            found.setdefault(skill_slug(name), name)
        return list(found.values())


class Kinds(SelectMultipleField):
    """One or more of the four kinds; a kind twice is once."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(valuelist))

    def pre_validate(self, form: Form) -> None:
        if not self.data:
            raise ValidationError(_("Choose at least one."))
        super().pre_validate(form)


class State(RadioField):
    """One of the three states; what is not sent stays as it was."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            super().process_formdata(valuelist)
        else:
            self.data = self.object_data or self.default


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a profile as its form shows them."""
    written = dict(values)
    for name in ("hourly_rate", "project_rate"):
        if values.get(name):
            written[name] = i18n.number(values[name])
    if values.get("whatsapp"):
        written["whatsapp"] = f"+{values['whatsapp']}"
    return {name: "" if value is None else value for name, value in written.items()}


def _words(field: Any) -> str:
    if isinstance(field, Switch):
        return _("Yes") if field.data else _("No")
    if isinstance(field, State | Kinds):
        return ", ".join(str(option.label.text) for option in field if option.checked)
    return field.data or "–"


class ProfileForm(Form):
    """The whole profile (PRF-02 to PRF-19). `version` names the state of it that the page showed."""

    availability = State(
        _l("Availability"), choices=choices(AVAILABILITY_WORDS), default=Availability.UNAVAILABLE.value
    )
    display_name = Line(_l("Display name"), [Between(2, 50)])
    bio = Block(_l("Bio"), [Between(50, 500)])
    categories = Kinds(_l("What you are"), choices=choices(KIND_WORDS))
    skills = Skills(_l("Skills"))
    hourly_rate = Rupiah(_l("Rate per hour"), [Amount()])
    project_rate = Rupiah(_l("Rate per project"), [Amount()])
    instagram_url = Link("Instagram", [Secure()])
    website_url = Link(_l("Website"), [Secure()])
    linkedin_url = Link("LinkedIn", [Secure()])
    twitter_url = Link("X (Twitter)", [Secure()])
    whatsapp = Phone("WhatsApp", [Dialled()])
    place = Line(_l("Place"), [Between(0, 60)])
    contact_email = Address(_l("Contact e-mail"), [Reachable(required=False)])
    show_email = Switch(_l("Show my e-mail on the public page"))
    is_public = Switch(_l("Show my profile to everybody"), default=True)
    version = HiddenField()

    def validate_skills(self, field: Skills) -> None:
        if field.forbidden.search((field.data or "")[: text.LONGEST]):
            raise ValidationError(_("This holds characters that do not belong here. Please type it again."))
        names = field.stored_names
        if len(names) > MOST_SKILLS:
            raise ValidationError(
                _("At most %(most)s skills; these are %(n)s.", most=MOST_SKILLS, n=len(names))
            )
        for name in names:
            if len(name) not in SKILL_LENGTHS:
                raise ValidationError(_('"%(name)s": a skill has 2 to 30 characters.', name=name[:40]))

    def differing(self, saved: dict[str, Any]) -> dict[str, str]:
        """What is saved where something else is typed, as words, by field name."""
        other = ProfileForm(data=shown(saved))
        names = [name for name in self._fields if name != "version" and self[name].data != other[name].data]
        return {name: _words(other[name]) for name in names}

    def stored(self) -> dict[str, Any]:
        """The checked values under the names of `actions.Profile`."""
        values: dict[str, Any] = {name: self[name].stored for name in (*TEXTS, *LINKS)}
        email = self.contact_email.stored if (self.contact_email.data or "").strip() else None
        return values | {
            "availability": Availability(self.availability.data),
            "kinds": tuple(CreatorKind(value) for value in self.categories.data or ()),
            "skills": tuple(self.skills.stored_names),
            "contact_email": email,
            "show_email": self.show_email.data,
            "is_public": self.is_public.data,
        }
