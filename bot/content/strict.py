"""What all models of content files have in common."""

from __future__ import annotations

from pydantic import BaseModel, Extra


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    class Config:
        extra = Extra.forbid


def not_blank(value: str) -> str:
    """``value``, for use as a validator.

    Raises:
        ValueError: there is nothing but white space in it.
    """
    if not value.strip():
        raise ValueError("không được để trống")
    return value
