"""Grades rows of make_rows.py both ways with `retort grade` and counts what is wrong, by kind and wording.

    score_rows.py RETORT rows.jsonl
"""
import collections
import json
import subprocess
import sys
import tempfile


def main():
    retort, path = sys.argv[1:3]
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as both:
        for row in rows:
            for gold, pred in ((row["gold"], row["pred"]), (row["pred"], row["gold"])):
                both.write(json.dumps({"id": row["id"], "gold": gold, "pred": pred}) + "\n")
        both.flush()
        out = subprocess.run([retort, "grade", both.name], capture_output=True, text=True, check=True).stdout.splitlines()
    verdicts = [json.loads(line)["verdict"] for line in out]
    total, wrong = collections.Counter(), collections.defaultdict(list)
    for n, row in enumerate(rows):
        for verdict in verdicts[2 * n:2 * n + 2]:
            total["graded"] += 1
            total["equal by construction"] += row["expect"]
            total["undecided"] += verdict == "undecided"
            if (verdict == "equal") != row["expect"]:
                kind = "false reject" if row["expect"] else "false accept"
                total[kind] += 1
                wrong[kind, row["kind"], row["how"][0]].append(row)
    for (kind, of, how), found in sorted(wrong.items(), key=lambda item: -len(item[1])):
        print(len(found), kind, of, repr(how), "|", found[0]["gold"], "##", found[0]["pred"].replace("\n", "\\n"))
    print(dict(total), "false rejects %.2f%% of the equal ones, undecided %.2f%%" % (100 * total["false reject"] / max(1,
        total["equal by construction"]), 100 * total["undecided"] / max(1, total["graded"])))


if __name__ == "__main__":
    main()
