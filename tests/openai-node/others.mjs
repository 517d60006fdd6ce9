// Embeddings, models, completions and responses.
import { client, tell } from './story.mjs';

const openai = client();
// Without encoding_format the SDK asks for base64 and decodes it.
const embedded = await openai.embeddings.create({ model: 'auto', input: ['a cat', 'a dog'], dimensions: 16 });
const floats = await openai.embeddings.create({ model: 'auto', input: ['a cat', 'a dog'], dimensions: 16, encoding_format: 'float' });

const models = [];
for await (const model of openai.models.list()) models.push(model.id);
const one = await openai.models.retrieve('acme/assistant');

const completion = await openai.completions.create({ model: 'auto', prompt: 'once upon', max_tokens: 8 });
let completed = '';
for await (const chunk of await openai.completions.create({ model: 'auto', prompt: 'once upon', max_tokens: 8, stream: true })) completed += chunk.choices[0]?.text ?? '';

const response = await openai.responses.create({ model: 'auto', input: 'hello' });
const kinds = [];
let delta = '', last = null;
for await (const event of await openai.responses.create({ model: 'auto', input: 'hello', stream: true })) {
  kinds.push(event.type);
  if (event.type === 'response.output_text.delta') delta += event.delta;
  last = event;
}
const helper = await openai.responses.stream({ model: 'auto', input: 'hello' }).finalResponse();

tell({
  vectors: embedded.data.map((d) => Array.from(d.embedding)), floats: floats.data.map((d) => d.embedding), promptTokens: embedded.usage.prompt_tokens,
  models, one,
  completion: completion.choices[0].text, completed,
  response: { status: response.status, text: response.output_text, tokens: response.usage.output_tokens, id: response._request_id ?? null },
  kinds: [kinds[0], kinds.at(-1)], delta, streamedTokens: last.response.usage.output_tokens, helper: helper.output_text,
});
