"""Devices that ring: which they are (`devices`), and what they are told (`ringing`)."""
