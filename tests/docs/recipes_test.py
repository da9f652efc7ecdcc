#!/usr/bin/env python3
"""The shell parts of docs/recipes do what they say, in a project with templates and tests of its own; and so do the
commands of docs/exec.md. Usage: recipes_test.py WXNOTICE RECIPES"""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

WXNOTICE = pathlib.Path(sys.argv.pop(1)).resolve()
RECIPES = pathlib.Path(sys.argv.pop(1)).resolve()
CALL = "curl -fsS 'https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wx1234567890abcdef&secret=0123456789abcdef0123456789abcdef' >token.json"
# A test of a refusal: the client must report a 41028.
REFUSED = (
    "token=$$(sed 's/.*access_token\":\"//; s/\".*//' token.json); "
    "curl -fsS \"https://api.weixin.qq.com/cgi-bin/message/wxopen/template/send?access_token=$$token\" "
    "-d '{\"touser\":\"o1\",\"template_id\":\"T\",\"form_id\":\"wxnotice-41028\"}' | grep -q '\"errcode\":41028'"
)
GOOD, BAD = "- {title: 洗衣取件通知}\n", "- {title: 限时优惠抢购}\n"


class Project(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, True)
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "wxnotice").symlink_to(WXNOTICE)
        (self.folder / "wechat").mkdir()
        self.write(GOOD, CALL + "; " + REFUSED)
        self.environment = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "XDG_DATA_HOME": f"{self.folder}/data"}

    def write(self, templates, test):
        (self.folder / "wechat" / "templates.yaml").write_text(templates, encoding="utf-8")
        (self.folder / "Makefile").write_text(f"test:\n\t{test}\n", encoding="utf-8")

    def sh(self, script):
        return subprocess.run(["sh", "-ec", script], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=60, check=False)

    def check(self, script):
        """It passes as the project stands, which tests an error too; it fails for a refusal that nobody arranged, for a
        call of another host, and for a title that breaks a rule."""
        passed = self.sh(script)
        self.assertEqual(passed.returncode, 0, passed.stderr)
        self.assertIn("access_token", (self.folder / "token.json").read_text())
        self.assertEqual(xml.etree.ElementTree.parse(self.folder / "wxnotice.xml").getroot().tag, "testsuites")
        self.write(GOOD, CALL.replace("0123456789abcdef0123456789abcdef", "wrong"))
        self.assertNotEqual(self.sh(script).returncode, 0)
        self.assertIn("secret.wrong", (self.folder / "wxnotice.xml").read_text())
        self.write(GOOD, "curl -s https://leak.test || true")
        self.assertNotEqual(self.sh(script).returncode, 0)
        self.write(BAD, CALL)
        self.assertNotEqual(self.sh(script).returncode, 0)


class RecipesTest(Project):
    def test_github_actions(self):
        runs = re.findall(r"run: (?:\|\n\s+)?(wxnotice .*)", (RECIPES / "github-actions.yml").read_text())
        self.assertEqual(len(runs), 2)
        self.check("\n".join(runs))

    def test_gitlab_ci(self):
        runs = re.findall(r"^    - (wxnotice .*)", (RECIPES / "gitlab-ci.yml").read_text(), re.MULTILINE)
        self.assertEqual(len(runs), 2)
        self.check("\n".join(runs))
        json.loads((self.folder / "codequality.json").read_text())

    def test_jenkins(self):
        runs = re.findall(r"sh '''\n(.*?)'''", (RECIPES / "Jenkinsfile").read_text(), re.DOTALL)
        self.assertEqual(len(runs), 2)
        self.check("\n".join(runs))
        xml.etree.ElementTree.parse(self.folder / "checkstyle.xml")

    def test_docker_compose(self):
        # The same commands with free ports, and curl told what the network's alias tells the application.
        text = (RECIPES / "docker-compose.yml").read_text()
        serve = re.search(r"command: (wxnotice serve .*)", text).group(1)
        health = re.search(r"test: (wxnotice readyz .*)", text).group(1)
        application = re.search(r"sh -c '\n(.*?)\n      '", text, re.DOTALL).group(1)
        ports = []
        for _ in range(2):
            with socket.socket() as sock:
                sock.bind(("127.0.0.1", 0))
                ports.append(sock.getsockname()[1])
        serve = serve.replace("0.0.0.0", "127.0.0.1").replace("--port 80", f"--port {ports[0]}").replace("443", str(ports[1])).replace("/trust", f"{self.folder}/trust")
        alias = f'curl() {{ command curl --connect-to api.weixin.qq.com:80:127.0.0.1:{ports[0]} --connect-to api.weixin.qq.com:443:127.0.0.1:{ports[1]} "$@"; }}\n'
        self.write(GOOD, CALL.replace("curl", f"curl --connect-to api.weixin.qq.com:443:127.0.0.1:{ports[1]}"))
        with subprocess.Popen(serve.split(), env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
            try:
                server.stdout.readline()
                healthy = self.sh(health.replace(":80", f":{ports[0]}"))
                self.assertEqual(healthy.returncode, 0, healthy.stderr)
                made = self.sh(alias + application.replace("/tmp/bundle.pem", f"{self.folder}/bundle.pem"))
                self.assertEqual(made.returncode, 0, made.stderr)
                self.assertIn("access_token", (self.folder / "token.json").read_text())
            finally:
                server.terminate()


class ExecPageTest(Project):
    def test_its_commands_run(self):
        page = (RECIPES.parent / "exec.md").read_text()
        script = re.search(r"```sh\n(.*?)```", page, re.DOTALL).group(1)
        result = self.sh(script)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("BEGIN CERTIFICATE", (self.folder / "ca.pem").read_text())


if __name__ == "__main__":
    unittest.main()
