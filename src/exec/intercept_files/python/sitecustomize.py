# Loaded into every Python process where `wxnotice exec --intercept` cannot redirect system calls:
# http.client, urllib3, tornado, aiohttp and others do not read a proxy from the environment, but
# they all look up a host with this function.
import importlib.machinery
import importlib.util
import json
import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))


def _load_the_other():
    """The sitecustomize that this one hides: of the system, or of the user's PYTHONPATH."""
    path = [folder for folder in sys.path if os.path.abspath(folder) != _here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", path)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


def _patch():
    import socket
    import ssl

    with open(os.path.join(_here, "..", "route.json"), encoding="utf-8") as file:
        route = json.load(file)
    ports = {80: route["ports"]["http"], "80": route["ports"]["http"], "http": route["ports"]["http"]}
    look_up, load = socket.getaddrinfo, ssl.SSLContext.load_verify_locations

    def getaddrinfo(host, port, *args, **more):
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if isinstance(name, str) and name.lower().rstrip(".") in route["hosts"]:
            host, port = "127.0.0.1", ports.get(port, route["ports"]["https"])
        return look_up(host, port, *args, **more)

    def load_verify_locations(self, *args, **more):
        load(self, *args, **more)
        load(self, cafile=route["ca"])

    socket.getaddrinfo = getaddrinfo
    ssl.SSLContext.load_verify_locations = load_verify_locations


try:
    _patch()
except ImportError:  # a Python without ssl calls nobody
    pass
_load_the_other()
