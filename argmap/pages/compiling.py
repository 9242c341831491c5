"""How Jinja compiles templates here: into code that thousands of pages are made with, so that it spares what it can."""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

import markupsafe
from jinja2 import BytecodeCache, Environment, Template, nodes, runtime
from jinja2.bccache import Bucket
from jinja2.parser import Parser
from jinja2.utils import missing
from markupsafe import Markup

_escape_short = lru_cache(2**14)(markupsafe.escape)
_SHORT = 200
"""How long titles, addresses and ids are at most, which stand on many pages."""


def escape(value: object) -> str:
    """Escape what a template puts out; what it puts out is joined, and need not be marked as HTML piece by piece.

    Args:
        value: Anything; a text, mostly.

    Returns:
        HTML.
    """
    if type(value) is str:
        return _escape_short(value) if len(value) < _SHORT else markupsafe.escape(value)
    return value if type(value) is Markup else markupsafe.escape(value)


class Macro(runtime.Macro):
    """A macro; when it is given arguments by their places, as nearly always, it is called without more ado."""

    def __init__(self, environment: Environment, function: Callable[..., str], *form: Any) -> None:  # noqa: ANN401 - as Jinja has it
        super().__init__(environment, function, *form)
        self.function = function
        self.most = -1 if self.caller or self.catch_kwargs or self.catch_varargs else len(self.arguments)
        """How many arguments it takes at most, if it takes nothing else."""


class _Calls(runtime.Context):
    """Calls what templates call: mostly macros and words, which need not be asked whether they take a context."""

    environment: "TemplateEnvironment"

    def call(self, called: Callable[..., Any], *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as Jinja has it
        if type(called) is not Macro and called not in self.environment.sayings:
            return super().call(called, *arguments, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        if type(called) is Macro and not named and (lacking := called.most - len(arguments)) >= 0:
            return Markup(called.function(*arguments, *(missing,) * lacking))  # noqa: S704 - it has escaped the rest
        return called(*arguments, **named)


class _Parser(Parser):
    """Puts words in the place of what asks for them by a constant: once, and not on each page."""

    environment: "TemplateEnvironment"

    def parse_call(self, node: nodes.Expr) -> nodes.Expr:  # type: ignore[override] # words are an expression too
        match call := super().parse_call(node):
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(said))]):
                return nodes.Const(self.environment.words.gettext(said), lineno=call.lineno)
        return call

    def parse_statement(self) -> nodes.Node | list[nodes.Node]:
        statement = super().parse_statement()
        match statement:
            case nodes.Output(
                nodes=[nodes.Call(node=nodes.Name(name="gettext"), args=[nodes.Const(value=said)], kwargs=[])]
            ):
                statement.nodes = [nodes.Const(self.environment.said(said), lineno=statement.lineno)]
        return statement


class TemplateEnvironment(Environment):
    """Jinja's environment, but what all templates know is one dictionary: looked up in a chain it takes longer."""

    context_class = _Calls

    def __init__(self, words: NullTranslations, **options: Any) -> None:  # noqa: ANN401 - as Jinja has them
        super().__init__(autoescape=True, extensions=["jinja2.ext.i18n"], **options)
        self.words = words
        self.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined] # the extension has it
        own = {"_": words.gettext, "gettext": self.said, "ngettext": self.said_of}
        self.globals.update(own)
        self.sayings = frozenset(own.values())
        """What says words, and takes no context."""
        self._found: dict[str | Template, Template] = {}

    def said(self, words: str, /, **variables: object) -> Markup:
        """Translate words, and fill in variables."""
        return Markup(self.words.gettext(words)) % variables  # noqa: S704 - a template's own words

    def said_of(self, one: str, many: str, number: int, /, **variables: object) -> Markup:
        """Translate words in the form that goes with a number, and fill in variables."""
        return Markup(self.words.ngettext(one, many, number)) % {"num": number, **variables}  # noqa: S704 - as above

    def get_template(self, name: str | Template, *more: Any, **named: Any) -> Template:  # noqa: ANN401 - as Jinja has it
        """Return a template; each page asks for all that it imports from."""
        if name not in self._found:
            self._found[name] = super().get_template(name, *more, **named)
        return self._found[name]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Parser(self, source, name, filename).parse()

    def _generate(self, *arguments: Any, **named: Any) -> str:  # noqa: ANN401 - as Jinja has it
        imports, _, code = super()._generate(*arguments, **named).partition("\n")
        return f"{imports}; from {__name__} import Macro, escape\n{code}"

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Put what all templates know together with what one is given."""
        return {**self.globals, **(d or {})}


class CompiledTemplates(BytecodeCache):
    """Keeps the newest code of each template while the process lives, for whichever site asks; it depends on its text.

    It never lies on disk, where whoever can write could have their own code run.
    """

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code of a template if its text is as it was."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template."""
        self._codes[bucket.key] = bucket.checksum, bucket.code
