"""The addresses of people's keys: their page, one key, the same for programs, and the administrators' numbers."""
