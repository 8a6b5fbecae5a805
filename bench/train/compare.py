"""Runs retort-train and peer.py in turn on the same rows, and compares: see run.sh."""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys

parser = argparse.ArgumentParser()
for name in ("trainer", "model", "tokens", "out"):
    parser.add_argument("--" + name, required=True)
parser.add_argument("--examples", type=int, default=64)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--rank", type=int, default=16)
options = parser.parse_args()
out = pathlib.Path(options.out)


def blocks(rows, length, count):
    """Rows of exactly one length, made of real tokens: packed blocks that are the same for both."""
    stream = [token for row in rows for token in row["tokens"]]
    while len(stream) < length * count:
        stream += stream
    return [{"id": str(i), "tokens": stream[i * length:(i + 1) * length], "loss_from": length // 2} for i in range(count)]


def ours(rows_path, batch, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for old in ("checkpoint.bin", "training.json"):
        (folder / old).unlink(missing_ok=True)
    job = {"base": options.model, "examples": str(rows_path), "out": str(folder), "rank": options.rank, "alpha": 2 * options.rank,
           "epochs": 1, "learning_rate": 1e-6, "warmup": 0, "schedule": "constant", "batch_examples": batch, "max_tokens": 8192,
           "checkpoint_seconds": 1e6, "threads": options.threads}
    (folder / "job.json").write_text(json.dumps(job))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([options.trainer, "--job", str(folder / "job.json")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads((folder / "training.json").read_text())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime   # loading included
    return {"trainer": "retort-train", "losses": told["loss"], "tokens": told["tokens"], "seconds": round(told["seconds"], 2),
            "cpu_seconds": round(cpu, 2), "tokens_per_s": told["tokens_per_s"], "tokens_per_cpu_s": told["tokens"] / cpu,
            "peak_bytes": told["peak_memory_bytes"]}


def theirs(rows_path, batch):
    peer = pathlib.Path(__file__).parent / "peer.py"
    done = subprocess.run([sys.executable, str(peer), options.model, str(rows_path), str(batch), str(options.threads), str(options.rank)],
                          check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def compare(scenario, rows, batch):
    path = out / (scenario + ".jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    # The learning rate is so small that the loss of a pass is that of the base: the same for both, whatever their order.
    whole = ours(path, len(rows), out / "whole")["losses"][0]
    pairs = []
    for _ in range(options.rounds):
        mine, other = ours(path, batch, out / "run"), theirs(path, batch)
        if abs(whole / other["loss"] - 1) > 1e-3:
            sys.exit(f"{scenario}: loss {whole} here, {other['loss']} there: not the same computation")
        mine.pop("losses")
        pairs.append((mine, other))
        for row in (mine, other):
            print(json.dumps({"scenario": scenario, **row}), flush=True)
    ratio = lambda key: statistics.median(m[key] / o[key] for m, o in pairs)
    # Of the frozen weights alone: once forward, once backward to the inputs, a product and a sum each; the head only where there is a loss.
    # LoRA's own products and attention are not counted.
    work = lambda o: 4 * (o["block_weights"] * o["tokens"] + o["head_weights"] * o["loss_tokens"])
    share = statistics.median(work(o) / m["seconds"] / o["matmul_flops"] for m, o in pairs)
    print(json.dumps({"scenario": scenario, "loss_here": whole, "loss_there": pairs[0][1]["loss"], "pairs": len(pairs),
                      "tokens_per_s_ratio": round(ratio("tokens_per_s"), 3), "tokens_per_cpu_s_ratio": round(ratio("tokens_per_cpu_s"), 3),
                      "memory_ratio": round(ratio("peak_bytes"), 3),
                      "matmul_share": round(share, 3), "matmul_gflops": round(statistics.median(o["matmul_flops"] for _, o in pairs) / 1e9, 1)}), flush=True)


rows = [json.loads(line) for line in open(options.tokens)][:options.examples]
out.mkdir(parents=True, exist_ok=True)
compare("narratives", rows, 8)
compare("blocks", blocks(rows, 256, max(8, options.examples // 4)), 4)
