"""From argument maps in peers' formats to the files of a map, with a report of what was lost.

In: the texts of files of one format. Out: the texts of a map's files, which a command then writes, and what became of
each construct. It knows the model, how files of a map are read and written, and no page.
"""
