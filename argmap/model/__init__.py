"""What a map is: nodes, relations, fields, the graph, citations, findings.

In: nothing. Out: plain frozen data that every other room speaks in. It knows no file, no page and no drawing.
"""
