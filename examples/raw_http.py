"""The raw HTTP of OpenRouter's documentation with Python's standard library, and what the guard adds to it by hand.

    OPENROUTER_API_KEY=... python3 raw_http.py

The permission is read from the model list's filter, the flag goes into the request, and the model that served is
looked up again. `distillable check --request body.json` judges the same body in full: fallbacks, plugins, tools, presets.
"""

import json
import os
import sys
import urllib.error
import urllib.request

BASE_URL = os.environ.get("OPENROUTER_BASE_URL", "https://openrouter.ai/api/v1")
API_KEY = os.environ.get("OPENROUTER_API_KEY", "")


def call(path, body=None):
    headers = {"content-type": "application/json", "x-openrouter-metadata": "enabled"}
    if body is not None:
        headers["authorization"] = f"Bearer {API_KEY}"
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(BASE_URL + path, data, headers), timeout=60) as response:
        return json.load(response)


def slugs_of(rows):
    return {slug for row in rows for slug in (row["id"], row["canonical_slug"])}


def distillable_slugs():
    allowed = call("/models?distillable=true&output_modalities=all")["data"]
    others = call("/models?distillable=false&output_modalities=all")["data"]
    return slugs_of(allowed) - slugs_of(others)


def ask(model, slugs):
    if model not in slugs:
        return f"rejected: {model} is not in the list of distillable models"
    body = {
        "model": model,
        "messages": [{"role": "user", "content": "Write a question about rivers."}],
        "provider": {"enforce_distillable_text": True},
    }
    answer = call("/chat/completions", body)
    if answer["model"] not in slugs:
        return f"don't use this answer: it comes from {answer['model']}"
    return f"{answer['model']} {answer['choices'][0]['message']['content']}"


def main():
    try:
        slugs = distillable_slugs()
        for model in ("mistralai/mistral-large-2512", "openai/gpt-4o-mini"):
            print(ask(model, slugs))
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.url} answered {error.code}: {error.read().decode(errors='replace')[:500]}")
    except urllib.error.URLError as error:
        sys.exit(f"could not reach {BASE_URL}: {error.reason}")


main()
