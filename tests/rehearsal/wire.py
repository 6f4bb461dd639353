"""The line from a desk to the site: one browser's cookies, and a network that may be gone."""

import http.client
import json
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

PATIENCE = 20.0  # seconds for one answer


class Unreachable(Exception):
    """No answer came, or one that says the server cannot: whether it did anything is not known."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str


@dataclass
class Line:
    """Requests of one signed-in person, each over a connection of its own."""

    port: int
    cookies: dict[str, str]

    def get(self, path: str) -> Answer:
        """:raises Unreachable: see there"""
        return self._ask("GET", path)

    def form(self, path: str, **fields: object) -> Answer:
        """:raises Unreachable: see there"""
        body = urlencode({"csrfmiddlewaretoken": self.cookies["csrftoken"], **fields})
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def send(self, path: str, payload: Any) -> Any:
        """What JSON came back.

        :raises Unreachable: see there
        """
        answer = self._ask("POST", path, json.dumps(payload), "application/json")
        assert answer.status == 200, answer
        return json.loads(answer.body)

    def send_and_hang_up(self, path: str, payload: Any) -> None:
        """The request arrives; nobody is there for the answer.

        :raises Unreachable: the request did not arrive
        """
        connection = self._connection()
        try:
            connection.request("POST", path, json.dumps(payload), self._head("application/json"))
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable from error
        finally:
            connection.close()

    def _ask(self, method: str, path: str, body: str | None = None, kind: str = "") -> Answer:
        connection = self._connection()
        try:
            connection.request(method, path, body, self._head(kind))
            response = connection.getresponse()
            answer = Answer(response.status, response.read(), response.getheader("Location", ""))
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable from error
        finally:
            connection.close()
        if answer.status >= 500:
            raise Unreachable(answer.status)
        self._keep(response.headers.get_all("Set-Cookie", []))
        return answer

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def _head(self, kind: str) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = {"Cookie": cookies, "X-CSRFToken": self.cookies["csrftoken"]}
        return {**head, "Content-Type": kind} if kind else head

    def _keep(self, headers: list[str]) -> None:
        for header in headers:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.coded_value
                if not morsel.value:
                    del self.cookies[name]
