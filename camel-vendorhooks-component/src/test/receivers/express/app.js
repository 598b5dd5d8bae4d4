'use strict';

// Receives the webhooks of five vendors in Express and verifies them by the recipe of each vendor's page:
//
//   POST /VENDOR/raw      verifies the bytes of the body, as the pages say in words
//   POST /VENDOR/snippet  verifies what JSON.stringify makes of the parsed body, as the code for Node.js on them does
//
// Answers 200, or 401 with the reason. Takes the secret of all vendors from WEBHOOK_SECRET, prints its port, and ends
// with its standard input.

const crypto = require('node:crypto');
const express = require('express');

// Each tells why a request is refused, and nothing if it is not. The payload is a Buffer or a string.
const refusals = {
  // Page "Web Hooks" of Kaedim, under "Webhook Signing": the header is JSON of t and v1, and v1 is the HMAC of t,
  // directly followed by the payload.
  kaedim(request, payload) {
    const { t, v1 } = JSON.parse(request.get('kaedim-signature') ?? '{}');
    return isUnixTime(t) ? mismatch(v1, hmac(String(t), payload)) : 'unreadable time';
  },

  // Page "Webhooks" of VNTANA, under "Creating Endpoints": HMAC of the time's text, # and the payload. The page has no
  // code for it.
  vntana(request, payload) {
    const time = request.get('x-timestamp');
    return isUtc(time) ? mismatch(request.get('x-vntana-signature'), hmac(`${time}#`, payload)) : 'unreadable time';
  },

  // Page "Webhooks" of Makini, under "Handle webhooks from Makini" and "Nodejs Example (Express)".
  makini: (request, payload) => mismatch(request.get('x-webhook-signature'), hmac(payload)),

  // Page "Webhooks" of Glossi, under "Verify Webhook Signatures" and "JavaScript/Node.js".
  glossi: (request, payload) => mismatch(request.get('x-glossi-signature'), hmac(payload)),

  // Page "Webhooks" of the generic vendor, under "Verifying Webhooks", its Express middleware.
  generic: (request, payload) => mismatch(request.get('x-webhook-signature'), hmac(payload)),
};

function hmac(...parts) {
  const digest = crypto.createHmac('sha256', process.env.WEBHOOK_SECRET);
  parts.forEach((part) => digest.update(part));
  return digest.digest('hex');
}

function mismatch(signature, expected) {
  if (!signature) {
    return 'no signature';
  }
  const [received, computed] = [Buffer.from(signature), Buffer.from(expected)];
  const isEqual = received.length === computed.length && crypto.timingSafeEqual(received, computed);
  return isEqual ? undefined : 'wrong signature';
}

// Ten digits are enough for seconds until the year 2286, and not for today's milliseconds.
function isUnixTime(text) {
  return /^\d{1,10}$/.test(text);
}

function isUtc(text) {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/.test(text) && !Number.isNaN(Date.parse(text));
}

function answer(response, refusal) {
  response.status(refusal ? 401 : 200).type('text').send(refusal ?? 'verified');
}

const app = express();
for (const [vendor, refusal] of Object.entries(refusals)) {
  app.post(`/${vendor}/raw`, express.raw({ type: 'application/json' }), (request, response) =>
    answer(response, refusal(request, request.body)));
}
for (const vendor of ['kaedim', 'makini', 'glossi', 'generic']) {
  app.post(`/${vendor}/snippet`, express.json(), (request, response) =>
    answer(response, refusals[vendor](request, JSON.stringify(request.body))));
}
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
