// Drives the simulated vendor with the vendor's own SDK: what OpenAI's client can read, our simulator says rightly.
// Arguments: base URL, API key, admin key, webhook secret, port on which to receive webhooks.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import OpenAI, { toFile } from 'openai';

const [baseURL, apiKey, adminAPIKey, webhookSecret, hookPort] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, adminAPIKey, webhookSecret, maxRetries: 0 });
const model = 'simulated-mini';
const deliveries = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    deliveries.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
});
await new Promise((done) => receiver.listen(Number(hookPort), '127.0.0.1', done));

const lines = Array.from({ length: 12 }, (_, i) =>
  JSON.stringify({ messages: [{ role: 'user', content: `question ${i}` }, { role: 'assistant', content: `answer ${i}` }] }),
).join('\n');

async function until(look, done) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    assert.ok(Date.now() < deadline, `still ${JSON.stringify(seen)}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof OpenAI.APIError, String(error));
    return error;
  }
  assert.fail('the call succeeded, it should have been refused');
}

// files, whole and in parts
const file = await client.files.create({ file: await toFile(Buffer.from(lines), 'sdk.jsonl'), purpose: 'fine-tune' });
assert.equal((await client.files.retrieve(file.id)).filename, 'sdk.jsonl');
assert.equal(await (await client.files.content(file.id)).text(), lines);
const upload = await client.uploads.create({ purpose: 'fine-tune', filename: 'parts.jsonl', bytes: Buffer.byteLength(lines), mime_type: 'application/jsonl' });
const half = Math.floor(lines.length / 2);
const parts = [];
for (const piece of [lines.slice(0, half), lines.slice(half)]) {
  parts.push((await client.uploads.parts.create(upload.id, { data: await toFile(Buffer.from(piece), 'part') })).id);
}
const completed = await client.uploads.complete(upload.id, { part_ids: parts });
assert.equal(completed.status, 'completed');
assert.equal(await (await client.files.content(completed.file.id)).text(), lines);
const names = [];
for await (const each of client.files.list({ purpose: 'fine-tune', limit: 1 })) names.push(each.filename);
assert.deepEqual(names.sort(), ['parts.jsonl', 'sdk.jsonl']);

// a job from create to result, found by its metadata among others
const job = await client.fineTuning.jobs.create({ model, training_file: file.id, suffix: 'sdk', seed: 7, metadata: { run_key: 'sdk-1' }, method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2, batch_size: 'auto' } } } });
const other = await client.fineTuning.jobs.create({ model, training_file: completed.file.id, metadata: { run_key: 'sdk-2' } });
const found = [];
for await (const each of client.fineTuning.jobs.list({ metadata: { run_key: 'sdk-1' } })) found.push(each.id);
assert.deepEqual(found, [job.id]);
const ended = await until(() => client.fineTuning.jobs.retrieve(job.id), (seen) => seen.status === 'succeeded');
assert.ok(ended.trained_tokens > 0 && ended.finished_at >= ended.created_at && ended.error?.code == null);
assert.equal(ended.method.supervised.hyperparameters.n_epochs, 2);
let steps = 0;
for await (const event of client.fineTuning.jobs.listEvents(job.id, { limit: 2 })) steps += event.type === 'metrics' ? 1 : 0;
assert.ok(steps > 0);
const checkpoints = [];
for await (const each of client.fineTuning.jobs.checkpoints.list(job.id)) checkpoints.push(each.step_number);
assert.equal(checkpoints.length, 2);
assert.match(await (await client.files.content(ended.result_files[0])).text(), /^step,train_loss/);

// preference and reinforcement, pausing, cancelling
const pairs = Array.from({ length: 12 }, (_, i) => JSON.stringify({ input: { messages: [{ role: 'user', content: `question ${i}` }] }, preferred_output: [{ role: 'assistant', content: `good ${i}` }], non_preferred_output: [{ role: 'assistant', content: `bad ${i}` }] })).join('\n');
const pairFile = await client.files.create({ file: await toFile(Buffer.from(pairs), 'pairs.jsonl'), purpose: 'fine-tune' });
const dpo = await client.fineTuning.jobs.create({ model, training_file: pairFile.id, method: { type: 'dpo', dpo: { hyperparameters: { beta: 0.5 } } } });
await until(() => client.fineTuning.jobs.retrieve(dpo.id), (seen) => seen.status === 'succeeded');
const grader = { type: 'string_check', name: 'same', operation: 'eq', input: '{{sample.output_text}}', reference: '{{item.reference}}' };
await client.fineTuning.alpha.graders.validate({ grader });
assert.equal((await refusal(() => client.fineTuning.alpha.graders.validate({ grader: { type: 'guess' } }))).status, 400);
const prompts = Array.from({ length: 12 }, (_, i) => JSON.stringify({ messages: [{ role: 'user', content: `question ${i}` }], reference: `answer ${i}` })).join('\n');
const promptFile = await client.files.create({ file: await toFile(Buffer.from(prompts), 'prompts.jsonl'), purpose: 'fine-tune' });
const rft = await client.fineTuning.jobs.create({ model, training_file: promptFile.id, method: { type: 'reinforcement', reinforcement: { grader, hyperparameters: { reasoning_effort: 'low', eval_interval: 2 } } } });
const rftEnd = await until(() => client.fineTuning.jobs.retrieve(rft.id), (seen) => seen.status === 'succeeded');
assert.equal((await refusal(() => client.fineTuning.jobs.pause(rftEnd.id))).status, 400);
assert.equal((await refusal(() => client.fineTuning.jobs.resume(rftEnd.id))).status, 400);
assert.equal((await refusal(() => client.fineTuning.jobs.cancel(other.id + 'x'))).status, 404);

// refusals are of the SDK's own kinds
assert.ok((await refusal(() => client.fineTuning.jobs.create({ model, training_file: 'file-none' }))) instanceof OpenAI.BadRequestError);
assert.ok((await refusal(() => client.fineTuning.jobs.retrieve('ftjob-none'))) instanceof OpenAI.NotFoundError);
assert.ok((await refusal(() => new OpenAI({ baseURL, apiKey: 'sk-' + 'wrong', maxRetries: 0 }).models.list())) instanceof OpenAI.AuthenticationError);

// models answer, and are deleted
const answer = await client.chat.completions.create({ model: ended.fine_tuned_model, messages: [{ role: 'user', content: 'What is it?' }] });
assert.ok(answer.choices[0].message.content.length > 0 && answer.usage.total_tokens > 0);
assert.equal((await client.models.retrieve(ended.fine_tuned_model)).id, ended.fine_tuned_model);
assert.equal((await client.models.delete(ended.fine_tuned_model)).deleted, true);

// the bill
const today = Math.floor(Date.now() / 86_400_000) * 86_400;
const costs = await until(() => client.admin.organization.usage.costs({ start_time: today - 86_400, limit: 3 }), (page) => page.data.some((bucket) => bucket.results.length > 0));
assert.ok(costs.data.flatMap((bucket) => bucket.results).every((each) => each.amount.currency === 'usd'));

// webhooks are signed as the SDK wants them
await until(() => deliveries.length, (count) => count >= 4);
for (const { headers, body } of deliveries) {
  const event = await client.webhooks.unwrap(body, headers);
  assert.match(event.type, /^fine_tuning\.job\.succeeded$/);
  assert.match(event.data.id, /^ftjob-/);
}
await assert.rejects(client.webhooks.unwrap(deliveries[0].body + ' ', deliveries[0].headers));
receiver.close();
receiver.closeAllConnections();
console.log(JSON.stringify({ ok: true, deliveries: deliveries.length, steps }));
