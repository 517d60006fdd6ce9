import { client, tell } from './story.mjs';

const answer = await client().chat.completions.create({
  model: 'auto',
  messages: [{
    role: 'user',
    content: [
      { type: 'text', text: 'what is this?' },
      { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${Buffer.alloc(64).toString('base64')}`, detail: 'low' } },
    ],
  }],
});
tell({ model: answer.model, text: answer.choices[0].message.content });
