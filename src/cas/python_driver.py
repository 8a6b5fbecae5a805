# Runs inside the sandbox: reads cells as JSON lines, runs them one after another in one namespace, answers each with a JSON line.
# Limits are set before anything else; hard ones, which only a privileged process could raise again.
import ast, json, linecache, os, resource, sys, traceback

limits = json.loads(sys.argv[1])
for name, value in limits["resources"].items():
    resource.setrlimit(getattr(resource, name), (value, value))
requests, answers = os.fdopen(os.dup(0), "r", encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
null = os.open("/dev/null", os.O_RDWR)
for descriptor in (0, 1, 2):
    os.dup2(null, descriptor)


class Output:
    """What a cell prints, as far as it may be long."""

    encoding, errors = "utf-8", "strict"

    def __init__(self, room):
        self.parts, self.room, self.cut = [], room, False

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str")
        self.cut = self.cut or len(text) > self.room
        if self.room:
            self.parts.append(text[: self.room])
        self.room -= min(self.room, len(text))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def text(self):
        return "".join(self.parts)


def describe(error, name):
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {type(error).__name__}: {error.msg}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    text = f"{type(error).__name__}: {error}"
    return f"line {lines[-1]}: {text}" if lines else text


def run(code, namespace, name):
    """The repr of the last expression, or '' where the cell ends in a statement or in None."""
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    tree = ast.parse(code, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    value = eval(compile(ast.Expression(last.value), name, "eval"), namespace) if last else None
    return "" if value is None else repr(value)


def answer(request, namespace, name):
    output = Output(limits["output"])
    sys.stdout = sys.stderr = output
    result = {"id": request["id"]}
    try:
        result["value"] = run(request["code"], namespace, name)
    except MemoryError:
        result.update(kind="memory", message="the program needs more memory than allowed")
    except BaseException as error:
        try:
            message = describe(error, name)
        except BaseException:
            message = "an exception that cannot be printed"
        result.update(kind="exception", message=message[: limits["message"]])
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    value = result.get("value", "")
    result.update(value=value[: limits["output"]], output=output.text(), cut=output.cut or len(value) > limits["output"])
    return result


namespace = {"__name__": "__main__", "__builtins__": __builtins__}
answers.write(json.dumps({"ready": sys.version.split()[0]}) + "\n")
answers.flush()
for number, line in enumerate(iter(requests.readline, ""), 1):
    answers.write(json.dumps(answer(json.loads(line), namespace, f"<cell {number}>")) + "\n")
    answers.flush()
