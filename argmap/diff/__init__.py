"""Two states of the maps compared, judged and reported.

In: the maps and findings of both. Out: what changed by meaning, what of it is wrong, and that as Markdown, HTML and
JSON.
"""
