"""What the pages of a map say.

In: a map with its graph, its formatted citations and where it is published. Out: the text of each page. It knows every
room below; which pages there are, and where they go, is for `site` to say.
"""
