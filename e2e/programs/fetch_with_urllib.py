"""Fetches argv[1] through the proxy argv[2] and prints the body; on failure says how, and exits with 1."""

import sys
import urllib.error
import urllib.request

url, proxy = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
try:
    sys.stdout.write(opener.open(url, timeout=20).read().decode())
except urllib.error.HTTPError as error:
    sys.exit(f"HTTPError {error.code} {error.reason}: {error.read().decode()}")
except urllib.error.URLError as error:
    sys.exit(f"URLError {error.reason}")
