"""Imports point one way, and the trusted part stays as small and as plain as it promises to be."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KERNEL, OBJECTS, CALCULUS, BARE = (ROOT / "verify" / folder for folder in ("kernel", "objects", "calculus", "bare"))
CONSTRUCTIONS = CALCULUS / "constructions"
ORDER = (KERNEL, OBJECTS, CALCULUS, CONSTRUCTIONS, BARE)  # each imports those before it only
TRUSTED = sorted({path for folder in ORDER for path in folder.rglob("*.py")})
SOURCES = sorted([*(ROOT / "verify").rglob("*.py"), *(ROOT / "proofs").rglob("*.py")])
RULES = sorted((KERNEL / "rules").glob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def files(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[name(path) for path in paths])


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def code_lines(path: Path) -> int:
    """Lines that hold code: blanks, comments and docstrings are not counted."""
    text = path.read_text(encoding="utf-8")
    documentation: set[int] = set()
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and ast.get_docstring(node, clean=False) is not None
        ):
            documentation |= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in silent:
            code |= set(range(token.start[0], token.end[0] + 1))
    return len(code - documentation)


def imported(path: Path, everywhere: bool = True) -> set[str]:
    """The modules that a file imports, relative ones resolved; inside functions too unless told otherwise."""
    package = list(path.relative_to(ROOT).parent.parts)
    nodes = ast.walk(tree(path)) if everywhere else top_level(tree(path))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def top_level(module: ast.Module) -> list[ast.stmt]:
    """Statements that run on import."""
    pending, found = list(module.body), []
    while pending:
        node = pending.pop()
        found.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not checks_types_only(node):
            pending += [child for child in ast.walk(node) if isinstance(child, ast.stmt) and child is not node]
    return found


def checks_types_only(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def dotted(folder: Path) -> str:
    return ".".join(folder.relative_to(ROOT).parts)


@files(TRUSTED)
def test_trusted_code_imports_the_standard_library_and_itself(path: Path) -> None:
    level = max(number for number, folder in enumerate(ORDER) if folder in path.parents)
    allowed, above = ([dotted(folder) for folder in part] for part in (ORDER[: level + 1], ORDER[level + 1 :]))
    if path == KERNEL / "__main__.py":
        allowed, above = [*allowed, "verify.bare"], []
    for module in imported(path):
        own = module.split(".")[0] in ("verify", "proofs")
        assert within(module, *allowed) if own else module.split(".")[0] in sys.stdlib_module_names, module
        assert not within(module, *above), module


def test_ceilings() -> None:
    """At most 1,000 code lines in the kernel's core, 1,000 in its rules, 150 in one rule, 500 in the calculus, 500 in
    that of constructions, 420 in finite models, 420 in the language of objects and the bare command."""
    core = sum(code_lines(path) for path in KERNEL.rglob("*.py") if path not in RULES)
    assert core <= 1000
    assert sum(map(code_lines, RULES)) <= 1000
    assert max(map(code_lines, RULES)) <= 150
    constructions = sorted(CONSTRUCTIONS.rglob("*.py"))
    assert sum(map(code_lines, constructions)) <= 500
    models = sorted((CALCULUS / "models").rglob("*.py"))
    assert sum(map(code_lines, models)) <= 420
    assert sum(code_lines(path) for path in CALCULUS.rglob("*.py") if path not in (*constructions, *models)) <= 500
    assert sum(code_lines(path) for folder in (OBJECTS, BARE) for path in folder.rglob("*.py")) <= 420


@files(TRUSTED)
def test_no_floats_no_asserts_no_evaluation(path: Path) -> None:
    for node in ast.walk(tree(path)):
        where = f"{name(path)}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ast.Assert), f"assert at {where}"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, (float, complex)), f"float literal at {where}"
        if isinstance(node, ast.Name):
            refused = ("float", "complex", "eval", "exec", "compile", "__import__", "globals", "round")
            assert node.id not in refused, f"{node.id} at {where}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("sqrt", "literal_eval", "loads_pickle", "system"), f"{node.attr} at {where}"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            assert not is_integer(node.left) or not is_integer(node.right), f"true division of integers at {where}"
    if "random" in imported(path) or "pickle" in imported(path) or "time" in imported(path):
        pytest.fail(f"{name(path)} imports random, pickle or time")


def is_integer(node: ast.expr) -> bool:
    """What is surely an int: literals, lengths, bit lengths, shifts and floor divisions."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    if isinstance(node, ast.Call):
        function = node.func
        called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        return called in ("len", "int", "ord", "isqrt", "bit_length", "lcm", "gcd", "comb")
    if isinstance(node, ast.Attribute):
        return node.attr in ("numerator", "denominator")
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.LShift, ast.RShift, ast.FloorDiv))


FRAMEWORK = ("__init__.py", "arguments.py", "replay.py", "slices.py", "ranges.py", "derivatives.py")


@files(RULES)
def test_every_rule_states_its_theorem(path: Path) -> None:
    documentation = ast.get_docstring(tree(path)) or ""
    assert len(documentation) > 40
    if path.name not in FRAMEWORK and path.name not in ("default.py", "known.py"):
        assert "Theorem" in documentation


@files(SOURCES)
def test_every_file_is_short_and_documented(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    if path.name != "__init__.py":
        assert ast.get_docstring(tree(path))


DRAWING = ("report.canvas", "report.pictures", "geometry", "numerics", "library", "kernel.terms", "objects.judgements")
LOADERS = ("verify/packages.py", "verify/library.py")


@files(SOURCES)
def test_only_the_loader_imports_proofs(path: Path) -> None:
    found = {module for module in imported(path) if within(module, "proofs")}
    assert not found or name(path).startswith("proofs/") or name(path) in LOADERS, found


CAMPAIGNS = "proofs/campaigns/"


@files([path for path in SOURCES if name(path).startswith("proofs/") and not name(path).startswith(CAMPAIGNS)])
def test_what_proofs_import(path: Path) -> None:
    """Statements, laws and the calculus; SymPy only inside a function or a module of constructions."""
    own = ("proofs", "verify.statement", "verify.statistic", "verify.samples", "verify.constants", "verify.law")
    own = (*own, "verify.steps")
    own = (*own, "verify.kernel.statement")
    drawn = name(path).startswith("proofs/pictures/")  # computed and drawn; no part of what the paper says
    own = (*own, *(f"verify.{part}" for part in DRAWING if drawn))
    for module in imported(path, everywhere=False):
        if module.split(".")[0] in ("verify", "proofs"):
            assert within(module, *own) or module == "verify", module
        else:
            allowed = module.split(".")[0] in sys.stdlib_module_names
            allowed = allowed or (within(module, "numpy") and drawn)
            assert allowed or (within(module, "sympy") and "construction" in path.name), module


@files([path for path in SOURCES if name(path).startswith("proofs/")])
def test_only_pictures_import_pictures(path: Path) -> None:
    """They are found by their entry points."""
    found = {module for module in imported(path) if within(module, "proofs.pictures")}
    assert not found or name(path).startswith("proofs/pictures/"), found


@files([path for path in SOURCES if name(path).startswith("proofs/")])
def test_statements_do_not_load_campaigns(path: Path) -> None:
    """Experiments are found by their entry points; what they compute is no part of what the paper says."""
    found = {module for module in imported(path, everywhere=False) if within(module, "proofs.campaigns")}
    assert not found or name(path).startswith(CAMPAIGNS), found


@files([path for path in SOURCES if name(path).startswith(CAMPAIGNS)])
def test_what_campaigns_import(path: Path) -> None:
    """The engine that runs them, and numbers; no claims, no provers."""
    own = ("proofs.campaigns", "verify.search", "verify.numerics", "verify.geometry", "verify.kernel.errors")
    for module in imported(path):
        if module.split(".")[0] in ("verify", "proofs"):
            assert within(module, *own), module


def test_the_engine_names_no_paper() -> None:
    """Not in a table either: what a module is imported by its name must be verify's own."""
    for path in sorted((ROOT / "verify" / "search").rglob("*.py")):
        texts = [node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)]
        assert not [text for text in texts if isinstance(text, str) and text.startswith("proofs")], name(path)


@files([path for path in SOURCES if name(path).startswith(("verify/prove/", "verify/refute/"))])
def test_provers_and_falsifiers_do_not_meet(path: Path) -> None:
    other = "verify.refute" if name(path).startswith("verify/prove/") else "verify.prove"
    assert not {module for module in imported(path) if within(module, other)}


SHOWN = ("verify.report", "verify.cli", "verify.commands")
RUN = (*SHOWN, "verify.session", "verify.workers")
BELOW = {
    "verify/prove/": RUN,
    "verify/refute/": RUN,
    "verify/numerics/": (*RUN, "verify.prove", "verify.refute"),
    "verify/geometry/": (*RUN, "verify.prove", "verify.refute", "verify.numerics", "verify.statement"),
    "verify/statement.py": (*RUN, "verify.prove", "verify.refute"),
    "verify/session.py": SHOWN,
}


@files(SOURCES)
def test_imports_point_one_way(path: Path) -> None:
    above = [module for start, modules in BELOW.items() if name(path).startswith(start) for module in modules]
    assert not {module for module in imported(path) if within(module, *above)} if above else True


def fresh(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_verify_is_light() -> None:
    heavy = "('sympy', 'numpy', 'scipy', 'mpmath', 'flint', 'matplotlib', 'hypothesis')"
    assert fresh(f"import sys, verify; print([m for m in {heavy} if m in sys.modules])").strip() == "[]"


def test_importing_the_kernel_stays_in_the_standard_library() -> None:
    code = (
        "import sys; import verify.bare.library, verify.kernel.check; "
        "print(sorted({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)))"
    )
    extra = set(ast.literal_eval(fresh(code))) - {"__main__", "_distutils_hack", "distutils-precedence"}
    assert {module for module in extra if not module.startswith("_")} <= {"verify"}


def test_the_kernel_has_no_state_that_a_claim_can_leave_behind() -> None:
    """Checked in either order, the same certificates get the same answers: atoms are named by their text."""
    from tests.fuzz.corpus import examples
    from tests.kernel.examples import checked
    from tests.kernel.test_functions import AXIOMS

    forward = [checked(s.text, s.certificate, AXIOMS) for s in examples()]
    backward = [checked(s.text, s.certificate, AXIOMS) for s in reversed(examples())]
    assert forward == backward[::-1]
