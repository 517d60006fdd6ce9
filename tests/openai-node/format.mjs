import { client, tell } from './story.mjs';

const schema = {
  type: 'object', additionalProperties: false, required: ['name', 'age'],
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
};
const ask = {
  model: 'auto', messages: [{ role: 'user', content: 'a person' }],
  response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema } },
};
const whole = await client().chat.completions.create(ask);
let streamed = '';
for await (const chunk of await client().chat.completions.create({ ...ask, stream: true })) streamed += chunk.choices[0]?.delta.content ?? '';
const object = await client().chat.completions.create({ ...ask, response_format: { type: 'json_object' } });
tell({ person: JSON.parse(whole.choices[0].message.content), streamed: JSON.parse(streamed), object: JSON.parse(object.choices[0].message.content) });
