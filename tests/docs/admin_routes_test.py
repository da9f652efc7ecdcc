#!/usr/bin/env python3
"""Every route of the admin API is named in its document, and nothing that is no route. Usage: admin_routes_test.py ROUTES_CC DOCUMENT"""

import re
import sys


def main():
    source, document = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
    routes = set(re.findall(r'Route\{"([A-Z]+)",\s*"([^"]+)"', source))
    named = set(re.findall(r"`(GET|POST|PUT|DELETE) (/[^` ?]*)", document))
    failures = [f"{method} {path} is not in the document" for method, path in sorted(routes - named)]
    failures += [f"{method} {path} is in the document, but no route" for method, path in sorted(named - routes)]
    print("\n".join(failures) or f"{len(routes)} routes are documented")
    return 1 if failures or not routes else 0


if __name__ == "__main__":
    sys.exit(main())
