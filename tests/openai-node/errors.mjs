// One failing call of each kind. argv[2] is a key that may send one request only.
import OpenAI from 'openai';
import { client, describe, failure, tell } from './story.mjs';

const messages = [{ role: 'user', content: 'hello' }];
const ask = { model: 'auto', messages };
const chat = (body, options) => () => client(options).chat.completions.create(body);

const trial = { apiKey: process.argv[2] };
await chat(ask, trial)();
const limited = await chat(ask, trial)().then(() => null, (error) => error);

const isClass = async (call, type) => call().then(() => false, (error) => error instanceof type);
tell({
  temperature: await failure(chat({ ...ask, temperature: -1 })),
  noMessages: await failure(chat({ model: 'auto' })),
  role: await failure(chat({ model: 'auto', messages: [{ role: 'user', content: 'a' }, { content: 'b' }] })),
  capability: await failure(chat({ ...ask, reasoning_effort: 'high' })),
  tooLong: await failure(chat({ ...ask, messages: [{ role: 'user', content: 'word '.repeat(20_000) }] })),
  key: await failure(chat(ask, { apiKey: 'sk-wrong' })),
  model: await failure(chat({ ...ask, model: 'gpt-none' })),
  streamed: await failure(chat({ ...ask, model: 'gpt-none', stream: true })),
  modelEntry: await failure(() => client().models.retrieve('gpt-none')),
  address: await failure(() => client().images.generate({ model: 'auto', prompt: 'a cat' })),
  limited: describe(limited),
  classes: [
    await isClass(chat({ ...ask, temperature: -1 }), OpenAI.BadRequestError),
    await isClass(chat(ask, { apiKey: 'sk-wrong' }), OpenAI.AuthenticationError),
    await isClass(chat({ ...ask, model: 'gpt-none' }), OpenAI.NotFoundError),
    limited instanceof OpenAI.RateLimitError,
  ],
});
