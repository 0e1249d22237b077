"""Fetches argv[1] through the proxy argv[2] as argv[3] with password argv[4], by Digest, and prints the body."""

import sys
import urllib.error
import urllib.request

url, proxy, user, password = sys.argv[1:]
passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
# It looks the password up by the address that is fetched, not by the proxy's.
passwords.add_password(None, url, user, password)
opener = urllib.request.build_opener(
    urllib.request.ProxyHandler({"http": proxy}),
    urllib.request.ProxyDigestAuthHandler(passwords),
)
try:
    sys.stdout.write(opener.open(url, timeout=20).read().decode())
except urllib.error.HTTPError as error:
    sys.exit(f"HTTPError {error.code} {error.reason}")
