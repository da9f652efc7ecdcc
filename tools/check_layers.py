#!/usr/bin/env python3
"""Checks that each module under src/ includes only what its layer allows (docs/architecture.md)."""

import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"

# module: (modules of ours it may include, third-party headers it may include)
MODULES = {
    "base": ({"base"}, set()),
    "text": ({"base", "text"}, {"unicode", "re2"}),
    "lint": ({"base", "text", "lint"}, {"nlohmann", "yaml-cpp"}),
    "protocol": ({"base", "protocol"}, {"nlohmann"}),
    "mock": ({"base", "protocol", "mock"}, {"nlohmann", "prometheus"}),
    "admin": ({"base", "protocol", "mock", "admin"}, {"nlohmann"}),
    "http": ({"base", "protocol", "http"}, {"brotli", "httplib.h", "openssl", "zlib.h"}),
    "certs": ({"base", "certs"}, {"openssl"}),
    "server": ({"base", "protocol", "mock", "admin", "http", "certs", "server"}, {"yaml-cpp", "spdlog", "nlohmann"}),
    "exec": ({"base", "protocol", "mock", "certs", "server", "exec"}, {"nlohmann"}),
    "cli": ({"base", "protocol", "mock", "http", "certs", "server", "exec", "cli"}, {"CLI", "yaml-cpp", "nlohmann"}),
    "": ({"cli"}, set()),
}
# These may use the linter, through its public header only.
USES_PUBLIC_HEADER = {"lint", "admin", "cli"}
# Heavy headers that no header of ours may pull in.
ONLY_IN_SOURCES = {"nlohmann/json.hpp", "httplib.h", "CLI/CLI.hpp", "yaml-cpp/yaml.h"}
# Included only by .cc files, and holding JSON by value.
MODULE_INTERNAL = {"admin/resource.h", "mock/account/card.h", "mock/call.h", "mock/control/match.h", "mock/control/pattern.h", "protocol/fields.h", "protocol/schema.h"}
# What is particular to one family of messages is in <module>/families/<name>/. Only these files include it: those of the
# same family, and the list of the families.
FAMILY = re.compile(r"(?:^|/)families/([^/]+)/")
LIST_OF_FAMILIES = "mock/families/families.cc"
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def third_party(header):
    """The library a <header> belongs to, or None for the standard's and the system's."""
    if "/" in header and not header.startswith(("sys/", "linux/", "netinet/", "arpa/")):
        return header.split("/")[0]
    return header if header in {"httplib.h", "zlib.h"} else None


def family_of(name):
    """The family that a file belongs to, or None."""
    match = FAMILY.search(name)
    return match.group(1) if match else None


def problems_of(path):
    relative = path.relative_to(SRC)
    module = relative.parts[0] if len(relative.parts) > 1 else ""
    ours, libraries = MODULES[module]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        own, system = match.groups()
        where = f"src/{relative}:{number}"
        if own == "wxnotice.h":
            if module not in USES_PUBLIC_HEADER and relative.name != "wxnotice.h":
                yield f"{where}: {module or 'the top'} may not use the linter"
        elif own and own.split("/")[0] not in ours:
            yield f"{where}: {module or 'the top'} may not include {own}"
        elif own and family_of(own) not in {None, family_of(str(relative))} and str(relative) != LIST_OF_FAMILIES:
            yield f"{where}: only the family's own files may include {own}; shared files use mock/family.h"
        elif system and third_party(system) and third_party(system) not in libraries:
            yield f"{where}: {module or 'the top'} may not include <{system}>"
        if path.suffix == ".h" and system in ONLY_IN_SOURCES and str(relative) not in MODULE_INTERNAL:
            yield f"{where}: <{system}> belongs in a .cc"


def main():
    files = sorted(p for p in SRC.rglob("*") if p.suffix in {".h", ".cc"})
    unknown = {p.relative_to(SRC).parts[0] for p in files if len(p.relative_to(SRC).parts) > 1} - set(MODULES)
    found = [f"src/{module}: no such module; add it to tools/check_layers.py" for module in sorted(unknown)]
    for path in files:
        parts = path.relative_to(SRC).parts
        if len(parts) == 1 or parts[0] in MODULES:
            found += problems_of(path)
    print("\n".join(found) or f"{len(files)} files keep to their layers")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
