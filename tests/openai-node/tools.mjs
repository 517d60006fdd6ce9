import { client, tell, weather } from './story.mjs';

const user = { role: 'user', content: 'what is it like outside?' };
const ask = { model: 'auto', messages: [user], tools: [weather], tool_choice: 'required' };
const called = await client().chat.completions.create(ask);
const call = called.choices[0].message.tool_calls[0];
const answered = await client().chat.completions.create({
  model: 'auto', tools: [weather],
  messages: [user, called.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'sunny' }],
});

let name = '', streamed = '', pieces = 0;
for await (const chunk of await client().chat.completions.create({ ...ask, stream: true })) {
  for (const piece of chunk.choices[0]?.delta.tool_calls ?? []) {
    name += piece.function?.name ?? '';
    streamed += piece.function?.arguments ?? '';
    pieces++;
  }
}

const asked = [];
const runner = client().chat.completions.runTools({
  model: 'auto',
  messages: [{ role: 'user', content: 'use get_weather, please' }],
  tools: [{
    type: 'function',
    function: { ...weather.function, parse: JSON.parse, function: ({ city }) => { asked.push(city); return 'sunny'; } },
  }],
});
const final = await runner.finalContent();

// The helper refuses a tool that is not strict.
const strict = { ...weather, function: { ...weather.function, strict: true, parameters: { ...weather.function.parameters, additionalProperties: false } } };
const parsed = await client().chat.completions.stream({ ...ask, tools: [strict] }).finalChatCompletion();
tell({
  finish: called.choices[0].finish_reason, call: call.function, answer: answered.choices[0].message.content,
  streamedName: name, streamedArguments: streamed, pieces,
  runnerAsked: asked, runnerFinal: final, parsed: parsed.choices[0].message.tool_calls[0].function.parsed_arguments,
});
