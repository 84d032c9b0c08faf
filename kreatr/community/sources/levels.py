"""How lively a platform is, by one small rule (HUB-08).

| platform     | counted                                              | medium from | high from |
| ------------ | ---------------------------------------------------- | ----------- | --------- |
| Discord      | people online now                                    | 20          | 200       |
| Reddit       | comments below the top posts of the day              | 10          | 100       |
| GitHub       | issues and pull requests touched within 30 days      | 5           | 20        |
| Hugging Face | models made within 30 days, of the newest 20         | 1           | 5         |

Below medium it is low; where nothing was counted there is no level.
"""

from __future__ import annotations

from kreatr.community.models import ActivityLevel, Platform

FROM: dict[Platform, tuple[int, int]] = {
    Platform.DISCORD: (20, 200),
    Platform.REDDIT: (10, 100),
    Platform.GITHUB: (5, 20),
    Platform.HUGGINGFACE: (1, 5),
}
WINDOW_DAYS = 30


def level(platform: Platform, counted: int | None) -> ActivityLevel | None:
    """The level for what was counted; None for None."""
    if counted is None:
        return None
    medium, high = FROM[platform]
    if counted >= high:
        return ActivityLevel.HIGH
    return ActivityLevel.MEDIUM if counted >= medium else ActivityLevel.LOW
