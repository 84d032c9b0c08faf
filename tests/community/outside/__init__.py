"""The four platforms as their documentation describes them: real HTTP servers on the loopback, each in threads of its own."""
