"""How works, nodes and maps are cited.

In: maps with their references. Out: CSL entries, texts formatted by pandoc, BibTeX, RIS and CSL-JSON. It knows the
model and pandoc; it knows no page.
"""
