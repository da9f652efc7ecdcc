"""A `wxnotice serve` on a free loopback port, and what it weighs."""

import json
import signal
import subprocess
import tempfile


class Server:
    """Use as a context: it is ended when the context is left, however that happens."""

    def __init__(self, binary, *flags):
        self.errors = tempfile.TemporaryFile()  # pylint: disable=consider-using-with
        self.process = subprocess.Popen([binary, "serve", "--port", "0", "--log-level", "error", *flags], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.errors)
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise SystemExit(f"the server did not start: {self.last_words()}")
        self.url = json.loads(line)["url"]
        self.port = int(self.url.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()

    def alive(self):
        return self.process.poll() is None

    def stop(self, seconds):
        """Asks it to end. Returns its exit code, or None when it did not end in time."""
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None

    def last_words(self):
        """The end of what it wrote on stderr: a sanitizer's report, or why it did not start."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")[-3000:].strip()

    def memory(self):
        """(resident, peak resident) in MiB; zeros once it is gone."""
        sizes = {}
        try:
            with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
                for line in status:
                    if line.startswith(("VmRSS", "VmHWM")):
                        sizes[line[:5]] = int(line.split()[1]) / 1024
        except OSError:
            pass
        return sizes.get("VmRSS", 0.0), sizes.get("VmHWM", 0.0)
