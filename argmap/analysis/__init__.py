"""What follows from a map.

In: a map or its graph, and the mapped text where it is at hand. Out: labels, exposure, coverage, verification, usage.
It knows the model; how its results look is for pages and commands to say.
"""
