"""Loads what `retort export` writes as its users do: Hugging Face datasets, and TRL's formatting of conversations.

Usage: export_load_test.py RETORT. Exit status 77 where the packages are absent (scripts/setup.sh --dev installs them)."""

import json
import os
import subprocess
import sys
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", HF_DATASETS_DISABLE_PROGRESS_BARS="1")
try:
    import datasets
    import tokenizers
    import transformers
    from trl import data_utils
except ImportError as absent:
    print(f"skipped: not installed ({absent}): run scripts/setup.sh --dev")
    sys.exit(77)

# The form in which most models are asked (ChatML).
TEMPLATE = "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"


def tokenizer():
    words = tokenizers.Tokenizer(tokenizers.models.WordLevel({"<unk>": 0}, unk_token="<unk>"))
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>")
    fast.chat_template = TEMPLATE
    return fast


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


def check_format(folder, form, written):
    """The folder loads by its name alone, and each split holds what the files hold, byte for byte."""
    loaded = datasets.load_dataset(folder, cache_dir=folder + "/cache")
    check(set(loaded) == {"train", "validation"}, f"{form}: splits are {sorted(loaded)}")
    for split, rows in written.items():
        check(len(loaded[split]) == len(rows) > 0, f"{form}: {split} has {len(loaded[split])} of {len(rows)} rows")
        for row, original in zip(loaded[split], rows):
            for key, value in original.items():
                check(row[key] == value, f"{form}: {split}: {key} is {row[key]!r}, was {value!r}")
    return loaded


def check_conversations(rows):
    """TRL takes the rows for conversations and formats them with question and narrative whole."""
    speaker = tokenizer()
    for row in rows:
        messages = row["messages"]
        check([m["role"] for m in messages] == ["user", "assistant"], f"roles of {messages}")
        example = {"messages": messages}
        check(data_utils.is_conversational(example), f"not taken for a conversation: {messages}")
        text = data_utils.maybe_apply_chat_template(example, speaker)["text"]
        for message in messages:
            check(f"<|im_start|>{message['role']}\n{message['content']}<|im_end|>" in text, f"the text lost {message['content']!r}")


def main(retort):
    with tempfile.TemporaryDirectory() as folder:
        run = ["run", "--out", folder + "/run", "--set", "train.enabled=false", "--set", "eval.enabled=false", "--set", "problems.count=60"]
        subprocess.run([retort, *run], check=True, capture_output=True)
        for form in ("messages", "sharegpt", "alpaca", "text"):
            into = f"{folder}/{form}"
            subprocess.run([retort, "export", folder + "/run", "--format", form, "--into", into], check=True, capture_output=True)
            written = {split: lines(f"{into}/{split}.jsonl") for split in ("train", "validation")}
            check(any("\\frac" in json.dumps(row) or "\\cdot" in json.dumps(row) for row in written["train"]), f"{form}: no row has LaTeX")
            loaded = check_format(into, form, written)
            if form == "messages":
                check_conversations(loaded["train"])
            print(f"{form}: {len(loaded['train'])} and {len(loaded['validation'])} rows")


if __name__ == "__main__":
    main(sys.argv[1])
