"""Math-Verify behind a pipe: one pair a line in, one verdict a line out, with the processor time it took.

Its own limits count seconds of the clock: PEER_SECONDS raises them on a busy machine (default 5, as the library has it).
"""
import json
import logging
import os
import sys
import time

from math_verify import parse, verify

logging.disable(logging.CRITICAL)
SECONDS = int(os.environ.get("PEER_SECONDS", "5"))

for line in sys.stdin:
    pair = json.loads(line)
    start = time.process_time()
    try:
        gold, pred = (parse(pair[side], parsing_timeout=SECONDS) for side in ("gold", "pred"))
        verdict = "equal" if verify(gold, pred, timeout_seconds=SECONDS) else "different"
        if not gold or not pred:
            verdict = "unread"
        read = [str(gold[:1]), str(pred[:1])]
    except Exception as error:
        verdict, read = "error", [type(error).__name__, ""]
    seconds = time.process_time() - start
    print(json.dumps({"verdict": verdict, "ms": 1000 * seconds, "read": [text[:120] for text in read]}), flush=True)
