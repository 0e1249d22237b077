"""Fetches argv[1] through the proxy argv[2] as argv[3] with password argv[4], by Digest; prints status and body."""

import sys

import requests
from requests_toolbelt.auth.http_proxy_digest import HTTPProxyDigestAuth

url, proxy, user, password = sys.argv[1:]
session = requests.Session()
session.trust_env = False
session.proxies = {"http": proxy}
session.auth = HTTPProxyDigestAuth(user, password)
for _ in range(2):
    answer = session.get(url, timeout=20)
    print(answer.status_code, answer.text)
