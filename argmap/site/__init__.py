"""The whole road for all maps of a docs folder.

In: the texts of the folder. Out: findings, and what is generated, by its path. It validates, builds, decides what
lies at which address, and writes the archive of an edition.
"""
