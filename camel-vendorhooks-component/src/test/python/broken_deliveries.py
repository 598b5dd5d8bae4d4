"""Makes broken-deliveries.json: deliveries that a vendor signed and something broke on the way, each with what broke it,
and forgeries, which nothing explains.

Vendors sign here as their pages say, with hmac and hashlib; bodies are the vendors' published examples, filled in, and
written as JSON libraries of several languages write them. Python 3.9 or later, standard library only. The same bytes come
out each time:

    python3 src/test/python/broken_deliveries.py > src/test/resources/doctor/broken-deliveries.json
"""

import base64
import datetime
import hashlib
import hmac
import itertools
import json
import pathlib
import re
import sys
import urllib.parse
import zlib

SAMPLES = pathlib.Path(__file__).parents[2] / "main/resources/dev/vendorhooks/vendor"
VENDORS = ["kaedim", "vntana", "makini", "glossi", "generic"]
TIMED = ["kaedim", "vntana"]
SIGNATURE_HEADER = {
    "kaedim": "kaedim-signature",
    "vntana": "X-VNTANA-SIGNATURE",
    "makini": "X-Webhook-Signature",
    "glossi": "X-Glossi-Signature",
    "generic": "X-Webhook-Signature",
}
TYPES = {
    "kaedim": [("iteration", t, s) for t in ("generation", "texture", "lod") for s in ("uploaded", "completed")],
    "vntana": [
        ("product", "product.completed", "LIVE_PUBLIC"),
        ("product", "product.added", "DRAFT"),
        ("client", "client.added", ""),
        ("user", "user.added", ""),
        ("showroom", "showroom.updated", ""),
    ],
    "makini": [("change", t, "") for t in ("assets.updated", "sites.inserted", "materials.updated")],
    "glossi": [
        (t, t, "") for t in ("model.processed", "model.failed", "project.created", "job.complete", "render.complete")
    ],
    "generic": [("user", "user.created", ""), ("user", "user.updated", ""), ("resource", "file.uploaded", "")],
}
NAMES = ["Stühle für Zürich", "Chaise <Éléonore> & Cie", "椅子 🪑", "Table – 45 €", "Sofa \"Oslo\" / grå"]


class Dice:
    """Chance that is the same on each machine and in each version of Python."""

    def __init__(self, seed):
        self.seed, self.throws = seed, 0

    def bytes(self, count=32):
        self.throws += 1
        return hashlib.shake_128(f"{self.seed}/{self.throws}".encode()).digest(count)

    def number(self, end):
        return int.from_bytes(self.bytes(8), "big") % end

    def pick(self, options):
        return options[self.number(len(options))]

    def uuid(self):
        h = self.bytes(16).hex()
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-9{h[17:20]}-{h[20:]}"


DICE = Dice("broken deliveries")


# ---- JSON as libraries write it


def js(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def js_pretty(value):
    return json.dumps(value, indent=2, ensure_ascii=False)


def python(value):
    return json.dumps(value)


def python_utf8(value):
    return json.dumps(value, ensure_ascii=False)


def python_sorted(value):
    return json.dumps(value, sort_keys=True)


def python_compact(value):
    return json.dumps(value, separators=(",", ":"))


def python_canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def python_indented(value):
    return json.dumps(value, indent=4)


def php(value):
    return python_compact(value).replace("/", "\\/")


def php_pretty(value):
    return json.dumps(value, indent=4).replace("/", "\\/")


def go(value):
    """A Go struct: in the order of its fields."""
    text = js(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def go_map(value):
    """A Go map: sorted by key."""
    return go(json.loads(json.dumps(value, sort_keys=True)))


def js_sorted(value):
    return js(json.loads(json.dumps(value, sort_keys=True)))


def jackson_pretty(value, depth=0):
    if isinstance(value, dict):
        if not value:
            return "{ }"
        members = ",\n".join(
            "  " * (depth + 1) + js(name) + " : " + jackson_pretty(member, depth + 1) for name, member in value.items()
        )
        return "{\n" + members + "\n" + "  " * depth + "}"
    if isinstance(value, list):
        return "[ " + ", ".join(jackson_pretty(item, depth) for item in value) + " ]" if value else "[ ]"
    return js(value)


def escaped(match):
    units = match.group().encode("utf-16-be")
    return "".join(f"\\u{units[i]:02X}{units[i + 1]:02X}" for i in range(0, len(units), 2))


def dotnet(value):
    """System.Text.Json: escapes in upper case, and more of them."""
    return re.sub(r"[<>&+'`\x7f-\U0010ffff]", escaped, js(value).replace('\\"', "\\u0022"))


def jackson_ascii(value):
    """Jackson with ESCAPE_NON_ASCII: escapes in upper case."""
    return re.sub(r"[\x7f-\U0010ffff]", escaped, js(value))


def postgres_jsonb(value):
    """A jsonb column: shorter keys first."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (len(name.encode()), name.encode()))
        return "{" + ", ".join(js(name) + ": " + postgres_jsonb(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(postgres_jsonb, value)) + "]"
    return js(value)


WRITERS = {
    "JSON.stringify": js,
    "JSON.stringify with two spaces": js_pretty,
    "json.dumps": python,
    "json.dumps with ensure_ascii=False": python_utf8,
    "json.dumps with sort_keys=True": python_sorted,
    "json.dumps without spaces": python_compact,
    "json.dumps with indent=4": python_indented,
    "json_encode": php,
    "json_encode with JSON_PRETTY_PRINT": php_pretty,
    "encoding/json of a struct": go,
    "encoding/json of a map": go_map,
    "JSON.stringify of sorted keys": js_sorted,
    "canonical JSON of Python": python_canonical,
    "Jackson's pretty printer": jackson_pretty,
    "Jackson with ESCAPE_NON_ASCII": jackson_ascii,
    "System.Text.Json": dotnet,
    "a jsonb column": postgres_jsonb,
}


# ---- what the vendors send


def event(vendor, time, name=None, sample=None):
    """A vendor's published example with new ids and times, and perhaps a name with letters beyond ASCII."""
    file, kind, status = sample or DICE.pick(TYPES[vendor])
    ids = {}
    words = {"type": kind, "status": status, "time": iso(time)}

    def fill(placeholder):
        word = placeholder.group(1)
        if word in words:
            return words[word]
        return DICE.uuid() if word == "id" else ids.setdefault(word, DICE.uuid())

    text = (SAMPLES / vendor / "samples" / (file + ".json")).read_text("utf-8")
    value = json.loads(re.sub(r"<([\w.]+)>", fill, text))
    if name:
        named(value, name)
    return value


def named(value, name):
    """Puts the name where the vendor has one, else into a text of the body."""
    if "results" in value:
        value["results"]["name"] = name
    elif isinstance(value.get("body"), list):
        value["body"].append(name)
    else:
        for member in ("product", "client", "user", "showroom", "data"):
            if member in value:
                value[member]["name"] = name
                return


def iso(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


def unix(time):
    return str(int(time.timestamp()))


def unix_millis(time):
    return str(int(time.timestamp()) * 1000 + time.microsecond // 1000)


def moment():
    start = datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc)
    return start + datetime.timedelta(seconds=DICE.number(20 * 86400), milliseconds=DICE.number(1000))


def time_text(vendor, time):
    return {"kaedim": unix, "vntana": iso}.get(vendor, lambda t: "")(time)


def signed_content(vendor, text, body):
    return {"kaedim": text.encode() + body, "vntana": text.encode() + b"#" + body}.get(vendor, body)


def mac(key, content):
    return hmac.new(key, content, hashlib.sha256).digest()


def headers(vendor, text, signature):
    if vendor == "kaedim":
        return {"kaedim-signature": [js({"t": int(text), "v1": signature})]}
    if vendor == "vntana":
        return {"X-VNTANA-SIGNATURE": [signature], "X-TIMESTAMP": [text]}
    return {SIGNATURE_HEADER[vendor]: [signature]}


def secret():
    return DICE.pick(
        [
            lambda: DICE.bytes(32).hex(),
            lambda: base64.b64encode(DICE.bytes(32)).decode(),
            lambda: "whsec_" + base64.b64encode(DICE.bytes(24)).decode(),
            lambda: DICE.uuid(),
            lambda: "Quiet-Harbour-" + str(1000 + DICE.number(9000)),
        ]
    )()


class Delivery:
    """A request as its vendor sent it. What breaks it changes the fields; ``case`` makes the record of it."""

    def __init__(self, vendor, name=None, sample=None, writer=js, key=None):
        self.vendor = vendor
        self.time = moment()
        self.now = self.time + datetime.timedelta(seconds=1 + DICE.number(20))
        self.value = event(vendor, self.time, name, sample)
        self.secret = key or secret()
        self.former, self.others = [], {}
        self.text = time_text(vendor, self.time)
        self.signed(writer(self.value).encode())

    def signed(self, body, key=None, text=None, content=None, write=lambda m: m.hex()):
        """Signs ``body`` as the vendor does, but for what is given; the body is what arrives."""
        self.body = body
        text = self.text if text is None else text
        content = signed_content(self.vendor, text, body) if content is None else content
        key = self.secret.encode() if key is None else key
        self.headers = headers(self.vendor, self.text, write(mac(key, content)))
        return self

    def case(self, label, description, refusal="MISMATCH", second=None):
        made = {
            "vendor": self.vendor,
            "description": description,
            "label": label,
            "now": iso(self.now),
            "secret": self.secret,
            "formerSecrets": self.former,
            "otherEndpoints": self.others,
            "headers": {"Content-Type": ["application/json"], **self.headers},
            "bodyBase64": base64.b64encode(self.body).decode(),
            "refusal": refusal,
        }
        if second:
            made["secondLabel"] = second
        return made


def each(rows, vendors=None):
    """Gives each row a vendor in turn."""
    return zip(rows, itertools.cycle(vendors or VENDORS))


# ---- bodies


def rewritten():
    """A vendor signs what its library wrote; what stands between parses it and writes it as its own does."""
    signers = list(WRITERS)
    middles = [
        "JSON.stringify",
        "json.dumps",
        "json_encode",
        "encoding/json of a map",
        "Jackson's pretty printer",
        "json.dumps with ensure_ascii=False",
        "JSON.stringify with two spaces",
        "a jsonb column",
    ]
    signers.remove("a jsonb column")
    made = []
    for number, signer in enumerate(signers * 6):
        middle = middles[(number + number // len(signers)) % len(middles)]
        # any order of keys is lost in a sorted one, so only what the vendors publish can be told from it
        vendor = VENDORS[(number + number // 5) % 5]
        for _ in range(20):
            delivery = Delivery(vendor, DICE.pick(NAMES + [None] * 3), writer=WRITERS[signer])
            arrived = WRITERS[middle](json.loads(delivery.body)).encode()
            if arrived != delivery.body:
                delivery.body = arrived
                made.append(
                    delivery.case("BODY_REWRITTEN", f"signed as written by {signer}, written anew by {middle}")
                )
                break
    return made


def published_text():
    """The text of a published example is signed as it is laid out there, and minified on the way."""
    for vendor, writer in (("kaedim", js), ("glossi", python), ("vntana", js_pretty), ("generic", jackson_pretty)):
        delivery = Delivery(vendor, writer=js_pretty if writer is not js_pretty else js)
        delivery.body = writer(delivery.value).encode()
        yield delivery.case("BODY_REWRITTEN", "laid out by one and minified or laid out anew by another")
    delivery = Delivery("generic", sample=("resource", "payment.succeeded", ""))
    delivery.value["data"]["amount"] = "AMOUNT"
    delivery.signed(js(delivery.value).replace('"AMOUNT"', "10.50").encode())
    delivery.body = delivery.body.replace(b"10.50", b"10.5")
    yield delivery.case("BODY_REWRITTEN", "a decimal lost its last zero, beyond recovery")
    delivery = Delivery("makini")
    delivery.value.update(tenant="t-" + DICE.uuid(), account="a-1", sequence=7)
    delivery.signed(js(delivery.value).encode())
    delivery.body = js_sorted(delivery.value).encode()
    yield delivery.case("BODY_REWRITTEN", "members that no published example has were sorted")


def line_breaks():
    pretty_crlf = lambda value: js_pretty(value).replace("\n", "\r\n")
    rows = [
        ("a newline added, as echo does", js, lambda b: b + b"\n"),
        ("CRLF added", js, lambda b: b + b"\r\n"),
        ("a newline added to spaced JSON", python, lambda b: b + b"\n"),
        ("a newline added to laid out JSON", js_pretty, lambda b: b + b"\n"),
        ("the newline at the end lost, as $(…) of a shell does", lambda v: js(v) + "\n", bytes.strip),
        ("the newline at the end of laid out JSON lost", lambda v: js_pretty(v) + "\n", bytes.strip),
        ("CRLF at the end lost", lambda v: python(v) + "\r\n", bytes.strip),
        ("newlines became CRLF", js_pretty, lambda b: b.replace(b"\n", b"\r\n")),
        ("CRLF became newlines", pretty_crlf, lambda b: b.replace(b"\r\n", b"\n")),
        ("newlines became CRLF in Jackson's layout", jackson_pretty, lambda b: b.replace(b"\n", b"\r\n")),
        ("CRLF at the end became a newline", lambda v: js(v) + "\r\n", lambda b: b.rstrip() + b"\n"),
        ("a newline at the end became CRLF", lambda v: js(v) + "\n", lambda b: b.rstrip() + b"\r\n"),
    ]
    for (what, writer, breaks), vendor in each(rows * 2):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]), writer=writer)
        delivery.body = breaks(delivery.body)
        yield delivery.case("BODY_LINE_BREAK", what)
    for vendor in ("glossi", "kaedim"):
        delivery = Delivery(vendor, writer=js_pretty)
        delivery.body = delivery.body.replace(b"\n", b"")
        yield delivery.case(
            "BODY_LINE_BREAK", "laid out JSON posted by curl --data, which drops newlines", second="BODY_REWRITTEN"
        )


def byte_order_marks():
    mark = b"\xef\xbb\xbf"
    for vendor in VENDORS:
        delivery = Delivery(vendor, DICE.pick(NAMES), writer=DICE.pick([js, python, js_pretty]))
        delivery.body = mark + delivery.body
        yield delivery.case("BODY_BYTE_ORDER_MARK", "a byte order mark added, as an editor or .NET's UTF8 encoder does")
    for vendor in VENDORS:
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        delivery.signed(mark + js(delivery.value).encode())
        delivery.body = delivery.body[3:]
        yield delivery.case("BODY_BYTE_ORDER_MARK", "signed with a byte order mark, which was lost")


def charsets():
    umlauts = "Stühle für Zürich"
    rows = [
        ("decoded as UTF-8, encoded as ISO-8859-1", umlauts, "utf-8", lambda t: t.encode("latin-1")),
        ("decoded as UTF-8, encoded as windows-1252", "Table – 45 €", "utf-8", lambda t: t.encode("cp1252")),
        ("decoded as ISO-8859-1, encoded as UTF-8", umlauts, "utf-8", lambda t: t.encode().decode("latin-1").encode()),
        (
            "decoded as windows-1252, encoded as UTF-8",
            "Table – 45 €",
            "utf-8",
            lambda t: t.encode().decode("cp1252").encode(),
        ),
        ("encoded as UTF-16 with its mark", umlauts, "utf-8", lambda t: b"\xff\xfe" + t.encode("utf-16-le")),
        ("encoded as UTF-16, little end first", umlauts, "utf-8", lambda t: t.encode("utf-16-le")),
        ("encoded as UTF-16, big end first", umlauts, "utf-8", lambda t: t.encode("utf-16-be")),
        ("signed as ISO-8859-1, sent as UTF-8", umlauts, "latin-1", lambda t: t.encode()),
        ("signed as windows-1252, sent as UTF-8", "Table – 45 €", "cp1252", lambda t: t.encode()),
        ("signed as .NET's Encoding.Unicode, sent as UTF-8", umlauts, "utf-16-le", lambda t: t.encode()),
    ]
    for (what, name, signed_in, arrives), vendor in each(rows * 2, ["kaedim", "glossi", "generic", "makini"]):
        sample = ("user", "user.created", "") if vendor == "generic" else None
        sample = ("model.processed",) * 2 + ("",) if vendor == "glossi" else sample
        delivery = Delivery(vendor, name, sample)
        text = js(delivery.value)
        delivery.signed(text.encode(signed_in))
        delivery.body = arrives(text)
        yield delivery.case("BODY_CHARSET", what)
    for signed_in in ("latin-1", "utf-16-le"):
        delivery = Delivery("vntana", umlauts, ("product", "product.added", "DRAFT"))
        text = js(delivery.value)
        delivery.signed(text.encode(signed_in))
        delivery.body = text.encode()
        yield delivery.case("BODY_CHARSET", f"signed as {signed_in}, sent as UTF-8")
    for vendor, found in (("glossi", "?".encode()), ("generic", "\ufffd".encode())):
        sample = ("user", "user.created", "") if vendor == "generic" else ("model.processed", "model.processed", "")
        delivery = Delivery(vendor, "椅子", sample)
        delivery.body = js(delivery.value).encode().replace("椅".encode(), found).replace("子".encode(), found)
        yield delivery.case("BODY_CHARSET", "letters that the other charset lacks were replaced, beyond recovery")


def packed(body):
    """gzip as most write it: no name, no time."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    tail = zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(4, "little")
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + deflate.compress(body) + deflate.flush() + tail


def compressed():
    for vendor in VENDORS:
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]), writer=DICE.pick([js, python]))
        delivery.body = packed(delivery.body)
        yield delivery.case("BODY_COMPRESSED", "compressed with gzip after it was signed; Content-Encoding was dropped")
    for vendor in ("glossi", "vntana", "generic"):
        delivery = Delivery(vendor)
        delivery.body = zlib.compress(delivery.body, 6)
        yield delivery.case("BODY_COMPRESSED", "compressed with deflate after it was signed")
    for vendor in VENDORS:
        delivery = Delivery(vendor)
        plain = delivery.body
        delivery.signed(packed(plain))
        delivery.body = plain
        yield delivery.case("BODY_COMPRESSED", "signed compressed with gzip, decompressed on the way")


# ---- secrets


def secret_decoding():
    words = lambda: "quiet-harbour-" + str(DICE.number(10**9))
    hexed = lambda: DICE.bytes(32).hex()
    coded = lambda: base64.b64encode(DICE.bytes(32)).decode()
    whsec = lambda: "whsec_" + base64.b64encode(DICE.bytes(24)).decode()
    rows = [
        ("the vendor decodes hexadecimal", hexed, lambda s: s, bytes.fromhex),
        ("the vendor decodes base64", coded, lambda s: s, base64.b64decode),
        ("the vendor decodes what follows whsec_", whsec, lambda s: s, lambda s: base64.b64decode(s[6:])),
        ("the vendor leaves out whsec_ and decodes nothing", whsec, lambda s: s, lambda s: s[6:].encode()),
        ("the endpoint got the secret without whsec_", whsec, lambda s: s[6:], str.encode),
        (
            "the endpoint got the base64 of a Kubernetes secret",
            words,
            lambda s: base64.b64encode(s.encode()).decode(),
            str.encode,
        ),
        ("the endpoint got the decoded text", words, lambda s: s, lambda s: base64.b64encode(s.encode())),
        ("the endpoint got the text in hexadecimal", words, lambda s: s.encode().hex(), str.encode),
        ("the endpoint got the text that hexadecimal stood for", words, lambda s: s, lambda s: s.encode().hex().encode()),
        (
            "the vendor decodes base64 of the URL alphabet",
            lambda: base64.urlsafe_b64encode(DICE.bytes(32)).decode(),
            lambda s: s,
            base64.urlsafe_b64decode,
        ),
        ("the vendor decodes hexadecimal in upper case", lambda: hexed().upper(), lambda s: s, bytes.fromhex),
    ]
    for (what, make, ours, theirs), vendor in each(rows * 2):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        base = make()
        delivery.secret = ours(base)
        delivery.signed(delivery.body, theirs(base))
        yield delivery.case("SECRET_DECODING", what)


def secret_padding():
    rows = [
        ("the vendor's has a newline at its end", lambda s: s, lambda s: s + "\n"),
        ("the vendor's has CRLF at its end", lambda s: s, lambda s: s + "\r\n"),
        ("the vendor's has a blank at its end", lambda s: s, lambda s: s + " "),
        ("the vendor's has a blank in front", lambda s: s, lambda s: " " + s),
        ("the endpoint's stands in double quotes, from an .env file", lambda s: f'"{s}"', lambda s: s),
        ("the endpoint's stands in single quotes", lambda s: f"'{s}'", lambda s: s),
        ("the vendor's stands in double quotes", lambda s: s, lambda s: f'"{s}"'),
        ("the vendor's stands in single quotes", lambda s: s, lambda s: f"'{s}'"),
    ]
    for (what, ours, theirs), vendor in each(rows * 2):
        delivery = Delivery(vendor)
        bare = delivery.secret
        delivery.secret = ours(bare)
        delivery.signed(delivery.body, theirs(bare).encode())
        yield delivery.case("SECRET_PADDING", what)


def secret_encoding():
    plus = lambda: "k" + DICE.bytes(6).hex() + "+" + DICE.bytes(6).hex() + "/Zq=="
    rows = [
        ("a + became a blank in the URI", plus, lambda s: s.replace("+", " ")),
        ("two + became blanks in the URI", lambda: plus() + "+q", lambda s: s.replace("+", " ")),
        ("%2B was decoded in the URI", lambda: "k%2B" + DICE.bytes(9).hex(), urllib.parse.unquote),
        ("the secret was encoded for the URI and not decoded", plus, lambda s: urllib.parse.quote(s, safe="")),
        ("%40 was decoded in the URI", lambda: "p%40ss" + DICE.bytes(9).hex(), urllib.parse.unquote),
        ("only + and / were encoded for the URI", plus, lambda s: s.replace("+", "%2B").replace("/", "%2F")),
        (
            "UTF-8 was read as ISO-8859-1 from a properties file",
            lambda: "Schlüssel-" + DICE.bytes(8).hex(),
            lambda s: s.encode().decode("latin-1"),
        ),
    ]
    for (what, make, ours), vendor in each(rows * 2):
        delivery = Delivery(vendor)
        theirs = make()
        delivery.secret = ours(theirs)
        delivery.signed(delivery.body, theirs.encode())
        yield delivery.case("SECRET_ENCODING", what)
    for vendor in ("glossi", "makini"):
        delivery = Delivery(vendor)
        theirs = "k" + DICE.bytes(6).hex() + "&" + DICE.bytes(6).hex()
        delivery.secret = theirs.split("&")[0]
        delivery.signed(delivery.body, theirs.encode())
        yield delivery.case("SECRET_ENCODING", "a & in the URI ended the secret; what followed is lost")


def other_secrets():
    for number, vendor in enumerate(VENDORS + VENDORS + VENDORS[:2]):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        theirs = secret()
        other = vendor if number % 2 else VENDORS[(number + 1) % 5]
        delivery.others = {
            f"vendorhook:{other}?path=/webhooks/second": {"vendor": other, "secret": theirs},
            "vendorhook:generic?path=/webhooks/third": {"vendor": "generic", "secret": secret()},
        }
        delivery.signed(delivery.body, theirs.encode())
        yield delivery.case("SECRET_OF_OTHER_ENDPOINT", f"signed with the secret of an endpoint for {other}")
    for number, vendor in enumerate(VENDORS + VENDORS):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        delivery.former = [secret() for _ in range(1 + number % 3)]
        delivery.signed(delivery.body, delivery.former[-1].encode())
        yield delivery.case("SECRET_FORMER", "signed with a secret that was replaced")


# ---- signatures


def signature_encodings():
    rows = [
        ("base64", lambda m: base64.b64encode(m).decode()),
        ("base64 of the URL alphabet", lambda m: base64.urlsafe_b64encode(m).decode().rstrip("=")),
        ("base64 without padding", lambda m: base64.b64encode(m).decode().rstrip("=")),
    ]
    for (what, write), vendor in each(rows * 4, ["glossi", "vntana", "generic", "kaedim"]):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        delivery.signed(delivery.body, write=write)
        yield delivery.case("SIGNATURE_ENCODING", what + " in place of hexadecimal", "MALFORMED")
    for vendor in ("makini", "glossi"):
        delivery = Delivery(vendor)
        delivery.signed(delivery.body, write=lambda m: base64.b64encode(m.hex().encode()).decode())
        yield delivery.case("SIGNATURE_ENCODING", "base64 of the hexadecimal text", "MALFORMED")


def signature_prefixes():
    prefixes = ["sha256=", "SHA256=", "v1=", "hmac-sha256=", "sha256:", "v1,"]
    for prefix, vendor in each(prefixes * 2, ["glossi", "vntana", "generic", "makini"]):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        delivery.signed(delivery.body, write=lambda m, prefix=prefix: prefix + m.hex())
        yield delivery.case("SIGNATURE_PREFIX", f"the signature starts with {prefix}", "MALFORMED")
    for prefix in ("sha256=", "v1="):
        delivery = Delivery("kaedim")
        delivery.signed(delivery.body, write=lambda m, prefix=prefix: prefix + m.hex())
        yield delivery.case("SIGNATURE_PREFIX", f"v1 starts with {prefix}", "MALFORMED")


def time_formats():
    def seconds_sharp(time):
        return time.replace(microsecond=0)

    rows = [
        ("kaedim", "milliseconds signed, seconds sent", unix, lambda t: unix(t) + "000"),
        ("kaedim", "seconds signed, milliseconds sent", unix_millis, unix),
        ("kaedim", "ISO-8601 signed, seconds sent", unix, iso),
        ("kaedim", "ISO-8601 without fraction signed, seconds sent", unix, lambda t: t.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("kaedim", "ISO-8601 signed, milliseconds sent", unix_millis, iso),
        ("vntana", "seconds signed, ISO-8601 sent", iso, unix),
        ("vntana", "milliseconds signed, ISO-8601 sent", iso, unix_millis),
        ("vntana", "no fraction signed, fraction sent", iso, lambda t: t.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("vntana", "no zone signed, Z sent", iso, lambda t: iso(t)[:-1]),
        ("vntana", "Z signed, no zone sent", lambda t: iso(t)[:-1], iso),
        ("vntana", "ISO-8601 signed, milliseconds sent", unix_millis, iso),
        ("vntana", "ISO-8601 signed, seconds sent", unix, lambda t: iso(seconds_sharp(t))),
    ]
    for vendor, what, sent, signed in rows + rows[:2] + rows[5:9]:
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        if what == "ISO-8601 signed, seconds sent":
            delivery.time = seconds_sharp(delivery.time)
        delivery.text = sent(delivery.time)
        delivery.signed(delivery.body, text=signed(delivery.time))
        yield delivery.case("TIME_FORMAT", what)
    delivery = Delivery("kaedim")
    delivery.time = delivery.time.replace(microsecond=417000)
    delivery.signed(delivery.body, text=unix_millis(delivery.time))
    yield delivery.case("TIME_FORMAT", "milliseconds signed, cut to seconds when sent; three digits are lost")


def signed_contents():
    rows = [
        ("kaedim", "joined with a full stop", lambda t, b: t + b"." + b),
        ("kaedim", "the body alone was signed", lambda t, b: b),
        ("kaedim", "joined with #", lambda t, b: t + b"#" + b),
        ("kaedim", "joined with a newline", lambda t, b: t + b"\n" + b),
        ("kaedim", "the time stands behind the body", lambda t, b: b + t),
        ("kaedim", "joined with a colon", lambda t, b: t + b":" + b),
        ("vntana", "joined with a full stop", lambda t, b: t + b"." + b),
        ("vntana", "the body alone was signed", lambda t, b: b),
        ("vntana", "joined without #", lambda t, b: t + b),
        ("vntana", "joined with a newline", lambda t, b: t + b"\n" + b),
        ("vntana", "the time stands behind the body", lambda t, b: b + b"#" + t),
        ("vntana", "joined with a colon", lambda t, b: t + b":" + b),
    ]
    for vendor, what, content in rows + rows[:2] + rows[6:9]:
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        delivery.signed(delivery.body, content=content(delivery.text.encode(), delivery.body))
        yield delivery.case("SIGNED_CONTENT", what)


# ---- headers


def other_vendors():
    """A vendor was given the URL of another vendor's endpoint; the secret is the one endpoint's or that of its own."""
    pairs = [(a, b) for a in VENDORS for b in VENDORS if SIGNATURE_HEADER[a] != SIGNATURE_HEADER[b]]
    for number, (sender, receiver) in enumerate(pairs):
        sent = Delivery(sender, DICE.pick(NAMES + [None]))
        key = sent.secret
        sent.vendor = receiver
        if number % 2:
            sent.secret = secret()
            sent.others = {f"vendorhook:{sender}": {"vendor": sender, "secret": key}}
        yield sent.case("OTHER_VENDOR", f"signed by {sender}, posted to the endpoint for {receiver}", "MISSING")


def missing_headers():
    for number, vendor in enumerate(VENDORS * 2):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        del delivery.headers[SIGNATURE_HEADER[vendor]]
        if number > 4:
            delivery.headers["X-Forwarded-For"] = ["203.0.113.7"]
        yield delivery.case("HEADER_MISSING", "the header of the signature was dropped", "MISSING")
    for value in (None, ""):
        delivery = Delivery("vntana")
        delivery.headers["X-TIMESTAMP"] = [value] if value is not None else []
        if value is None:
            del delivery.headers["X-TIMESTAMP"]
        yield delivery.case("HEADER_MISSING", "X-TIMESTAMP was dropped or emptied", "MISSING")


def repeated_headers():
    for vendor in VENDORS:
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        delivery.headers[SIGNATURE_HEADER[vendor]] *= 2
        yield delivery.case("HEADER_REPEATED", "a proxy added the signature once more", "REPEATED")
    delivery = Delivery("vntana")
    delivery.headers["X-TIMESTAMP"] *= 2
    yield delivery.case("HEADER_REPEATED", "a proxy added the time once more", "REPEATED")
    for vendor, joint in (("glossi", ", "), ("makini", ","), ("generic", ", "), ("vntana", ","), ("kaedim", ", ")):
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
        delivery.headers[SIGNATURE_HEADER[vendor]] = [joint.join(delivery.headers[SIGNATURE_HEADER[vendor]] * 2)]
        yield delivery.case("HEADER_REPEATED", "a proxy joined two of the signature into one", "MALFORMED")
    delivery = Delivery("vntana")
    delivery.headers["X-TIMESTAMP"] = [", ".join(delivery.headers["X-TIMESTAMP"] * 2)]
    yield delivery.case("HEADER_REPEATED", "a proxy joined two times into one header")


# ---- time


def clocks():
    minutes = lambda count: datetime.timedelta(minutes=count)
    rows = [
        ("the vendor signs local time, two hours ahead, as UTC", minutes(120)),
        ("the vendor signs local time, one hour ahead, as UTC", minutes(60)),
        ("the vendor signs local time, five hours and a half ahead, as UTC", minutes(330)),
        ("the vendor signs local time, eight hours ahead, as UTC", minutes(480)),
        ("this machine's clock is 17 minutes behind", minutes(17)),
        ("this machine's clock is six minutes behind", minutes(6)),
        ("this machine's clock is three days behind", minutes(3 * 1440 + 77)),
    ]
    for what, ahead in rows:
        for vendor in TIMED:
            delivery = Delivery(vendor)
            if "local" in what:
                delivery.text = time_text(vendor, delivery.time + ahead)
            else:
                delivery.now -= ahead
            delivery.signed(delivery.body)
            yield delivery.case("CLOCK", what, "STALE")
    delivery = Delivery("kaedim")
    delivery.now += minutes(9)
    yield delivery.case("CLOCK", "this machine's clock is nine minutes ahead; it cannot be told from a late one", "STALE")


def late():
    for number, age in enumerate([1903, 4210, 9377, 21431, 52 * 3600 + 1307, 40 * 86400 + 4001]):
        for vendor in TIMED:
            delivery = Delivery(vendor, DICE.pick(NAMES + [None]))
            delivery.now += datetime.timedelta(seconds=age + number)
            yield delivery.case("LATE", f"delivered again {age} s later under its first time", "STALE")


# ---- two faults at once


def combined():
    for vendor in ("glossi", "generic", "makini"):
        delivery = Delivery(vendor)
        delivery.secret = DICE.bytes(32).hex()
        delivery.signed(delivery.body, bytes.fromhex(delivery.secret))
        delivery.body += b"\n"
        yield delivery.case(
            "BODY_LINE_BREAK", "a newline added, and the vendor decodes its secret", second="SECRET_DECODING"
        )
    for vendor in ("glossi", "vntana"):
        delivery = Delivery(vendor)
        delivery.signed(delivery.body, write=lambda m: "sha256=" + base64.b64encode(m).decode())
        yield delivery.case("SIGNATURE_PREFIX", "base64 behind sha256=", "MALFORMED", second="SIGNATURE_ENCODING")
    delivery = Delivery("kaedim", writer=js_pretty)
    delivery.former = [secret()]
    delivery.signed(delivery.body, delivery.former[0].encode())
    delivery.body = js(delivery.value).encode()
    yield delivery.case("BODY_REWRITTEN", "minified, and signed with a former secret", second="SECRET_FORMER")
    for vendor in ("glossi", "generic"):
        delivery = Delivery(vendor, "Stühle", writer=python)
        delivery.body = js(delivery.value).encode() + b"\n"
        yield delivery.case("BODY_REWRITTEN", "written anew, with a newline added", second="BODY_LINE_BREAK")
    delivery = Delivery("vntana", writer=js)
    bare = delivery.secret
    delivery.secret = f'"{bare}"'
    delivery.signed(delivery.body, bare.encode(), content=delivery.text.encode() + b"." + delivery.body)
    yield delivery.case("SECRET_PADDING", "quotes, and joined with a full stop", second="SIGNED_CONTENT")


# ---- forgeries


def forgeries():
    """Right in shape. Nobody has the secret, or the body says something else than what was signed."""
    made = []
    for number in range(100):
        vendor = VENDORS[number % 5]
        delivery = Delivery(vendor, DICE.pick(NAMES + [None]), writer=DICE.pick([js, python, js_pretty, jackson_pretty]))
        delivery.former = [secret()] if number % 3 == 0 else []
        delivery.others = {"vendorhook:glossi": {"vendor": "glossi", "secret": secret()}} if number % 4 == 0 else {}
        kind, refusal = number // 5 % 10, "MISMATCH"
        if kind < 4:
            what = "a random signature"
            delivery.signed(delivery.body, DICE.bytes(32))
        elif kind < 6:
            what = "a secret that nobody has"
            guess = DICE.pick(["secret", "changeme", "", "null", "undefined", "password", vendor])
            delivery.signed(delivery.body, guess.encode())
        elif kind < 8:
            what = "a body that says something else than what was signed"
            tampered(delivery)
        elif kind == 8:
            what = "a random signature over a body with newline and mark"
            delivery.signed(b"\xef\xbb\xbf" + delivery.body + b"\n", DICE.bytes(32))
        elif vendor == "makini":
            what = "a random signature in base64"
            delivery.signed(delivery.body, DICE.bytes(32), write=lambda m: base64.b64encode(m).decode())
        else:
            what, refusal = "a random signature behind sha256=", "MALFORMED"
            delivery.signed(delivery.body, DICE.bytes(32), write=lambda m: "sha256=" + m.hex())
        made.append(delivery.case(None, what, refusal))
    return made


def tampered(delivery):
    """Changes one digit of an id."""
    places = [match.start() for match in re.finditer(rb"[0-9a-f](?=[0-9a-f]{11}\b)", delivery.body)]
    place = DICE.pick(places)
    digit = b"1" if delivery.body[place : place + 1] == b"0" else b"0"
    delivery.body = delivery.body[:place] + digit + delivery.body[place + 1 :]


def main():
    makers = [
        rewritten,
        published_text,
        line_breaks,
        byte_order_marks,
        charsets,
        compressed,
        secret_decoding,
        secret_padding,
        secret_encoding,
        other_secrets,
        signature_encodings,
        signature_prefixes,
        time_formats,
        signed_contents,
        other_vendors,
        missing_headers,
        repeated_headers,
        clocks,
        late,
        combined,
        forgeries,
    ]
    cases = [case for maker in makers for case in maker()]
    lines = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    sys.stdout.buffer.write(("[\n" + lines + "\n]\n").encode())


if __name__ == "__main__":
    main()
