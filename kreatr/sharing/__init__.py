"""What search engines and chat groups see of the house: cards, codes, maps and descriptions for machines."""

from kreatr.kernel.manifest import Room

room = Room("sharing")
