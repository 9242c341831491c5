"""What an editor shows while somebody writes a map.

In: the maps of a docs folder as they stand in the editor, saved or not, and a place in a file. Out: findings, words to
complete with, what stands there, where it is defined and used, and edits; `server` speaks of them with editors.
"""
