"""Where steps are noticed, and where they are shown."""
