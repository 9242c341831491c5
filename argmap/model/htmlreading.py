"""Reads HTML as browsers do where Python's own reader gives up."""

from html.parser import HTMLParser


class HtmlReader(HTMLParser):
    """Reads any HTML, whoever wrote it.

    What begins like a marked section is a comment up to the next `>`
    (https://html.spec.whatwg.org/multipage/parsing.html#markup-declaration-open-state); Python's reader, before the
    versions of 2025, raises where no name follows, as in `<![<`.
    """

    def parse_html_declaration(self, i: int) -> int:
        """Read what begins with `<!`.

        Args:
            i: Where it begins.

        Returns:
            Where it ends; -1 where it does not end.
        """
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)
