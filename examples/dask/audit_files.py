"""Audits the files of a dataset on a Dask cluster: each worker runs `distillable audit` on one file at a time.

    distillable snapshot export --out list.json
    python3 audit_files.py --scheduler tcp://host:8786 --list list.json --out clean 'data/*/*.jsonl'

Needs Dask's `distributed` (Debian: python3-distributed) and, on every worker, the command `distillable`, the files and the
list under the same paths. Without --scheduler, a scheduler and two workers start on this machine. What follows `--` goes to
`distillable audit`: flags such as --ignore-roles, --names and --accept.

A worker that dies is no loss: Dask gives its files to another one. The outputs of a file appear when it is complete, so a
second run writes the same again. The exit code is 0 if all rows are distillable, 1 if not, and 2 if a file can't be read.
"""

import argparse
import glob
import json
import os
import subprocess
import sys

from distributed import Client, LocalCluster, as_completed, get_worker

VERDICTS = ["distillable", "not-distillable", "unknown", "unnamed"]


def audit_file(command, path, model_list, out, flags):
    """Runs on a worker. Writes the clean rows of the file, and the others with their reason."""
    name = path.strip("/").replace("/", "__").removesuffix(".gz")
    os.makedirs(out, exist_ok=True)
    ran = subprocess.run(
        [*command, "audit", path, "--catalog", model_list, "--json", "--fail-on", "none"]
        + ["--out", os.path.join(out, f"{name}.clean.jsonl")]
        + ["--rejects", os.path.join(out, f"{name}.rejects.jsonl"), *flags],
        capture_output=True,
        text=True,
    )
    found = {"file": path, "worker": str(get_worker().name)}
    if ran.returncode != 0:
        return {**found, "error": ran.stderr.strip()}
    totals = json.loads(ran.stdout)["totals"]
    return {**found, "verdicts": totals["verdicts"], "corrupt": totals["corrupt"]}


def read_arguments():
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("patterns", nargs="+", help="files and globs")
    parser.add_argument("--scheduler", help="address of a Dask scheduler")
    parser.add_argument("--list", required=True, help="what `distillable snapshot export` wrote: all files are judged by it")
    parser.add_argument("--out", required=True, help="directory for the rows")
    parser.add_argument("--command", default="distillable", help="the command on the workers")
    return parser.parse_args(words[:end]), words[end + 1 :]


def main():
    options, flags = read_arguments()
    files = sorted({os.path.abspath(path) for pattern in options.patterns for path in glob.glob(pattern)})
    if not files:
        print("No file has such a name.", file=sys.stderr)
        return 2
    cluster = options.scheduler or LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    )
    with Client(cluster) as client:
        arguments = [os.path.abspath(options.list), os.path.abspath(options.out), flags]
        futures = [client.submit(audit_file, options.command.split(), path, *arguments) for path in files]
        totals = dict.fromkeys([*VERDICTS, "corrupt"], 0)
        failed = 0
        for future in as_completed(futures):
            found = future.result()
            print(json.dumps(found), flush=True)
            if "error" in found:
                failed += 1
                continue
            for verdict in VERDICTS:
                totals[verdict] += found["verdicts"][verdict]
            totals["corrupt"] += found["corrupt"]
    print(json.dumps({"files": len(files), "failed": failed, "totals": totals}), flush=True)
    if failed:
        return 2
    return 1 if sum(totals.values()) > totals["distillable"] else 0


if __name__ == "__main__":
    sys.exit(main())
