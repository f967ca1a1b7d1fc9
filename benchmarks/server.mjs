// A model that follows a plan: it speaks the Messages API, and the Responses API for one answer, on the loopback.
import http from 'node:http';

export const now = () => performance.timeOrigin + performance.now();

/**
 * Starts one. `plan(n, body)` answers the n-th request (from 0) with a turn, or a promise of one:
 * {text} or {calls: [{name, input}]}. `requests` collects {at, answered, bytes, body}, in milliseconds.
 */
export async function serve(plan) {
  const requests = [];
  const server = http.createServer((request, response) => {
    const at = now();
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const path = request.url.split('?')[0];
      const talk = path.endsWith('/messages') ? messages : path.endsWith('/responses') ? responses : null;
      if (request.method !== 'POST' || !talk) {
        response.writeHead(404, { 'content-type': 'application/json' });
        response.end('{"type":"error","error":{"type":"not_found_error","message":"not here"}}');
        return;
      }
      const raw = Buffer.concat(chunks);
      const entry = { at, answered: 0, bytes: raw.length, body: JSON.parse(raw) };
      requests.push(entry);
      const turn = await plan(requests.length - 1, entry.body);
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      entry.answered = now();
      response.end(talk(turn, requests.length).map(([type, data]) =>
        `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`).join(''));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    requests,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

function messages(turn, n) {
  const blocks = turn.calls
    ? turn.calls.map((call, i) => [
      { type: 'tool_use', id: `toolu_${n}_${i}`, name: call.name, input: {} },
      { type: 'input_json_delta', partial_json: JSON.stringify(call.input) }])
    : [[{ type: 'text', text: '' }, { type: 'text_delta', text: turn.text }]];
  return [
    ['message_start', { message: { id: `msg_${n}`, type: 'message', role: 'assistant', model: 'bench', content: [],
      stop_reason: null, stop_sequence: null, usage: { input_tokens: 100, output_tokens: 1 } } }],
    ...blocks.flatMap(([block, delta], index) => [
      ['content_block_start', { index, content_block: block }],
      ['content_block_delta', { index, delta }],
      ['content_block_stop', { index }]]),
    ['message_delta', { delta: { stop_reason: turn.calls ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 20 } }],
    ['message_stop', {}],
  ];
}

function responses(turn, n) {
  const item = { type: 'message', role: 'assistant', id: `msg_${n}`, content: [{ type: 'output_text', text: turn.text }] };
  const usage = { input_tokens: 100, output_tokens: 20, total_tokens: 120 };
  return [
    ['response.created', { response: { id: `resp_${n}` } }],
    ['response.output_item.done', { output_index: 0, item }],
    ['response.completed', { response: { id: `resp_${n}`, output: [item], usage } }],
  ];
}
