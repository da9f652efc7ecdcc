"""Python: the library that argv names. See client.sh."""
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
elif which == "requests-alone":  # reads no environment, and trusts the roots of certifi only
    import certifi
    import requests

    session = requests.Session()
    session.trust_env = False

    def call(method, url, body):
        answer = session.request(method, url, data=body, timeout=20, verify=certifi.where())
        return answer.status_code, answer.text
elif which == "urllib3":
    import urllib3

    pool = urllib3.PoolManager()

    def call(method, url, body):
        answer = pool.request(method, url, body=body, timeout=20, retries=False)
        return answer.status, answer.data.decode()
elif which == "aiohttp":
    import asyncio

    import aiohttp

    async def fetch(method, url, body):
        async with aiohttp.ClientSession() as session, session.request(method, url, data=body) as answer:
            return answer.status, await answer.text()

    def call(method, url, body):
        return asyncio.run(fetch(method, url, body))
elif which == "tornado":
    import asyncio

    from tornado.httpclient import AsyncHTTPClient

    async def fetch(method, url, body):
        answer = await AsyncHTTPClient().fetch(url, method=method, body=body, raise_error=False)
        if answer.error and not answer.body:
            raise answer.error
        return answer.code, answer.body.decode()

    def call(method, url, body):
        return asyncio.run(fetch(method, url, body))
elif which == "http.client":
    import http.client
    import urllib.parse

    def call(method, url, body):
        target = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
        connection = kind(target.netloc, timeout=20)
        connection.request(method, f"{target.path}?{target.query}", body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
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
