"""Addresses of credits: the page, what programs ask, and the administrators' part."""
