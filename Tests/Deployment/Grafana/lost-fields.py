"""What Grafana's own models (grafana-foundation-sdk) do not know of dashboards: reads each file given into them, writes it again, and prints every field
that is not there any more or has another value, a line each."""

import json
import sys

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard


def differences(file, read, written, path=""):
    if isinstance(read, dict) and isinstance(written, dict):
        for key, value in read.items():
            if key in written:
                differences(file, value, written[key], f"{path}.{key}")
            else:
                print(f"{file} {path}.{key}")
    elif isinstance(read, list) and isinstance(written, list) and len(read) == len(written):
        for position, (one, other) in enumerate(zip(read, written)):
            differences(file, one, other, f"{path}[{position}]")
    elif read != written:
        print(f"{file} {path}")


register_default_plugins()
for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as text:
        read = json.load(text)
    differences(file.rsplit("/", 1)[-1], read, json.loads(JSONEncoder().encode(Dashboard.from_json(read))))
