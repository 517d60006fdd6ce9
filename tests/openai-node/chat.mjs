import { client, tell } from './story.mjs';

const messages = [{ role: 'system', content: 'be brief' }, { role: 'user', content: 'hello there' }];
const { data, response, request_id: requestId } = await client().chat.completions.create({ model: 'auto', messages }).withResponse();
const strong = await client().chat.completions.create({ model: 'auto', messages: [{ role: 'user', content: 'refactor this' }] });
tell({
  text: data.choices[0].message.content,
  finish: data.choices[0].finish_reason,
  completionTokens: data.usage.completion_tokens,
  tier: response.headers.get('x-llm-tier'),
  requestId,
  headerId: response.headers.get('x-request-id'),
  ownId: data._request_id,
  strongModel: strong.model,
});
