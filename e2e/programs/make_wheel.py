"""Writes a wheel with one module that says hello; argv: the directory to write it to."""

import sys
import zipfile

INFO = "greeting_from_test-1.2.3.dist-info"
FILES = {
    "greeting_from_test.py": "TEXT = 'hello from a wheel'\n",
    f"{INFO}/METADATA": "Metadata-Version: 2.1\nName: greeting-from-test\nVersion: 1.2.3\n",
    f"{INFO}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
FILES[f"{INFO}/RECORD"] = "".join(f"{name},,\n" for name in [*FILES, f"{INFO}/RECORD"])

with zipfile.ZipFile(f"{sys.argv[1]}/greeting_from_test-1.2.3-py3-none-any.whl", "w") as wheel:
    for name, text in FILES.items():
        wheel.writestr(name, text)
