"""From a graph to drawings.

In: a graph. Out: views (what a drawing shows), DOT, finished SVG, PNG and PDF. It knows the model, the layout engine
and its sandbox, and keeps what is slow to draw; it knows no page.
"""
