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
RESERVED = {"where", "orderby", "order", "startposition", "maxresults", "and", "from", "select", "in", "like"}


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
    """The statement as parts; 4000 where it is none."""
    return _Parser(_tokens(statement)).query()


def _tokens(statement: str) -> list[Token]:
    out, position, end = [], 0, len(statement.rstrip())
    while position < end:
        match = TOKEN.match(statement, position)
        if match is None or match.lastgroup is None:
            _refuse(statement[position:].split()[0][:20], position + 1, "a name, a value or an operator")
        kind = match.lastgroup
        out.append(Token(kind, match.group(kind), match.start(kind) + 1))
        position = match.end()
    return [*out, Token("end", "<EOF>", end + 1)]


def _refuse(word: str, column: int, expected: str) -> NoReturn:
    raise Fault(
        "4000",
        f'QueryParserError: Encountered " <{word.upper()}> "{word} "" at line 1, column {column}. Was expecting one of: {expected}',
    )


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at = tokens, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def fail(self, expected: str) -> NoReturn:
        _refuse(self.token.text, self.token.column, expected)

    def accept(self, text: str) -> bool:
        if self.token.kind in ("word", "sign") and self.token.text.lower() == text:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            self.fail(f'"{text}"')

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
            out.where.append(self.condition())
            while self.accept("and"):
                out.where.append(self.condition())
        if self.ordered():
            out.order.append(self.sorting())
            while self.accept(","):
                out.order.append(self.sorting())
        if self.accept("startposition"):
            out.start = self.number()
        if self.accept("maxresults"):
            out.limit = self.number()
        if self.token.kind != "end":
            self.fail('<EOF> "and" "orderby" "startposition" "maxresults"')
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
        return self.fail('"=" "<" ">" "<=" ">=" "in" "like"')

    def value(self) -> Any:
        token = self.token
        if token.kind == "string":
            out: Any = re.sub(r"\\(.)", r"\1", token.text[1:-1])
        elif token.kind == "number":
            out = token.text
        elif token.text.lower() in ("true", "false"):
            out = token.text.lower() == "true"
        else:
            self.fail("<STRING> <NUMBER> true false")
        self.at += 1
        return out
