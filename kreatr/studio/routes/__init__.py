"""The addresses of the studio: choosing, writing, reading answers, going on talking, looking back."""
