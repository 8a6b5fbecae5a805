"""The same questions as llm_bench, asked by the OpenAI client with asyncio; one line of JSON.
usage: peer.py URL REQUESTS IN_FLIGHT"""
import asyncio
import json
import resource
import sys
import time

import httpx
from openai import AsyncOpenAI

PROMPT = "Solve $7x + 5 = 3x + 33$. Explain each step as a person would do it by hand, and box the answer."


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def main(url, requests, in_flight):
    limits = httpx.Limits(max_connections=in_flight, max_keepalive_connections=in_flight)
    http = httpx.AsyncClient(limits=limits, timeout=600, trust_env=False)
    client = AsyncOpenAI(base_url=url, api_key="none", http_client=http, max_retries=0)
    good = reply_bytes = now = most = 0
    numbers = iter(range(requests))

    async def worker():
        nonlocal good, reply_bytes, now, most
        for i in numbers:
            now += 1
            most = max(most, now)
            reply = await client.chat.completions.create(
                model="bench", temperature=0.7, max_tokens=512, seed=i,
                messages=[{"role": "system", "content": "You are a careful teacher of mathematics."},
                          {"role": "user", "content": PROMPT}])
            now -= 1
            good += reply.choices[0].finish_reason == "stop"
            reply_bytes += len(reply.choices[0].message.content)

    cpu, start = cpu_seconds(), time.monotonic()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    seconds, cpu = time.monotonic() - start, cpu_seconds() - cpu
    print(json.dumps({"client": "openai-python", "requests": requests, "good": good, "reply_bytes": reply_bytes,
                      "seconds": round(seconds, 3), "requests_per_second": round(requests / seconds, 1),
                      "cpu_us_per_request": round(cpu * 1e6 / requests, 1), "most_in_flight": most}))


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
