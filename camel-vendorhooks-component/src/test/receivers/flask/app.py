"""Receives the webhooks of five vendors in Flask and verifies them by the recipe of each vendor's page:

POST /VENDOR/raw     verifies the bytes of the body, as the pages say in words
POST /glossi/snippet verifies what json.dumps makes of the parsed body, as the code for Python on that page does

Answers 200, or 401 with the reason. Takes the secret of all vendors from WEBHOOK_SECRET, prints its port, and ends with
its standard input.
"""

import hashlib
import hmac
import json
import os
import re
import sys
import threading
from datetime import datetime

from flask import Flask, request
from werkzeug.serving import make_server

app = Flask(__name__)


@app.post("/kaedim/raw")
def kaedim():
    """Page "Web Hooks" of Kaedim, under "Webhook Signing": the header is JSON of t and v1, and v1 is the HMAC of t,
    directly followed by the payload. The page's code is for Node.js only."""
    header = json.loads(request.headers.get("kaedim-signature", "{}"))
    time = str(header.get("t"))
    if not is_unix_time(time):
        return "unreadable time", 401
    return answer(header.get("v1"), time.encode() + request.get_data())


@app.post("/vntana/raw")
def vntana():
    """Page "Webhooks" of VNTANA, under "Creating Endpoints": HMAC of the time's text, # and the payload. Its example in
    Flask, under "Example Implementation", hands request.data to the verification."""
    time = request.headers.get("x-timestamp", "")
    if not is_utc(time):
        return "unreadable time", 401
    return answer(request.headers.get("x-vntana-signature"), time.encode() + b"#" + request.data)


@app.post("/makini/raw")
def makini():
    """Page "Webhooks" of Makini, under "Python Example (Flask)"."""
    return answer(request.headers.get("X-Webhook-Signature"), request.get_data())


@app.post("/glossi/raw")
def glossi():
    """Page "Webhooks" of Glossi, under "Verify Webhook Signatures": HMAC of the request body."""
    return answer(request.headers.get("X-Glossi-Signature"), request.get_data())


@app.post("/glossi/snippet")
def glossi_snippet():
    """Page "Webhooks" of Glossi, under "Python"."""
    return answer(request.headers.get("X-Glossi-Signature"), json.dumps(request.json).encode())


@app.post("/generic/raw")
def generic():
    """Page "Webhooks" of the generic vendor, under "Python Example"."""
    return answer(request.headers.get("X-Webhook-Signature"), request.get_data())


def answer(signature, content):
    if not signature:
        return "no signature", 401
    expected = hmac.new(os.environ["WEBHOOK_SECRET"].encode(), content, hashlib.sha256).hexdigest()
    return ("verified", 200) if hmac.compare_digest(signature, expected) else ("wrong signature", 401)


def is_unix_time(text):
    """Ten digits are enough for seconds until the year 2286, and not for today's milliseconds."""
    return re.fullmatch(r"[0-9]{1,10}", text) is not None


def is_utc(text):
    seconds = re.fullmatch(r"([0-9T:-]{19})(\.[0-9]+)?Z?", text)
    try:
        return seconds is not None and datetime.strptime(seconds[1], "%Y-%m-%dT%H:%M:%S") is not None
    except ValueError:
        return False


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(server.server_port, flush=True)
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    server.serve_forever()
