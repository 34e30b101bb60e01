/** A form for one call: what it takes, the same as a line of curl, and what came back. */
import { element } from './elements.js';

const token = document.getElementById('token');
/** Of a stream so many characters are shown. */
const STREAM_SHOWN = 20_000;

/** @returns a panel with the form of a call */
export function tryIt(call, resolve) {
  const fields = (call.parameters ?? []).map(resolve).map(field);
  const body = bodyField(call.requestBody?.content);
  const result = element('div', { 'aria-live': 'polite' });
  const send = element('button', { type: 'submit' }, 'Send');
  const stop = element('button', { type: 'button', class: 'plain', hidden: true }, 'Stop');
  const curl = element('pre');
  const showCurl = () => {
    curl.textContent = curlOf(requestOf(call, fields, body));
  };

  async function submit(event) {
    event.preventDefault();
    const gone = new AbortController();
    stop.onclick = () => gone.abort();
    send.disabled = true;
    stop.hidden = false;
    result.replaceChildren();
    try {
      const { address, options } = requestOf(call, fields, body);
      const started = performance.now();
      const answer = await fetch(address, { ...options, cache: 'no-store', signal: gone.signal });
      await show(result, answer, Math.round(performance.now() - started));
    } catch (error) {
      if (!gone.signal.aborted)
        result.append(element('p', { class: 'status bad' }, `No answer: ${error.message}`));
    } finally {
      send.disabled = false;
      stop.hidden = true;
    }
  }

  const form = element(
    'form',
    { class: 'panel', submit, input: showCurl },
    element('h2', {}, 'Try it'),
    ...fields.map(({ row }) => row),
    body?.row,
    element('div', { class: 'actions' }, send, stop),
    element('details', { toggle: showCurl }, element('summary', {}, 'As a line of curl'), curl),
    result,
  );
  return form;
}

function field(parameter) {
  const { name, required, description, schema = {}, example } = parameter;
  const id = `field-${name}`;
  const choices = schema.enum;
  const input = choices
    ? element(
        'select',
        { id },
        !required && element('option', { value: '' }, ''),
        ...choices.map((choice) => element('option', {}, String(choice))),
      )
    : element('input', {
        id,
        autocomplete: 'off',
        required: Boolean(required),
        placeholder: String(schema.default ?? example ?? ''),
      });
  const hint = description ?? schema.description;
  const row = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, name, required ? ' *' : ''),
    input,
    hint && element('small', {}, hint),
  );
  return { parameter, input, row };
}

/** The body: a file for an upload, else JSON that begins as the example. */
function bodyField(content) {
  if (!content) return undefined;
  const isFile = 'multipart/form-data' in content;
  const example = content['application/json']?.example;
  const input = isFile
    ? element('input', { id: 'body', type: 'file', accept: '.csv,text/csv', required: true })
    : element('textarea', { id: 'body', rows: '8', spellcheck: 'false' });
  if (!isFile) {
    input.value = example === undefined ? '' : JSON.stringify(example, null, 2);
    input.rows = Math.min(22, input.value.split('\n').length + 1);
  }
  const row = element(
    'div',
    { class: 'field' },
    element('label', { for: 'body' }, isFile ? 'file *' : 'body'),
    input,
  );
  return { input, row, isFile };
}

function requestOf(call, fields, body) {
  let path = call.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const { parameter, input } of fields) {
    const { name, in: place } = parameter;
    if (input.value === '') continue;
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(input.value));
    else if (place === 'query') query.set(name, input.value);
    else headers[name] = input.value;
  }
  if (token.value.trim() !== '') headers.Authorization = `Bearer ${token.value.trim()}`;
  const options = { method: call.method.toUpperCase(), headers };
  if (body?.isFile) {
    options.body = new FormData();
    for (const file of body.input.files) options.body.set('file', file);
  } else if (body && body.input.value.trim() !== '') {
    headers['Content-Type'] = 'application/json';
    options.body = body.input.value;
  }
  const search = query.size > 0 ? `?${query}` : '';
  return { address: `${location.origin}/api/v1${path}${search}`, options };
}

/** The token itself stays in its field: what is copied from here may be shown around. */
function curlOf({ address, options }) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parts = ['curl', '-X', options.method];
  for (const [name, value] of Object.entries(options.headers)) {
    if (name === 'Authorization') parts.push('-H', '"Authorization: Bearer $TOKEN"');
    else parts.push('-H', quoted(`${name}: ${value}`));
  }
  if (options.body instanceof FormData) parts.push('-F', 'file=@sales.csv');
  else if (options.body) parts.push('-d', quoted(options.body));
  return `${parts.join(' ')} ${quoted(address)}`;
}

async function show(result, answer, ms) {
  const text = element('pre', { tabindex: '0' });
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  result.append(
    element(
      'p',
      {},
      element('span', { class: `status ${answer.ok ? 'good' : 'bad'}` }, String(answer.status)),
      ` in ${ms} ms`,
    ),
    text,
    element('details', {}, element('summary', {}, 'Headers'), element('pre', {}, headers)),
  );
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream()))
      text.textContent = (text.textContent + piece).slice(-STREAM_SHOWN);
    return;
  }
  const body = await answer.text();
  text.textContent =
    type.includes('json') && body ? JSON.stringify(JSON.parse(body), null, 2) : body;
  if (body === '') text.textContent = '(no body)';
}
