// What every story does alike: the client as its users make it, from the environment alone, and one JSON line out.
import OpenAI from 'openai';

/** The address and the key come from OPENAI_BASE_URL and OPENAI_API_KEY. */
export function client(options = {}) {
  return new OpenAI({ maxRetries: 0, ...options });
}

export function tell(result) {
  console.log(JSON.stringify(result));
}

/** What a caller can read off an error of the SDK. */
export function describe(error) {
  return {
    class: error.constructor.name,
    isApiError: error instanceof OpenAI.APIError,
    status: error.status ?? null,
    code: error.code ?? null,
    param: error.param ?? null,
    type: error.type ?? null,
    message: error.message,
    requestId: error.requestID ?? null,
    retryAfter: error.headers?.get('retry-after') ?? null,
    headerId: error.headers?.get('x-request-id') ?? null,
  };
}

/** The error of a call that must fail. */
export async function failure(call) {
  try {
    await call();
  } catch (error) {
    return describe(error);
  }
  throw new Error('the call did not fail');
}

/** The SDK waits between retries by setTimeout: writes down how long, and does not wait. */
export function recordWaits() {
  const waits = [];
  const real = globalThis.setTimeout;
  globalThis.setTimeout = (run, milliseconds, ...more) => {
    // Node's own fetch uses timers too, and so does the SDK's request timeout.
    if (!new Error().stack.includes('sleep')) return real(run, milliseconds, ...more);
    waits.push(milliseconds);
    return real(run, 0, ...more);
  };
  return waits;
}

export const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
