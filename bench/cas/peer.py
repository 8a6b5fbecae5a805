"""SymPyToolkit behind a pipe: one tool call a line in, its answer a line out, with the time it took.

Values that only SymPy can read (CRootOf, erf, roots of -1) are turned into numbers after the clock has stopped, so that they can be compared.
"""
import json
import logging
import os
import sys
import time

out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)   # what the library prints is no answer

from camel.toolkits import SymPyToolkit
from sympy import sympify

logging.disable(logging.CRITICAL)
tools = {tool.get_function_name(): tool.func for tool in SymPyToolkit().get_tools()}


def readable(value):
    if isinstance(value, list):
        return [readable(item) for item in value]
    if not isinstance(value, str) or not any(mark in value for mark in ("CRootOf", "erf", "(-1)**")):
        return value
    exact = sympify(value)
    if isinstance(exact, list):
        return str([root.n(20) for root in exact])
    return value if exact.free_symbols else str(exact.n(20))


for line in sys.stdin:
    call = json.loads(line)
    cpu, start = time.process_time(), time.perf_counter()
    try:
        answer = json.loads(tools[call["tool"]](**call["args"]))
    except Exception as error:  # what the library does not catch itself
        answer = {"status": "error", "message": f"{type(error).__name__}: {error}"}
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    try:
        answer["result"] = readable(answer.get("result"))
    except Exception:
        pass
    print(json.dumps({"answer": answer, "ms": 1000 * wall, "cpu_ms": 1000 * cpu}), file=out, flush=True)
