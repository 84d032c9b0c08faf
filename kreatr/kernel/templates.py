"""Templates, compiled once for each language: words and addresses that do not depend on the request stand in the compiled
page as plain text. A page says some hundred of them, and looking each up took a fifth of the time it was drawn in."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import flask.templating
from flask import Flask
from jinja2 import Template, nodes
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from kreatr.kernel import i18n

WORDS = ("_", "gettext")
ADDRESSES = ("asset", "symbol")  # made at the start


class _Context(Context):
    """Calls a macro at once: Jinja first asks of everything that is called which of four ways it wants to be, and a page calls a
    hundred macros."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if __obj.__class__ is not Macro:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(__self.eval_ctx, *args, **kwargs)


class Environment(flask.templating.Environment):
    """Hands each template out in the language that is being written in; `spoken` is that of a copy, None of the first one."""

    spoken: str | None = None
    context_class = _Context

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self.policies["json.dumps_kwargs"] = {
            "separators": (",", ":"),
            "ensure_ascii": False,
            "sort_keys": True,
        }
        self.copies: dict[str, Environment] = {}

    def _load_template(self, name: Any, globals: MutableMapping[str, Any] | None) -> Template:
        if self.spoken is not None:
            return super()._load_template(name, globals)
        return self._copy(i18n.language())._load_template(name, globals)

    def _copy(self, language: str) -> Environment:
        copy = self.copies.get(language)
        if copy is None:
            copy = self.overlay()
            copy.spoken = language
            self.copies[language] = copy
        return copy

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dictionary: Jinja compares it at each import, and one that looks into two others is slow at that."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.spoken is None:
            return tree
        escapes = self.autoescape(name) if callable(self.autoescape) else self.autoescape
        with i18n.speaking(self.spoken):
            found: nodes.Template = _Known(self, escapes).visit(tree)
        return found


class _Known(NodeTransformer):
    """Puts what is known already in the place of the call that asks for it."""

    def __init__(self, environment: Environment, escapes: bool) -> None:
        self.globals: dict[str, Any] = dict(environment.globals)
        self.escapes = escapes

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if not (plain and isinstance(node.node, nodes.Name) and len(node.args) == 1):
            return node
        name, (argument,) = node.node.name, node.args
        if not isinstance(argument, nodes.Const):
            return node
        if name in WORDS:
            return self._const(i18n.written(self.escapes, i18n.said(argument.value), {}), node)
        return self._const(self.globals[name](argument.value), node) if name in ADDRESSES else node

    def _const(self, value: str | Markup, node: nodes.Call) -> nodes.Const:
        return nodes.Const(value, lineno=node.lineno, environment=node.environment)
