"""The words that argmap says, apart from the code that says them.

In: numbers. Out: words.
"""
