"""What Python's `openai` (1.x) puts on the wire, with the standard library alone: plain, streamed, and refused.

    OPENAI_BASE_URL=http://127.0.0.1:8402/v1 OPENAI_API_KEY=distillable python3 openai_wire.py ALLOWED FORBIDDEN

Prints one JSON object a line.
"""

import http.client
import json
import os
import sys
import urllib.error
import urllib.request

BASE_URL = os.environ["OPENAI_BASE_URL"]
HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/json",
    "User-Agent": "OpenAI/Python 1.109.1",
    "X-Stainless-Lang": "python",
    "X-Stainless-Runtime": "CPython",
    "X-Stainless-Retry-Count": "0",
    "Authorization": "Bearer " + os.environ["OPENAI_API_KEY"],
}


def post(path, body):
    # As httpx writes it: no blanks, and text beyond ASCII as it is.
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return urllib.request.urlopen(urllib.request.Request(BASE_URL + path, data, HEADERS), timeout=30)


def chat(model, **more):
    messages = [{"role": "user", "content": "Was ist ein Kanarienvogel? \u2013 kurz"}]
    return post("/chat/completions", {"messages": messages, "model": model, **more})


def events(response):
    for line in response:
        text = line.decode().rstrip("\r\n")
        if text.startswith("data: "):
            yield text[len("data: "):]


def plain(model):
    with chat(model) as response:
        answer = json.load(response)
        return {"model": answer["model"], "text": answer["choices"][0]["message"]["content"]}


def streamed(model):
    pieces, done = [], False
    try:
        with chat(model, stream=True, stream_options={"include_usage": True}) as response:
            for data in events(response):
                if data == "[DONE]":
                    done = True
                    break
                chunk = json.loads(data)
                if "error" in chunk:
                    return {"error": chunk["error"]["metadata"]["code"], "done": done}
                pieces += [choice["delta"].get("content") or "" for choice in chunk["choices"]]
    except http.client.IncompleteRead:
        return {"error": "IncompleteRead", "done": done}
    return {"text": "".join(pieces), "done": done}


def refused(model):
    try:
        chat(model).close()
    except urllib.error.HTTPError as error:
        body = json.load(error)
        return {
            "status": error.code,
            "retry": error.headers["x-should-retry"],
            "code": body["error"]["metadata"]["code"],
            "path": body["error"]["metadata"]["violations"][0]["path"],
        }
    return {"status": 200}


def models():
    with urllib.request.urlopen(urllib.request.Request(BASE_URL + "/models", headers=HEADERS), timeout=30) as response:
        return {"models": [row["id"] for row in json.load(response)["data"]]}


def main():
    allowed, forbidden = sys.argv[1:]
    for result in (plain(allowed), streamed(allowed), refused(forbidden), models()):
        print(json.dumps(result))


main()
