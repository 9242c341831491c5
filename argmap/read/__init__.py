"""From the files of a docs folder to maps.

In: the text of each file by its path. Out: `ArgumentMap`s, and a finding for whatever does not fit; nothing is guessed
and nothing raises. It knows the model, and what the files are called and how they are written.
"""
