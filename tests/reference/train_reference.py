#!/usr/bin/env python3
"""Reference for the trainer: tiny random models trained by Hugging Face transformers and PEFT.

  train_reference.py make   writes train/CASE/{model.gguf, adapter.safetensors, case.json}, and for the reader of Hugging Face
                            folders hf/CASE/{config.json, model.safetensors, tokenizer.json, ..., expected.json}
  train_reference.py check  makes them again in a temporary folder and compares the numbers with the committed ones
  train_reference.py peft PROGRAM   trains each LoRA case by PROGRAM (retort-train), loads its PEFT folder into PEFT and
                            compares the held-out loss that both compute

Needs torch, transformers, peft, gguf and safetensors; ends with status 77 where they are missing. All weights and batches
come from numpy's generator by name, so that they depend on no version of torch.
"""
import argparse, json, math, pathlib, subprocess, sys, tempfile, zlib

try:
    import gguf, numpy as np, torch, transformers, peft
    from safetensors.torch import save_file
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

FOLDER = pathlib.Path(__file__).parent / "train"
HF_FOLDER = pathlib.Path(__file__).parent / "hf"
STEPS, VOCABULARY, WIDTH, FFN, LAYERS, CONTEXT = 10, 96, 32, 48, 2, 128
ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
ROPE3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
         "original_max_position_embeddings": 16}
GGUF_TARGETS = {"q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v", "o_proj": "attn_output",
                "gate_proj": "ffn_gate", "up_proj": "ffn_up", "down_proj": "ffn_down"}

LORA = {"method": "lora", "rank": 4, "alpha": 8.0, "targets": ALL, "learning_rate": 0.01, "weight_decay": 0.01}
FULL = {"method": "full", "learning_rate": 0.003, "weight_decay": 0.1}
CASES = {
    "llama3-tied": dict(arch="llama", heads=4, kv_heads=2, head_dim=8, tied=True, rope=ROPE3, stored="F16",
                        schedule="cosine", clip=0.5, **LORA),
    "llama-untied": dict(arch="llama", heads=4, kv_heads=4, head_dim=8, tied=False, rope=None, stored="BF16",
                         schedule="linear", clip=0.0, **{**LORA, "targets": ["q_proj", "v_proj", "down_proj"]}),
    "qwen2": dict(arch="qwen2", heads=4, kv_heads=2, head_dim=8, tied=True, rope=None, stored="F32",
                  schedule="cosine", clip=1.0, **LORA),
    "qwen3": dict(arch="qwen3", heads=4, kv_heads=2, head_dim=16, tied=False, rope=None, stored="F16",
                  schedule="linear", clip=0.5, **LORA),
    "llama3-full": dict(arch="llama", heads=4, kv_heads=2, head_dim=8, tied=True, rope=ROPE3, stored="F16",
                        schedule="cosine", clip=0.5, **FULL),
    "qwen2-full": dict(arch="qwen2", heads=4, kv_heads=1, head_dim=8, tied=False, rope=None, stored="F16",
                       schedule="constant", clip=1.0, **FULL),
    "qwen3-full": dict(arch="qwen3", heads=2, kv_heads=2, head_dim=16, tied=True, rope=None, stored="BF16",
                       schedule="linear", clip=0.0, **FULL),
}


def generator(*names):
    return np.random.Generator(np.random.PCG64(zlib.crc32("/".join(names).encode())))


def config_of(case):
    common = dict(vocab_size=case.get("vocabulary", VOCABULARY), hidden_size=WIDTH, intermediate_size=FFN,
                  num_hidden_layers=case.get("layers", LAYERS),
                  num_attention_heads=case["heads"], num_key_value_heads=case["kv_heads"], head_dim=case["head_dim"],
                  max_position_embeddings=CONTEXT, rms_norm_eps=1e-5, tie_word_embeddings=case["tied"],
                  attention_dropout=0.0, rope_parameters={"rope_theta": 10000.0, **(case["rope"] or {"rope_type": "default"})})
    kind = {"llama": transformers.LlamaConfig, "qwen2": transformers.Qwen2Config, "qwen3": transformers.Qwen3Config}
    return kind[case["arch"]](**common)


def model_of(name, case):
    """The model with weights that its stored type holds exactly."""
    config = config_of(case)
    config._attn_implementation = "eager"
    model = transformers.AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    round_to = {"F16": torch.float16, "BF16": torch.bfloat16, "F32": torch.float32}[case["stored"]]
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            random = generator(name, key)
            if parameter.dim() == 1:
                values = (0.0 if key.endswith("bias") else 1.0) + 0.2 * random.uniform(-1, 1, parameter.shape)
                parameter.copy_(torch.tensor(values, dtype=torch.float32))
            else:
                spread = 0.5 if "embed" in key or "lm_head" in key else math.sqrt(3 / parameter.shape[1])
                values = torch.tensor(spread * random.uniform(-1, 1, parameter.shape), dtype=torch.float32)
                parameter.copy_(values.to(round_to).float())
    return model


def gguf_rows(case, key, values):
    """Rows of q and k as llama's GGUF has them: the two halves of each head interleaved."""
    heads = {"q_proj": case["heads"], "k_proj": case["kv_heads"]}.get(key.split(".")[-2])
    if case["arch"] != "llama" or heads is None:
        return values
    return values.reshape(heads, 2, -1, *values.shape[1:]).swapaxes(1, 2).reshape(values.shape)


def write_gguf(path, case, model):
    writer = gguf.GGUFWriter(str(path), case["arch"])
    writer.add_block_count(LAYERS); writer.add_context_length(CONTEXT); writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(FFN); writer.add_head_count(case["heads"]); writer.add_head_count_kv(case["kv_heads"])
    writer.add_layer_norm_rms_eps(1e-5); writer.add_rope_freq_base(10000.0)
    writer.add_key_length(case["head_dim"]); writer.add_value_length(case["head_dim"])
    writer.add_rope_dimension_count(case["head_dim"])
    if case["rope"]:
        plain = 10000.0 ** -(np.arange(0, case["head_dim"], 2) / case["head_dim"])
        scaled = model.model.rotary_emb.inv_freq.numpy()
        writer.add_tensor("rope_freqs.weight", (plain / scaled).astype(np.float32))
    names = gguf.get_tensor_name_map({"llama": gguf.MODEL_ARCH.LLAMA, "qwen2": gguf.MODEL_ARCH.QWEN2,
                                      "qwen3": gguf.MODEL_ARCH.QWEN3}[case["arch"]], LAYERS)
    for key, parameter in model.named_parameters():
        values = gguf_rows(case, key, parameter.detach().numpy())
        name = names.get_name(key, try_suffixes=(".weight", ".bias"))
        if values.ndim == 1 or case["stored"] == "F32":
            writer.add_tensor(name, values.astype(np.float32))
        elif case["stored"] == "F16":
            writer.add_tensor(name, values.astype(np.float16))
        else:
            writer.add_tensor(name, gguf.quants.quantize(values, gguf.GGMLQuantizationType.BF16),
                              raw_dtype=gguf.GGMLQuantizationType.BF16)
    writer.write_header_to_file(); writer.write_kv_data_to_file(); writer.write_tensors_to_file(); writer.close()


def batches_of(name):
    """Ten steps of four examples, some of which begin alike; and held-out ones."""
    random = generator(name, "batches")
    prompt = random.integers(0, VOCABULARY, 6).tolist()
    def example(index):
        begin = prompt if index % 2 == 0 else []
        tokens = begin + random.integers(0, VOCABULARY, int(random.integers(3, 34))).tolist()
        return {"tokens": tokens, "loss_from": int(random.integers(max(1, len(begin)), len(tokens)))}
    return [[example(i) for i in range(4)] for _ in range(STEPS)], [example(i) for i in range(3)]


def loss_sum(model, example):
    tokens = torch.tensor([example["tokens"]])
    logits = model(input_ids=tokens, use_cache=False).logits[0, example["loss_from"] - 1:-1]
    return torch.nn.functional.cross_entropy(logits, tokens[0, example["loss_from"]:], reduction="sum")


def with_adapter(name, case, model):
    model = peft.get_peft_model(model, peft.LoraConfig(r=case["rank"], lora_alpha=case["alpha"], lora_dropout=0.0,
                                                       target_modules=case["targets"], task_type="CAUSAL_LM"))
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if "lora_" in key:
                values = 0.3 * generator(name, key).uniform(-1, 1, parameter.shape)
                parameter.copy_(torch.tensor(values, dtype=torch.float32))
    return model


def optimizer_of(case, model):
    learning = [(key, p) for key, p in model.named_parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([
        {"params": [p for _, p in learning if p.dim() > 1], "weight_decay": case["weight_decay"]},
        {"params": [p for _, p in learning if p.dim() == 1], "weight_decay": 0.0}], lr=case["learning_rate"])
    schedule = {"cosine": lambda: transformers.get_cosine_schedule_with_warmup(optimizer, 0, STEPS),
                "linear": lambda: transformers.get_linear_schedule_with_warmup(optimizer, 0, STEPS),
                "constant": lambda: transformers.get_constant_schedule(optimizer)}[case["schedule"]]()
    return [p for _, p in learning], optimizer, schedule


def make_case(folder, name, case):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    model = model_of(name, case)
    write_gguf(folder / "model.gguf", case, model)
    if case["method"] == "lora":
        model = with_adapter(name, case, model)
        state = peft.get_peft_model_state_dict(model)
        save_file({k: v.contiguous() for k, v in state.items()}, str(folder / "adapter.safetensors"))
    parameters, optimizer, schedule = optimizer_of(case, model)
    batches, heldout = batches_of(name)
    losses, norms = [], []
    for batch in batches:
        targets = sum(len(e["tokens"]) - e["loss_from"] for e in batch)
        loss = sum(loss_sum(model, e) for e in batch) / targets
        loss.backward()
        norms.append(float(torch.nn.utils.clip_grad_norm_(parameters, case["clip"] or math.inf)))
        optimizer.step(); schedule.step(); optimizer.zero_grad()
        losses.append(loss.item())
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([heldout[0]["tokens"]])).logits[0, -2:].tolist()
    job = {key: case[key] for key in ("method", "rank", "alpha", "learning_rate", "weight_decay", "schedule", "clip")
           if key in case}
    if "targets" in case:
        job["targets"] = [GGUF_TARGETS[t] for t in case["targets"]]
    text = {"made_by": {m.__name__: m.__version__ for m in (torch, transformers, peft)}, "job": job, "batches": batches,
            "loss": losses, "gradient_norm": norms, "text": heldout[0]["tokens"], "last_logits": logits}
    (folder / "case.json").write_text(json.dumps(text) + "\n")
    return losses, norms


# Folders as Hugging Face keeps them, each with another way of cutting text.
SPLIT = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
HF_CASES = {
    "llama3": dict(arch="llama", heads=4, kv_heads=2, head_dim=8, tied=True, rope=ROPE3, stored="BF16", layers=1,
                   vocabulary=300, cut="{1,3}"),
    "qwen2": dict(arch="qwen2", heads=4, kv_heads=2, head_dim=8, tied=False, rope=None, stored="F16", layers=1,
                  vocabulary=300, cut=""),
    "qwen3-digits": dict(arch="qwen3", heads=2, kv_heads=1, head_dim=16, tied=True, rope=None, stored="F16", layers=1,
                         vocabulary=300, cut="digits"),
}
TEXTS = ["Solve 7x + 5 = 3x + 33.", "It's   1234567 in\n\n all, isn't it?", "The sum is $\\frac{12}{345}$ — naïve!", "  the ans  ",
         "<|im_start|>user\nthe answer<|im_end|>\n", "tabs\tand\r\nlines 2024-01-02"]


def tokenizer_of(case):
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, AddedToken
    vocabulary = {token: i for i, token in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    merges = [("Ġ", "t"), ("h", "e"), ("Ġt", "he"), ("i", "n"), ("1", "2"), ("12", "3"), ("3", "4"), ("a", "n"), ("an", "s"),
              ("Ġ", "Ġ"), ("Ċ", "Ċ"), ("i", "s"), ("s", "u"), ("su", "m")]
    for left, right in merges:
        vocabulary[left + right] = len(vocabulary)
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    bytes_ = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=case["cut"] == "digits")
    first = (pre_tokenizers.Digits(individual_digits=True) if case["cut"] == "digits"
             else pre_tokenizers.Split(Regex(SPLIT % case["cut"]), "isolated"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([first, bytes_])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(t, special=True) for t in ("<|endoftext|>", "<|im_start|>", "<|im_end|>")])
    if case["cut"] == "{1,3}":
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<|im_start|> $A", special_tokens=[("<|im_start|>", tokenizer.token_to_id("<|im_start|>"))])
    return tokenizer


def make_hf_case(folder, name, case):
    folder.mkdir(parents=True, exist_ok=True)
    model = model_of("hf/" + name, case)
    tokenizer = tokenizer_of(case)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps(
        {"bos_token": "<|im_start|>", "eos_token": {"content": "<|im_end|>"}, "pad_token": "<|im_end|>",
         "chat_template": "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% endfor %}"}))
    (folder / "config.json").write_text(model.config.to_json_string())
    stored = {"BF16": torch.bfloat16, "F16": torch.float16}[case["stored"]]
    save_file({k: p.detach().to(stored) if p.dim() > 1 else p.detach().clone() for k, p in model.named_parameters()},
              str(folder / "model.safetensors"), metadata={"format": "pt"})
    ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in TEXTS]
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([ids[0]])).logits[0, -1].tolist()
    (folder / "expected.json").write_text(json.dumps({"texts": TEXTS, "ids": ids, "last_logits": logits}) + "\n")


def make(folder):
    for name, case in HF_CASES.items():
        make_hf_case(HF_FOLDER / name, name, case)
    for name, case in CASES.items():
        losses, norms = make_case(folder / name, name, case)
        print(f"{name}: loss {losses[0]:.4f} -> {losses[-1]:.4f}, gradient norm {norms[0]:.3f} -> {norms[-1]:.3f}")


def check():
    worst = 0.0
    with tempfile.TemporaryDirectory() as temporary:
        for name, case in CASES.items():
            losses, norms = make_case(pathlib.Path(temporary) / name, name, case)
            kept = json.loads((FOLDER / name / "case.json").read_text())
            for now, then in zip(losses + norms, kept["loss"] + kept["gradient_norm"]):
                worst = max(worst, abs(now - then) / abs(then))
            for file in FOLDER.joinpath(name).iterdir():
                if file.name != "case.json" and file.read_bytes() != (pathlib.Path(temporary) / name / file.name).read_bytes():
                    sys.exit(f"{name}/{file.name} differs from what this generator makes")
    print(f"largest relative difference from the committed numbers: {worst:.2e}")
    sys.exit(worst > 1e-4)


def logits_apart(model, probe):
    """Largest difference of the model's logits from those that the trainer left (src/train/probe.h), of the largest logit."""
    head, floats = probe.read_bytes().split(b"\n", 1)
    head = json.loads(head)
    rows = np.frombuffer(floats, dtype="<f4").reshape(-1, head["vocabulary"])
    at = worst = 0
    for text in head["texts"]:
        with torch.no_grad():
            said = model(torch.tensor([text["tokens"]])).logits[0, text["from"] - 1:-1].numpy()
        worst = max(worst, float(np.abs(said - rows[at:at + len(said)]).max()))
        at += len(said)
    return worst / float(np.abs(rows[:at]).max())


def check_peft(program):
    with tempfile.TemporaryDirectory() as temporary:
        for name, case in CASES.items():
            if case["method"] != "lora":
                continue
            out = pathlib.Path(temporary) / name
            out.mkdir()
            heldout = batches_of(name)[1]
            rows = lambda examples: "".join(json.dumps({"id": str(i), **e}) + "\n" for i, e in enumerate(examples))
            (out / "train.jsonl").write_text(rows(heldout))  # trained on what it is measured on: the adapter matters
            (out / "heldout.jsonl").write_text(rows(heldout))
            job = dict(base=str(FOLDER / name / "model.gguf"), examples=str(out / "train.jsonl"), heldout=str(out / "heldout.jsonl"),
                       out=str(out), keep_best=False, batch_examples=4, epochs=15, rank=case["rank"], alpha=case["alpha"],
                       targets=[GGUF_TARGETS[t] for t in case["targets"]], learning_rate=0.02, max_tokens=CONTEXT)
            (out / "job.json").write_text(json.dumps(job))
            subprocess.run([program, "--job", str(out / "job.json")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            told = json.loads((out / "training.json").read_text())["heldout_loss"]
            model = peft.PeftModel.from_pretrained(model_of(name, case), str(out / "peft"))
            targets = sum(len(e["tokens"]) - e["loss_from"] for e in heldout)
            with torch.no_grad():
                loss = sum(float(loss_sum(model, e)) for e in heldout) / targets
            apart = logits_apart(model, out / "probe.bin")
            print(f"{name}: held-out loss {told[0]:.5f} -> {told[-1]:.5f} by the trainer, {loss:.5f} by PEFT; "
                  f"logits differ by {apart:.1e}")
            if abs(loss / told[-1] - 1) > 1e-4 or told[-1] > 0.9 * told[0] or apart > 1e-4:
                sys.exit(f"{name}: PEFT computes something else with the adapter")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "check", "peft"])
    parser.add_argument("program", nargs="?", help="retort-train, for peft")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.what == "make":
        make(FOLDER)
    elif arguments.what == "check":
        check()
    else:
        check_peft(arguments.program)
