"""``python -m tests.golden``: make the golden pages anew, all or, with ``-k``, those that pytest picks."""

import os
import subprocess
import sys

from tests import golden

if __name__ == "__main__":
    command = [sys.executable, "-m", "pytest", "tests/golden", "-q", *sys.argv[1:]]
    sys.exit(subprocess.run(command, env={**os.environ, golden.RENEW: "1"}).returncode)
