"""A map as data: JSON with its schemas, JSON-LD, GraphML, CSV, DOT, formats of others, and the list of all formats.

In: a map with its graph, and where it is published. Out: texts. It knows the model, how things are cited and drawn, and
no page.
"""
