// How OpenAI's own client behaves with its default retries when answers are lost: each create is asked for once.
// Arguments: base URL, API key, model, training file id, number of creates, how many at a time (50 unless given).
// Needs the npm package openai in a node_modules folder above it. Prints one line of JSON:
// {"asked": …, "answered": …, "failed": …}. How many jobs there are then, the server knows.
import OpenAI from 'openai';

const [baseURL, apiKey, model, trainingFile, creates, atATime = '50'] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, timeout: 20_000 });
const asked = Number(creates);
let next = 0;
let answered = 0;
let failed = 0;

async function worker() {
  while (next < asked) {
    const metadata = { run_key: `retries-${next++}` };
    try {
      await client.fineTuning.jobs.create({ model, training_file: trainingFile, metadata });
      answered++;
    } catch {
      failed++;
    }
  }
}

await Promise.all(Array.from({ length: Number(atATime) }, worker));
console.log(JSON.stringify({ asked, answered, failed }));
