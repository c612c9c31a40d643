"""Checks boards against the JSON Schema of gateboard, as an editor would.

Input on stdin, JSON: {"schema": SCHEMA TEXT, "boards": {NAME: YAML TEXT}}.
Output on stdout, JSON: {"dialect": URL, "verdicts": {NAME: [MESSAGE, ...]}, "unknown": {NAME: [KEY, ...]}}.
"unknown" lists the keys that no shape of the schema has, keys of the writer's choice apart.
"""

import json
import re
import sys

import jsonschema
import yaml


class PlainLoader(yaml.SafeLoader):
    """Numbers, booleans and nothing else are guessed: 2025-11-12 and 20:30 stay text."""


PlainLoader.yaml_implicit_resolvers = {}
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789")
)


def unknown_keys(value, shape, schema):
    """Keys of the value that its shape does not name; follows $ref and maps by key."""
    while "$ref" in shape:
        shape = schema["$defs"][shape["$ref"].rsplit("/", 1)[1]]
    if not isinstance(value, dict):
        return []
    found = []
    for key, inner in value.items():
        if key in shape.get("properties", {}):
            found += unknown_keys(inner, shape["properties"][key], schema)
        elif isinstance(shape.get("additionalProperties"), dict):
            found += unknown_keys(inner, shape["additionalProperties"], schema)
        else:
            found.append(key)
    return found


def main():
    request = json.load(sys.stdin)
    schema = json.loads(request["schema"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    boards = {name: yaml.load(text, PlainLoader) for name, text in request["boards"].items()}
    answer = {
        "dialect": schema["$schema"],
        "verdicts": {
            name: [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(board)]
            for name, board in boards.items()
        },
        "unknown": {name: unknown_keys(board, schema, schema) for name, board in boards.items()},
    }
    json.dump(answer, sys.stdout)


main()
