"""Reads ctest's JUnit file, prints each skipped test with its reason and one closing line of counts.

With --ci, a skip whose reason does not begin with "absent:" is a failure. Usage: count_tests.py JUNIT [--ci]
"""
import re
import sys
import xml.etree.ElementTree as ET


def skip_reason(case):
    """The message that GTEST_SKIP() printed, or ctest's own."""
    text = "".join(node.text or "" for node in case.iter("system-out"))
    lines = [line.strip() for line in text.splitlines()]
    for i, line in enumerate(lines):
        if re.search(r": Skipped$", line) and i + 1 < len(lines):
            return lines[i + 1]
    skipped = case.find("skipped")
    return (skipped.get("message") if skipped is not None else None) or "no reason given"


def main():
    cases = list(ET.parse(sys.argv[1]).getroot().iter("testcase"))
    skipped = [c for c in cases if c.get("status") in ("notrun", "disabled") or c.find("skipped") is not None]
    failed = [c for c in cases if c.get("status") == "fail" or c.find("failure") is not None]
    refused = 0
    for case in skipped:
        reason = skip_reason(case)
        refused += not reason.startswith("absent:")
        print(f"skipped: {case.get('name')}: {reason}")
    passed = len(cases) - len(skipped) - len(failed)
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    if "--ci" in sys.argv and refused:
        print(f"{refused} of the skipped tests could have run here: CI does not accept that")
        return 1
    return 1 if failed or not passed else 0


sys.exit(main())
