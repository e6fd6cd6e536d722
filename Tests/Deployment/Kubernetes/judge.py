"""Judges objects of Kubernetes by its own schemas, and those of the Prometheus operator and of KEDA by their definitions; or values by the chart's schema.

    judge.py objects FILE...
    judge.py values SCHEMA FILE...      values as JSON

A line for each fault, beginning with the file's name; nothing, and status 0, when there is none.
"""

import functools
import json
import os
import sys

import jsonschema
import kubernetes_validate
import yaml

# Read from disk once, not for each object.
kubernetes_validate.utils.schema_contents = functools.cache(kubernetes_validate.utils.schema_contents)

# The oldest that the chart allows, one of the middle, and the newest that is known.
VERSIONS = ["1.27", "1.31", kubernetes_validate.latest_version()]


@functools.cache
def operator_models():
    """The definitions that Kubernetes itself does not have. Imported late: it takes seconds."""
    from cloudcoil.models.keda import v1alpha1 as keda
    from cloudcoil.models.prometheus_operator import v1 as operator

    models = [operator.ServiceMonitor, operator.PrometheusRule, keda.ScaledObject, keda.TriggerAuthentication]
    return {model.__name__: model for model in models}


def unknown_keys(given, understood, path):
    """Keys that a model read over: an API server drops them, and nobody is told."""
    if isinstance(given, dict) and isinstance(understood, dict):
        for key, value in given.items():
            if key in understood:
                yield from unknown_keys(value, understood[key], f"{path}.{key}")
            elif value is not None:
                yield f"{path}.{key}: unknown"
    elif isinstance(given, list) and isinstance(understood, list):
        for index, (ours, theirs) in enumerate(zip(given, understood)):
            yield from unknown_keys(ours, theirs, f"{path}[{index}]")


def faults_of_custom(thing):
    models = operator_models()
    if thing["kind"] not in models:
        return [f"no schema for kind {thing['kind']}"]
    try:
        read = models[thing["kind"]].model_validate(thing)
    except ValueError as error:
        return [str(error).replace("\n", " ")]
    understood = read.model_dump(by_alias=True, exclude_unset=True, mode="json")
    return [fault for fault in unknown_keys(thing, understood, "") if not fault.startswith(".metadata")]


def faults_of_object(thing):
    if thing["apiVersion"].split("/")[0] in ("monitoring.coreos.com", "keda.sh"):
        return faults_of_custom(thing)
    found = []
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(thing, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            found.append(f"Kubernetes {version}: {'.'.join(map(str, error.path))}: {error.message}")
        except kubernetes_validate.SchemaNotFoundError as error:
            found.append(error.message)
    return found


def objects(files):
    for name in files:
        with open(name, encoding="utf-8") as file:
            for thing in filter(None, yaml.safe_load_all(file)):
                for fault in faults_of_object(thing):
                    yield f"{os.path.basename(name)}: {thing['kind']} {thing['metadata']['name']}: {fault}"


def values(schema, *files):
    with open(schema, encoding="utf-8") as file:
        validator = jsonschema.Draft7Validator(json.load(file))
    for name in files:
        with open(name, encoding="utf-8") as file:
            for error in sorted(validator.iter_errors(json.load(file)), key=lambda error: list(map(str, error.path))):
                yield f"{os.path.basename(name)}: {'.'.join(map(str, error.path))}: {error.message}"


faults = list(objects(sys.argv[2:]) if sys.argv[1] == "objects" else values(*sys.argv[2:]))
print(*faults, sep="\n", end="\n" if faults else "")
sys.exit(1 if faults else 0)
