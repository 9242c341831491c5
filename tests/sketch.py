"""Sketches of the code host's pages for CONTRIBUTING: what stands in them is real, their looks are drawn."""

import re
from collections.abc import Sequence
from html import escape

_STYLE = """
body { margin: 0; padding: 16px; width: 688px; background: #fff; color: #1f2328;
       font: 15px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif }
p { margin: 0 0 10px } .told { color: #59636e; font-size: 15px; font-style: italic }
.page { border: 2px dashed #8c959f; border-radius: 10px; padding: 16px }
.row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; margin-bottom: 12px }
.field { border: 1px solid #8c959f; border-radius: 6px; padding: 4px 10px; background: #fff }
.button { border: 1px solid #1a7f37; border-radius: 6px; padding: 4px 14px; background: #1a7f37; color: #fff;
          font-weight: bold }
.note { border: 1px solid #d4a72c; border-radius: 6px; padding: 8px 12px; background: #fff8c5 }
pre { margin: 0 0 12px; border: 1px solid #d1d9e0; border-radius: 6px; padding: 10px 12px; background: #f6f8fa;
      font: 12.5px/1.5 "Liberation Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
mark { background: #ffe08a; color: inherit; border-radius: 3px; padding: 0 2px }
b.step { display: inline-block; width: 24px; height: 24px; border-radius: 50%; background: #9a3412; color: #fff;
         text-align: center; line-height: 24px; font-size: 14px; flex: none }
h2 { font-size: 17px; margin: 0 0 10px }
"""


def step(number: int) -> str:
    """Return the number that the text of CONTRIBUTING refers to."""
    return f'<b class="step">{number}</b>'


def row(*parts: str) -> str:
    return f'<div class="row">{"".join(parts)}</div>'


def note(*parts: str) -> str:
    return f'<div class="row note">{"".join(parts)}</div>'


def words(text: str) -> str:
    return f"<span>{escape(text)}</span>"


def field(text: str) -> str:
    return f'<span class="field">{escape(text)}</span>'


def button(text: str) -> str:
    return f'<span class="button">{escape(text)}</span>'


def heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def box(text: str, written: Sequence[str] = ()) -> str:
    """Show a box of text, with the words marked that a person writes into it."""
    pieces = re.split(f"({'|'.join(map(re.escape, written))})", text) if written else [text]
    shown = "".join(f"<mark>{escape(piece)}</mark>" if piece in written else escape(piece) for piece in pieces)
    return f"<pre>{shown}</pre>"


def sketch(*parts: str) -> str:
    """Return the page of a sketch."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A sketch</title><style>{_STYLE}</style>'
        f'<p class="told">A sketch: the words are real; GitHub’s page looks different.</p>'
        f'<div class="page">{"".join(parts)}</div></html>'
    )
