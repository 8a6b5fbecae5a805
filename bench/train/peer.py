"""LoRA training by transformers + PEFT of the rows that retort-train gets; one line of JSON.
usage: peer.py MODEL.gguf EXAMPLES.jsonl BATCH THREADS RANK
Batches of rows of about one length, padded; loss on the same tokens; fp32, AdamW, clipping at 1."""
import json
import os
import resource
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

path, rows_path, batch_size, threads, rank = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
torch.set_num_threads(threads)
rows = [json.loads(line) for line in open(rows_path)]
model = AutoModelForCausalLM.from_pretrained(os.path.dirname(os.path.abspath(path)), gguf_file=os.path.basename(path), dtype=torch.float32)
head = model.lm_head.weight.numel()
blocks = sum(m.weight.numel() for name, m in model.named_modules() if isinstance(m, torch.nn.Linear) and name != "lm_head")
model = get_peft_model(model, LoraConfig(r=rank, lora_alpha=2 * rank, target_modules="all-linear", task_type="CAUSAL_LM"))
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-6, weight_decay=0.0)


def tensors(batch):
    longest = max(len(row["tokens"]) for row in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask, labels = torch.zeros_like(ids), torch.full_like(ids, -100)
    for i, row in enumerate(batch):
        n, begin = len(row["tokens"]), row["loss_from"]
        ids[i, :n] = torch.tensor(row["tokens"])
        mask[i, :n] = 1
        labels[i, begin:n] = ids[i, begin:n]
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


rows.sort(key=lambda row: len(row["tokens"]))
batches = [rows[i:i + batch_size] for i in range(0, len(rows), batch_size)]
model.train()
loss_sum = targets = 0
start, cpu = time.monotonic(), time.process_time()
for batch in batches:
    count = sum(len(row["tokens"]) - row["loss_from"] for row in batch)
    loss = model(**tensors(batch), use_cache=False).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    loss_sum += float(loss) * count
    targets += count
seconds, cpu = time.monotonic() - start, time.process_time() - cpu
tokens = sum(len(row["tokens"]) for row in rows)
a = torch.rand(1536, 1536)
torch.matmul(a, a)
begin = time.monotonic()
for _ in range(10):
    torch.matmul(a, a)
flops = 10 * 2 * 1536**3 / (time.monotonic() - begin)
print(json.dumps({"trainer": "transformers+peft", "loss": loss_sum / targets, "tokens": tokens, "seconds": round(seconds, 2),
                  "cpu_seconds": round(cpu, 2), "tokens_per_s": tokens / seconds, "tokens_per_cpu_s": tokens / cpu,
                  "block_weights": blocks, "head_weights": head, "loss_tokens": targets,
                  "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "matmul_flops": flops}))
