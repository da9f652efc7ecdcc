#!/usr/bin/env python3
"""Holds every answer of the unit tests against the OpenAPI document. Usage: openapi_test.py TEST_BINARY

Runs the tests that call a mock with WXNOTICE_RECORD_ANSWERS, so that each answer is kept. The document is the one that
the tests got themselves. An answer must have a status and a content type that its operation documents, and the schema
must describe all of it: here, an object has no members but those that its schema names. A request that was carried out
must have the fields that its schema names. Each operation must have been answered with a success.
"""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

import jsonschema

NOT_TESTS_OF_THE_MOCK = "-StressTest.*:Lint*:*Http*"
METHODS = ("get", "put", "post", "delete")
SHOWN_FAILURES = 20


def record(binary, path):
    """Runs the tests; returns the lines of what was answered, each once."""
    run = subprocess.run(
        [binary, "--gtest_brief=1", f"--gtest_filter={NOT_TESTS_OF_THE_MOCK}"],
        env={**os.environ, "WXNOTICE_RECORD_ANSWERS": path}, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"the unit tests fail:\n{run.stdout}{run.stderr}")
    with open(path, encoding="utf-8") as lines:
        return list(dict.fromkeys(lines))


def closed(schema):
    """The same, with every object closed that lists its members."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        result.setdefault("additionalProperties", False)
    return result


def relaxed(schema):
    """The same for a request: the server reads numbers and booleans from texts, and texts from numbers."""
    if isinstance(schema, list):
        return [relaxed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    drop = () if schema.get("type") in ("object", "array") else ("type", "minimum", "maximum")
    return {key: relaxed(value) for key, value in schema.items() if key not in drop or isinstance(value, dict)}


class Document:
    def __init__(self, document):
        self.document = document
        self.components = closed(document["components"])
        self.validators = {}
        self.operations = []
        for path, methods in document["paths"].items():
            pattern = re.sub(r"\\\{path\\\}", ".*", re.escape(path))
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", pattern)
            for method, operation in methods.items():
                self.operations.append((method, re.compile(pattern + r"\Z"), path, operation))

    def find(self, method, path):
        """The operation that answers; an emulated API answers any method."""
        found = [row for row in self.operations if row[1].match(path)]
        for row in found:
            if row[0] == ("get" if method == "HEAD" else method.lower()) or row[3]["tags"] == ["emulated"]:
                return row[3]
        return None

    def request_problems(self, operation, answer):
        """What a request had that the document does not say."""
        content = operation.get("requestBody", {}).get("content")
        if not content:
            known = {parameter["name"] for parameter in operation.get("parameters", [])}
            unknown = set(dict(urllib.parse.parse_qsl(answer["query"]))) - known
            return f"the parameters {unknown} are not documented" if unknown else None
        if not answer["request"]:
            return None  # the fields came in the query
        return self.failure((operation["operationId"],), content["application/json"]["schema"], answer["request"], relaxed)

    def failure(self, key, schema, text, change=lambda whole: whole):
        """Where a JSON text breaks the schema, closed and changed. `key` tells schemas apart."""
        if key not in self.validators:
            whole = {**closed(schema), "components": self.components}
            self.validators[key] = jsonschema.Draft202012Validator(change(whole))
        try:
            value = json.loads(text)
        except ValueError:
            return "the body is not JSON"
        error = jsonschema.exceptions.best_match(self.validators[key].iter_errors(value))
        return error and f"{error.json_path}: {error.message[:300]}"

    def problems(self, operation, answer):
        """What an answer has that the document does not say."""
        responses = operation["responses"]
        response = responses.get(str(answer["status"]))
        if response is None:
            return f"the status {answer['status']} is not documented"
        if "$ref" in response:
            response = self.document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
        content = response.get("content")
        if content is None:
            return None if not answer["body"] else "a body that is not documented"
        if answer["content_type"] not in content:
            return f"the content type {answer['content_type']!r} is not documented for {answer['status']}"
        is_json = operation["tags"] == ["emulated"] and answer["content_type"] != "text/html" or re.search(r"[/+]json\b", answer["content_type"])
        if not is_json:
            return None
        key = (operation["operationId"], answer["status"], answer["content_type"])
        return self.failure(key, content[answer["content_type"]]["schema"], answer["body"])


def is_success(operation, answer):
    if operation["tags"] == ["emulated"] and answer["status"] == 200:
        return json.loads(answer["body"]).get("errcode", 0) == 0
    return answer["status"] < 400


def structure_failures(document):
    """What the document itself has wrong."""
    failures = [f"no {key}" for key in ("openapi", "info", "paths", "components") if key not in document]
    if not re.match(r"3\.1\.\d+$", document.get("openapi", "")):
        failures.append("openapi is not 3.1")
    def walk(node, where):
        if isinstance(node, list):
            for number, one in enumerate(node):
                walk(one, f"{where}/{number}")
        elif isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                target = document
                for part in node["$ref"].removeprefix("#/").split("/"):
                    target = target.get(part) if isinstance(target, dict) else None
                if target is None:
                    failures.append(f"{where}: {node['$ref']} leads nowhere")
            for key, value in node.items():
                if key == "schema" or re.search(r"/components/schemas$", where):
                    try:
                        jsonschema.Draft202012Validator.check_schema(value)
                    except jsonschema.exceptions.SchemaError as error:
                        failures.append(f"{where}/{key}: {error.message}")
                walk(value, f"{where}/{key}")
    walk(document, "#")
    ids = collections.Counter()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            ids[operation["operationId"]] += 1
            named = set(re.findall(r"\{(\w+)\}", path))
            given = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path" and p["required"]}
            if method not in METHODS:
                failures.append(f"{where}: no method of OpenAPI")
            if named != given:
                failures.append(f"{where}: the path parameters are {named}, not {given}")
            if not operation["responses"]:
                failures.append(f"{where}: no responses")
            for status, response in operation["responses"].items():
                if "$ref" not in response and not response.get("description"):
                    failures.append(f"{where}: {status} has no description")
    return failures + [f"the operationId {one} comes twice" for one, count in ids.items() if count > 1]


def main():
    with tempfile.TemporaryDirectory() as folder:
        answers = [json.loads(line) for line in record(sys.argv[1], os.path.join(folder, "answers"))]
    documents = [a["body"] for a in answers if a["path"] == "/__admin/openapi.json" and a["status"] == 200]
    document = Document(json.loads(documents[0]))
    failures = structure_failures(document.document)
    recorded = set()
    checked = 0
    for answer in answers:
        operation = document.find(answer["method"], answer["path"])
        if operation is None:
            if answer["path"].startswith("/__admin") and answer["status"] not in (401, 403, 404, 405):
                failures.append(f"{answer['method']} {answer['path']} is not documented, but answers {answer['status']}")
            continue
        checked += 1
        problem = document.problems(operation, answer)
        if problem:
            failures.append(f"{answer['method']} {answer['path']}: {problem}\n  {answer['status']} {(answer['body'] or '')[:300]}")
        elif is_success(operation, answer):
            problem = operation["tags"] != ["emulated"] and document.request_problems(operation, answer)
            if problem:
                failures.append(f"{answer['method']} {answer['path']}: the request: {problem}\n  {(answer['request'] or '')[:300]}")
            recorded.add(operation["operationId"])
    for _, _, path, operation in document.operations:
        name = operation["operationId"]
        if name not in recorded:
            failures.append(f"{name} ({path}): no test gets a success of it")
    for failure in failures[:SHOWN_FAILURES]:
        print(failure)
    print(f"{checked} answers of {len(recorded)} operations held against the document, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
