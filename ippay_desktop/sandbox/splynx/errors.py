"""Errors of the practice Splynx and their forms on the wire."""

import json

from ippay_desktop.sandbox.http_server import Response

UNAUTHORIZED = 401
_UNPROCESSABLE = 422


class ApiError(Exception):
    """A refusal with Splynx's error envelope."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def response(self) -> Response:
        """Return the answer with the envelope."""
        return envelope(self.status, self.code, self.message)


class InvalidFieldsError(Exception):
    """Model validation failed; the fields with their messages."""

    def __init__(self, **fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields

    def response(self, shape: str) -> Response:
        """Return the 422 answer in one of the shapes ``list``, ``envelope``, ``map``."""
        if shape == "envelope":
            text = " ".join(self.fields.values())
            return envelope(_UNPROCESSABLE, "INVALID_INPUT_DATA", text)
        body: object = {name: [text] for name, text in self.fields.items()}
        if shape == "list":
            body = [{"field": name, "message": text} for name, text in self.fields.items()]
        return Response(_UNPROCESSABLE, json.dumps(body).encode())


def envelope(status: int, code: str, message: str) -> Response:
    """Return an answer with Splynx's error envelope."""
    body = {"error": {"message": message, "code": status, "internal_code": code}}
    return Response(status, json.dumps(body).encode())


def not_found() -> ApiError:
    """Return the error for a record or path that is not there."""
    return ApiError(404, "NOT_FOUND", "Not found")


def unauthorized(code: str = "UNAUTHORIZED") -> ApiError:
    """Return an authentication error with its internal code."""
    return ApiError(UNAUTHORIZED, code, code.replace("_", " ").capitalize())
