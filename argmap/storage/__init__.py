"""The only place with effects: disk, whole folders put in place, cache, git, processes, files of this package.

In: paths and commands. Out: what is read there, or an error in plain words. It knows which files of a docs folder are
read, and nothing of what they mean. (`swap` uses the standard library only, for the scripts that run before the rest.)
"""
