"""Argument maps as docs: Markdown files in, checked, drawn and written as plain pages."""

__version__ = "0.1.0"
