"""The query language: one entity, conditions joined by AND, no projection worth the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from syncapp.sandbox.quickbooks.errors import Fault

TOKEN = re.compile(
    r"""\s*(?:
      (?P<string>'(?:\\.|[^'\\])*')
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_.]*)
    | (?P<sign><=|>=|<|>|=|\*|,|\(|\))
    )""",
    re.VERBOSE,
)
# Words of the grammar with a name of their own in the parser's messages; the others are named by themselves.
NAMED = {"and": "<AND>", "or": "<OR>"}
LITERAL = {
    "asc", "by", "count", "desc", "from", "in", "iterator", "like", "maxresults", "order", "orderby", "select",
    "startposition", "where",
}  # fmt: skip
RESERVED = {*NAMED, *LITERAL} - {"asc", "by", "count", "desc", "iterator"}
SIGNS = {"=", "<", ">", "<=", ">=", "*", ",", "(", ")"}
KINDS = {"word": "<IDENTIFIER>", "string": "<STRING>", "number": "<NUMBER>"}
PAGING = ("maxresults", "startposition")
ORDERING = ("order", "orderby", *PAGING)
AFTER_ENTITY = ("<EOF>", "iterator", *ORDERING, "where")
AFTER_CONDITION = ("<EOF>", "and", "iterator", "or", *ORDERING)


@dataclass
class Condition:
    property: str
    operator: str  # = < > <= >= like in
    values: list[Any]  # str, int/float as Decimal text, bool


@dataclass
class Query:
    entity: str
    count: bool = False
    properties: list[str] = field(default_factory=list)
    where: list[Condition] = field(default_factory=list)
    order: list[tuple[str, bool]] = field(default_factory=list)  # property, descending
    start: int = 1
    limit: int = 100


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    column: int


def parse(statement: str) -> Query:
    """The statement as parts; 4000 where it is none, in the words of the vendor's parser [logs 2016–2019]."""
    if not statement.strip():
        raise _fault("The query provided was empty")
    return _Parser(_tokens(statement)).query()


def _fault(text: str) -> Fault:
    return Fault("4000", f"QueryParserError: {text}")


def _tokens(statement: str) -> list[Token]:
    out: list[Token] = []
    position, end = 0, len(statement.rstrip())
    while position < end:
        match = TOKEN.match(statement, position)
        if match is None or match.lastgroup is None:
            return [*out, Token("bad", _lexical(statement, position), position)]
        kind = match.lastgroup
        out.append(Token(kind, match.group(kind), match.start(kind) + 1))
        position = match.end()
    return [*out, Token("end", "<EOF>", end)]


def _lexical(statement: str, position: int) -> str:
    """A character that begins no token, or the end of an open string; told when the parser comes to it."""
    rest = statement[position:].lstrip()
    column = len(statement) - len(rest) + 1
    if rest.startswith("'"):
        return (
            f"Invalid content. Lexical error at line 1, column {len(statement) + 1}.  "
            f'Encountered: <EOF> after : "{rest}"'
        )
    sign = rest[0]
    return (
        f'Invalid content. Lexical error at line 1, column {column}.  Encountered: "{sign}" ({ord(sign)}), after : ""'
    )


def _named(token: Token) -> str:
    word = token.text.lower()
    if token.kind == "word" and word in NAMED:
        return NAMED[word]
    return f'"{word}"' if token.text in SIGNS or word in LITERAL else KINDS[token.kind]


def _expectation(expected: tuple[str, ...]) -> str:
    """`<EOF>` bare, everything else with dots behind it, in the order of the alphabet."""
    shown = {word: word if word.startswith("<") else NAMED.get(word, f'"{word}"') for word in expected}
    listed = [shown[word] + (" " if word == "<EOF>" else " ...") for word in sorted(shown, key=str.lower)]
    head = "Was expecting:" if len(listed) == 1 else "Was expecting one of:"
    return f"{head}\n" + "".join(f"    {each}\n" for each in listed) + "    "


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at = tokens, 0
        self.follows: tuple[str, ...] = AFTER_ENTITY  # what may come where the statement ends

    @property
    def token(self) -> Token:
        token = self.tokens[self.at]
        if token.kind == "bad":
            raise _fault(token.text)
        return token

    def fail(self, *expected: str) -> NoReturn:
        token = self.token
        met = '"<EOF>"' if token.kind == "end" else f'" {_named(token)} "{token.text} ""'
        raise _fault(f"Encountered {met} at line 1, column {token.column}.\n{_expectation(expected)}")

    def accept(self, text: str) -> bool:
        if self.token.kind in ("word", "sign") and self.token.text.lower() == text:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            self.fail(text)

    def name(self) -> str:
        if self.token.kind != "word" or self.token.text.lower() in RESERVED:
            self.fail("<IDENTIFIER>")
        self.at += 1
        return self.tokens[self.at - 1].text

    def number(self) -> int:
        if self.token.kind != "number" or not self.token.text.isdecimal():
            self.fail("<INTEGER>")
        self.at += 1
        return int(self.tokens[self.at - 1].text)

    def query(self) -> Query:
        self.expect("select")
        count, properties = self.selection()
        self.expect("from")
        out = Query(self.name(), count, properties)
        if self.accept("where"):
            self.follows = AFTER_CONDITION
            out.where.append(self.condition())
            while self.accept("and"):
                out.where.append(self.condition())
        if self.ordered():
            self.follows = ("<EOF>", ",", "iterator", *PAGING)
            out.order.append(self.sorting())
            while self.accept(","):
                out.order.append(self.sorting())
        if self.accept("startposition"):
            self.follows = ("<EOF>", "maxresults")
            out.start = self.number()
        if self.accept("maxresults"):
            self.follows = ("<EOF>",)
            out.limit = self.number()
        if self.token.kind != "end":
            self.fail(*self.follows)
        return out

    def ordered(self) -> bool:
        """`ORDERBY` and `ORDER BY` are both taken."""
        if self.accept("order"):
            self.expect("by")
            return True
        return self.accept("orderby")

    def selection(self) -> tuple[bool, list[str]]:
        if self.token.text.lower() == "count" and self.tokens[self.at + 1].text == "(":
            self.at += 2
            self.expect("*")
            self.expect(")")
            return True, []
        names = [] if self.accept("*") else [self.name()]
        while self.accept(","):
            names.append(self.name())
        return False, names

    def sorting(self) -> tuple[str, bool]:
        name = self.name()
        if self.accept("desc"):
            return name, True
        self.accept("asc")
        return name, False

    def condition(self) -> Condition:
        name = self.name()
        if self.accept("in"):
            self.expect("(")
            values = [self.value()]
            while self.accept(","):
                values.append(self.value())
            self.expect(")")
            return Condition(name, "in", values)
        for operator in ("like", "<=", ">=", "<", ">", "="):
            if self.accept(operator):
                return Condition(name, operator, [self.value()])
        return self.fail("=", "<", ">", "<=", ">=", "in", "like")

    def value(self) -> Any:
        token = self.token
        if token.kind == "string":
            out: Any = re.sub(r"\\(.)", r"\1", token.text[1:-1])
        elif token.kind == "number":
            out = token.text
        elif token.text.lower() in ("true", "false"):
            out = token.text.lower() == "true"
        else:
            self.fail("<STRING>", "<NUMBER>", "true", "false")
        self.at += 1
        return out
