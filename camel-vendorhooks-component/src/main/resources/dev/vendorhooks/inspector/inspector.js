// All that comes from deliveries becomes text by textContent, never markup.

const MOST_ROWS = 200;
const GOOD = ['accepted', 'delivered'];
const BAD = ['refused', 'failed', 'permanent'];
const WARN = ['retryable', 'undecided', 'unavailable', 'in_flight'];

const $ = id => document.getElementById(id);
const entries = new Map();
const rows = new Map();
let held = new Map();
let paused = false;
let source = null;
let retry = null;
let opened = null;
let awaited = null;
let arrivedSinceLoad = [];

// ---- elements and texts

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

function button(label, onClick) {
  const made = element('button', '', label);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

function outcomeBadge(outcome) {
  const kind = GOOD.includes(outcome) ? 'good' : BAD.includes(outcome) ? 'bad' : WARN.includes(outcome) ? 'warn' : 'plain';
  const mark = {good: '✓', bad: '✕', warn: '!', plain: '–'}[kind];
  const symbol = element('span', '', mark + ' ');
  symbol.setAttribute('aria-hidden', 'true');
  return element('span', 'outcome ' + kind, symbol, words(outcome));
}

function words(name) {
  return (name || 'unknown').replaceAll('_', ' ');
}

function timeText(iso) {
  const time = new Date(iso);
  const clock = time.toLocaleTimeString('en-GB') + '.' + String(time.getMilliseconds()).padStart(3, '0');
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday ? clock : time.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'}) + ' ' + clock.slice(0, 8);
}

function time(iso, className) {
  const made = element('time', className, timeText(iso));
  made.dateTime = iso;
  made.title = iso;
  return made;
}

function durationText(millis) {
  if (millis === null) {
    return '';
  }
  return millis < 10 ? millis.toFixed(1) + ' ms' : millis < 10_000 ? Math.round(millis) + ' ms' : (millis / 1000).toFixed(1) + ' s';
}

function sizeText(bytes) {
  return bytes < 1024 ? bytes + ' bytes' : (bytes / 1024).toFixed(1) + ' KiB';
}

function say(text, isProblem = false) {
  $('message').textContent = text;
  $('message').classList.toggle('problem', isProblem);
}

// ---- the server

async function request(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error('The application does not answer.');
  }
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(json.problem || 'The inspector answered ' + answer.status + '.');
  }
  return json;
}

async function act(path, body) {
  const {token} = await request('api/token');
  return request(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Vendorhook-Token': token},
    body: JSON.stringify(body)
  });
}

function deliveryPath(id) {
  return 'api/deliveries/' + encodeURIComponent(id);
}

// ---- the connection

function connect() {
  disconnect();
  source = new EventSource('api/events');
  source.addEventListener('open', () => {
    showConnection();
    load();
    loadSamples();
  });
  source.addEventListener('message', event => arrive(JSON.parse(event.data)));
  source.addEventListener('problem', event => say(JSON.parse(event.data).problem, true));
  source.addEventListener('readable', () => {
    say('', false);
    load();
  });
  source.addEventListener('error', () => {
    showConnection();
    if (source.readyState === EventSource.CLOSED) {
      clearTimeout(retry);
      retry = setTimeout(connect, 3000);
    }
  });
}

function disconnect() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

function showConnection() {
  const live = source?.readyState === EventSource.OPEN;
  const state = live ? (paused ? 'paused' : 'live') : 'lost';
  const text = {live: 'Live', paused: 'Paused', lost: 'Connection lost, trying again'}[state];
  if ($('connection').dataset.state !== state) {
    $('connection').dataset.state = state;
    $('connection').textContent = text;
  }
}

// ---- the list

function filter() {
  return Object.fromEntries([...new FormData($('filters'))].filter(([, value]) => value !== ''));
}

function isWanted(entry) {
  return Object.entries(filter()).every(([name, value]) => entry[name] === value);
}

async function load() {
  const mine = [];
  arrivedSinceLoad = mine;
  try {
    const list = await request('api/deliveries?' + new URLSearchParams(filter()));
    if (arrivedSinceLoad !== mine) {
      return;
    }
    held = new Map();
    showPause();
    entries.clear();
    rows.forEach(row => row.remove());
    rows.clear();
    [...list.reverse(), ...mine].forEach(entry => show(entry, false));
    showEmpty();
    if (opened) {
      openDelivery(opened, false);
    }
  } catch (problem) {
    if (arrivedSinceLoad === mine) {
      say(problem.message, true);
    }
  }
}

/** A new entry, or one that has changed. */
function arrive(entry) {
  arrivedSinceLoad.push(entry);
  if (entry.id === awaited) {
    awaited = null;
    say((entry.replayOf ? 'Replayed: ' : 'Sample: ') + told(entry));
    location.hash = encodeURIComponent(entry.id);
  } else if (entry.id === opened) {
    openDelivery(entry.id, false);
  }
  if (paused) {
    held.set(entry.id, entry);
    showPause();
  } else {
    show(entry, !entries.has(entry.id));
    showEmpty();
  }
}

function told(entry) {
  return words(entry.outcome) + (entry.reason ? ' (' + words(entry.reason) + ')' : '')
    + (entry.status ? ', answered ' + entry.status : '') + '.';
}

function show(entry, isNew) {
  offer('vendor', entry.vendor);
  offer('type', entry.type);
  offer('outcome', entry.outcome);
  const before = rows.get(entry.id);
  if (!isWanted(entry)) {
    remove(entry.id);
    return;
  }
  const hadFocus = before?.contains(document.activeElement);
  entries.set(entry.id, entry);
  const row = before || element('li');
  row.classList.toggle('new', isNew);
  row.replaceChildren(link(entry));
  rows.set(entry.id, row);
  place(row, entry);
  if (hadFocus) {
    row.firstChild.focus({preventScroll: true});
  }
  while (rows.size > MOST_ROWS) {
    remove($('list').lastElementChild.firstChild.dataset.id);
  }
}

/** Puts the row in front of the first that is older. */
function place(row, entry) {
  const when = Date.parse(entry.time);
  let next = $('list').firstElementChild;
  while (next && (next === row || Date.parse(entries.get(next.firstChild.dataset.id).time) > when)) {
    next = next.nextElementSibling;
  }
  if (row.nextElementSibling !== next || !row.parentNode) {
    $('list').insertBefore(row, next);
  }
}

function remove(id) {
  rows.get(id)?.remove();
  rows.delete(id);
  entries.delete(id);
}

function link(entry) {
  const received = entry.direction === 'received';
  const made = element('a', 'row',
    time(entry.time, 'time'),
    element('span', 'endpoint',
      element('span', 'line', received ? '↓ ' : '↑ ', element('span', 'hidden-text', received ? 'received by ' : 'sent by '), entry.endpoint || ''),
      element('span', 'line small', entry.place || '')),
    element('span', 'event',
      element('span', 'line', entry.type || 'no type'),
      element('span', 'line small', entry.replayOf ? element('span', 'tag', 'replay') : null, entry.replayOf ? ' ' : '', entry.eventId || '')),
    element('span', 'outcome-cell', outcomeBadge(entry.outcome), entry.reason ? element('span', 'line small', words(entry.reason)) : null),
    element('span', 'status', entry.status ? String(entry.status) : ''),
    element('span', 'duration', durationText(entry.millis)));
  made.href = '#' + encodeURIComponent(entry.id);
  made.dataset.id = entry.id;
  made.title = received ? 'Received' : 'Sent';
  if (entry.id === opened) {
    made.setAttribute('aria-current', 'true');
  }
  return made;
}

/** Adds to a filter what was seen. */
function offer(name, value) {
  const select = $('filters').elements[name];
  if (!value || [...select.options].some(option => option.value === value)) {
    return;
  }
  const option = new Option(words(value).length > 60 ? words(value).slice(0, 60) + '…' : value, value);
  const next = [...select.options].slice(1).find(other => other.value > value) || null;
  select.add(option, next);
}

function showEmpty() {
  const isFiltered = Object.keys(filter()).length > 0;
  $('empty').hidden = rows.size > 0;
  document.querySelector('.titles').hidden = rows.size === 0;
  document.querySelector('.keys').hidden = rows.size === 0;
  $('empty-title').textContent = isFiltered ? 'No delivery like that' : 'Nothing has arrived yet';
  $('empty-text').textContent = isFiltered
    ? 'Deliveries that the filters let through will show here as they come.'
    : 'Send a sample to see what one looks like, or have the vendor deliver. An endpoint shows its deliveries here if it keeps a journal: set its option journal.';
  $('empty-button').textContent = isFiltered ? 'Clear the filters' : 'Send a sample';
  $('empty-button').onclick = isFiltered ? clearFilters : () => showSample(true);
}

function clearFilters() {
  $('filters').reset();
  load();
  $('filters').elements.direction.focus();
}

function showPause() {
  $('pause').setAttribute('aria-pressed', String(paused));
  $('pause').textContent = !paused ? 'Pause' : held.size ? 'Resume, ' + held.size + ' new' : 'Resume';
  showConnection();
}

function togglePause() {
  paused = !paused;
  if (!paused) {
    held.forEach(entry => show(entry, !entries.has(entry.id)));
    held = new Map();
    showEmpty();
  }
  showPause();
}

// ---- one delivery

async function openDelivery(id, takesFocus) {
  opened = id;
  let shown;
  try {
    shown = delivery(await request(deliveryPath(id)));
  } catch (problem) {
    shown = [top('Delivery'), element('p', 'note', problem.message)];
  }
  if (opened !== id) {
    return;
  }
  const focused = $('delivery').contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
  $('delivery').replaceChildren(...shown);
  $('delivery').hidden = false;
  document.querySelector('main').classList.add('open');
  rows.forEach(row => row.firstChild.removeAttribute('aria-current'));
  rows.get(id)?.firstChild.setAttribute('aria-current', 'true');
  if (takesFocus) {
    $('delivery').scrollTop = 0;
    // beside the list it stays where it is
    $('delivery').focus({preventScroll: matchMedia('(min-width: 1150px)').matches});
  } else if (focused) {
    $('delivery').querySelector('[data-name="' + focused + '"]')?.focus();
  }
}

function closeDelivery() {
  const last = opened;
  opened = null;
  $('delivery').hidden = true;
  $('delivery').replaceChildren();
  document.querySelector('main').classList.remove('open');
  rows.forEach(row => row.firstChild.removeAttribute('aria-current'));
  rows.get(last)?.firstChild.focus();
}

function top(title) {
  const heading = element('h2', '', title);
  heading.id = 'delivery-title';
  const close = button('Close', () => { location.hash = ''; });
  close.dataset.name = 'close';
  return element('div', 'top', heading, close);
}

function delivery(entry) {
  const received = entry.direction === 'received';
  return [
    top(entry.type || (received ? 'Received request' : 'Sent delivery')),
    outcomeBadge(entry.outcome),
    ...(received ? [replay(entry)] : []),
    ...(entry.story ? section(received ? 'How it was judged' : 'How it was made', story(entry.story)) : []),
    ...(entry.attempts ? section('Attempts', attempts(entry.attempts)) : []),
    ...section('Delivery', facts(entry)),
    ...section('Headers', entry.headers ? headers(entry.headers) : element('p', 'note', 'The journal did not keep them.')),
    ...(entry.body ? body(entry.body) : section('Body', element('p', 'note', 'The journal did not keep it.')))
  ];
}

function section(title, content) {
  return [element('h3', '', title), content];
}

function facts(entry) {
  const received = entry.direction === 'received';
  const list = element('dl');
  const add = (name, value) => {
    if (value !== null && value !== '') {
      list.append(element('dt', '', name), element('dd', '', value));
    }
  };
  add(received ? 'Received' : 'Sent', time(entry.time));
  add('Endpoint', entry.endpoint);
  add(received ? 'Path' : 'To', entry.place);
  add('Vendor', entry.vendor);
  add('Event id', entry.eventId);
  add('Answer', entry.status === null ? null : String(entry.status));
  add('Reason', entry.reason && words(entry.reason));
  add('Duration', durationText(entry.millis));
  add('Secret', entry.secret);
  if (entry.replayOf) {
    const original = element('a', '', entry.replayOf);
    original.href = '#' + encodeURIComponent(entry.replayOf);
    original.dataset.name = 'original';
    add('Replay of', original);
  }
  add('Entry', entry.id);
  return list;
}

function replay(entry) {
  const again = button('Replay', async () => {
    again.disabled = true;
    await perform(deliveryPath(entry.id) + '/replay', {}, 'Replaying');
    again.disabled = false;
  });
  again.className = 'primary';
  again.id = 'replay';
  again.dataset.name = 'replay';
  const why = element('span', 'note', entry.notReplayable || 'Routes it once more, verified as of its time.');
  why.id = 'replay-note';
  again.disabled = entry.notReplayable !== null;
  again.setAttribute('aria-describedby', 'replay-note');
  return element('div', 'replay', again, why);
}

function story(steps) {
  return element('ol', 'story', ...steps.map(step => {
    const mark = element('span', 'mark', step.passed ? '✓' : '✕');
    mark.setAttribute('aria-hidden', 'true');
    return element('li', step.passed ? 'passed' : 'failed', mark, element('div', '',
      element('strong', '', words(step.name), element('span', 'hidden-text', step.passed ? ' passed' : ' failed')),
      element('p', '', step.text || '')));
  }));
}

function attempts(list) {
  return element('ol', 'attempts', ...list.map((attempt, index) => element('li', '',
    element('span', '', (index + 1) + '.'),
    time(attempt.time, 'when'),
    element('span', 'outcome-cell', outcomeBadge(attempt.outcome)),
    element('span', 'why', [attempt.status, attempt.error && attempt.error !== 'status' ? words(attempt.error) : null].filter(Boolean).join(' ')),
    element('span', '', durationText(attempt.millis)))));
}

function headers(byName) {
  const list = element('dl', 'headers');
  for (const [name, values] of Object.entries(byName)) {
    values.forEach(value => list.append(element('dt', '', name), element('dd', '', value)));
  }
  return list;
}

function body(content) {
  const text = element('pre', '', content.pretty ?? content.text);
  text.tabIndex = 0;
  text.setAttribute('aria-label', 'Body');
  text.dataset.name = 'body';
  const head = element('div', 'bodyhead', element('h3', '', 'Body, ' + sizeText(content.bytes)));
  if (content.pretty !== null) {
    const raw = button('As received', () => {
      const isRaw = raw.getAttribute('aria-pressed') !== 'true';
      raw.setAttribute('aria-pressed', String(isRaw));
      raw.textContent = isRaw ? 'With line breaks' : 'As received';
      text.textContent = isRaw ? content.text : content.pretty;
    });
    raw.setAttribute('aria-pressed', 'false');
    raw.dataset.name = 'raw';
    head.append(raw);
  }
  return content.cut ? [head, text, element('p', 'note', 'It is longer than is shown here.')] : [head, text];
}

// ---- actions

async function perform(path, body, doing) {
  say(doing + ' …');
  try {
    const {id} = await act(path, body);
    awaited = id;
    // where it is not in the journal yet, it will arrive as all others do
    request(deliveryPath(id)).then(arrive, () => {});
  } catch (problem) {
    say(problem.message, true);
  }
}

function showSample(isShown) {
  $('sample').hidden = !isShown;
  $('sample-open').setAttribute('aria-expanded', String(isShown));
  (isShown ? $('sample-path') : $('sample-open')).focus();
}

let samples = {};

async function loadSamples() {
  try {
    samples = await request('api/samples');
  } catch {
    return;
  }
  const chosen = $('sample-path').value;
  const paths = Object.keys(samples).sort();
  $('sample-path').replaceChildren(...paths.map(path => new Option(path, path)));
  if (paths.includes(chosen)) {
    $('sample-path').value = chosen;
  }
  $('sample-send').disabled = paths.length === 0;
  $('sample-note').textContent = paths.length
    ? 'The endpoint gets it signed, as if the vendor had sent it, and routes it.'
    : 'No running endpoint has samples.';
  showTypes();
}

function showTypes() {
  const chosen = $('sample-type').value;
  const types = samples[$('sample-path').value] || [];
  $('sample-type').replaceChildren(...types.map(type => new Option(type, type)));
  if (types.includes(chosen)) {
    $('sample-type').value = chosen;
  }
}

// ---- keyboard

function move(step) {
  const links = [...$('list').querySelectorAll('a')];
  if (links.length === 0) {
    return;
  }
  const current = document.activeElement.closest?.('#list a') || $('list').querySelector('a[aria-current]');
  const index = current ? links.indexOf(current) + step : 0;
  links[Math.max(0, Math.min(links.length - 1, index))].focus();
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === 'Escape') {
    if (!$('sample').hidden) {
      showSample(false);
    } else if (opened) {
      location.hash = '';
    }
    return;
  }
  const isInList = document.activeElement === document.body || document.activeElement.closest('#list') !== null;
  const isTyping = ['SELECT', 'INPUT', 'TEXTAREA'].includes(document.activeElement.tagName);
  const step = {j: 1, k: -1}[event.key] || (isInList ? {ArrowDown: 1, ArrowUp: -1}[event.key] : 0);
  if (step && !isTyping) {
    event.preventDefault();
    move(step);
  }
});

// ---- start

function showHash() {
  let id = '';
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    // not a link of ours
  }
  if (id) {
    openDelivery(id, true);
  } else if (opened) {
    closeDelivery();
  }
}

$('filters').addEventListener('change', load);
$('filters').addEventListener('submit', event => event.preventDefault());
$('pause').addEventListener('click', togglePause);
$('sample-open').addEventListener('click', () => showSample($('sample').hidden));
$('sample-path').addEventListener('change', showTypes);
$('sample').addEventListener('submit', event => {
  event.preventDefault();
  perform('api/samples', {path: $('sample-path').value, type: $('sample-type').value}, 'Sending a sample');
});
window.addEventListener('hashchange', showHash);
// a page that nobody sees takes no connection, of which browsers have six
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    disconnect();
  } else {
    connect();
  }
});
connect();
showHash();
