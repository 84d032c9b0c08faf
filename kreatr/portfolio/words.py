"""The words for an item's category."""

from flask_babel import lazy_gettext as _l

from kreatr.portfolio.models import ItemCategory

CATEGORY_WORDS = {
    ItemCategory.AI_CONTENT: _l("AI content"),
    ItemCategory.PROMPTS: _l("Prompts"),
    ItemCategory.CREATIVE_DIRECTION: _l("Creative direction"),
    ItemCategory.VIDEO_EDITING: _l("Video editing"),
    ItemCategory.SOCIAL_MEDIA: _l("Social media"),
    ItemCategory.TECHNICAL: _l("Technical"),
    ItemCategory.OTHER: _l("Other"),
}
