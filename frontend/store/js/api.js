// Every call to the shop. A refusal is thrown as a Problem, which carries the problem document's own words.

export class Problem extends Error {
  constructor(status, { title, detail, type, traceId } = {}, retryAfter = undefined) {
    super(title ?? 'Something went wrong');
    Object.assign(this, { status, detail, type: type ?? '', traceId, retryAfter });
  }

  is(slug) {
    return this.type.endsWith(`/${slug}`);
  }

  // No answer, or one from a place that does not know what happened: the call may or may not have had its effect.
  get outcomeUnknown() {
    return this.status === 0 || (this.status >= 500 && !this.is('payment-failed'));
  }
}

// Fires "served" after each answer, with the instance that gave it and the trace that tells how.
export const calls = new EventTarget();

async function call(method, path, { body, headers, signal } = {}) {
  let response;
  try {
    response = await fetch(`/api/store${path}`, {
      method,
      signal,
      headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }), ...headers },
      body: body && JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem(0, { title: 'The shop cannot be reached', detail: 'Please check the connection and try again.' });
  }

  calls.dispatchEvent(new CustomEvent('served', {
    detail: { by: response.headers.get('X-Served-By'), traceId: response.headers.get('X-Trace-Id') },
  }));

  const isJson = /[/+]json/.test(response.headers.get('Content-Type') ?? '');
  const answer = isJson ? await response.json().catch(() => ({})) : undefined;
  if (!response.ok) {
    throw new Problem(response.status, answer, Number(response.headers.get('Retry-After')) || undefined);
  }
  return answer;
}

const query = values => {
  const set = Object.entries(values).filter(([, value]) => value !== '' && value !== undefined && value !== null);
  return set.length ? `?${new URLSearchParams(set)}` : '';
};

export const api = {
  products: (filter, signal) => call('GET', `/products${query(filter)}`, { signal }),
  product: (id, signal) => call('GET', `/products/${encodeURIComponent(id)}`, { signal }),
  categories: signal => call('GET', '/categories', { signal }),
  cart: () => call('GET', '/cart'),
  setQuantity: (productId, quantity) => call('PUT', `/cart/items/${encodeURIComponent(productId)}`, { body: { quantity } }),
  emptyCart: () => call('DELETE', '/cart'),
  checkout: (purchase, key) => call('POST', '/checkout', { body: purchase, headers: { 'Idempotency-Key': key } }),
  orders: (page, signal) => call('GET', `/orders${query({ page, pageSize: 10 })}`, { signal }),
  order: (id, signal) => call('GET', `/orders/${id}`, { signal }),
  orderEvents: id => new EventSource(`/api/store/orders/${id}/events`),
};
