"""The query language: statements, pages, and many questions in one call."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from syncapp.connectors.errors import CallFailed, GarbageAnswer, LimitReached, NotSent, VendorUnavailable
from syncapp.connectors.http import Http
from syncapp.connectors.protocol import Problem
from syncapp.connectors.quickbooks.errors import fault_errors, problem_of

T = TypeVar("T")
Row = Mapping[str, Any]

PAGE = 1000  # rows of one answer at most
BATCH = 30  # items of one batch call at most
VALUES = 100  # values of one IN: a statement stays a few kilobytes
DEADLINE = 120  # of a batch: QuickBooks' own limit for a request
READ_DEADLINE = 30  # F6
LIMIT_SECONDS = 60.0  # what QuickBooks asks for after a 429
STEP_BACK = 100  # rows, where a page has moved
NOT_IN_PLAN = ("5020", "5030")  # permission denied, feature not supported
ALL = "Active IN (true, false)"  # a list's inactive entries come only if Active is named


def quoted(text: str) -> str:
    """A value of a statement (F85)."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def any_of(name: str, values: Iterable[str]) -> str:
    return f"{name} IN ({', '.join(quoted(value) for value in values)})"


@dataclass(frozen=True)
class Question:
    """All rows of an entity that meet `where`, or the `first` so many; an `optional` one has none where the plan lacks it."""

    entity: str
    where: str = ""
    optional: bool = False
    first: int = 0

    def statement(self, start: int = 1, limit: int = PAGE) -> str:
        where = f" WHERE {self.where}" if self.where else ""
        return f"SELECT * FROM {self.entity}{where} ORDERBY Id STARTPOSITION {start} MAXRESULTS {self.first or limit}"  # noqa: S608


class Queries:
    """Asks one company; `params` go with every request (minor version, custom fields)."""

    def __init__(self, http: Http, root: str, params: Mapping[str, str]) -> None:
        self._http, self._root, self._params = http, root, params

    def get(self, path: str, **params: str) -> Row:
        """A read by path, below the company."""
        answer = self._http.read(
            "GET", f"{self._root}/{path}", params={**self._params, **params}, deadline=READ_DEADLINE
        )
        return checked(answer)

    def page(self, question: Question, start: int = 1, limit: int = PAGE) -> list[Row]:
        # By POST: a statement with a hundred names is too long for an address.
        answer = self._http.read(
            "POST",
            f"{self._root}/query",
            params=self._params,
            text=question.statement(start, limit),
            deadline=READ_DEADLINE,
        )
        return rows_of(checked(answer), question.entity)

    def many(self, questions: Sequence[Question]) -> list[list[Row]]:
        """All rows of each question, in the order of the questions; 30 questions to a call."""
        found: list[list[Row]] = [[] for _ in questions]
        due = [(index, 1) for index in range(len(questions))]
        while due:
            now, due = due[:BATCH], due[BATCH:]
            for (index, start), rows in zip(now, self._ask([(questions[i], s) for i, s in now]), strict=True):
                found[index].extend(rows)
                if len(rows) >= PAGE:
                    due.append((index, start + PAGE))
        return [_distinct(rows) for rows in found]

    def _ask(self, asked: Sequence[tuple[Question, int]]) -> list[list[Row]]:
        if len(asked) == 1:
            return [self.page(*asked[0])]
        answers = self.batch([question.statement(start) for question, start in asked])
        return [_answered(question, answer) for answer, (question, _) in zip(answers, asked, strict=True)]

    def batch(self, statements: Sequence[str]) -> list[Row]:
        """The items that answer at most thirty statements, in their order, not yet checked for faults."""
        items = [{"bId": str(n), "Query": statement} for n, statement in enumerate(statements, 1)]
        answer = self._http.read(
            "POST",
            f"{self._root}/batch",
            params=self._params,
            json={"BatchItemRequest": items},
            deadline=DEADLINE,
            kind="batch",
        )
        heed_limit(self._http, answer)
        by_id = batch_items(checked(answer))
        if by_id is None or set(by_id) != {item["bId"] for item in items}:
            raise garbage("a batch of queries was not answered item by item")
        return [by_id[item["bId"]] for item in items]

    def pages(self, question: Question) -> Iterator[list[Row]]:
        """All rows in pages, ordered by Id.

        Each page begins with the last row of the one before. Where it begins with a row not seen yet, deletions
        have moved the rows up meanwhile, and it is asked again from further up, so that none is passed over.
        """
        start, seen = 1, set[str]()
        while True:
            start, rows = self._overlapping(question, start, seen)
            new = [row for row in rows if row["Id"] not in seen]
            if new:
                seen.update(row["Id"] for row in new)
                yield new
            if len(rows) < PAGE:
                return
            if not new:
                raise garbage(f"the pages of {question.entity} repeat themselves")
            start += PAGE - 1

    def _overlapping(self, question: Question, start: int, seen: Container[str]) -> tuple[int, list[Row]]:
        """The page at `start`, or further up, that begins with a row already seen; and where it begins."""
        back = STEP_BACK
        rows = self.page(question, start)
        while start > 1 and not (rows and rows[0]["Id"] in seen):
            start, back = max(1, start - back), back * 2
            rows = self.page(question, start)
        return start, rows


def _answered(question: Question, answer: Row) -> list[Row]:
    errors = fault_errors(answer)
    if question.optional and errors and all(str(error.get("code")) in NOT_IN_PLAN for error in errors):
        return []
    return rows_of(checked(answer), question.entity)


def checked(answer: Any) -> Row:
    """The answer, or one item of it, unless it is a fault."""
    if not isinstance(answer, Mapping):
        raise garbage("the answer is no object")
    errors = fault_errors(answer)
    if errors:
        raise refused(problem_of(errors))
    return answer


def heed_limit(http: Http, answer: Any) -> None:
    """A batch that is answered by 200 may tell of a limit for all of it or for some of its items."""
    for part in (answer, *(batch_items(answer) or {}).values()):
        errors = fault_errors(part)
        if errors and (problem := problem_of(errors)).code == "limit_reached":
            http.heed(problem, "batch", LIMIT_SECONDS)
            return


def refused(problem: Problem) -> CallFailed:
    """A refusal that stands inside a 200 answer."""
    if problem.code == "limit_reached":
        return LimitReached(problem, seconds=LIMIT_SECONDS)
    return VendorUnavailable(problem) if problem.code == "vendor_unavailable" else NotSent(problem)


def batch_items(answer: Any) -> dict[str, Row] | None:
    """The items of a batch answer by bId; one that comes twice is left out. None: it is no batch answer."""
    found = answer.get("BatchItemResponse") if isinstance(answer, Mapping) else None
    if not isinstance(found, list):
        return None
    by_id: dict[str, Row] = {}
    twice: set[str] = set()
    for item in found:
        if isinstance(item, Mapping) and isinstance(item.get("bId"), str):
            (twice.add(item["bId"]) if item["bId"] in by_id else by_id.update({item["bId"]: item}))
    return {b_id: item for b_id, item in by_id.items() if b_id not in twice}


def rows_of(answer: Row, entity: str) -> list[Row]:
    """The rows of a query's answer; one without rows is `{}`."""
    found = answer.get("QueryResponse")
    if not isinstance(found, Mapping):
        raise garbage("the answer has no QueryResponse")
    rows = found.get(entity, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) and _is_id(row.get("Id")) for row in rows):
        raise garbage(f"the answer's {entity} is no list of objects with an Id")
    told = found.get("maxResults")
    if isinstance(told, int) and told != len(rows):
        raise garbage(f"the answer has {len(rows)} of {told} {entity}")
    return rows


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _distinct(rows: list[Row]) -> list[Row]:
    return list({row["Id"]: row for row in rows}.values())


def garbage(text: str) -> GarbageAnswer:
    return GarbageAnswer(Problem("garbage_answer", text, {"system": "QuickBooks Online"}))
