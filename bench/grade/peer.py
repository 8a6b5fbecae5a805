"""Math-Verify behind a pipe: one pair a line in, one verdict a line out, with the processor time it took."""
import json
import logging
import sys
import time

from math_verify import parse, verify

logging.disable(logging.CRITICAL)

for line in sys.stdin:
    pair = json.loads(line)
    start = time.process_time()
    try:
        gold, pred = parse(pair["gold"]), parse(pair["pred"])
        verdict = "equal" if verify(gold, pred) else "different"
        if not gold or not pred:
            verdict = "unread"
        read = [str(gold[:1]), str(pred[:1])]
    except Exception as error:
        verdict, read = "error", [type(error).__name__, ""]
    seconds = time.process_time() - start
    print(json.dumps({"verdict": verdict, "ms": 1000 * seconds, "read": [text[:120] for text in read]}), flush=True)
