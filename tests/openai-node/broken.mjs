// A stream whose upstream dies in the middle. argv[2]: chat, completions or responses.
import { client, describe, tell } from './story.mjs';

const api = {
  chat: () => client().chat.completions.create({ model: 'auto', messages: [{ role: 'user', content: 'hello' }], stream: true }),
  completions: () => client().completions.create({ model: 'auto', prompt: 'hello', stream: true, max_tokens: 40 }),
  responses: () => client().responses.create({ model: 'auto', input: 'hello', stream: true }),
};
const textOf = (event) => event.choices?.[0]?.delta?.content ?? event.choices?.[0]?.text ?? (event.type === 'response.output_text.delta' ? event.delta : '');

let text = '', error = null;
try {
  for await (const event of await api[process.argv[2]]()) text += textOf(event);
} catch (thrown) {
  error = describe(thrown);
}
tell({ text, error });
