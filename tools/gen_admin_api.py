#!/usr/bin/env python3
"""Writes the reference in docs/admin-api.md: each block between `<!-- routes: TAG .. -->` and `<!-- /routes -->`.

Usage: tools/gen_admin_api.py WXNOTICE [--check]

Starts WXNOTICE and reads its openapi.json, so the rows of the routes are the only source. --check changes nothing and
fails if the page is stale.
"""

import collections
import json
import os
import re
import subprocess
import sys
import urllib.request

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "admin-api.md")
BLOCK = re.compile(r"(?P<begin><!-- routes: (?P<tags>[a-z_ ]+) -->\n).*?(?P<end><!-- /routes -->)", re.S)
NAMED = re.compile(r"`(GET|POST|PUT|DELETE) (/[^` ?]*)")
SHARED_BY = 5  # the section "Conventions" explains fields of at least this many routes
WIDTH = 124


def load(binary):
    server = subprocess.Popen([binary, "serve", "--port", "0", "--log-level", "off"], stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(server.stdout.readline())["url"]
        with urllib.request.urlopen(f"{url}/__admin/openapi.json") as answer:
            return json.load(answer)
    finally:
        server.terminate()
        server.wait(timeout=10)


def fields_of(operation):
    """(name, required, schema, description) of each field, of query or body."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query":
            yield parameter["name"], parameter["required"], parameter["schema"], parameter.get("description", "")
    for content in operation.get("requestBody", {}).get("content", {}).values():
        for name, schema in content["schema"].get("properties", {}).items():
            yield name, name in content["schema"].get("required", []), schema, schema.get("description", "")


def wrapped(indent, text):
    lines, line = [], indent + "- "
    for word in text.split(" "):
        if len(line) + len(word) > WIDTH and line.strip() != "-":
            lines.append(line.rstrip())
            line = indent + "  "
        line += word + " "
    return lines + [line.rstrip()]


class Reference:
    def __init__(self, document):
        self.document = document
        self.routes = collections.defaultdict(list)
        seen = collections.Counter()
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if operation["tags"] != ["emulated"]:
                    self.routes[operation["tags"][0]].append((method.upper(), path, operation))
                    seen.update((name, what) for name, _, _, what in fields_of(operation))
        self.shared = {field for field, count in seen.items() if count >= SHARED_BY}

    def resolved(self, schema):
        return self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema

    def members(self, schema, without=()):
        """The names of an object's members, `?` after those that may be absent."""
        schema = self.resolved(schema)
        return ", ".join(name + ("" if name in schema.get("required", []) else "?")
                         for name in schema.get("properties", {}) if name not in without)

    def kind(self, schema):
        if "enum" in schema:
            return " | ".join(f"`{value}`" for value in schema["enum"] if value is not None)
        if schema.get("format") == "date-time":
            return "time"
        if "pattern" in schema:
            return "duration"
        named = schema["$ref"].rsplit("/", 1)[1].lower() if "$ref" in schema else "any value"
        names = self.resolved(schema).get("type", named)
        text = " or ".join(names if isinstance(names, list) else [names]).replace("array", "list").replace("boolean", "true or false")
        if "maximum" in schema:
            text += f" from {schema['minimum']} to {schema['maximum']}"
        elif schema.get("minimum"):
            text += f" from {schema['minimum']}"
        return text

    def lines(self, method, path, operation):
        fields = list(fields_of(operation))
        names = [name + ("" if required else "?") for name, required, _, _ in fields]
        takes = f" `{{{', '.join(names)}}}`" if names else ""
        yield from wrapped("", f"`{method} {path}`{takes}: {operation['summary'][0].lower()}{operation['summary'][1:]}.")
        for name, _, schema, what in fields:
            if (name, what) not in self.shared:
                yield from self.field("  ", name, schema, what)
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if "properties" not in content["schema"]:
                yield from wrapped("  ", f"The body: {content['schema']['description']}.")
        answers = []
        for status, response in operation["responses"].items():
            if "$ref" in response:
                continue
            names = ""
            for content_type, content in response.get("content", {}).items():
                if content_type == "application/json":
                    names = self.members(content["schema"])
                elif content_type == "application/problem+json":
                    names = self.members(content["schema"], self.document["components"]["schemas"]["Problem"]["properties"])
            answers.append(f"{status}: {response['description']}" + (f" `{{{names}}}`" if names else ""))
        yield from wrapped("  ", "Answers " + "; ".join(answers) + ".")

    def field(self, indent, name, schema, what):
        example = f", for example `{schema['examples'][0]}`" if schema.get("examples") else ""
        yield from wrapped(indent, f"`{name}` ({self.kind(schema)}{example})" + (f": {what}." if what else ""))
        if "$ref" in schema:
            for inner, inner_schema in self.resolved(schema).get("properties", {}).items():
                yield from self.field(indent + "  ", inner, inner_schema, inner_schema.get("description", ""))

    def block(self, match):
        lines = [line for tag in match["tags"].split() for route in self.routes[tag] for line in self.lines(*route)]
        return match["begin"] + "\n" + "\n".join(lines) + "\n\n" + match["end"]

    def failures(self, page):
        """What the page lacks, or names although it is not there."""
        shown = {tag for match in BLOCK.finditer(page) for tag in match["tags"].split()}
        routes = {(method, path) for rows in self.routes.values() for method, path, _ in rows}
        wrong = [f"no block `<!-- routes: {tag} -->`" for tag in self.routes if tag not in shown]
        wrong += [f"a block names {tag}, which has no routes" for tag in shown if tag not in self.routes]
        return wrong + [f"{method} {path} is not a route" for method, path in NAMED.findall(page) if (method, path) not in routes]


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--check"]):
        sys.exit(__doc__)
    reference = Reference(load(os.path.abspath(sys.argv[1])))
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    failures = reference.failures(page)
    written = BLOCK.sub(reference.block, page)
    if written != page and "--check" in sys.argv:
        failures.append("docs/admin-api.md is stale: run tools/gen_admin_api.py build/dev/wxnotice")
    elif written != page:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(written)
    print("\n".join(failures) or "the reference in docs/admin-api.md is up to date")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
