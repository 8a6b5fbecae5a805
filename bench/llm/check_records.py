"""Holds what a run with a model says about itself against its records, read anew with nothing but SQLite; one line of JSON, status 1 if anything is untrue.
usage: check_records.py RUN_DIRECTORY"""
import collections
import html
import json
import re
import sqlite3
import sys

wrong = []


def expect(is_so, *what):
    if not is_so:
        wrong.append(" ".join(str(part) for part in what))


def records(path):
    kinds = collections.defaultdict(dict)
    rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("SELECT kind, id, body FROM record ORDER BY seq")
    for kind, key, body in rows:
        kinds[kind][key] = json.loads(body)
    return kinds


def check_exchanges(exchanges, summary):
    """Every exchange is whole; their sums are the summary's."""
    sums = collections.defaultdict(collections.Counter)
    for kind in ("chat", "chat_failure"):
        for key, body in exchanges[kind].items():
            for member in ("identity", "purpose", "request", "reply"):
                expect(member in body, kind, key, "lacks", member)
            reply, request = body["reply"], body["request"]
            expect(request["messages"] and request["max_tokens"] > 0, kind, key, "asks nothing")
            failure = reply.get("failure", {}).get("kind")
            of = sums[body["purpose"]]
            of["exchanges" if kind == "chat" else "failed"] += 1
            of["cut_off"] += failure == "length"
            of["filtered"] += failure == "filtered"
            of["empty"] += not failure and not reply["content"] and not reply.get("tool_calls")
            for member in ("prompt_tokens", "completion_tokens", "tries"):
                of[member] += reply["usage"][member]
            if kind == "chat":
                expect((reply["finish_reason"] == "length") == (failure == "length"), key, "was cut off and does not say so")
                expect(reply["usage"]["prompt_tokens"] > 0 and reply["usage"]["completion_tokens"] > 0, key, "has no counts of tokens")
                expect(reply["usage"]["completion_tokens"] <= request["max_tokens"] + 1, key, "is longer than was allowed")
    said = summary.get("llm", {}).get("agents", {})
    expect(set(said) == set(sums), "agents in the summary", set(said), "in the records", set(sums))
    total = collections.Counter()
    for purpose, of in sums.items():
        total.update(of)
        for member, n in of.items():
            expect(said.get(purpose, {}).get(member) == n, purpose, member, "is", n, "and not", said.get(purpose, {}).get(member))
    for member, n in total.items():
        expect(summary["llm"].get(member) == n, "all", member, "is", n, "and not", summary["llm"].get(member))
    return total


def check_trace(trace, whole):
    """Each call has its result behind it."""
    turns = trace.get("turns", [])
    for i, turn in enumerate(turns):
        if turn["turn"] == "call":
            expect(i + 1 < len(turns) and turns[i + 1]["turn"] == "result", "a call without a result in the trace of", trace.get("problem_id"))
        if turn["turn"] == "result":
            expect(i > 0 and turns[i - 1]["turn"] == "call", "a result without a call in the trace of", trace.get("problem_id"))
    if whole:
        expect(trace.get("answer") and turns and turns[0]["turn"] == "plan", "a trace without a plan or an answer")
    return [turn["result"] for turn in turns if turn["turn"] == "result"]


def check_run(run, summary):
    """The funnel of the summary follows from the records."""
    failures = run["failure"]
    failed_traces = {key: body for key, body in failures.items() if body["of"] == "trace"}
    expect(len(run["trace"]) == summary["traces"], "traces:", len(run["trace"]), summary["traces"])
    expect(len(run["trace"]) + len(failed_traces) == summary["samples"], "each sample has a trace or a failure")
    expect(len(failed_traces) == summary["failed"].get("solver", 0), "failures of the Solver:", len(failed_traces), summary["failed"])
    errors, good = collections.Counter(), 0
    for trace in run["trace"].values():
        results = check_trace(trace, True)
        good += sum(result["status"] == "ok" for result in results)
        errors.update(result["kind"] for result in results if result["status"] != "ok")
    for body in failed_traces.values():
        expect(body["reason"], "a failure without a reason")
        errors.update(result["kind"] for result in check_trace(body.get("record", {}), False) if result["status"] != "ok")
    expect(dict(errors) == summary["tool_errors"], "errors of tools:", dict(errors), summary["tool_errors"])
    right = sum(body["outcome"] == "equal" for body in run["answer_check"].values())
    expect(right == summary["right_traces"], "right traces:", right, summary["right_traces"])
    expect(len(run["answer_check"]) - right == summary["failed"].get("wrong_answer", 0), "wrong answers")
    expect(len(run["explanation"]) == summary["explanations"], "explanations:", len(run["explanation"]), summary["explanations"])
    by_model = sum(body.get("agent") == "llm" for body in run["explanation"].values())
    expect(by_model == summary["explained_by_model"], "explained by the model:", by_model, summary["explained_by_model"])
    verdicts = {body["narrative_id"]: body for body in run["verdict"].values()}
    expect(set(verdicts) == set(run["narrative"]), "each narrative has a verdict")
    passed = [run["narrative"][key] for key, body in verdicts.items() if body["passed"]]
    expect(len(passed) == summary["passed"], "passed:", len(passed), summary["passed"])
    expect(sum(body.get("agent") == "llm" for body in passed) == summary["written_by_model"], "written by the model")
    refused = collections.Counter(body["reasons"][0]["gate"] for key, body in verdicts.items() if not body["passed"] and run["narrative"][key].get("agent") == "llm")
    expect(dict(refused) == summary["refused_narratives"], "refused narratives:", dict(refused), summary["refused_narratives"])
    return passed


def check_dataset(folder, passed):
    """Its rows are the narratives that passed, none twice."""
    texts = []
    for name in ("train", "heldout"):
        try:
            with open(f"{folder}/dataset/{name}.jsonl", encoding="utf-8") as rows:
                texts += [json.loads(row)["messages"][-1]["content"] for row in rows]
        except FileNotFoundError:
            pass
    expect(collections.Counter(texts) - collections.Counter(body["text"] for body in passed) == collections.Counter(), "a row that did not pass")
    expect(len(set(texts)) == len(texts), "a row twice")
    return len(texts)


def check_page(folder, summary):
    """The numbers of the page are the summary's."""
    page = re.sub(r"<[^>]*>", " ", html.unescape(open(f"{folder}/report.html", encoding="utf-8").read()))
    page = re.sub(r"\s+", " ", page)
    use = summary["llm"]
    row = " ".join(str(use[key]) for key in ("exchanges", "cut_off", "empty", "failed", "tries", "prompt_tokens", "completion_tokens"))
    expect(f"all {row} " in page, "the page does not say: all", row)
    for agent, of in use["agents"].items():
        expect(f"{agent} {of['exchanges']} {of['cut_off']} {of['empty']} {of['failed']} " in page, "the page does not say what was asked of", agent)
    for stage, n in summary["failed"].items():
        expect(f"{stage} {n}" in page, "the page does not say: failed at", stage, n)
    for kind, n in summary["tool_errors"].items():
        expect(f"{kind} {n}" in page, "the page does not say: errors of tools", kind, n)


def main(folder):
    with open(f"{folder}/summary.json", encoding="utf-8") as file:
        summary = json.load(file)
    total = check_exchanges(records(f"{folder}/exchanges.db"), summary)
    passed = check_run(records(f"{folder}/retort.db"), summary)
    rows = check_dataset(folder, passed)
    check_page(folder, summary)
    print(json.dumps({"run": folder.rstrip("/").split("/")[-1], "problems": summary["problems"], **total, "traces": summary["traces"], "calls": summary["calls"],
                      "tool_errors": sum(summary["tool_errors"].values()), "right": summary["right_traces"], "explanations": summary["explanations"],
                      "explained_by_model": summary["explained_by_model"], "passed": summary["passed"], "written_by_model": summary["written_by_model"],
                      "rows": rows, "untrue": wrong}))
    return 1 if wrong else 0


sys.exit(main(sys.argv[1]))
