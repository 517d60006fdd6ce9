// A call whose upstream fails, with the retries of the SDK. argv[2]: how many.
import { client, describe, recordWaits, tell } from './story.mjs';

const waits = recordWaits();
const call = client({ maxRetries: Number(process.argv[2]) }).chat.completions.create({ model: 'auto', messages: [{ role: 'user', content: 'hello' }] });
tell(await call.then((answer) => ({ waits, text: answer.choices[0].message.content }), (error) => ({ waits, error: describe(error) })));
