// Leaves a stream in three ways, each at its first text. The upstream sends two tokens and then nothing.
import OpenAI from 'openai';
import { client, tell } from './story.mjs';

const ask = { model: 'auto', messages: [{ role: 'user', content: 'hello' }], stream: true };
const hasText = (chunk) => Boolean(chunk.choices[0]?.delta.content);

const controller = new AbortController();
let aborted = null;
try {
  for await (const chunk of await client().chat.completions.create(ask, { signal: controller.signal })) if (hasText(chunk)) controller.abort();
} catch (error) {
  aborted = error.constructor.name;
}

const stream = await client().chat.completions.create(ask);
for await (const chunk of stream) if (hasText(chunk)) stream.controller.abort();

for await (const chunk of await client().chat.completions.create(ask)) if (hasText(chunk)) break;

const early = new AbortController();
early.abort();
const refused = await client().chat.completions.create(ask, { signal: early.signal }).then(() => false, (error) => error instanceof OpenAI.APIUserAbortError);
tell({ aborted, refused });
