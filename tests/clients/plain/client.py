"""Python: requests, httpx or urllib, as argv says. See client.sh."""
import sys

which = sys.argv[1]
if which == "requests":
    import requests

    def call(method, url, body):
        answer = requests.request(method, url, data=body, timeout=20)
        return answer.status_code, answer.text
elif which == "httpx":
    import httpx

    def call(method, url, body):
        answer = httpx.request(method, url, content=body, timeout=20)
        return answer.status_code, answer.text
else:
    import urllib.request

    def call(method, url, body):
        request = urllib.request.Request(url, body, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()

for line in sys.stdin:
    method, url, body = (line.rstrip("\n").split(" ", 2) + [""])[:3]
    try:
        status, text = call(method, url, body.encode() or None)
    except Exception as error:  # any library's
        status, text = 0, f"{type(error).__name__}: {error}"
    print(status, text.replace("\n", " "), flush=True)
