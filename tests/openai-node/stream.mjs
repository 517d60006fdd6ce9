import { client, tell } from './story.mjs';

const ask = { model: 'auto', messages: [{ role: 'user', content: 'hello' }] };
const whole = await client().chat.completions.create(ask);

let text = '', finish = null, chunks = 0, usageChunks = 0;
for await (const chunk of await client().chat.completions.create({ ...ask, stream: true })) {
  text += chunk.choices[0]?.delta.content ?? '';
  finish = chunk.choices[0]?.finish_reason ?? finish;
  chunks++;
  if (chunk.usage) usageChunks++;
}

let usage = null;
for await (const chunk of await client().chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } })) {
  usage = chunk.usage ?? usage;
}

const deltas = [];
const helper = client().chat.completions.stream(ask).on('content', (delta) => deltas.push(delta));
const final = await helper.finalChatCompletion();
tell({
  wholeText: whole.choices[0].message.content, text, finish, chunks, usageChunks,
  totalTokens: whole.usage.total_tokens, streamedTokens: usage?.total_tokens ?? null,
  helperText: final.choices[0].message.content, helperDeltas: deltas.length,
});
