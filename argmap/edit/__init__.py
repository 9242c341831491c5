"""What changes the files of a map when somebody asks for it: new nodes, new ids, order of fields, releases.

In: the texts of files. Out: the texts they are to have, which a command then writes. It also knows the addresses of the
code host's own editor and forms.
"""
