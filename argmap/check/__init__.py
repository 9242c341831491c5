"""The rules that a map must keep once it is read, and how findings are told.

In: a map. Out: findings, each with its place and its mend; and findings as text, JSON, annotations or SARIF. It knows
the model and the forms of what is read; it writes nothing and alters nothing.
"""
