"""The words that argmap says, apart from what says them.

In: numbers. Out: words.
"""
