/** The page at /docs: every call of the document that this server gives, each to be tried at once. */
import { element } from './elements.js';
import { tryIt } from './try-it.js';

const METHODS = ['get', 'post', 'put', 'delete'];
const main = document.getElementById('main');
const list = document.getElementById('calls');
const filter = document.getElementById('filter');

const answer = await fetch('/api/v1/openapi.json');
const api = await answer.json();

const calls = Object.entries(api.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({ path, method, ...item[method] })),
);

/** What a reference points at; anything else as it is. */
function resolve(value) {
  if (!value?.$ref) return value;
  return value.$ref
    .slice(2)
    .split('/')
    .reduce((inner, key) => inner[key], api);
}

function showList() {
  const words = filter.value.trim().toLowerCase();
  const current = decodeURIComponent(location.hash.slice(1));
  const matches = ({ path, summary, operationId }) =>
    `${path} ${summary} ${operationId}`.toLowerCase().includes(words);
  const groups = api.tags.map(({ name, description }) => {
    const found = calls.filter((call) => call.tags[0] === name && matches(call));
    const links = found.map(({ operationId, method, path, summary }) =>
      element(
        'a',
        {
          href: `#${operationId}`,
          title: summary,
          ...(operationId === current && { 'aria-current': 'page' }),
        },
        element('span', { class: `method ${method}` }, method.toUpperCase()),
        path,
      ),
    );
    return links.length > 0 && [element('h2', { title: description }, name), ...links];
  });
  const shown = groups.filter(Boolean).flat();
  list.replaceChildren(
    ...(shown.length > 0 ? shown : [element('p', { class: 'quiet' }, 'No such call.')]),
  );
}

function showCall() {
  const id = decodeURIComponent(location.hash.slice(1));
  const call = calls.find(({ operationId }) => operationId === id);
  main.replaceChildren(...(call ? callPage(call) : welcome()));
  document.title = call ? `${call.summary} – Tillwise local API` : 'Tillwise local API';
  main.scrollTop = 0;
  showList();
  list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

function callPage(call) {
  const scopes = (call.security ?? []).flatMap((one) => Object.values(one).flat());
  return [
    element('h1', {}, call.summary),
    element(
      'div',
      { class: 'path' },
      element('span', { class: `method ${call.method}` }, call.method.toUpperCase()),
      `/api/v1${call.path}`,
    ),
    call.description && element('p', {}, call.description),
    element(
      'p',
      { class: 'quiet' },
      scopes.length > 0
        ? `Needs a token with the scope ${scopes.join(' or ')}.`
        : 'Needs no token.',
    ),
    tryIt(call, resolve),
    element('h2', {}, 'Answers'),
    element('table', {}, element('tbody', {}, ...Object.entries(call.responses).map(answerRow))),
  ].filter(Boolean);
}

function answerRow([status, given]) {
  const { description, content } = resolve(given);
  const [type, shown] = Object.entries(content ?? {})[0] ?? [];
  const example =
    typeof shown?.example === 'string' ? shown.example : JSON.stringify(shown?.example, null, 2);
  return element(
    'tr',
    {},
    element('td', {}, status),
    element(
      'td',
      {},
      description === 'OK' ? 'Done.' : description,
      example && element('details', {}, element('summary', {}, type), element('pre', {}, example)),
    ),
  );
}

function welcome() {
  const line = `curl -H "Authorization: Bearer $TOKEN" "${location.origin}/api/v1/dashboard/kpis?days=30"`;
  return [
    element('h1', {}, api.info.title),
    element('p', {}, api.info.description),
    element(
      'p',
      {},
      'Choose a call on the left and try it here. A token comes from Settings → Connections in Tillwise; this page keeps it in memory only and forgets it when you leave.',
    ),
    element('pre', {}, line),
    element(
      'p',
      { class: 'quiet' },
      'Trying a call does it: a sale that you create here is a sale of the shop. Begin with calls that read, or with a data folder of your own.',
    ),
    element('h2', {}, 'What there is'),
    element(
      'table',
      {},
      element(
        'tbody',
        {},
        ...api.tags.map(({ name, description }) =>
          element('tr', {}, element('td', {}, name), element('td', {}, description)),
        ),
      ),
    ),
    element(
      'p',
      {},
      'For programs: ',
      element('a', { href: '/api/v1/openapi.json' }, 'openapi.json'),
      `, version ${api.info.version}.`,
    ),
  ];
}

filter.addEventListener('input', showList);
addEventListener('hashchange', showCall);
showCall();
